//! One household with everything known of it.

use access::{Actor, Verb};
use ground::{Day, HouseholdId, Instant, Problem, Result, UnitId, VillageId, VisitId};
use places::Units;
use store::audit::{self, Past};
use store::{Ask, Database, Engine, Row, Tx, Value};

use super::model::{Groups, Household, Sex};
use crate::event::{self, Event};
use crate::finding::{self, Finding};
use crate::person::{self, Person};
use crate::status::{self, Timeline};
use crate::visit::{self, PastVisit};

/// The columns of `household h` that `household::read` reads, first in a SELECT.
#[macro_export]
macro_rules! household_columns {
    () => {
        "h.id, h.province_id, h.unit_id, h.unit_before, h.village_id, h.code, h.head, h.head_sex, \
         h.ethnicity, h.members, h.groups, h.address, h.class, h.class_since, h.visit_id, h.opened, \
         h.closed, h.closed_why, h.version"
    };
}

store::statements! {
    HOLD = "registry.household.hold":
        "UPDATE household SET version = version WHERE id IN ($1)";
    AMONG = "registry.household.among":
        concat!("SELECT ", household_columns!(), " FROM household h WHERE h.id IN ($1)");
    BY_ID = "registry.household.by_id":
        concat!(
            "SELECT ",
            household_columns!(),
            ", v.name FROM household h LEFT JOIN village v ON v.id = h.village_id WHERE h.id = $1"
        );
}

/// How many columns [`household_columns!`] names.
pub const COLUMNS: usize = 19;

/// Everything a household's page shows.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The household as it is now.
    pub household: Household,
    /// The name of its village.
    pub village: Option<String>,
    /// Its members, those present first, the head before the others.
    pub persons: Vec<Person>,
    /// Its visits with what each standard says of them, latest first.
    pub visits: Vec<PastVisit>,
    /// The answers of the visit asked for, or of the latest, as stable JSON (`law::Answers`).
    pub answers: Option<(VisitId, String)>,
    /// Its status through time.
    pub timeline: Timeline,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// What a person should settle or has settled, latest first.
    pub findings: Vec<Finding>,
    /// Who changed what, oldest first.
    pub trail: Vec<Past>,
}

/// Everything about a household, with the answers of the named visit or else of the latest, for an actor
/// who may see it.
///
/// # Errors
/// `registry.household.missing` when there is none, or it lies outside the actor's units.
pub async fn detail(
    database: &Database,
    actor: &Actor,
    units: &Units,
    id: HouseholdId,
    visit: Option<VisitId>,
) -> Result<Detail> {
    detail_of(database.fetch_together(asked(id, visit)).await?, actor, units)
}

/// What [`detail_of`] reads, for a page that asks for something else in the same go.
pub fn asked(id: HouseholdId, visit: Option<VisitId>) -> Vec<Ask> {
    let [visits, evaluations, answers] = visit::of_household(id, visit);
    vec![
        Ask(&BY_ID, vec![id.into()]),
        person::asked(id),
        visits,
        evaluations,
        answers,
        status::asked(id),
        event::of_household(id),
        finding::of_household(id),
        audit::about("household", &id.to_string()),
    ]
}

/// Everything about a household from the rows of [`asked`], for an actor who may see it.
///
/// # Errors
/// As [`detail`].
pub fn detail_of(rows: Vec<Vec<Row>>, actor: &Actor, units: &Units) -> Result<Detail> {
    let mut rows = rows.into_iter();
    // In the order of `asked`.
    let [household, persons, visits, evaluations, answers, timeline, events, findings, trail] =
        std::array::from_fn(|_| rows.next().unwrap_or_default());
    let (household, village) = shown(with_village(household.first())?, actor, units)?;
    Ok(Detail {
        household,
        village,
        persons: persons.iter().map(person::read).collect::<Result<_>>()?,
        visits: visit::past(&visits, &evaluations)?,
        answers: answers.first().map(visit::answers).transpose()?,
        timeline: status::timeline(&timeline)?,
        events: events.iter().map(event::read).collect::<Result<_>>()?,
        findings: findings.iter().map(finding::read).collect::<Result<_>>()?,
        trail: audit::past_of(&trail)?,
    })
}

/// The household and the name of its village, for an actor who may see it.
pub(crate) async fn seen(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    id: HouseholdId,
) -> Result<(Household, Option<String>)> {
    shown(by_id(tx, id).await?, actor, units)
}

/// What was found, if the actor may see it.
fn shown(
    found: Option<(Household, Option<String>)>,
    actor: &Actor,
    units: &Units,
) -> Result<(Household, Option<String>)> {
    let missing = || Problem::missing("registry.household.missing");
    let found = found.ok_or_else(missing)?;
    actor.check(Verb::View, found.0.unit, units).map_err(|_| missing())?;
    Ok(found)
}

/// The household of this id, whoever asks, with the name of its village.
pub async fn by_id(tx: &mut Tx, id: HouseholdId) -> Result<Option<(Household, Option<String>)>> {
    with_village(tx.fetch_optional(&BY_ID, vec![id.into()]).await?.as_ref())
}

fn with_village(row: Option<&Row>) -> Result<Option<(Household, Option<String>)>> {
    row.map(|row| Ok((read(row)?, row.opt_text(COLUMNS)?))).transpose()
}

/// Many households, held until the transaction ends so that nobody else changes them.
pub(crate) async fn held(tx: &mut Tx, ids: &[HouseholdId]) -> Result<Vec<Household>> {
    let keys: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    // On SQLite whoever writes holds everything.
    if tx.engine() == Engine::Postgres {
        tx.execute_among(&HOLD, &keys).await?;
    }
    tx.fetch_among(&AMONG, &keys).await?.iter().map(read).collect()
}

/// A household from the first columns of a row, which are those of [`household_columns!`].
pub fn read(row: &Row) -> Result<Household> {
    Ok(Household {
        id: HouseholdId(row.uuid(0)?),
        province: UnitId(row.int(1)?),
        unit: UnitId(row.int(2)?),
        unit_before: row.opt_int(3)?.map(UnitId),
        village: row.opt_uuid(4)?.map(VillageId),
        code: row.opt_text(5)?,
        head: row.text(6)?,
        head_sex: row.opt_text(7)?.as_deref().and_then(Sex::read),
        ethnicity: row.opt_text(8)?,
        members: row.int(9)?,
        groups: Groups(row.int(10)?),
        address: row.opt_text(11)?,
        class: row.text(12)?.parse()?,
        class_since: row.day(13)?,
        visit: row.opt_uuid(14)?.map(VisitId),
        opened: row.day(15)?,
        closed: row.opt_day(16)?,
        closed_why: row.opt_text(17)?,
        version: row.int(18)?,
    })
}

impl Detail {
    /// Whether it counts as newly escaped on `day`, and until when.
    pub fn newly_escaped(&self, day: Day) -> Option<Day> {
        let (_, until) = self.timeline.escape(day)?;
        (day <= until).then_some(until)
    }

    /// When anything about it was last noted.
    pub fn last_noted(&self) -> Option<Instant> {
        self.trail.last().map(|past| past.at)
    }
}
