//! Households move, split, merge and end.

use access::{Actor, Verb};
use ground::{Day, HouseholdId, Moment, PersonId, Problem, Result, UnitId};
use places::Units;
use serde_json::json;
use store::Tx;

use super::model::Household;
use super::register::{province_of, village};
use crate::change::{Change, some};
use crate::event::{Event, EventKind};
use crate::person::{HEAD, Person, Seen, event, find, gone, headed_by, present};
use crate::status::{Ended, Interval, Movement, Timeline};

store::statements! {
    PLACE_PERSONS = "registry.person.place":
        "UPDATE person SET province_id = $2, unit_id = $3 WHERE household_id = $1";
}

/// Where a household moves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// To another village of the same commune.
    Village(String),
    /// To another commune of the registry.
    Commune {
        /// The commune.
        unit: UnitId,
        /// The village there.
        village: Option<String>,
    },
    /// Out of the registry; the commune, where known.
    Away(Option<UnitId>),
}

/// Moves a household from `day` on. The commune it comes to has it in its lists from that day, with its
/// class. Whoever moves it to another commune must have the right in both; for others it moves away, and
/// the other commune registers it as an arrival.
///
/// # Errors
/// Those of every change; `registry.unit.not_commune`, `registry.move.same_unit`,
/// `registry.move.elsewhere`.
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn relocate(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    household: Seen,
    to: &Destination,
    day: Day,
    remark: Option<&str>,
) -> Result<()> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    change.check_day(day, moment)?;
    let from = change.household.unit;
    match to {
        Destination::Village(name) => {
            let found = village(tx, &mut change.batch, moment, from, Some(name)).await?;
            change.household.village = found;
        }
        Destination::Commune { unit, village: name } => {
            if *unit == from {
                return Err(Problem::invalid("registry.move.same_unit"));
            }
            // Nobody puts a household into the lists of a commune that is not theirs.
            if !actor.covers(*unit, units) {
                let to = units.get(*unit).map_or("?", |unit| unit.full_name.as_str());
                return Err(Problem::refused("registry.move.elsewhere").with("to", to));
            }
            let province = province_of(units, *unit, moment)?;
            let found = village(tx, &mut change.batch, moment, *unit, name.as_deref()).await?;
            let h = &mut change.household;
            (h.unit, h.province, h.village, h.address) = (*unit, province, found, None);
            let placed = vec![h.id.into(), province.into(), (*unit).into()];
            tx.execute(&PLACE_PERSONS, placed).await?;
            if let Some(now) = change.timeline.on(day).cloned() {
                let movement = Movement::MovedIn;
                change.timeline.record(Interval { from: day, unit: *unit, movement, ..now })?;
            }
            for (kind, other) in [(EventKind::MovedOut, *unit), (EventKind::MovedIn, from)] {
                let moved = event(&change.household, None, day, kind, remark, moment);
                change.batch.event(&Event { other_unit: Some(other), ..moved }, change.recorded);
            }
        }
        Destination::Away(unit) => {
            close(&mut change, day.previous(), Ended::Moved)?;
            let moved = event(&change.household, None, day, EventKind::MovedOut, remark, moment);
            change.batch.event(&Event { other_unit: *unit, ..moved }, change.recorded);
        }
    }
    let detail = json!({ "day": day });
    change.save(tx, actor, moment, "registry.household.move", remark, detail).await
}

/// A household that is split off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Split {
    /// Who goes; not all, and not the head of the old household.
    pub members: Vec<PersonId>,
    /// Who of them heads the new household.
    pub head: PersonId,
    /// Its code.
    pub code: Option<String>,
    /// Its village, when another one.
    pub village: Option<String>,
    /// Its first day.
    pub day: Day,
}

/// Splits a new household off an old one. Both keep the class of the old until they are reviewed.
///
/// # Errors
/// Those of every change; `registry.split.members` when nobody, everybody or somebody else is chosen,
/// `registry.person.is_head` when the old household would lose its head.
pub async fn split(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    household: Seen,
    split: &Split,
    remark: Option<&str>,
) -> Result<HouseholdId> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    change.check_day(split.day, moment)?;
    let members = present(tx, change.household.id).await?;
    let mut going = split.members.clone();
    going.sort_unstable();
    going.dedup();
    if going.is_empty() || going.len() >= members.len() || !going.contains(&split.head) {
        return Err(Problem::invalid("registry.split.members"));
    }
    let id = HouseholdId(moment.id());
    let old = change.household.clone();
    let mut new = Household {
        id,
        code: some(split.code.as_deref()),
        members: going.len() as i64,
        opened: split.day,
        version: 1,
        ..old.clone()
    };
    for person in &going {
        let person = find(&members, *person)?;
        if person.relation == HEAD {
            return Err(Problem::conflict("registry.person.is_head"));
        }
        let moved = go_over(tx, person, id, split.day, moment).await?;
        let relation = if person.id == split.head { HEAD } else { "other" };
        let moved = Person { relation: relation.to_owned(), ..moved };
        if person.id == split.head {
            headed_by(&mut new, &moved);
        }
        change.batch.person(&moved, new.province, new.unit);
    }
    if split.village.is_some() {
        let name = split.village.as_deref();
        new.village = village(tx, &mut change.batch, moment, new.unit, name).await?;
    }
    if let Some(now) = change.timeline.on(split.day).cloned() {
        let mut line = Timeline::default();
        let movement = Movement::SplitOff;
        let ended = None;
        line.record(Interval { from: split.day, members: new.members, movement, ended, ..now })?;
        new.class_since = split.day;
        change.batch.timeline(id, line.intervals());
    }
    change.batch.household(&new);
    let into = event(&old, None, split.day, EventKind::SplitInto, remark, moment);
    change.batch.event(&Event { other_household: Some(id), ..into }, change.recorded);
    let from = event(&new, None, split.day, EventKind::SplitFrom, remark, moment);
    change.batch.event(&Event { other_household: Some(old.id), ..from }, change.recorded);
    change.resize(split.day, (members.len() - going.len()) as i64)?;
    let detail = json!({ "split_into": id, "day": split.day });
    change.save(tx, actor, moment, "registry.household.split", remark, detail.clone()).await?;
    let detail = json!({ "split_from": old.id, "day": split.day });
    let action = "registry.household.split";
    crate::change::note(tx, actor, moment, action, &new, remark, detail).await?;
    Ok(id)
}

/// Merges the members of one household into another from `day` on; the first ends the day before.
///
/// # Errors
/// Those of every change, for both; `registry.merge.itself`.
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn merge(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    from: Seen,
    into: Seen,
    day: Day,
    remark: Option<&str>,
) -> Result<()> {
    if from.0 == into.0 {
        return Err(Problem::invalid("registry.merge.itself"));
    }
    let mut leaving = Change::open(tx, actor, units, moment, Verb::EditHousehold, from).await?;
    let mut staying = Change::open(tx, actor, units, moment, Verb::EditHousehold, into).await?;
    leaving.check_day(day, moment)?;
    staying.check_day(day, moment)?;
    let going = present(tx, from.0).await?;
    for person in &going {
        let moved = go_over(tx, person, into.0, day, moment).await?;
        let relation = if person.relation == HEAD { "other" } else { &person.relation };
        let moved = Person { relation: relation.to_owned(), ..moved };
        staying.batch.person(&moved, staying.household.province, staying.household.unit);
    }
    let members = present(tx, into.0).await?.len() + going.len();
    staying.resize(day, members as i64)?;
    close(&mut leaving, day.previous(), Ended::Merged)?;
    let merged = event(&leaving.household, None, day, EventKind::MergedInto, remark, moment);
    leaving.batch.event(&Event { other_household: Some(into.0), ..merged }, leaving.recorded);
    let merged = event(&staying.household, None, day, EventKind::MergedFrom, remark, moment);
    staying.batch.event(&Event { other_household: Some(from.0), ..merged }, staying.recorded);
    let action = "registry.household.merge";
    let detail = json!({ "merged_into": into.0, "day": day });
    leaving.save(tx, actor, moment, action, remark, detail).await?;
    let detail = json!({ "merged_from": from.0, "day": day });
    staying.save(tx, actor, moment, action, remark, detail).await
}

/// The only member died on `day`: the household ends.
///
/// # Errors
/// Those of every change; `registry.end.not_alone` while others are left.
pub async fn died_out(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    household: Seen,
    day: Day,
    remark: Option<&str>,
) -> Result<()> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    change.check_day(day, moment)?;
    let members = present(tx, change.household.id).await?;
    let [last] = &members[..] else {
        return Err(Problem::conflict("registry.end.not_alone").with("members", members.len()));
    };
    gone(tx, last.id, day, "died").await?;
    let died = event(&change.household, Some(last.id), day, EventKind::Died, remark, moment);
    change.batch.event(&died, change.recorded);
    close(&mut change, day, Ended::Died)?;
    let detail = json!({ "person": last.id, "day": day });
    change.save(tx, actor, moment, "registry.household.end", remark, detail).await
}

/// Closes a household after its `last` day.
fn close(change: &mut Change, last: Day, how: Ended) -> Result<()> {
    if change.timeline.latest().is_some() {
        change.timeline.end(last, how)?;
    }
    change.household.closed = Some(last);
    change.household.closed_why = Some(how.as_str().to_owned());
    Ok(())
}

/// A member leaves one household for another on `day`: the old record ends the day before, a new one
/// with the same particulars begins.
async fn go_over(
    tx: &mut Tx,
    person: &Person,
    to: HouseholdId,
    day: Day,
    moment: &mut Moment,
) -> Result<Person> {
    gone(tx, person.id, day.previous(), "moved").await?;
    let id = PersonId(moment.id());
    Ok(Person { id, household: to, joined: day, gone: None, gone_why: None, ..person.clone() })
}
