//! One cell, one row.

use ground::Day;

/// What a cell holds. A formula's cell holds the value it had when the file was saved.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text as written.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A date cell, already reckoned from the file's own date system (1900 or 1904).
    Day(Day),
    /// True or false.
    Bool(bool),
    /// A formula that failed, such as `#REF!`, or has no value in the file ([`UNSAVED`]).
    Error(&'static str),
}

/// What a formula shows that was never worked out: the file came from a program that leaves this to
/// whoever opens it.
pub(crate) const UNSAVED: &str = "=?";

/// What failed formulas show, and what is left of them in a text file.
const FAILED: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

impl<'a> Cell<'a> {
    /// Text of a file that knows nothing else.
    pub(crate) fn written(text: &'a str) -> Cell<'a> {
        if text.starts_with('#')
            && let Some(failed) = FAILED.into_iter().find(|failed| *failed == text.trim_end())
        {
            return Cell::Error(failed);
        }
        Cell::Text(text)
    }

    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The cell as a person would see it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => ground::tidy(text),
            // Whole numbers without a decimal point, as spreadsheets show them.
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.vietnamese(),
            Cell::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Cell::Error(error) => (*error).to_owned(),
        }
    }
}

/// One row of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The row's number as the spreadsheet program shows it, from 1.
    pub number: usize,
    /// Its cells from column A on; columns beyond the last filled one are missing.
    pub cells: &'a [Cell<'a>],
}

impl<'a> Row<'a> {
    /// Whether every cell is blank.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// The cell of column `at`, from 0.
    pub fn cell(&self, at: usize) -> Cell<'a> {
        self.cells.get(at).copied().unwrap_or(Cell::Empty)
    }
}
