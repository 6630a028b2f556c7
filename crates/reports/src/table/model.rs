//! A finished table: what a page shows and the spreadsheet holds.

use ground::{Day, Problem, UnitId};
use law::Wording;
use places::Level;
use registry::figures::Geography;

use super::header::Header;
use crate::layout::{Counted, Leaf, RowKind, TableWords};
use crate::source::Family;

/// What is asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// Number of the table, 1 to 13.
    pub report: u8,
    /// The unit it is about.
    pub unit: UnitId,
    /// Movement is told from the end of the day before this one.
    pub from: Day,
    /// Last day of the period; everything but movement is told at its end.
    pub to: Day,
    /// The level of the rows.
    pub level: Level,
    /// On whose map.
    pub geography: Geography,
    /// The standard whose indicators are counted; the nation's in force on `to` when `None`.
    pub standard: Option<String>,
}

/// A table in both languages.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// What was asked for.
    pub request: Request,
    /// Title.
    pub title: Wording,
    /// The unit it is about, by its full name; empty for the nation.
    pub unit: String,
    /// Whether it tells a period (movement) rather than a day.
    pub over_period: bool,
    /// Name of the standard in force or asked for.
    pub standard: Wording,
    /// Which figures it is made of.
    pub family: Family,
    /// Fingerprint of the law that made the results.
    pub law: String,
    /// The day of whose map the units are.
    pub map: Day,
    /// One row per unit, or two.
    pub row_kind: RowKind,
    /// Merged heads.
    pub header: Header,
    /// The columns after number, unit and (in tables of two rows) what is counted.
    pub columns: Vec<Leaf>,
    /// Rows in print order.
    pub rows: Vec<Row>,
    /// What a reader must know: missing denominators, units that have not submitted, unverified law.
    pub notes: Vec<Problem>,
    /// The fixed words.
    pub words: TableWords,
}

/// One printed row.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// `1`, `1.1`; empty for the total.
    pub number: String,
    /// The unit; `None` for totals and for what is not assigned.
    pub unit: Option<UnitId>,
    /// Its name, or the word for a total.
    pub name: Wording,
    /// What the row sums up.
    pub rank: Rank,
    /// Households or persons, in tables of two rows.
    pub part: Option<Counted>,
    /// One cell per column.
    pub cells: Vec<Cell>,
}

/// What a row sums up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rank {
    /// A unit of the level asked for.
    Unit,
    /// The units below it, up to the next group or total: printed bold.
    Group,
    /// All groups, or all units where there are no groups: printed bold.
    Total,
}

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// A number.
    Count(i64),
    /// A sound rate: numerator and denominator.
    Rate(i64, i64),
    /// A rate that is not stated, and why.
    Refused(Problem),
    /// Nothing was submitted: printed as a dash, never as nought.
    Blank,
}
