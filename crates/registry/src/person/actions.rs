//! Members come, go and are corrected.

use access::{Actor, Verb};
use ground::{Day, HouseholdId, Moment, PersonId, Problem, Result};
use places::Units;
use serde_json::json;
use store::seal::Seal;
use store::{Tx, Value};

use super::model::{Person, search_keys};
use super::read::of_household;
use super::rules::{HEAD, NewPerson};
use crate::change::{Change, reason, some};
use crate::ethnicity::is_minority;
use crate::event::{Event, EventKind};
use crate::household::{Groups, Household, Sex};

store::statements! {
    GONE = "registry.person.gone":
        "UPDATE person SET gone = $2, gone_why = $3 WHERE id = $1 AND gone IS NULL";
    CORRECT = "registry.person.correct":
        "UPDATE person SET name = $2, fold = $3, given = $4, sex = $5, birth_day = $6, birth_year = $7,
           ethnicity = $8, relation = $9
         WHERE id = $1";
}

/// How a member came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Joining {
    /// By birth.
    Born,
    /// By marriage, return, adoption.
    Joined,
}

/// How a member went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leaving {
    /// Died.
    Died,
    /// Left for elsewhere.
    Left,
}

/// Which version of which household is changed: the one the actor saw.
pub type Seen = (HouseholdId, i64);

/// Adds a member from `day` on.
///
/// # Errors
/// Those of every change, and of what is entered (`registry.person.*`); a second head is
/// `registry.person.two_heads`.
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn add_member(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    seal: &Seal,
    household: Seen,
    member: &NewPerson,
    day: Day,
    how: Joining,
    remark: Option<&str>,
) -> Result<PersonId> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    change.check_day(day, moment)?;
    if member.relation == HEAD {
        return Err(Problem::invalid("registry.person.two_heads"));
    }
    let person = member.person(change.household.id, day, seal, moment)?;
    change.batch.person(&person, change.household.province, change.household.unit);
    let kind = match how {
        Joining::Born => EventKind::Born,
        Joining::Joined => EventKind::Joined,
    };
    let event = event(&change.household, Some(person.id), day, kind, remark, moment);
    change.batch.event(&event, change.recorded);
    let members = present(tx, change.household.id).await?.len() as i64 + 1;
    change.resize(day, members)?;
    let detail = json!({ "person": person.id, "event": kind.as_str(), "day": day });
    change.save(tx, actor, moment, "registry.person.add", remark, detail).await?;
    Ok(person.id)
}

/// A member went; `day` is the last day as a member.
///
/// # Errors
/// Those of every change; `registry.person.missing` when not a present member, `registry.person.is_head`
/// while others remain (choose another head first), `registry.person.last` for the only member (the
/// household itself ends or moves then).
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn remove_member(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    household: Seen,
    person: PersonId,
    day: Day,
    how: Leaving,
    remark: Option<&str>,
) -> Result<()> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    change.check_day(day, moment)?;
    let members = present(tx, change.household.id).await?;
    let leaving = find(&members, person)?;
    if members.len() == 1 {
        return Err(Problem::conflict("registry.person.last"));
    }
    if leaving.relation == HEAD {
        return Err(Problem::conflict("registry.person.is_head"));
    }
    let (kind, why) = match how {
        Leaving::Died => (EventKind::Died, "died"),
        Leaving::Left => (EventKind::Left, "left"),
    };
    tx.execute(&GONE, vec![person.into(), day.into(), why.into()]).await?;
    let event = event(&change.household, Some(person), day, kind, remark, moment);
    change.batch.event(&event, change.recorded);
    change.resize(day.next(), members.len() as i64 - 1)?;
    let detail = json!({ "person": person, "event": kind.as_str(), "day": day });
    change.save(tx, actor, moment, "registry.person.remove", remark, detail).await
}

/// Corrects what was recorded of a member. The ID number has an action of its own.
///
/// # Errors
/// Those of every change and of what is entered; the head stays the head
/// (`registry.person.is_head`, `registry.person.two_heads`).
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn correct_member(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    seal: &Seal,
    household: Seen,
    person: PersonId,
    corrected: &NewPerson,
    why: &str,
) -> Result<()> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    let why = reason(why)?;
    let members = present(tx, change.household.id).await?;
    let old = find(&members, person)?;
    match (old.relation == HEAD, corrected.relation == HEAD) {
        (true, false) => return Err(Problem::conflict("registry.person.is_head")),
        (false, true) => return Err(Problem::invalid("registry.person.two_heads")),
        _ => {}
    }
    let corrected = NewPerson { identity: None, ..corrected.clone() };
    let new = Person { id: old.id, ..corrected.person(old.household, old.joined, seal, moment)? };
    write_correction(tx, &new).await?;
    if new.relation == HEAD {
        headed_by(&mut change.household, &new);
    }
    let detail = json!({ "person": person, "was": as_json(old), "is": as_json(&new) });
    change.save(tx, actor, moment, "registry.person.correct", Some(&why), detail).await
}

/// Makes another member the head; the old one, if still there, is from now on `old_relation` to the new.
///
/// # Errors
/// Those of every change; `registry.person.missing`, `registry.person.relation`.
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn change_head(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    household: Seen,
    person: PersonId,
    old_relation: &str,
    day: Day,
    remark: Option<&str>,
) -> Result<()> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    change.check_day(day, moment)?;
    if old_relation == HEAD || !super::rules::RELATIONS.contains(&old_relation) {
        return Err(Problem::invalid("registry.person.relation").with("text", old_relation));
    }
    let members = present(tx, change.household.id).await?;
    let new = Person { relation: HEAD.to_owned(), ..find(&members, person)?.clone() };
    for old in members.iter().filter(|member| member.relation == HEAD && member.id != person) {
        let old = Person { relation: old_relation.to_owned(), ..old.clone() };
        write_correction(tx, &old).await?;
    }
    write_correction(tx, &new).await?;
    headed_by(&mut change.household, &new);
    let event = event(&change.household, Some(person), day, EventKind::HeadChanged, remark, moment);
    change.batch.event(&event, change.recorded);
    let detail = json!({ "person": person, "day": day });
    change.save(tx, actor, moment, "registry.household.change_head", remark, detail).await
}

/// The household's own fields that repeat its head's.
pub(crate) fn headed_by(household: &mut Household, head: &Person) {
    household.head.clone_from(&head.name);
    household.head_sex = head.sex.or(household.head_sex);
    household.ethnicity = head.ethnicity.clone().or(household.ethnicity.take());
    let kept = household.groups.0 & !(Groups::FEMALE_HEAD.0 | Groups::MINORITY.0);
    household.groups = Groups(kept)
        .and_if(household.head_sex == Some(Sex::Female), Groups::FEMALE_HEAD)
        .and_if(household.ethnicity.as_deref().is_some_and(is_minority), Groups::MINORITY);
}

/// Those who are members now.
pub(crate) async fn present(tx: &mut Tx, household: HouseholdId) -> Result<Vec<Person>> {
    let mut members = of_household(tx, household).await?;
    members.retain(|member| member.gone.is_none());
    Ok(members)
}

pub(crate) fn find(members: &[Person], person: PersonId) -> Result<&Person> {
    let missing = || Problem::missing("registry.person.missing");
    members.iter().find(|member| member.id == person).ok_or_else(missing)
}

/// Marks a member as gone.
pub(crate) async fn gone(tx: &mut Tx, person: PersonId, day: Day, why: &str) -> Result<()> {
    tx.execute(&GONE, vec![person.into(), day.into(), why.into()]).await.map(drop)
}

pub(crate) async fn write_correction(tx: &mut Tx, person: &Person) -> Result<()> {
    let (fold, given) = search_keys(&person.name);
    let values = vec![
        person.id.into(),
        person.name.as_str().into(),
        fold.into(),
        given.into(),
        Value::Text(person.sex.map(|sex| sex.as_str().to_owned())),
        person.birth_day.into(),
        person.birth_year.into(),
        person.ethnicity.clone().into(),
        person.relation.as_str().into(),
    ];
    tx.execute(&CORRECT, values).await.map(drop)
}

/// An event of a household, with nothing else to point to.
pub(crate) fn event(
    household: &Household,
    person: Option<PersonId>,
    day: Day,
    kind: EventKind,
    remark: Option<&str>,
    moment: &mut Moment,
) -> Event {
    Event {
        id: moment.id(),
        household: household.id,
        person,
        day,
        kind,
        other_household: None,
        other_unit: None,
        note: some(remark),
    }
}

fn as_json(person: &Person) -> serde_json::Value {
    json!({
        "name": person.name, "sex": person.sex.map(Sex::as_str), "birth_day": person.birth_day,
        "birth_year": person.birth_year, "ethnicity": person.ethnicity, "relation": person.relation,
    })
}
