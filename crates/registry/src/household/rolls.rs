//! Many households with their members at once, for papers of a whole commune.

use std::collections::HashMap;

use ground::{HouseholdId, Result};
use store::{Tx, Value};

use super::model::Household;
use super::read::{COLUMNS, read};
use crate::household_columns;
use crate::person::{self, Person};

store::statements! {
    HOUSEHOLDS = "registry.household.rolls":
        concat!(
            "SELECT ",
            household_columns!(),
            ", v.name FROM household h LEFT JOIN village v ON v.id = h.village_id WHERE h.id IN ($1)"
        );
}

/// A household with everybody who is or was a member.
#[derive(Clone, PartialEq, Debug)]
pub struct Roll {
    /// The household as it is now.
    pub household: Household,
    /// The name of its village.
    pub village: Option<String>,
    /// Its members, those present first, the head before the others.
    pub persons: Vec<Person>,
}

/// The households of these ids in their order; the caller has checked that the actor may see them.
pub async fn rolls(tx: &mut Tx, ids: &[HouseholdId]) -> Result<Vec<Roll>> {
    let keys: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let mut persons: HashMap<HouseholdId, Vec<Person>> = HashMap::new();
    for person in person::of_households(tx, &keys).await? {
        persons.entry(person.household).or_default().push(person);
    }
    let mut found: HashMap<HouseholdId, Roll> = HashMap::new();
    for row in tx.fetch_among(&HOUSEHOLDS, &keys).await? {
        let household = read(&row)?;
        let mut persons = persons.remove(&household.id).unwrap_or_default();
        persons.sort_by_key(|one| {
            (one.gone.is_some(), one.relation != person::HEAD, one.joined, one.id.0)
        });
        let roll = Roll { village: row.opt_text(COLUMNS)?, persons, household };
        found.insert(roll.household.id, roll);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
