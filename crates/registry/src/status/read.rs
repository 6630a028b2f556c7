//! A household's timeline, read back.

use ground::{HouseholdId, Result, UnitId, VisitId};
use store::{Ask, Row, Tx, Value};

use super::model::Interval;
use super::timeline::Timeline;

store::statements! {
    OF_HOUSEHOLD = "registry.status.of_household":
        "SELECT household_id, from_day, to_day, class, movement, members, unit_id, standard, basis, visit_id,
           ended
         FROM status WHERE household_id = $1 ORDER BY from_day";
    OF_HOUSEHOLDS = "registry.status.of_households":
        "SELECT household_id, from_day, to_day, class, movement, members, unit_id, standard, basis, visit_id,
           ended
         FROM status WHERE household_id IN ($1)";
}

/// The timeline of one household; empty when it has no status yet.
pub(crate) async fn timeline_of(tx: &mut Tx, household: HouseholdId) -> Result<Timeline> {
    let Ask(statement, values) = asked(household);
    timeline(&tx.fetch(statement, values).await?)
}

/// Asks for the timeline of one household; [`timeline`] reads it.
pub(crate) fn asked(household: HouseholdId) -> Ask {
    Ask(&OF_HOUSEHOLD, vec![household.into()])
}

/// The timeline that [`asked`] found.
pub(crate) fn timeline(rows: &[Row]) -> Result<Timeline> {
    Ok(Timeline::new(rows.iter().map(read).collect::<Result<_>>()?))
}

/// The timelines of many households, in one go; households without a status are left out.
pub async fn timelines_of(
    tx: &mut Tx,
    households: &[HouseholdId],
) -> Result<Vec<(HouseholdId, Timeline)>> {
    let keys: Vec<Value> = households.iter().map(|id| Value::from(*id)).collect();
    let mut lines: std::collections::HashMap<HouseholdId, Vec<Interval>> =
        std::collections::HashMap::new();
    for row in tx.fetch_among(&OF_HOUSEHOLDS, &keys).await? {
        lines.entry(HouseholdId(row.uuid(0)?)).or_default().push(read(&row)?);
    }
    Ok(lines.into_iter().map(|(id, intervals)| (id, Timeline::new(intervals))).collect())
}

fn read(row: &Row) -> Result<Interval> {
    Ok(Interval {
        from: row.day(1)?,
        to: row.opt_day(2)?,
        class: row.text(3)?.parse()?,
        movement: row.text(4)?.parse()?,
        members: row.int(5)?,
        unit: UnitId(row.int(6)?),
        standard: row.opt_text(7)?,
        basis: row.text(8)?.parse()?,
        visit: row.opt_uuid(9)?.map(VisitId),
        ended: row.opt_text(10)?.as_deref().map(str::parse).transpose()?,
    })
}
