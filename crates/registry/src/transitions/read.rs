//! Reads the transitions of a place.

use ground::{Day, Result, UnitId};
use places::Units;
use store::{Row, Tx, Value};

use super::group::{By, Groups};
use super::model::{Fate, Transitions, YEARS, fate};
use super::rules::{Pair, Stay};
use super::statements::{CLOSED, EXITS, OPENED, PERSISTENT};
use crate::figures::{Count, Frame, Kept, kept};

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The first day; statuses count as they stood at its end.
    pub from: Day,
    /// The second day.
    pub to: Day,
    /// The day up to which relapses are known.
    pub known: Day,
    /// By what households are told apart.
    pub by: By,
}

/// The last year-ends up to a day, latest first.
pub fn year_ends(day: Day) -> [Day; YEARS] {
    let last = if (day.month(), day.day()) == (12, 31) { day.year() } else { day.year() - 1 };
    let mut year = last + 1;
    [(); YEARS].map(|()| {
        year -= 1;
        Day::new(year, 12, 31).expect("every year has a last day")
    })
}

/// Matrix, relapses and persistence of a frame and of each of its groups.
pub async fn transitions(
    tx: &mut Tx,
    units: &Units,
    frame: &Frame<'_>,
    asked: Asked,
) -> Result<Transitions> {
    let mut found = Transitions::default();
    let mut groups = Groups::new(units, frame, asked.by);
    let values = asked.pair_values();
    frame
        .fetch_by_status(tx, &OPENED, &values, |row| {
            // Whoever was outside on the first day comes with the second statement.
            if let Some(pair) = pair(&mut groups, row, First::Opening)? {
                found.add(&pair);
            }
            Ok(())
        })
        .await?;
    frame
        .fetch_by_status(tx, &CLOSED, &values, |row| {
            if let Some(pair) = pair(&mut groups, row, First::Closing)? {
                found.add(&pair);
            }
            Ok(())
        })
        .await?;
    frame
        .fetch_by_status(tx, &EXITS, &asked.exit_values(), |row| {
            let Some(group) = groups.of(kept(row, 0)?, row.opt_text(3)?.as_deref()) else {
                return Ok(());
            };
            let (fate, count) = (exit(row, asked.known)?, count(row, 6)?);
            found.whole.relapse.add(fate, count);
            found.groups.entry(group).or_default().relapse.add(fate, count);
            Ok(())
        })
        .await?;
    frame
        .fetch_by_status(tx, &PERSISTENT, &asked.persistence_values(), |row| {
            let Some(group) = groups.of(kept(row, 0)?, row.opt_text(3)?.as_deref()) else {
                return Ok(());
            };
            let (times, count) = (times(row)?, count(row, 5)?);
            found.whole.persistence.add(times, count);
            found.groups.entry(group).or_default().persistence.add(times, count);
            Ok(())
        })
        .await?;
    Ok(found)
}

impl Asked {
    pub(super) fn pair_values(&self) -> Vec<Value> {
        vec![self.from.into(), self.to.into(), self.by.asks().into()]
    }

    pub(super) fn exit_values(&self) -> Vec<Value> {
        vec![self.from.into(), self.to.into(), self.by.asks().into(), self.known.into()]
    }

    pub(super) fn persistence_values(&self) -> Vec<Value> {
        let days = year_ends(self.to).map(Value::from);
        [self.to.into(), self.by.asks().into()].into_iter().chain(days).collect()
    }
}

/// Of which day the first status of a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Opening,
    Closing,
}

/// A row of the statements of pairs; nothing when the other of the two statements counts it, or neither.
pub(super) fn pair(groups: &mut Groups<'_, '_>, row: &Row, first: First) -> Result<Option<Pair>> {
    let here = kept(row, 0)?;
    let one = row.opt_text(3)?;
    let stay = Stay { class: row.text(4)?.parse()?, group: groups.of(here, one.as_deref()) };
    if stay.group.is_none() {
        return Ok(None);
    }
    let other = match (row.opt_int(5)?, row.opt_text(6)?) {
        (Some(unit), Some(class)) => {
            let there = Kept { unit: UnitId(unit), ..here };
            Some(Stay { class: class.parse()?, group: groups.of(there, one.as_deref()) })
        }
        _ => None,
    };
    let moved = super::Moved { households: row.int(7)?, before: row.int(8)?, after: row.int(9)? };
    Ok(match first {
        First::Opening => Some(Pair { before: Some(stay), after: other, moved }),
        First::Closing if other.as_ref().is_some_and(|other| other.group.is_some()) => None,
        First::Closing => Some(Pair { before: other, after: Some(stay), moved }),
    })
}

pub(super) fn exit(row: &Row, known: Day) -> Result<Fate> {
    Ok(fate(row.day(4)?, row.opt_day(5)?, known))
}

pub(super) fn times(row: &Row) -> Result<usize> {
    Ok(usize::try_from(row.int(4)?).unwrap_or(0).min(YEARS))
}

fn count(row: &Row, at: usize) -> Result<Count> {
    Ok(Count { households: row.int(at)?, persons: row.int(at + 1)? })
}
