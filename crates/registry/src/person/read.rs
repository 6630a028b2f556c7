//! The members of a household, and what may be shown of a national ID number.

use ground::{HouseholdId, PersonId, Result};
use store::{Ask, Database, Row, Tx, Value};

use super::model::Person;
use super::rules::HEAD;
use crate::household::Sex;

store::statements! {
    OF_HOUSEHOLD = "registry.person.of_household":
        "SELECT id, household_id, name, sex, birth_day, birth_year, ethnicity, relation, sealed_id, id_index,
           joined, gone, gone_why
         FROM person WHERE household_id = $1
         ORDER BY CASE WHEN gone IS NULL THEN 0 ELSE 1 END,
           CASE WHEN relation = 'head' THEN 0 ELSE 1 END, joined, id";
    OF_HOUSEHOLDS = "registry.person.of_households":
        "SELECT id, household_id, name, sex, birth_day, birth_year, ethnicity, relation, sealed_id, id_index,
           joined, gone, gone_why
         FROM person WHERE household_id IN ($1)";
    BY_ID = "registry.person.by_id":
        "SELECT id, household_id, name, sex, birth_day, birth_year, ethnicity, relation, sealed_id, id_index,
           joined, gone, gone_why
         FROM person WHERE id = $1";
    PRESENT_IN = "registry.person.present_in":
        "SELECT id, household_id, name, sex, birth_day, birth_year, ethnicity, relation, sealed_id, id_index,
           joined, gone, gone_why
         FROM person WHERE gone IS NULL AND household_id IN ($1)";
    ANY_SEALED = "registry.person.any_sealed":
        "SELECT sealed_id FROM person WHERE id_index IS NOT NULL ORDER BY id_index LIMIT 1";
}

/// Some ID number as it is sealed, for whoever wants to know whether they hold the key to it.
pub async fn any_sealed(database: &Database) -> Result<Option<Vec<u8>>> {
    let row = database.fetch_optional(&ANY_SEALED, vec![]).await?;
    row.map_or(Ok(None), |row| row.opt_bytes(0))
}

/// The members of these households who are there now; in each the head comes first. Whoever asks must
/// have been shown the households.
pub async fn present_in(tx: &mut Tx, households: &[HouseholdId]) -> Result<Vec<Person>> {
    let keys: Vec<_> = households.iter().map(|id| Value::from(*id)).collect();
    let rows = tx.fetch_among(&PRESENT_IN, &keys).await?;
    let mut all = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    all.sort_by_key(|one| (one.household, one.relation != HEAD, one.joined, one.id));
    Ok(all)
}

/// All members ever, those present first, the head before the others.
pub(crate) async fn of_household(tx: &mut Tx, household: HouseholdId) -> Result<Vec<Person>> {
    let Ask(statement, values) = asked(household);
    tx.fetch(statement, values).await?.iter().map(read).collect()
}

/// Asks for all members ever, in the order of [`of_household`].
pub(crate) fn asked(household: HouseholdId) -> Ask {
    Ask(&OF_HOUSEHOLD, vec![household.into()])
}

/// All members ever of many households, in no order.
pub(crate) async fn of_households(tx: &mut Tx, households: &[Value]) -> Result<Vec<Person>> {
    let rows = tx.fetch_among(&OF_HOUSEHOLDS, households).await?;
    rows.iter().map(read).collect()
}

/// One member, whoever asks.
pub(crate) async fn by_id(tx: &mut Tx, id: PersonId) -> Result<Option<Person>> {
    tx.fetch_optional(&BY_ID, vec![id.into()]).await?.as_ref().map(read).transpose()
}

pub(crate) fn read(row: &Row) -> Result<Person> {
    Ok(Person {
        id: PersonId(row.uuid(0)?),
        household: HouseholdId(row.uuid(1)?),
        name: row.text(2)?,
        sex: row.opt_text(3)?.as_deref().and_then(Sex::read),
        birth_day: row.opt_day(4)?,
        birth_year: row.opt_int(5)?.map(|year| year as i32),
        ethnicity: row.opt_text(6)?,
        relation: row.text(7)?,
        sealed_id: row.opt_bytes(8)?,
        id_index: row.opt_bytes(9)?,
        joined: row.day(10)?,
        gone: row.opt_day(11)?,
        gone_why: row.opt_text(12)?,
    })
}
