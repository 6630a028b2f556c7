//! What is wrong with a row, and where.

use ground::Problem;

use crate::mapping::Field;
use crate::sheet::{Cell, UNSAVED};

/// A problem with one cell, or with the row as a whole.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) field: Option<Field>,
    pub(crate) problem: Problem,
}

impl Fault {
    pub(crate) fn row(code: &'static str) -> Fault {
        Fault { field: None, problem: Problem::invalid(code) }
    }

    pub(crate) fn at(field: Field, problem: Problem) -> Fault {
        Fault { field: Some(field), problem }
    }

    /// A cell that cannot be read. Its content is shown unless it may be somebody's ID number.
    pub(crate) fn cell(field: Field, code: &'static str, cell: Cell) -> Fault {
        if let Cell::Error(error) = cell {
            let problem = match error {
                UNSAVED => Problem::invalid("import.row.formula_unsaved"),
                _ => Problem::invalid("import.row.formula").with("value", error),
            };
            return Fault::at(field, problem);
        }
        let mut shown = cell.shown();
        if shown.chars().count() > 60 {
            shown = shown.chars().take(59).chain(['…']).collect();
        }
        Fault::at(field, Problem::invalid(code).with("value", shown))
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Fault {
        Fault { field: None, problem }
    }
}
