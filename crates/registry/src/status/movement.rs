//! Movement tables (biểu 2 and 3): how the poor and the near-poor of each unit changed between two days.

use ground::{Day, HouseholdId, Result, UnitId};
use law::Class;
use store::{Row, Tx, Value, among_units};

use super::rules::{Closed, Column, Opened};
use crate::figures::{
    ByClass, Count, Frame, MovementFigures, Placed, Sums, Table, household_if, kept,
};

/// A status at the opening, with the one at the closing beside it.
macro_rules! opened {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT a.unit_id, h.unit_id, h.unit_before, a.class, b.unit_id, b.class, ",
            $columns,
            " FROM status a",
            household_if!("$35", "a"),
            "LEFT JOIN status b ON b.household_id = a.household_id
               AND b.from_day <= $34 AND (b.to_day IS NULL OR b.to_day >= $34)
             WHERE a.unit_id IN ",
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
             FROM status b",
            household_if!("$35", "b"),
            "LEFT JOIN status a ON a.household_id = b.household_id
               AND a.from_day <= $33 AND (a.to_day IS NULL OR a.to_day >= $33)
             WHERE b.unit_id IN ",
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
    let mut sums = Sums::<ByClass<MovementFigures>>::new(frame);
    let days = [opening.into(), closing.into()];
    frame
        .fetch_by_status(tx, &OPENED, &days, |row| {
            let (place, class, opened) = read_opened(&mut sums, row)?;
            if let Some(figures) = sums.at(place) {
                opened.add_to(of(figures, class), class);
            }
            Ok(())
        })
        .await?;
    frame
        .fetch_by_status(tx, &CLOSED, &days, |row| {
            let (place, class, closed) = read_closed(&mut sums, row)?;
            if let Some(figures) = sums.at(place) {
                closed.add_to(of(figures, class), class);
            }
            Ok(())
        })
        .await?;
    let both = sums.table();
    Ok(ByClass { poor: both.clone().map(|f| f.poor), near_poor: both.map(|f| f.near_poor) })
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
            let (place, class, opened) = read_opened(&mut places, row)?;
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
            let (place, class, closed) = read_closed(&mut places, row)?;
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

fn of(figures: &mut ByClass<MovementFigures>, class: Class) -> &mut MovementFigures {
    if class == Class::Poor { &mut figures.poor } else { &mut figures.near_poor }
}

fn read_opened<T>(sums: &mut Sums<'_, '_, T>, row: &Row) -> Result<(Placed, Class, Opened)>
where
    T: Default + Clone + std::ops::AddAssign,
{
    let here = kept(row, 0)?;
    let place = sums.place(here);
    let class: Class = row.text(3)?.parse()?;
    let closing = other_end(sums, place, row, here)?;
    let count = Count { households: row.int(6)?, persons: row.int(7)? };
    Ok((place, class, Opened { count, closing, shrunk: row.int(8)?, grown: row.int(9)? }))
}

fn read_closed<T>(sums: &mut Sums<'_, '_, T>, row: &Row) -> Result<(Placed, Class, Closed)>
where
    T: Default + Clone + std::ops::AddAssign,
{
    let here = kept(row, 0)?;
    let place = sums.place(here);
    let class: Class = row.text(3)?.parse()?;
    let opening = other_end(sums, place, row, here)?;
    let count = Count { households: row.int(8)?, persons: row.int(9)? };
    let (before, arrived) = (row.flag(6)?, row.flag(7)?);
    Ok((place, class, Closed { count, opening, before, arrived }))
}

/// The status at the other end, in columns 4 and 5, and whether it lies in the same row.
fn other_end<T>(
    sums: &mut Sums<'_, '_, T>,
    place: Placed,
    row: &Row,
    here: crate::figures::Kept,
) -> Result<Option<(bool, Class)>>
where
    T: Default + Clone + std::ops::AddAssign,
{
    let (Some(unit), Some(class)) = (row.opt_int(4)?, row.opt_text(5)?) else { return Ok(None) };
    let there = sums.place(crate::figures::Kept { unit: UnitId(unit), ..here });
    Ok(Some((there == place, class.parse()?)))
}
