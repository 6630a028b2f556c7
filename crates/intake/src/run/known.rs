//! Households the registry already knows, looked up for a chunk of rows at a time.

use std::collections::{HashMap, HashSet};

use ground::{Day, HouseholdId, ImportId, Problem, Result, VillageId, fold};
use registry::household::{self, COLUMNS, Household};
use registry::status::{Timeline, timelines_of};
use store::{Row, Tx, Value};

use crate::value::spelling;

use super::row::Draft;

macro_rules! alike {
    ($key:literal) => {
        concat!(
            "SELECT ",
            registry::household_columns!(),
            ", v.import_id, v.import_row, v.day FROM household h LEFT JOIN visit v ON v.id = h.visit_id \
             WHERE h.closed IS NULL AND ",
            $key,
            " IN ($1)"
        )
    };
}

store::statements! {
    SOURCES = "intake.source.known":
        "SELECT source_key, import_id, import_row FROM visit WHERE source_key IN ($1)";
    OF_CODE = "intake.household.of_code":
        alike!("h.code_key");
    OF_HEAD = "intake.household.of_head":
        alike!("h.head_key");
    WITHOUT_CODE = "intake.household.without_code":
        alike!("h.code IS NULL AND h.head_key");
    PERSONS = "intake.person.of_households":
        "SELECT household_id, id, name, relation, sex, birth_day, birth_year, ethnicity, id_index
         FROM person WHERE gone IS NULL AND household_id IN ($1)";
    IDENTITIES = "intake.person.identities":
        "SELECT id_index, household_id FROM person WHERE gone IS NULL AND id_index IN ($1)";
}

/// A household with its timeline, as known or as it is being made.
pub(crate) struct Known {
    pub(crate) household: Household,
    pub(crate) timeline: Timeline,
    pub(crate) persons: Vec<KnownPerson>,
    /// The key of its code.
    pub(crate) code_key: Option<i64>,
    /// The key of its head's name.
    pub(crate) head_key: i64,
    /// The row of this same import that told of it last, and the day of that review.
    pub(crate) told: Option<(i64, Day)>,
    /// Made by this import and not yet written.
    pub(crate) new: bool,
    /// To be written anew.
    pub(crate) changed: bool,
}

/// A member as known.
pub(crate) struct KnownPerson {
    pub(crate) id: uuid::Uuid,
    pub(crate) fold: String,
    pub(crate) is_head: bool,
    pub(crate) sex: Option<String>,
    pub(crate) birth_day: Option<Day>,
    pub(crate) birth_year: Option<i64>,
    pub(crate) ethnicity: Option<String>,
    pub(crate) id_index: Option<Vec<u8>>,
}

impl KnownPerson {
    /// Year of birth, from the day where that is known.
    pub(crate) fn year(&self) -> Option<i64> {
        self.birth_day.map(|day| day.year().into()).or(self.birth_year)
    }
}

/// What a draft turned out to be.
pub(crate) enum Match {
    /// A household not known yet; with the head of another one that carries the same code, if any.
    New(Option<String>),
    /// The known household at this position.
    Same(usize),
    /// Several known households could be meant.
    Several,
    /// This row of the same file already tells of a household that cannot be told from this one.
    Twice(i64),
}

/// Candidates for the drafts of one chunk.
#[derive(Default)]
pub(crate) struct Alike {
    pub(crate) all: Vec<Known>,
    by_code: HashMap<i64, Vec<usize>>,
    by_head: HashMap<i64, Vec<usize>>,
}

/// Keys by which the registry is asked what it knows of some drafts.
pub(crate) struct Keys {
    sources: Vec<Value>,
    /// Of codes.
    codes: HashSet<i64>,
    /// Of heads of households without a code.
    bare: HashSet<i64>,
    /// Of heads of households with one.
    coded: HashSet<i64>,
    /// The same three as parameters, in the order of the indexes.
    sorted: [Vec<Value>; 3],
}

impl Keys {
    pub(crate) fn of(drafts: &[Draft]) -> Keys {
        let codes: HashSet<i64> = drafts.iter().filter_map(|draft| draft.code_key).collect();
        let heads = |has_code: bool| -> HashSet<i64> {
            let of_kind = drafts.iter().filter(|draft| draft.code.is_some() == has_code);
            of_kind.map(|draft| draft.head_key).collect()
        };
        let (bare, coded) = (heads(false), heads(true));
        let sorted = [&codes, &bare, &coded].map(|keys| {
            let mut keys: Vec<i64> = keys.iter().copied().collect();
            keys.sort_unstable();
            keys.into_iter().map(Value::from).collect()
        });
        let sources = drafts.iter().map(|draft| draft.key.clone().into()).collect();
        Keys { sources, codes, bare, coded, sorted }
    }

    /// Whether a draft may speak of this household.
    fn ask_for(&self, known: &Known) -> bool {
        known.code_key.is_some_and(|key| self.codes.contains(&key))
            || self.bare.contains(&known.head_key)
            || known.code_key.is_none() && self.coded.contains(&known.head_key)
    }
}

/// The first row, and import, that brought each of these source rows, where one did.
pub(crate) async fn sources(
    tx: &mut Tx,
    keys: &Keys,
) -> Result<HashMap<Vec<u8>, (Option<uuid::Uuid>, Option<i64>)>> {
    let rows = tx.fetch_among(&SOURCES, &keys.sources).await?;
    rows.iter().map(|row| Ok((row.bytes(0)?, (row.opt_uuid(1)?, row.opt_int(2)?)))).collect()
}

impl Alike {
    /// Finds every open household that one of the drafts may speak of: with its code, or with its
    /// head's name where one of the two has no code; but not those of `before`, which are not written
    /// yet.
    pub(crate) async fn fetch(
        tx: &mut Tx,
        keys: &Keys,
        import: ImportId,
        before: &Alike,
    ) -> Result<Alike> {
        let mut alike = Alike::default();
        let mut seen: HashSet<HouseholdId> =
            before.all.iter().map(|known| known.household.id).collect();
        for (statement, keys) in [&OF_CODE, &OF_HEAD, &WITHOUT_CODE].into_iter().zip(&keys.sorted) {
            for row in tx.fetch_among(statement, keys).await? {
                let known = known(&row, import)?;
                if seen.insert(known.household.id) {
                    alike.add(known);
                }
            }
        }
        alike.fill(tx).await?;
        Ok(alike)
    }

    /// Adds the households of the chunk before of which a draft may speak.
    pub(crate) fn join(&mut self, before: Alike, keys: &Keys) {
        for mut known in before.all {
            if keys.ask_for(&known) {
                (known.new, known.changed) = (false, false);
                self.add(known);
            }
        }
    }

    /// Adds a household to the candidates.
    pub(crate) fn add(&mut self, known: Known) -> usize {
        let at = self.all.len();
        if let Some(code) = known.code_key {
            self.by_code.entry(code).or_default().push(at);
        }
        self.by_head.entry(known.head_key).or_default().push(at);
        self.all.push(known);
        at
    }

    /// Notes that a household has been given a code.
    pub(crate) fn coded(&mut self, at: usize, code: Option<i64>) {
        if self.all[at].code_key != code
            && let Some(key) = code
        {
            self.all[at].code_key = code;
            self.by_code.entry(key).or_default().push(at);
        }
    }

    /// Timelines and members of the households fetched.
    async fn fill(&mut self, tx: &mut Tx) -> Result<()> {
        let ids: Vec<HouseholdId> = self.all.iter().map(|known| known.household.id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let at: HashMap<HouseholdId, usize> =
            ids.iter().enumerate().map(|(at, household)| (*household, at)).collect();
        for (household, timeline) in timelines_of(tx, &ids).await? {
            self.all[at[&household]].timeline = timeline;
        }
        let ids: Vec<Value> = ids.into_iter().map(Value::from).collect();
        for row in tx.fetch_among(&PERSONS, &ids).await? {
            self.all[at[&HouseholdId(row.uuid(0)?)]].persons.push(person(&row)?);
        }
        Ok(())
    }

    /// Which household a draft speaks of. `village` is that of the draft.
    ///
    /// With a code: the household of that code whose head has the same name. A code under which other
    /// heads are known is a collision, and the household is kept apart. Without a code on either side:
    /// same commune, village and head, and the same year of birth where both are known.
    pub(crate) fn find(&self, draft: &Draft, village: Option<VillageId>) -> Match {
        let by_code = draft.code_key.and_then(|key| self.by_code.get(&key));
        let by_head = self.by_head.get(&draft.head_key);
        if by_code.is_none() && by_head.is_none() {
            return Match::New(None);
        }
        let folded = fold(&draft.head);
        let same_unit = |at: &&usize| self.all[**at].household.unit == draft.spot.now;
        let same_head = |at: &usize| fold(&self.all[*at].household.head) == folded;
        let code = draft.code.as_deref().map(fold);
        let same_code = |at: &&usize| self.all[**at].household.code.as_deref().map(fold) == code;
        let of_code: Vec<usize> =
            by_code.into_iter().flatten().filter(same_unit).filter(same_code).copied().collect();
        let (of_code, others): (Vec<usize>, Vec<usize>) = of_code.into_iter().partition(same_head);
        if !of_code.is_empty() {
            return one_of(&self.closest(of_code, draft, village));
        }
        let mut of_name: Vec<usize> = by_head
            .into_iter()
            .flatten()
            .filter(same_unit)
            .filter(|at| same_head(at))
            .filter(|at| may_be(&self.all[**at], draft, village))
            .copied()
            .collect();
        of_name.sort_unstable();
        match of_name.len() {
            0 => Match::New(others.first().map(|at| self.all[*at].household.head.clone())),
            _ => match one_of(&self.closest(of_name, draft, village)) {
                Match::Same(at) => match self.all[at].told {
                    Some((row, day)) if day == draft.day => Match::Twice(row),
                    _ => Match::Same(at),
                },
                other => other,
            },
        }
    }

    /// Of several candidates those in the same village, then those with the very same name.
    fn closest(
        &self,
        mut found: Vec<usize>,
        draft: &Draft,
        village: Option<VillageId>,
    ) -> Vec<usize> {
        let name = spelling(&draft.head);
        let tests: [&dyn Fn(&Known) -> bool; 2] =
            [&|known| known.household.village == village, &|known| {
                spelling(&known.household.head) == name
            }];
        for test in tests {
            if found.len() > 1 && found.iter().any(|at| test(&self.all[*at])) {
                found.retain(|at| test(&self.all[*at]));
            }
        }
        found
    }
}

/// Whether a household with a head of the draft's name may be the draft's.
fn may_be(known: &Known, draft: &Draft, village: Option<VillageId>) -> bool {
    let codes = known.household.code.is_none() || draft.code.is_none();
    let place = known.household.village == village
        || known.household.village.is_none()
        || village.is_none();
    let head = known.persons.iter().find(|person| person.is_head);
    let born = match (head.and_then(KnownPerson::year), draft.birth) {
        (Some(known), Some((year, _))) => known == i64::from(year),
        _ => true,
    };
    codes && place && born && same_name(&known.household.head, &draft.head)
}

fn one_of(found: &[usize]) -> Match {
    match *found {
        [one] => Match::Same(one),
        _ => Match::Several,
    }
}

/// Whether two names without a common code may be one person's: equal but for the place of tone marks
/// and case, or one of them typed without any diacritics. Dũng and Dung are two people.
fn same_name(a: &str, b: &str) -> bool {
    spelling(a) == spelling(b) || a.is_ascii() || b.is_ascii()
}

/// The households in which these ID numbers are already known.
pub(crate) async fn identities(
    tx: &mut Tx,
    indexes: &[Value],
) -> Result<HashMap<Vec<u8>, HouseholdId>> {
    if indexes.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.fetch_among(&IDENTITIES, indexes).await?;
    rows.iter().map(|row| Ok((row.bytes(0)?, HouseholdId(row.uuid(1)?)))).collect()
}

fn known(row: &Row, import: ImportId) -> Result<Known> {
    let household = household::read(row)?;
    let brought = (row.opt_uuid(COLUMNS)?, row.opt_int(COLUMNS + 1)?, row.opt_day(COLUMNS + 2)?);
    let told = match brought {
        (Some(id), Some(number), Some(day)) if id == import.0 => Some((number, day)),
        _ => None,
    };
    let code = household.code.as_deref();
    Ok(Known {
        code_key: code.map(|code| Household::code_key(household.unit, code)),
        head_key: Household::head_key(household.unit, &household.head),
        household,
        timeline: Timeline::default(),
        persons: Vec::new(),
        told,
        new: false,
        changed: false,
    })
}

fn person(row: &Row) -> Result<KnownPerson> {
    Ok(KnownPerson {
        id: row.uuid(1)?,
        fold: fold(&row.text(2)?),
        is_head: row.text(3)? == "head",
        sex: row.opt_text(4)?,
        birth_day: row.opt_day(5)?,
        birth_year: row.opt_int(6)?,
        ethnicity: row.opt_text(7)?,
        id_index: row.opt_bytes(8)?,
    })
}

/// The problem of a household code that another head carries too.
pub(crate) fn collision(draft: &Draft, other: String) -> Problem {
    Problem::invalid("import.row.code_collision")
        .with("code", draft.code.clone().unwrap_or_default())
        .with("other", other)
}
