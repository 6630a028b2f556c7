//! The formulas of a sheet: the printed ones, and sums over the rows of a group.

use rust_xlsxwriter::utility::row_col_to_cell;

use crate::layout::{Fill, Formula, Leaf, RowKind};
use crate::table::{Cell, Rank, Row, Table};

/// A single SUM takes 255 arguments; longer ones are added up.
const ARGUMENTS: usize = 200;

/// Where the table lies on the sheet.
pub(super) struct Place<'a> {
    pub(super) table: &'a Table,
    /// Sheet row of the first table row.
    pub(super) top: u32,
    /// Sheet column of the first figure.
    pub(super) left: u16,
}

impl Place<'_> {
    /// The formula of a cell; `None` where a plain number belongs.
    pub(super) fn formula(&self, row: usize, column: usize) -> Option<String> {
        let leaf = &self.table.columns[column];
        match (&self.table.rows[row].cells[column], &leaf.fill) {
            (Cell::Rate(..), Fill::Rate(Formula::Share { part, whole })) => {
                let (part, whole) = (self.printed(row, *part)?, self.printed(row, *whole)?);
                Some(format!("={part}/{whole}*100"))
            }
            (Cell::Rate(part, whole), Fill::Share { .. }) => {
                let whole = self.whole_of(row, leaf).unwrap_or_else(|| whole.to_string());
                Some(format!("={part}/{whole}*100"))
            }
            (Cell::Count(_), Fill::Count { balance: Some(Formula::Sum(terms)), .. }) => {
                let mut text = String::from("=");
                for (at, term) in terms.iter().enumerate() {
                    match (at, term.minus) {
                        (0, false) => {}
                        (_, false) => text.push('+'),
                        (_, true) => text.push('-'),
                    }
                    text.push_str(&self.printed(row, term.column)?);
                }
                Some(text)
            }
            (Cell::Count(_), _) => match self.table.rows[row].rank {
                Rank::Unit => None,
                Rank::Group => Some(self.group_sum(row, column)),
                Rank::Total => Some(self.total(row, column)),
            },
            _ => None,
        }
    }

    fn at(&self, row: usize, column: usize) -> String {
        row_col_to_cell(self.sheet_row(row), self.sheet_column(column))
    }

    fn sheet_row(&self, row: usize) -> u32 {
        self.top + u32::try_from(row).expect("a sheet has a million rows")
    }

    fn sheet_column(&self, column: usize) -> u16 {
        self.left + u16::try_from(column).expect("a sheet has 16 384 columns")
    }

    /// The cell of a printed column in the same row.
    fn printed(&self, row: usize, number: u8) -> Option<String> {
        let column = self.table.columns.iter().position(|leaf| leaf.number == Some(number))?;
        Some(self.at(row, column))
    }

    /// The cell with the whole of a share, when it is printed.
    fn whole_of(&self, row: usize, share: &Leaf) -> Option<String> {
        let Fill::Share { whole, .. } = &share.fill else { return None };
        let printed = |leaf: &Leaf| {
            let same = matches!(&leaf.fill, Fill::Count { source, .. } if source == whole);
            same && leaf.class == share.class
        };
        let column = self.table.columns.iter().position(printed)?;
        Some(self.at(row, column))
    }

    /// The sum of the unit rows below a group row, of the same kind.
    fn group_sum(&self, row: usize, column: usize) -> String {
        let rows = &self.table.rows;
        let first = (row..rows.len()).find(|at| rows[*at].rank != Rank::Group).unwrap_or(row);
        let below = rows[first..].iter().take_while(|row| is_grouped(row)).count();
        let last = first + below - 1;
        let range = format!("{}:{}", self.at(first, column), self.at(last, column));
        if self.table.row_kind == RowKind::Units {
            return format!("=SUM({range})");
        }
        let (top, bottom) = (self.sheet_row(first), self.sheet_row(last));
        let kinds = self.left - 1;
        let kind = row_col_to_cell(self.sheet_row(row), kinds);
        let (from, to) = (row_col_to_cell(top, kinds), row_col_to_cell(bottom, kinds));
        format!("=SUMIF({from}:{to},{kind},{range})")
    }

    /// The sum of all groups, and of units that are in none.
    fn total(&self, row: usize, column: usize) -> String {
        let rows = &self.table.rows;
        let part = rows[row].part;
        let summed = rows.iter().enumerate().filter(|(_, one)| {
            one.part == part
                && (one.rank == Rank::Group || one.unit.is_none() && one.rank == Rank::Unit)
        });
        let cells: Vec<String> = summed.map(|(at, _)| self.at(at, column)).collect();
        let sums: Vec<String> =
            cells.chunks(ARGUMENTS).map(|cells| format!("SUM({})", cells.join(","))).collect();
        format!("={}", sums.join("+"))
    }
}

fn is_grouped(row: &Row) -> bool {
    row.rank == Rank::Unit && row.unit.is_some()
}
