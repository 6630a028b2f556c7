//! Named columns of numbers or text: what every input format is read into.

mod csv_file;
mod levels;
mod parquet_file;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;

use ground::Problem;

pub(crate) use levels::Levels;

/// Stands for "no answer" among text codes.
pub(crate) const MISSING: u32 = u32::MAX;

/// The values of one column, one per row.
#[derive(Clone, Debug)]
pub enum Column {
    /// Numbers; not-a-number where nothing was given.
    Number(Vec<f64>),
    /// Text, each different label stored once; `u32::MAX` where nothing was given.
    Text {
        /// For each row the position of its label.
        codes: Vec<u32>,
        /// The different labels in order of appearance.
        labels: Vec<String>,
    },
}

impl Column {
    /// A column of text; blank text and `NA` are missing.
    pub fn texts<'a>(cells: impl Iterator<Item = Option<&'a str>>) -> Column {
        parquet_file::texts(cells)
    }

    fn len(&self) -> usize {
        match self {
            Column::Number(values) => values.len(),
            Column::Text { codes, .. } => codes.len(),
        }
    }
}

/// Columns of equal length under their names, as read from a file.
#[derive(Clone, Debug)]
pub struct Table {
    name: String,
    rows: usize,
    /// The number that the first row goes by: 2 below a spreadsheet's header.
    first_row: usize,
    names: Vec<String>,
    columns: HashMap<String, Column>,
}

impl Table {
    /// Puts columns under one name (a file's, used in problems).
    ///
    /// Refused are two columns of one name, and columns of different lengths.
    pub fn new(name: &str, columns: Vec<(String, Column)>) -> Result<Table, Problem> {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        let mut table = Table {
            name: name.to_owned(),
            rows,
            first_row: 2,
            names: Vec::new(),
            columns: HashMap::new(),
        };
        for (title, column) in columns {
            let problem = if column.len() != rows {
                Some("measures.table.column_lengths")
            } else if table.columns.contains_key(&title) {
                Some("measures.table.column_twice")
            } else {
                None
            };
            if let Some(code) = problem {
                return Err(Problem::invalid(code).with("file", name).with("column", title));
            }
            table.names.push(title.clone());
            table.columns.insert(title, column);
        }
        Ok(table)
    }

    /// Reads comma-separated text in UTF-8 with a header row. A cell that is blank or `NA` is missing.
    ///
    /// A column is numeric when every cell is a plain number that is written back exactly as it
    /// stood; anything else (`05323`, `1.50`, `Mường`) stays text, so that no code loses its zeros.
    pub fn read_csv(reader: impl Read, name: &str) -> Result<Table, Vec<Problem>> {
        csv_file::read(reader, name)
    }

    /// Reads the columns of these names from a Parquet file; the others are left unread.
    ///
    /// Numbers, truths (as 1 and 0), text and days can be read; `NULL`, a blank text and `NA` are
    /// missing. A number that is not finite is refused with its row, never taken for missing.
    pub fn read_parquet(
        file: std::fs::File,
        name: &str,
        wanted: &[&str],
    ) -> Result<Table, Vec<Problem>> {
        parquet_file::read(file, name, wanted)
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The name problems are reported under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The column of that name, or a problem that lists the columns there are.
    pub(crate) fn column(&self, column: &str) -> Result<&Column, Problem> {
        self.columns.get(column).ok_or_else(|| {
            Problem::missing("measures.column.missing")
                .with("file", self.name.as_str())
                .with("column", column)
                .with("columns", self.names.join(", "))
        })
    }

    /// A problem at a cell; the row of a text file is counted as a spreadsheet does, the header being row
    /// 1, that of a Parquet file from 1.
    pub(crate) fn cell(
        &self,
        code: &'static str,
        row: usize,
        column: &str,
        value: &str,
    ) -> Problem {
        Problem::invalid(code)
            .with("file", self.name.as_str())
            .with("row", row + self.first_row)
            .with("column", column)
            .with("value", value)
    }

    /// The numbers of a column, not-a-number where missing. `allowed` decides which numbers may
    /// stand there; every other cell is a problem of the given code (after the first
    /// [`Table::CELLS_NAMED`] only counted).
    pub(crate) fn numbers(
        &self,
        name: &str,
        code: &'static str,
        allowed: impl Fn(f64) -> bool,
    ) -> Result<Cow<'_, [f64]>, Vec<Problem>> {
        let column = self.column(name).map_err(|problem| vec![problem])?;
        let fine = |number: f64| number.is_nan() | allowed(number);
        let (values, wrong): (Cow<'_, [f64]>, Vec<usize>) = match column {
            // Without a branch in between, several numbers are looked at in one step.
            Column::Number(values) if values.iter().fold(true, |all, n| all & fine(*n)) => {
                return Ok(Cow::Borrowed(values));
            }
            Column::Number(values) => {
                let wrong = (0..values.len()).filter(|&row| !fine(values[row])).collect();
                (Cow::Borrowed(values), wrong)
            }
            Column::Text { codes, labels } => {
                let parsed: Vec<Option<f64>> = labels
                    .iter()
                    .map(|label| label.parse().ok().filter(|n: &f64| n.is_finite() && allowed(*n)))
                    .collect();
                let value = |code: &u32| match parsed.get(*code as usize) {
                    Some(number) => number.unwrap_or(f64::NAN),
                    None => f64::NAN,
                };
                let bad = |code: u32| code != MISSING && parsed[code as usize].is_none();
                let wrong = (0..codes.len()).filter(|&row| bad(codes[row])).collect();
                (codes.iter().map(value).collect(), wrong)
            }
        };
        if wrong.is_empty() {
            return Ok(values);
        }
        let mut problems: Vec<Problem> = wrong
            .iter()
            .take(Table::CELLS_NAMED)
            .map(|&row| self.cell(code, row, name, &column.shown(row)))
            .collect();
        if wrong.len() > Table::CELLS_NAMED {
            let more = Problem::invalid("measures.cells.more").with("file", self.name.as_str());
            let count = wrong.len() - Table::CELLS_NAMED;
            problems.push(more.with("column", name).with("count", count));
        }
        Err(problems)
    }

    /// The different values of a column in reading order, and which one each row has.
    pub(crate) fn levels(&self, name: &str) -> Result<Levels, Problem> {
        Ok(Levels::of(self.column(name)?))
    }

    /// So many wrong cells of one column are named one by one.
    const CELLS_NAMED: usize = 10;
}

impl Column {
    /// Whether the cell is blank.
    pub(crate) fn is_missing(&self, row: usize) -> bool {
        match self {
            Column::Number(values) => values[row].is_nan(),
            Column::Text { codes, .. } => codes[row] == MISSING,
        }
    }

    /// The cell as text.
    fn shown(&self, row: usize) -> String {
        match self {
            Column::Number(values) => values[row].to_string(),
            Column::Text { codes, labels } => labels[codes[row] as usize].clone(),
        }
    }
}
