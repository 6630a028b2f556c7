//! Findings of a household and of a scope.

use access::Scope;
use ground::{AccountId, HouseholdId, Instant, Result, UnitId, VisitId};
use store::{Ask, Row, Statement, Tx, UNITS_PER_STATEMENT, Value, among_units, unit_values};
use uuid::Uuid;

use super::Finding;

macro_rules! columns {
    () => {
        "SELECT f.id, f.household_id, f.unit_id, f.visit_id, f.code, f.args, f.found_at, f.settled_at,
           f.settled_by, f.settlement FROM finding f"
    };
}

macro_rules! open {
    ($what:expr, $place:literal, $end:literal) => {
        concat!(
            $what,
            " JOIN household h ON h.id = f.household_id WHERE f.settled_at IS NULL AND ",
            $place,
            among_units!(),
            $end
        )
    };
}

store::statements! {
    OF_HOUSEHOLD = "registry.finding.of_household":
        concat!(columns!(), " WHERE f.household_id = $1 ORDER BY f.found_at DESC, f.id DESC");
    BY_ID = "registry.finding.by_id": concat!(columns!(), " WHERE f.id = $1");
    OPEN_UNITS = "registry.finding.open_units":
        open!(columns!(), "h.unit_id IN ", " ORDER BY f.found_at DESC, f.id DESC LIMIT $33");
    OPEN_PROVINCE = "registry.finding.open_province":
        open!(columns!(), "h.province_id IN ", " ORDER BY f.found_at DESC, f.id DESC LIMIT $33");
    OPEN_NATION = "registry.finding.open_nation":
        open!(columns!(), "h.province_id NOT IN ", " ORDER BY f.found_at DESC, f.id DESC LIMIT $33");
    COUNT_UNITS = "registry.finding.count_units":
        open!("SELECT COUNT(*) FROM finding f", "h.unit_id IN ", "");
    COUNT_PROVINCE = "registry.finding.count_province":
        open!("SELECT COUNT(*) FROM finding f", "h.province_id IN ", "");
    COUNT_NATION = "registry.finding.count_nation":
        open!("SELECT COUNT(*) FROM finding f", "h.province_id NOT IN ", "");
}

/// Asks for everything found about a household, latest first.
pub(crate) fn of_household(household: HouseholdId) -> Ask {
    Ask(&OF_HOUSEHOLD, vec![household.into()])
}

/// One finding, whoever asks.
pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Finding>> {
    tx.fetch_optional(&BY_ID, vec![id.into()]).await?.as_ref().map(read).transpose()
}

/// The latest findings of a scope that nobody has settled.
pub async fn open(tx: &mut Tx, scope: &Scope, limit: usize) -> Result<Vec<Finding>> {
    let (statement, slices) = slices(scope, [&OPEN_UNITS, &OPEN_PROVINCE, &OPEN_NATION]);
    let mut found = Vec::new();
    for slice in slices {
        let values = unit_values(&slice).chain([Value::from(limit)]).collect();
        for row in tx.fetch(statement, values).await? {
            found.push(read(&row)?);
        }
    }
    found.sort_by_key(|finding| std::cmp::Reverse((finding.found_at, finding.id)));
    found.truncate(limit);
    Ok(found)
}

/// How many findings of a scope nobody has settled.
pub async fn open_count(tx: &mut Tx, scope: &Scope) -> Result<i64> {
    let (statement, slices) = slices(scope, [&COUNT_UNITS, &COUNT_PROVINCE, &COUNT_NATION]);
    let mut sum = 0;
    for slice in slices {
        for row in tx.fetch(statement, unit_values(&slice).collect()).await? {
            sum += row.int(0)?;
        }
    }
    Ok(sum)
}

/// The statement for a kind of scope, and the lists of units to run it for.
fn slices(
    scope: &Scope,
    [units, province, nation]: [&'static Statement; 3],
) -> (&'static Statement, Vec<Vec<UnitId>>) {
    match scope {
        Scope::Nation => (nation, vec![Vec::new()]),
        Scope::Province(own) => (province, vec![vec![*own]]),
        Scope::Communes(communes) => {
            (units, communes.chunks(UNITS_PER_STATEMENT).map(<[UnitId]>::to_vec).collect())
        }
    }
}

pub(crate) fn read(row: &Row) -> Result<Finding> {
    Ok(Finding {
        id: row.uuid(0)?,
        household: HouseholdId(row.uuid(1)?),
        unit: UnitId(row.int(2)?),
        visit: row.opt_uuid(3)?.map(VisitId),
        code: row.text(4)?,
        args: row.text(5)?,
        found_at: Instant(row.int(6)?),
        settled_at: row.opt_int(7)?.map(Instant),
        settled_by: row.opt_uuid(8)?.map(AccountId),
        settlement: row.opt_text(9)?,
    })
}
