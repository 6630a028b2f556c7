//! Many households at once: imports and the demonstration fill a batch and write it table by table.
//!
//! The batch is the only fast way in. It does no matching and checks no scope: the importer has done
//! both before, and notes one audit entry for the whole.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use ground::{
    AccountId, HouseholdId, Instant, Moment, Result, UnitId, VillageId, VisitId, sort_key,
};
use law::{Evaluation, Truth};
use store::{Engine, Rows, Tx, Value};

use crate::household::Household;
use crate::person::{Person, search_keys};
use crate::status::Interval;
use crate::visit::Visit;

const HOUSEHOLD: &[&str] = &[
    "id",
    "province_id",
    "unit_id",
    "unit_before",
    "village_id",
    "code",
    "head",
    "head_sort",
    "head_sex",
    "ethnicity",
    "members",
    "groups",
    "address",
    "class",
    "class_since",
    "visit_id",
    "code_key",
    "head_key",
    "opened",
    "closed",
    "closed_why",
    "version",
];
const PERSON: &[&str] = &[
    "id",
    "household_id",
    "province_id",
    "unit_id",
    "name",
    "fold",
    "given",
    "sex",
    "birth_day",
    "birth_year",
    "ethnicity",
    "relation",
    "sealed_id",
    "id_index",
    "joined",
    "gone",
    "gone_why",
];
const VISIT: &[&str] = &[
    "id",
    "household_id",
    "unit_id",
    "day",
    "source",
    "source_key",
    "import_id",
    "import_row",
    "reviewer",
    "answers",
    "members",
    "groups",
    "causes",
    "needs",
    "children",
    "children_health",
    "children_education",
    "stated_class",
    "recorded_at",
    "recorded_by",
];
const EVALUATION: &[&str] = &[
    "visit_id",
    "standard",
    "law",
    "class",
    "income_low",
    "score",
    "deprived",
    "known",
    "low",
    "high",
    "unverified",
];
const STATUS: &[&str] = &[
    "household_id",
    "from_day",
    "to_day",
    "class",
    "movement",
    "members",
    "unit_id",
    "standard",
    "basis",
    "visit_id",
    "ended",
];
const FINDING: &[&str] = &["id", "household_id", "unit_id", "visit_id", "code", "args", "found_at"];
const VILLAGE: &[&str] = &["id", "unit_id", "name", "fold"];
const EVENT: &[&str] = &[
    "id",
    "household_id",
    "person_id",
    "day",
    "kind",
    "other_household",
    "other_unit",
    "note",
    "recorded_at",
    "recorded_by",
];

store::statements! {
    VILLAGES = "registry.village.of_units": "SELECT unit_id, id, fold FROM village WHERE unit_id IN ($1)";
    FORGET_STATUS = "registry.status.forget": "DELETE FROM status WHERE household_id IN ($1)";
}

/// What becomes of a household that is already there: all as given but its version, which counts on
/// from what it is by then.
const REFRESH: &str = "province_id = excluded.province_id, unit_id = excluded.unit_id, \
    unit_before = excluded.unit_before, village_id = excluded.village_id, code = excluded.code, \
    head = excluded.head, head_sort = excluded.head_sort, head_sex = excluded.head_sex, \
    ethnicity = excluded.ethnicity, members = excluded.members, groups = excluded.groups, \
    address = excluded.address, class = excluded.class, class_since = excluded.class_since, \
    visit_id = excluded.visit_id, code_key = excluded.code_key, head_key = excluded.head_key, \
    opened = excluded.opened, closed = excluded.closed, closed_why = excluded.closed_why, \
    version = household.version + 1";

/// Rows on their way into the database, kept per table.
pub struct Batch {
    households: Rows,
    refreshed: Vec<Value>,
    persons: Rows,
    visits: Rows,
    evaluations: Rows,
    statuses: Rows,
    rewritten: Vec<HouseholdId>,
    findings: Rows,
    villages: Rows,
    events: Rows,
}

impl Default for Batch {
    fn default() -> Batch {
        Batch {
            households: Rows::of("household", HOUSEHOLD),
            refreshed: Vec::new(),
            persons: Rows::of("person", PERSON),
            visits: Rows::of("visit", VISIT),
            evaluations: Rows::of("evaluation", EVALUATION),
            statuses: Rows::of("status", STATUS),
            rewritten: Vec::new(),
            findings: Rows::of("finding", FINDING),
            villages: Rows::of("village", VILLAGE),
            events: Rows::of("event", EVENT),
        }
    }
}

/// Who records, and when: the same for a whole batch.
#[derive(Clone, Copy, Debug)]
pub struct Recorded {
    /// When.
    pub at: Instant,
    /// By which account, when a person is signed in.
    pub by: Option<AccountId>,
}

impl Batch {
    /// A household that is new to the registry.
    pub fn household(&mut self, household: &Household) {
        self.households.add(household_values(household));
    }

    /// A household that is already there, as it is now; its version goes up by one.
    pub fn refresh(&mut self, household: &Household) {
        self.refreshed.extend(household_values(household));
    }

    /// A member new to the registry. `province` and `unit` are those of the household.
    pub fn person(&mut self, person: &Person, province: UnitId, unit: UnitId) {
        let (fold, given) = search_keys(&person.name);
        self.persons.add([
            person.id.into(),
            person.household.into(),
            province.into(),
            unit.into(),
            person.name.as_str().into(),
            fold.into(),
            given.into(),
            Value::Text(person.sex.map(|sex| sex.as_str().to_owned())),
            person.birth_day.into(),
            person.birth_year.into(),
            person.ethnicity.clone().into(),
            person.relation.as_str().into(),
            person.sealed_id.clone().into(),
            person.id_index.clone().into(),
            person.joined.into(),
            person.gone.into(),
            person.gone_why.clone().into(),
        ]);
    }

    /// A visit.
    pub fn visit(&mut self, visit: &Visit, recorded: Recorded) {
        let extract = &visit.extract;
        self.visits.add([
            visit.id.into(),
            visit.household.into(),
            visit.unit.into(),
            visit.day.into(),
            visit.source.into(),
            visit.source_key.clone().into(),
            visit.import.map(|(id, _)| id).into(),
            visit.import.map(|(_, row)| row).into(),
            visit.reviewer.clone().into(),
            visit.answers.as_str().into(),
            extract.members.into(),
            extract.groups.0.into(),
            extract.causes.into(),
            extract.needs.into(),
            extract.children.into(),
            extract.children_health.into(),
            extract.children_education.into(),
            Value::Text(visit.stated_class.map(|class| class.as_str().to_owned())),
            recorded.at.into(),
            recorded.by.into(),
        ]);
    }

    /// What one standard says of a visit, under the law with this fingerprint.
    pub fn evaluation(
        &mut self,
        visit: VisitId,
        standard: &str,
        law: &str,
        evaluation: &Evaluation,
    ) {
        self.evaluations.add([
            visit.into(),
            standard.into(),
            law.into(),
            evaluation.class.as_str().into(),
            truth_word(evaluation.income_low).into(),
            evaluation.income_score.into(),
            evaluation.deprived.into(),
            evaluation.known.into(),
            evaluation.low.into(),
            evaluation.high.into(),
            evaluation.unverified.into(),
        ]);
    }

    /// The timeline of a household that had none.
    pub fn timeline<'a>(
        &mut self,
        household: HouseholdId,
        intervals: impl IntoIterator<Item = &'a Interval>,
    ) {
        for interval in intervals {
            self.statuses.add([
                household.into(),
                interval.from.into(),
                interval.to.into(),
                interval.class.as_str().into(),
                interval.movement.as_str().into(),
                interval.members.into(),
                interval.unit.into(),
                interval.standard.clone().into(),
                interval.basis.as_str().into(),
                interval.visit.into(),
                Value::Text(interval.ended.map(|ended| ended.as_str().to_owned())),
            ]);
        }
    }

    /// The whole timeline of a household, in place of the one it had.
    pub fn rewrite_timeline(&mut self, household: HouseholdId, intervals: &[Interval]) {
        self.rewritten.push(household);
        self.timeline(household, intervals);
    }

    /// Something a person should settle. `args` is a JSON object of the message's values.
    pub fn finding(
        &mut self,
        household: &Household,
        visit: Option<VisitId>,
        code: &str,
        args: String,
        moment: &mut Moment,
    ) {
        self.findings.add([
            moment.id().into(),
            household.id.into(),
            household.unit.into(),
            visit.into(),
            code.into(),
            args.into(),
            moment.now().into(),
        ]);
    }

    /// An event in the life of a household or one of its members.
    pub fn event(&mut self, event: &crate::event::Event, recorded: Recorded) {
        self.events.add([
            event.id.into(),
            event.household.into(),
            event.person.into(),
            event.day.into(),
            event.kind.as_str().into(),
            event.other_household.into(),
            event.other_unit.into(),
            event.note.clone().into(),
            recorded.at.into(),
            recorded.by.into(),
        ]);
    }

    /// Takes in the rows of another batch.
    pub(crate) fn append(&mut self, mut other: Batch) {
        self.households.append(&mut other.households);
        self.refreshed.append(&mut other.refreshed);
        self.persons.append(&mut other.persons);
        self.visits.append(&mut other.visits);
        self.evaluations.append(&mut other.evaluations);
        self.statuses.append(&mut other.statuses);
        self.rewritten.append(&mut other.rewritten);
        self.findings.append(&mut other.findings);
        self.villages.append(&mut other.villages);
        self.events.append(&mut other.events);
    }

    /// How many household rows, new or refreshed, are waiting.
    pub fn len(&self) -> usize {
        self.households.len() + self.refreshed.len() / HOUSEHOLD.len()
    }

    /// Whether nothing is waiting.
    pub fn is_empty(&self) -> bool {
        self.len() == 0 && self.visits.is_empty()
    }

    /// The tables, in the order in which their rows are written.
    fn tables(&mut self) -> [&mut Rows; 8] {
        [
            &mut self.villages,
            &mut self.households,
            &mut self.persons,
            &mut self.visits,
            &mut self.evaluations,
            &mut self.statuses,
            &mut self.events,
            &mut self.findings,
        ]
    }

    /// Does beforehand what would keep the transaction waiting in [`Batch::write`]. Nothing is added to
    /// the batch after that.
    pub fn pack(&mut self, engine: Engine) {
        self.tables().into_iter().for_each(|rows| rows.pack(engine));
    }

    /// Writes everything and empties the batch, which keeps its room for the next rows.
    pub async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        let rewritten: Vec<Value> = self.rewritten.drain(..).map(Value::from).collect();
        tx.execute_among(&FORGET_STATUS, &rewritten).await?;
        let refreshed = std::mem::take(&mut self.refreshed);
        tx.overwrite_many("household", HOUSEHOLD, REFRESH, refreshed).await?;
        for rows in self.tables() {
            tx.insert(rows).await?;
        }
        Ok(())
    }
}

/// Villages by commune and folded name, read once per commune and added to as new names appear.
#[derive(Default)]
pub struct Villages(HashMap<UnitId, HashMap<String, VillageId>>);

impl Villages {
    /// Reads the villages of those communes that are not known yet.
    pub async fn read(
        &mut self,
        tx: &mut Tx,
        communes: impl IntoIterator<Item = UnitId>,
    ) -> Result<()> {
        let mut unread = Vec::new();
        for commune in communes {
            if let Entry::Vacant(vacant) = self.0.entry(commune) {
                vacant.insert(HashMap::new());
                unread.push(commune.into());
            }
        }
        for row in tx.fetch_among(&VILLAGES, &unread).await? {
            let villages = self.0.entry(UnitId(row.int(0)?)).or_default();
            villages.insert(row.text(2)?, VillageId(row.uuid(1)?));
        }
        Ok(())
    }

    /// The village of that name in a commune whose villages were read; one that is not known yet is
    /// created in the batch.
    pub fn find_or_add(
        &mut self,
        batch: &mut Batch,
        moment: &mut Moment,
        unit: UnitId,
        name: &str,
    ) -> VillageId {
        let villages = self.0.get_mut(&unit).expect("its villages were read");
        let fold = ground::fold(name);
        if let Some(id) = villages.get(&fold) {
            return *id;
        }
        let id = VillageId(moment.id());
        batch.villages.add([id.into(), unit.into(), name.into(), fold.as_str().into()]);
        villages.insert(fold, id);
        id
    }
}

fn household_values(household: &Household) -> impl Iterator<Item = Value> {
    let h = household;
    [
        h.id.into(),
        h.province.into(),
        h.unit.into(),
        h.unit_before.into(),
        h.village.into(),
        h.code.clone().into(),
        h.head.as_str().into(),
        sort_key(&h.head).into(),
        Value::Text(h.head_sex.map(|sex| sex.as_str().to_owned())),
        h.ethnicity.clone().into(),
        h.members.into(),
        h.groups.0.into(),
        h.address.clone().into(),
        h.class.as_str().into(),
        h.class_since.into(),
        h.visit.into(),
        h.code.as_deref().map(|code| Household::code_key(h.unit, code)).into(),
        Household::head_key(h.unit, &h.head).into(),
        h.opened.into(),
        h.closed.into(),
        h.closed_why.clone().into(),
        h.version.into(),
    ]
    .into_iter()
}

/// The word for a truth value in the database.
pub fn truth_word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}
