//! Reads the transitions of a place.

use ground::{Day, Result, UnitId};
use places::Units;
use store::{Row, Tx, Value};

use super::count::{Counting, Known, Stood};
use super::group::By;
use super::model::{Moved, Transitions, YEARS};
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
    let mut counting = Counting::new(units, frame, asked);
    let values = asked.pair_values();
    for (statement, is_opening) in [(&OPENED, true), (&CLOSED, false)] {
        frame
            .fetch_by_status(tx, statement, &values, |row| {
                let one = row.opt_text(3)?;
                let (known, _) = known(row, one.as_deref())?;
                let (before, after, moved) = pair(row, is_opening)?;
                // Whoever is here on the first day comes with the first statement, all others with the
                // second.
                let stood = before.is_some_and(|(unit, _)| counting.is_here(known, unit));
                if stood == is_opening {
                    counting.moved(known, before, after, moved);
                }
                Ok(())
            })
            .await?;
    }
    frame
        .fetch_by_status(tx, &EXITS, &asked.exit_values(), |row| {
            let one = row.opt_text(3)?;
            let (known, unit) = known(row, one.as_deref())?;
            counting.left(known, unit, again(row)?, count(row, 6)?);
            Ok(())
        })
        .await?;
    frame
        .fetch_by_status(tx, &PERSISTENT, &asked.persistence_values(), |row| {
            let one = row.opt_text(3)?;
            let (known, unit) = known(row, one.as_deref())?;
            counting.poor(known, unit, times(row)?, count(row, 5)?);
            Ok(())
        })
        .await?;
    Ok(counting.found())
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

/// What a row says of the household, where `one` stands in it too, and the unit of its first status.
pub(super) fn known<'a>(row: &Row, one: Option<&'a str>) -> Result<(Known<'a>, UnitId)> {
    let Kept { unit, now, before } = kept(row, 0)?;
    Ok((Known { now, before, one }, unit))
}

/// The two ends in a row of the statements of pairs, and how many.
pub(super) fn pair(row: &Row, is_opening: bool) -> Result<(Stood, Stood, Moved)> {
    let here = Some((UnitId(row.int(0)?), row.text(4)?.parse()?));
    let there = match (row.opt_int(5)?, row.opt_text(6)?) {
        (Some(unit), Some(class)) => Some((UnitId(unit), class.parse()?)),
        _ => None,
    };
    let moved = Moved { households: row.int(7)?, before: row.int(8)?, after: row.int(9)? };
    Ok(if is_opening { (here, there, moved) } else { (there, here, moved) })
}

/// The day of an exit and that of the fall after it.
pub(super) fn again(row: &Row) -> Result<(Day, Option<Day>)> {
    Ok((row.day(4)?, row.opt_day(5)?))
}

pub(super) fn times(row: &Row) -> Result<usize> {
    Ok(usize::try_from(row.int(4)?).unwrap_or(0).min(YEARS))
}

fn count(row: &Row, at: usize) -> Result<Count> {
    Ok(Count { households: row.int(at)?, persons: row.int(at + 1)? })
}
