//! Taking a chunk of drafts into the registry: duplicates, matches, timelines, members.

use std::collections::{BTreeSet, HashMap, HashSet};

use ground::{
    HouseholdId, ImportId, Moment, PersonId, Problem, Result, UnitId, VillageId, VisitId,
};
use registry::batch::{Batch, Recorded, Villages};
use registry::household::Household;
use registry::person::IDENTITY;
use registry::status::{Interval, Movement, Timeline};
use registry::visit::Visit;
use store::problem::args_json;
use store::seal::Seal;
use store::{Engine, Tx, Value};

use crate::mapping::Field;
use crate::value::spelling;

use super::fault::Fault;
use super::known::{self, Alike, Keys, Known, KnownPerson, Match};
use super::member::{complete, is_same, registry_relation};
use super::plan::Plan;
use super::remark::{Remark, Spool, Verdict};
use super::row::Draft;

store::statements! {
    COMPLETE = "intake.person.complete":
        "UPDATE person SET sex = COALESCE(sex, $2), birth_day = COALESCE(birth_day, $3),
           birth_year = COALESCE(birth_year, $4), ethnicity = COALESCE(ethnicity, $5),
           sealed_id = COALESCE(sealed_id, $6), id_index = COALESCE(id_index, $7)
         WHERE id = $1";
}

/// How many rows went which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Rows below the header that are not blank.
    pub read: i64,
    /// Rows that brought a new household.
    pub accepted: i64,
    /// Rows that brought a further visit of a household already known.
    pub changed: i64,
    /// Rows seen before, in this file or an earlier one.
    pub duplicates: i64,
    /// Rows not taken.
    pub rejected: i64,
    /// Rows taken with a doubt.
    pub warned: i64,
}

/// Takes chunks of one import.
pub(crate) struct Taker<'a> {
    pub(crate) import: ImportId,
    pub(crate) plan: &'a Plan,
    pub(crate) law: &'a str,
    pub(crate) seal: &'a Seal,
    pub(crate) engine: Engine,
    pub(crate) recorded: Recorded,
    pub(crate) batch: Batch,
    pub(crate) villages: Villages,
    pub(crate) spool: Spool,
    pub(crate) counts: Counts,
    /// Updates of members already known.
    pub(crate) completed: Vec<Vec<Value>>,
    /// Communes with a household that was taken.
    pub(crate) communes: BTreeSet<UnitId>,
    /// Rows that an earlier import of the same file could not tell apart from others.
    pub(crate) undecided: HashMap<i64, Problem>,
    /// Source rows of the chunk before, which may not be written yet.
    pub(crate) latest_keys: HashMap<Vec<u8>, Source>,
    /// Households of the chunk before.
    pub(crate) latest: Alike,
    /// Owners of ID numbers in the chunk before.
    pub(crate) latest_owners: HashMap<Vec<u8>, HouseholdId>,
}

/// The import and row that a source row came with.
type Source = (Option<uuid::Uuid>, Option<i64>);

/// The drafts of a chunk, and what the registry is to be asked about them.
pub(crate) struct Asked {
    drafts: Vec<Draft>,
    keys: Keys,
    /// Keyed hashes of the ID numbers.
    numbers: Vec<Value>,
    communes: BTreeSet<UnitId>,
}

/// The drafts of a chunk and all that the registry knows about them.
pub(crate) struct Looked {
    drafts: Vec<Draft>,
    keys: Keys,
    alike: Alike,
    owners: HashMap<Vec<u8>, HouseholdId>,
}

/// What a chunk brings, ready to be written.
pub(crate) struct Ready {
    pub(crate) batch: Batch,
    completed: Vec<Vec<Value>>,
}

impl Ready {
    /// Writes it.
    pub(crate) async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        self.batch.write(tx).await?;
        for values in self.completed.drain(..) {
            tx.execute(&COMPLETE, values).await?;
        }
        Ok(())
    }
}

impl Taker<'_> {
    /// Notes a row that was refused before it came to the database.
    pub(crate) fn refuse(&mut self, row: i64, rows: i64, fault: Fault) -> Result<()> {
        self.counts.rejected += rows;
        self.remark(row, Verdict::Rejected, fault)
    }

    fn remark(&mut self, row: i64, verdict: Verdict, fault: Fault) -> Result<()> {
        let column = fault.field.and_then(|field| self.plan.column(field));
        self.spool.add(Remark { row, verdict, column, problem: fault.problem })
    }

    /// What is to be asked about these drafts. While it is put together, the chunk before is written.
    pub(crate) fn ask(&self, drafts: Vec<Draft>) -> Asked {
        let persons = drafts.iter().flat_map(|draft| &draft.persons);
        let numbers = persons.filter_map(|person| person.identity.as_ref());
        let with_village = drafts.iter().filter(|draft| draft.village.is_some());
        Asked {
            keys: Keys::of(&drafts),
            numbers: numbers.map(|number| self.seal.index(IDENTITY, number).into()).collect(),
            communes: with_village.map(|draft| draft.spot.now).collect(),
            drafts,
        }
    }

    /// Looks up what the drafts may speak of. What came before may not be written yet.
    pub(crate) async fn look(&mut self, tx: &mut Tx, asked: Asked) -> Result<Looked> {
        let Asked { mut drafts, mut keys, numbers, communes } = asked;
        let mut seen = known::sources(tx, &keys).await?;
        seen.extend(self.latest_keys.drain());
        let mut passed_over = HashSet::new();
        for draft in &drafts {
            if let Some(first) = seen.get(&draft.key) {
                self.duplicate(draft, *first)?;
            } else if let Some(problem) = self.undecided.get(&draft.row) {
                self.refuse(draft.row, draft.rows as i64, problem.clone().into())?;
            } else {
                let here = (Some(self.import.0), Some(draft.row));
                seen.insert(draft.key.clone(), here);
                self.latest_keys.insert(draft.key.clone(), here);
                continue;
            }
            passed_over.insert(draft.row);
        }
        if !passed_over.is_empty() {
            drafts.retain(|draft| !passed_over.contains(&draft.row));
            // The households of rows seen before need not be read.
            keys = Keys::of(&drafts);
        }
        let alike = Alike::fetch(tx, &keys, self.import, &self.latest).await?;
        let mut owners = known::identities(tx, &numbers).await?;
        owners.extend(self.latest_owners.drain());
        self.villages.read(tx, communes).await?;
        Ok(Looked { drafts, keys, alike, owners })
    }

    /// Matches the drafts and makes ready what they bring, in the place of a batch that was written.
    pub(crate) fn make(
        &mut self,
        moment: &mut Moment,
        emptied: Batch,
        looked: Looked,
    ) -> Result<Ready> {
        let Looked { drafts, keys, mut alike, owners } = looked;
        self.batch = emptied;
        alike.join(std::mem::take(&mut self.latest), &keys);
        for draft in drafts {
            let village = draft.village.as_ref().map(|name| {
                self.villages.find_or_add(&mut self.batch, moment, draft.spot.now, name)
            });
            self.one(&mut alike, draft, village, &owners, moment)?;
        }
        for known in &alike.all {
            let intervals = known.timeline.intervals();
            if known.new {
                self.batch.household(&known.household);
                self.batch.timeline(known.household.id, intervals);
            } else if known.changed {
                self.batch.refresh(&known.household);
                self.batch.rewrite_timeline(known.household.id, intervals);
            }
        }
        self.latest = alike;
        self.batch.pack(self.engine);
        Ok(Ready {
            batch: std::mem::take(&mut self.batch),
            completed: std::mem::take(&mut self.completed),
        })
    }

    fn duplicate(&mut self, draft: &Draft, (import, row): Source) -> Result<()> {
        self.counts.duplicates += draft.rows as i64;
        let problem = match row.filter(|_| import == Some(self.import.0)) {
            Some(row) => Problem::invalid("import.row.duplicate_in_file").with("first", row),
            None => Problem::invalid("import.row.duplicate_before"),
        };
        self.remark(draft.row, Verdict::Duplicate, Fault { field: None, problem })
    }

    fn one(
        &mut self,
        alike: &mut Alike,
        mut draft: Draft,
        village: Option<VillageId>,
        owners: &HashMap<Vec<u8>, HouseholdId>,
        moment: &mut Moment,
    ) -> Result<()> {
        let at = match alike.find(&draft, village) {
            Match::Several => {
                let fault = Fault::row("import.row.several_households");
                return self.refuse(draft.row, draft.rows as i64, fault);
            }
            Match::Twice(row) => {
                let problem = Problem::invalid("import.row.same_name").with("first", row);
                let fault = Fault { field: None, problem };
                return self.refuse(draft.row, draft.rows as i64, fault);
            }
            Match::New(other) => {
                if let Some(other) = other {
                    let problem = known::collision(&draft, other);
                    draft.findings.push(problem.clone());
                    draft.doubts.push(Fault::at(Field::HouseholdCode, problem));
                }
                self.counts.accepted += draft.rows as i64;
                let new = new_household(&draft, village, moment);
                alike.add(new)
            }
            Match::Same(at) => {
                let known = &alike.all[at];
                if let Some(last) = known.timeline.ended_on().filter(|last| draft.day > *last) {
                    let problem = Problem::conflict("registry.status.after_end").with("day", last);
                    return self.refuse(draft.row, draft.rows as i64, problem.into());
                }
                self.counts.changed += draft.rows as i64;
                doubts_of_match(known, &mut draft, village);
                at
            }
        };
        self.visit(&mut alike.all[at], &mut draft, village, owners, moment)?;
        if alike.all[at].household.code == draft.code {
            alike.coded(at, draft.code_key);
        }
        if !draft.doubts.is_empty() {
            self.counts.warned += 1;
        }
        for fault in std::mem::take(&mut draft.doubts) {
            self.remark(draft.row, Verdict::Warned, fault)?;
        }
        Ok(())
    }

    /// Adds the draft's visit to a household, and what follows from it.
    fn visit(
        &mut self,
        known: &mut Known,
        draft: &mut Draft,
        village: Option<VillageId>,
        owners: &HashMap<Vec<u8>, HouseholdId>,
        moment: &mut Moment,
    ) -> Result<()> {
        let id = VisitId(moment.id());
        let household = &mut known.household;
        let newest = known.timeline.latest().is_none_or(|latest| latest.from <= draft.day);
        // A list that leaves the number out does not empty the household.
        let members = if draft.members == 0 { household.members } else { draft.members };
        draft.extract.members = members;
        known.timeline.record(Interval {
            from: draft.day,
            to: None,
            class: draft.class,
            movement: Movement::First,
            members,
            unit: draft.spot.then,
            standard: draft.standard.as_deref().map(str::to_owned),
            basis: draft.basis,
            visit: Some(id),
            ended: None,
        })?;
        household.stand(&known.timeline);
        household.opened = household.opened.min(draft.day);
        if newest {
            (household.visit, household.members) = (Some(id), members);
            household.groups = draft.extract.groups;
            household.village = village.or(household.village);
            household.unit_before = household.unit_before.or(draft.spot.before);
            replace(&mut household.code, draft.code.as_ref());
            replace(&mut household.address, draft.address.as_ref());
            replace(&mut household.ethnicity, draft.ethnicity.as_ref());
            household.head_sex = draft.head_sex.or(household.head_sex);
            known.told = Some((draft.row, draft.day));
        }
        known.changed = true;
        self.communes.insert(household.unit);
        if newest || known.persons.is_empty() {
            self.persons(known, draft, owners, moment);
        }
        let household = &known.household;
        self.batch.visit(
            &Visit {
                id,
                household: household.id,
                unit: draft.spot.then,
                day: draft.day,
                source: "import",
                source_key: Some(std::mem::take(&mut draft.key)),
                import: Some((self.import, draft.row)),
                reviewer: draft.reviewer.take(),
                answers: std::mem::take(&mut draft.answers),
                extract: draft.extract.clone(),
                stated_class: draft.stated,
            },
            self.recorded,
        );
        for (standard, evaluation) in &draft.evaluations {
            self.batch.evaluation(id, standard, self.law, evaluation);
        }
        for problem in &draft.findings {
            self.batch.finding(household, Some(id), &problem.code, args_json(problem), moment);
        }
        Ok(())
    }

    /// Adds members that are not known yet and completes those that are.
    fn persons(
        &mut self,
        known: &mut Known,
        draft: &mut Draft,
        owners: &HashMap<Vec<u8>, HouseholdId>,
        moment: &mut Moment,
    ) {
        let (household, unit) = (known.household.id, known.household.unit);
        let province = known.household.province;
        for person in std::mem::take(&mut draft.persons) {
            let index = person.identity.as_deref().map(|number| self.seal.index(IDENTITY, number));
            if let Some(index) = &index
                && owners.get(index).is_some_and(|owner| *owner != household)
            {
                let problem = Problem::invalid("import.row.identity_elsewhere")
                    .with("name", person.name.as_str());
                draft.findings.push(problem.clone());
                draft.doubts.push(Fault::at(Field::IdNumber, problem));
            }
            if let Some(index) = &index {
                self.latest_owners.insert(index.clone(), household);
            }
            let sealed = person.identity.as_deref().map(|n| self.seal.seal(IDENTITY, n, moment));
            let found =
                known.persons.iter_mut().find(|other| is_same(other, &person, index.as_deref()));
            if let Some(found) = found {
                self.completed.extend(complete(found, &person, sealed, index));
                continue;
            }
            let new = registry::person::Person {
                id: PersonId(moment.id()),
                household,
                name: person.name.clone(),
                sex: person.sex,
                birth_day: person.birth.and_then(|(_, day)| day),
                birth_year: person.birth.map(|(year, _)| year),
                ethnicity: person.ethnicity.clone(),
                relation: registry_relation(person.relation).to_owned(),
                sealed_id: sealed,
                id_index: index.clone(),
                joined: draft.day,
                gone: None,
                gone_why: None,
            };
            known.persons.push(KnownPerson {
                id: new.id.0,
                fold: ground::fold(&new.name),
                is_head: new.relation == "head",
                sex: new.sex.map(|sex| sex.as_str().to_owned()),
                birth_day: new.birth_day,
                birth_year: new.birth_year.map(i64::from),
                ethnicity: new.ethnicity.clone(),
                id_index: index,
            });
            self.batch.person(&new, province, unit);
        }
    }
}

/// What a match leaves to be said.
fn doubts_of_match(known: &Known, draft: &mut Draft, village: Option<VillageId>) {
    let household = &known.household;
    if spelling(&household.head) != spelling(&draft.head) {
        let problem = Problem::invalid("import.row.name_spelling")
            .with("written", draft.head.as_str())
            .with("known", household.head.as_str());
        draft.doubts.push(Fault::at(Field::HeadName, problem));
    }
    if village.is_some() && household.village.is_some() && household.village != village {
        let problem = Problem::invalid("import.row.village_changed")
            .with("village", draft.village.clone().unwrap_or_default());
        draft.doubts.push(Fault::at(Field::Village, problem));
    }
    if known.timeline.intervals().iter().any(|interval| interval.from == draft.day) {
        let problem = Problem::invalid("import.row.correction").with("day", draft.day);
        draft.doubts.push(Fault { field: None, problem });
    }
}

fn new_household(draft: &Draft, village: Option<VillageId>, moment: &mut Moment) -> Known {
    let household = Household {
        id: HouseholdId(moment.id()),
        province: draft.spot.province,
        unit: draft.spot.now,
        unit_before: draft.spot.before,
        village,
        code: draft.code.clone(),
        head: draft.head.clone(),
        head_sex: draft.head_sex,
        ethnicity: draft.ethnicity.clone(),
        members: draft.members,
        groups: draft.extract.groups,
        address: draft.address.clone(),
        class: draft.class,
        class_since: draft.day,
        visit: None,
        opened: draft.day,
        closed: None,
        closed_why: None,
        version: 1,
    };
    let timeline = Timeline::default();
    Known {
        code_key: draft.code_key,
        head_key: draft.head_key,
        household,
        timeline,
        persons: Vec::new(),
        told: None,
        new: true,
        changed: false,
    }
}

fn replace(slot: &mut Option<String>, with: Option<&String>) {
    if let Some(text) = with {
        *slot = Some(text.clone());
    }
}
