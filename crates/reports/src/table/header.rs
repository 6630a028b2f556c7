//! Merged heads as a grid.

use ground::Lang;
use law::Wording;

use crate::layout::{Column, Fill, Leaf, RowKind, TableWords};

/// The head of a table: rows of merged cells, then the row of printed column numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct Header {
    /// Rows from top to bottom, cells from left to right; a cell that reaches down is in its top row
    /// only.
    pub rows: Vec<Vec<Head>>,
    /// `A`, `B`, `1`, `4=3/1*100`, one per printed column.
    pub numbers: Vec<String>,
    /// How many columns stand before the first figure: number, unit and, in tables of two rows, what is
    /// counted.
    pub leading: usize,
}

/// One merged head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Its text.
    pub text: Wording,
    /// First column, from 0.
    pub column: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// Rows it covers.
    pub rowspan: usize,
}

impl Header {
    /// Heads over expanded columns. `units` is the head of the column of units.
    pub(crate) fn new(
        columns: &[Column],
        kind: RowKind,
        words: &TableWords,
        units: &Wording,
    ) -> Header {
        let depth = depth(columns);
        let mut leading = vec![&words.number, units];
        if kind == RowKind::HouseholdsAndPersons {
            leading.push(&words.part);
        }
        let mut rows = vec![Vec::new(); depth];
        rows[0] = (0..)
            .zip(&leading)
            .map(|(column, text)| Head {
                text: (*text).clone(),
                column,
                colspan: 1,
                rowspan: depth,
            })
            .collect();
        let leading = leading.len();
        let mut numbers = vec!["A".to_owned(), "B".to_owned()];
        numbers.resize(leading, String::new());
        place(columns, 0, leading, &mut rows, &mut numbers);
        Header { rows, numbers, leading }
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        self.numbers.len()
    }
}

impl Head {
    /// Its text in the reader's language.
    pub fn text(&self, lang: Lang) -> &str {
        self.text.get(lang)
    }
}

/// What is printed in the row of numbers.
fn printed(leaf: &Leaf) -> String {
    match (leaf.number, &leaf.fill) {
        (Some(number), Fill::Rate(formula) | Fill::Count { balance: Some(formula), .. }) => {
            format!("{number}={formula}")
        }
        (Some(number), _) => number.to_string(),
        (None, _) => String::new(),
    }
}

fn depth(columns: &[Column]) -> usize {
    let deep = |column: &Column| match column {
        Column::Group(_, columns) => 1 + depth(columns),
        Column::Leaf(_) => 1,
    };
    columns.iter().map(deep).max().unwrap_or(1)
}

/// Puts the heads into the grid; returns the first free column.
fn place(
    columns: &[Column],
    row: usize,
    mut at: usize,
    rows: &mut [Vec<Head>],
    numbers: &mut Vec<String>,
) -> usize {
    let depth = rows.len();
    for column in columns {
        let (text, column, next, rowspan) = match column {
            Column::Group(text, columns) => {
                (text, at, place(columns, row + 1, at, rows, numbers), 1)
            }
            Column::Leaf(leaf) => {
                numbers.push(printed(leaf));
                (&leaf.head, at, at + 1, depth - row)
            }
        };
        if next > column {
            let colspan = next - column;
            rows[row].push(Head { text: text.clone(), column, colspan, rowspan });
        }
        at = next;
    }
    at
}
