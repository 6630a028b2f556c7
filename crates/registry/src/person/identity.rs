//! National ID numbers: opened one at a time, and every look is noted.

use access::{Actor, Verb};
use ground::{Moment, PersonId, Problem, Result};
use places::Units;
use serde_json::json;
use store::Tx;
use store::seal::Seal;

use super::model::Person;
use super::read::by_id;
use super::rules::{IDENTITY, masked, sealed};
use crate::change::{note, reason};
use crate::household::{Household, seen};

store::statements! {
    SET = "registry.person.set_identity":
        "UPDATE person SET sealed_id = $2, id_index = $3 WHERE id = $1";
}

/// The whole number of a member, for those who may see it; the look is noted in the audit trail.
/// `None` when no number is recorded.
///
/// # Errors
/// `registry.person.missing`, `access.refused.verb`, `store.seal.broken`.
pub async fn identity(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    seal: &Seal,
    id: PersonId,
) -> Result<Option<String>> {
    let (person, household) = seen_person(tx, actor, units, id).await?;
    actor.check(Verb::ViewIdentity, household.unit, units)?;
    let Some(sealed) = person.sealed_id else { return Ok(None) };
    let number = seal.open(IDENTITY, &sealed)?;
    let detail = json!({ "person": id });
    note(tx, actor, moment, "registry.person.view_identity", &household, None, detail).await?;
    Ok(Some(number))
}

/// The number as everybody may see it: its last three digits.
pub fn masked_identity(person: &Person, seal: &Seal) -> Result<Option<String>> {
    let opened = person.sealed_id.as_ref().map(|sealed| seal.open(IDENTITY, sealed)).transpose()?;
    Ok(opened.as_deref().map(masked))
}

/// Enters, corrects or (with `None`) removes the number of a member. The trail says that it changed,
/// never what it was.
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn set_identity(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    seal: &Seal,
    id: PersonId,
    number: Option<&str>,
    why: &str,
) -> Result<()> {
    let (_, household) = seen_person(tx, actor, units, id).await?;
    actor.check(Verb::EditHousehold, household.unit, units)?;
    let why = reason(why)?;
    let (value, index) = number.map(|number| sealed(number, seal, moment)).transpose()?.unzip();
    tx.execute(&SET, vec![id.into(), value.into(), index.into()]).await?;
    let detail = json!({ "person": id, "recorded": number.is_some() });
    note(tx, actor, moment, "registry.person.set_identity", &household, Some(&why), detail).await
}

async fn seen_person(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    id: PersonId,
) -> Result<(Person, Household)> {
    let missing = || Problem::missing("registry.person.missing");
    let person = by_id(tx, id).await?.ok_or_else(missing)?;
    let (household, _) = seen(tx, actor, units, person.household).await.map_err(|_| missing())?;
    Ok((person, household))
}
