//! Movement tables (biểu 2 and 3): how the poor and the near-poor of each unit changed between two days.

use std::ops::AddAssign;

use ground::{Day, HouseholdId, Result, UnitId};
use law::Class;
use store::{Row, Tx, Value, among_units};

use super::rules::{Closed, Column, Opened};
use crate::figures::{
    ByClass, Count, Frame, Kept, MovementFigures, Placed, Sums, Table, household_if, kept,
};
use crate::transitions::Stood;

/// A status at the opening, with the one at the closing beside it.
macro_rules! opened {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT a.unit_id, h.unit_id, h.unit_before, a.class, b.unit_id, b.class, ",
            $columns,
            " FROM status a LEFT JOIN status b ON b.household_id = a.household_id
               AND b.from_day <= $34 AND (b.to_day IS NULL OR b.to_day >= $34)",
            household_if!("CASE WHEN a.unit_id <> b.unit_id THEN 1 ELSE $35 END", "a"),
            "WHERE a.unit_id IN ",
            among_units!(),
            " AND a.class IN ('poor', 'near_poor')
               AND a.from_day <= $33 AND (a.to_day IS NULL OR a.to_day >= $33)",
            $end
        )
    };
}

/// A status at the closing, with the one at the opening beside it; whether the household was of that
/// class before; and whether it came by moving in or splitting off. Both are asked only where the rule
/// needs them, because most households stay as they are.
macro_rules! closed {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT unit, now, before, class, was_unit, was_class, was_ever, arrived, ",
            $columns,
            " FROM (SELECT b.household_id, b.members, b.unit_id AS unit, h.unit_id AS now,
               h.unit_before AS before, b.class AS class, a.unit_id AS was_unit, a.class AS was_class,
               CAST(CASE WHEN a.class = b.class THEN 1 WHEN EXISTS (
                 SELECT 1 FROM status e WHERE e.household_id = b.household_id
                   AND e.from_day <= $33 AND e.class = b.class) THEN 1 ELSE 0 END AS BIGINT) AS was_ever,
               CAST(CASE WHEN a.class IS NOT NULL THEN 0 WHEN EXISTS (
                 SELECT 1 FROM status m WHERE m.household_id = b.household_id
                   AND m.from_day > $33 AND m.from_day <= $34
                   AND m.movement IN ('moved_in', 'split_off')) THEN 1 ELSE 0 END AS BIGINT) AS arrived
             FROM status b LEFT JOIN status a ON a.household_id = b.household_id
               AND a.from_day <= $33 AND (a.to_day IS NULL OR a.to_day >= $33)",
            household_if!("CASE WHEN a.unit_id <> b.unit_id THEN 1 ELSE $35 END", "b"),
            "WHERE b.unit_id IN ",
            among_units!(),
            " AND b.class IN ('poor', 'near_poor')
               AND b.from_day <= $34 AND (b.to_day IS NULL OR b.to_day >= $34)) AS c",
            $end
        )
    };
}

store::statements! {
    OPENED = "registry.movement.opened":
        opened!("COUNT(*), CAST(SUM(a.members) AS BIGINT),
                 CAST(SUM(CASE WHEN b.members < a.members THEN a.members - b.members ELSE 0 END) AS BIGINT),
                 CAST(SUM(CASE WHEN b.members > a.members THEN b.members - a.members ELSE 0 END) AS BIGINT)",
                " GROUP BY a.unit_id, h.unit_id, h.unit_before, a.class, b.unit_id, b.class");
    CLOSED = "registry.movement.closed":
        closed!("COUNT(*), CAST(SUM(members) AS BIGINT)",
                " GROUP BY unit, now, before, class, was_unit, was_class, was_ever, arrived");
    OPENED_LIST = "registry.movement.opened_list":
        opened!("CAST(1 AS BIGINT), a.members, CASE WHEN b.members < a.members THEN a.members - b.members ELSE 0 END,
                 CASE WHEN b.members > a.members THEN b.members - a.members ELSE 0 END, a.household_id", "");
    CLOSED_LIST = "registry.movement.closed_list":
        closed!("CAST(1 AS BIGINT), members, household_id", "");
}

/// Tables 2 and 3 for the period from the end of `opening` to the end of `closing`.
///
/// A household counts where it lived at each end, on the frame's map. One that moved between two rows
/// leaves the one by column 4 and enters the other by column 8, also in the total, which is the sum of
/// the rows.
pub async fn movement(
    tx: &mut Tx,
    frame: &Frame<'_>,
    opening: Day,
    closing: Day,
) -> Result<ByClass<Table<MovementFigures>>> {
    let mut moving = Moving::new(frame);
    let days = [opening.into(), closing.into()];
    frame
        .fetch_by_status(tx, &OPENED, &days, |row| {
            let (here, class, there) = stood(row)?;
            let changed = (row.int(8)?, row.int(9)?);
            moving.opened(here, class, there, count(row, 6)?, changed);
            Ok(())
        })
        .await?;
    frame
        .fetch_by_status(tx, &CLOSED, &days, |row| {
            let (here, class, there) = stood(row)?;
            let past = (row.flag(6)?, row.flag(7)?);
            moving.closed(here, class, there, count(row, 8)?, past);
            Ok(())
        })
        .await?;
    Ok(moving.tables())
}

/// Which number of a movement table is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// [`Class::Poor`] for table 2, [`Class::NearPoor`] for table 3.
    pub class: Class,
    /// The column.
    pub column: Column,
    /// Whether the number counts persons. Then households that only shrank or grew stand behind columns
    /// 4 and 8 as well, since their members came or went.
    pub persons: bool,
    /// The row.
    pub at: RowOf,
}

/// A row of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowOf {
    /// A unit's.
    Unit(UnitId),
    /// What could not be assigned.
    Unassigned,
    /// The total.
    Total,
}

impl RowOf {
    pub(crate) fn includes(self, placed: Placed) -> bool {
        match (self, placed) {
            (_, Placed::Outside) => false,
            (RowOf::Total, _) | (RowOf::Unassigned, Placed::Unassigned) => true,
            (RowOf::Unit(wanted), Placed::Row(unit)) => wanted == unit,
            _ => false,
        }
    }
}

/// The households behind one number of [`movement`], in no particular order.
pub async fn movement_households(
    tx: &mut Tx,
    frame: &Frame<'_>,
    opening: Day,
    closing: Day,
    cell: Cell,
) -> Result<Vec<HouseholdId>> {
    let mut places = Sums::<Count>::new(frame);
    let days: [Value; 2] = [opening.into(), closing.into()];
    let mut found = Vec::new();
    frame
        .fetch_by_status(tx, &OPENED_LIST, &days, |row| {
            let (here, class, there) = stood(row)?;
            let changed = (row.int(8)?, row.int(9)?);
            let (place, opened) = opened(&mut places, here, there, count(row, 6)?, changed);
            let column = opened.leaves_by(class);
            let counts = match cell.column {
                Column::Opening => true,
                Column::OtherIn => cell.persons && column.is_none() && opened.grown > 0,
                wanted if column == Some(wanted) => true,
                Column::OtherOut => cell.persons && column.is_none() && opened.shrunk > 0,
                _ => false,
            };
            if counts && class == cell.class && cell.at.includes(place) {
                found.push(HouseholdId(row.uuid(10)?));
            }
            Ok(())
        })
        .await?;
    frame
        .fetch_by_status(tx, &CLOSED_LIST, &days, |row| {
            let (here, class, there) = stood(row)?;
            let past = (row.flag(6)?, row.flag(7)?);
            let (place, closed) = closed(&mut places, here, there, count(row, 8)?, past);
            let counts =
                cell.column == Column::Closing || closed.comes_by(class) == Some(cell.column);
            if counts && class == cell.class && cell.at.includes(place) {
                found.push(HouseholdId(row.uuid(10)?));
            }
            Ok(())
        })
        .await?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Tables 2 and 3 being added up, whoever read the statuses.
pub struct Moving<'f, 'u>(Sums<'f, 'u, ByClass<MovementFigures>>);

impl<'f, 'u> Moving<'f, 'u> {
    /// Empty tables.
    pub fn new(frame: &'f Frame<'u>) -> Moving<'f, 'u> {
        Moving(Sums::new(frame))
    }

    /// Poor or near-poor households of the opening, as what and where they stood at the closing, and, of
    /// those that are still there, how many members were lost by some and gained by others.
    pub fn opened(
        &mut self,
        here: Kept,
        class: Class,
        closing: Stood,
        count: Count,
        changed: (i64, i64),
    ) {
        let (place, opened) = opened(&mut self.0, here, closing, count, changed);
        if let Some(figures) = self.0.at(place) {
            opened.add_to(of(figures, class), class);
        }
    }

    /// Poor or near-poor households of the closing, as what and where they stood at the opening, and
    /// whether they were of that class by then, and came since by moving in or splitting off.
    pub fn closed(
        &mut self,
        here: Kept,
        class: Class,
        opening: Stood,
        count: Count,
        past: (bool, bool),
    ) {
        let (place, closed) = closed(&mut self.0, here, opening, count, past);
        if let Some(figures) = self.0.at(place) {
            closed.add_to(of(figures, class), class);
        }
    }

    /// Both tables.
    pub fn tables(self) -> ByClass<Table<MovementFigures>> {
        let both = self.0.table();
        ByClass { poor: both.clone().map(|f| f.poor), near_poor: both.map(|f| f.near_poor) }
    }
}

fn of(figures: &mut ByClass<MovementFigures>, class: Class) -> &mut MovementFigures {
    if class == Class::Poor { &mut figures.poor } else { &mut figures.near_poor }
}

fn opened<T: Default + Clone + AddAssign>(
    sums: &mut Sums<'_, '_, T>,
    here: Kept,
    closing: Stood,
    count: Count,
    (shrunk, grown): (i64, i64),
) -> (Placed, Opened) {
    let place = sums.place(here);
    let closing = other_end(sums, place, closing, here);
    (place, Opened { count, closing, shrunk, grown })
}

fn closed<T: Default + Clone + AddAssign>(
    sums: &mut Sums<'_, '_, T>,
    here: Kept,
    opening: Stood,
    count: Count,
    (before, arrived): (bool, bool),
) -> (Placed, Closed) {
    let place = sums.place(here);
    let opening = other_end(sums, place, opening, here);
    (place, Closed { count, opening, before, arrived })
}

/// Whether the status at the other end lies in the same row, and its class.
fn other_end<T: Default + Clone + AddAssign>(
    sums: &mut Sums<'_, '_, T>,
    place: Placed,
    other: Stood,
    here: Kept,
) -> Option<(bool, Class)> {
    other.map(|(unit, class)| (sums.place(Kept { unit, ..here }) == place, class))
}

/// The place and class of a row's status, and the status at the other end.
fn stood(row: &Row) -> Result<(Kept, Class, Stood)> {
    let there = match (row.opt_int(4)?, row.opt_text(5)?) {
        (Some(unit), Some(class)) => Some((UnitId(unit), class.parse()?)),
        _ => None,
    };
    Ok((kept(row, 0)?, row.text(3)?.parse()?, there))
}

fn count(row: &Row, at: usize) -> Result<Count> {
    Ok(Count { households: row.int(at)?, persons: row.int(at + 1)? })
}
