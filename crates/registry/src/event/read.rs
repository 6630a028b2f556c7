//! The events of a household.

use ground::{HouseholdId, PersonId, Result, UnitId};
use store::{Ask, Row};

use super::model::Event;

store::statements! {
    OF_HOUSEHOLD = "registry.event.of_household":
        "SELECT id, household_id, person_id, day, kind, other_household, other_unit, note FROM event
         WHERE household_id = $1 ORDER BY day, id";
}

/// Asks what happened to a household, oldest first.
pub(crate) fn of_household(household: HouseholdId) -> Ask {
    Ask(&OF_HOUSEHOLD, vec![household.into()])
}

pub(crate) fn read(row: &Row) -> Result<Event> {
    Ok(Event {
        id: row.uuid(0)?,
        household: HouseholdId(row.uuid(1)?),
        person: row.opt_uuid(2)?.map(PersonId),
        day: row.day(3)?,
        kind: row.text(4)?.parse()?,
        other_household: row.opt_uuid(5)?.map(HouseholdId),
        other_unit: row.opt_int(6)?.map(UnitId),
        note: row.opt_text(7)?,
    })
}
