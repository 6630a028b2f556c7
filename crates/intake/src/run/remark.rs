//! What is said about a row, kept on disk until the end so that memory does not grow with the file.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, Write};

use ground::{ImportId, Problem, Result};
use serde::{Deserialize, Serialize};
use store::problem::args_json;
use store::{Tx, Value};

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Not taken.
    Rejected,
    /// Seen before; nothing to do.
    Duplicate,
    /// Taken, with a doubt that a person should look at.
    Warned,
    /// Said about a column or the file, not one row.
    Note,
}

impl Verdict {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Rejected => "rejected",
            Verdict::Duplicate => "duplicate",
            Verdict::Warned => "warned",
            Verdict::Note => "note",
        }
    }

    /// Reads the word back.
    pub fn read(text: &str) -> Option<Verdict> {
        [Verdict::Rejected, Verdict::Duplicate, Verdict::Warned, Verdict::Note]
            .into_iter()
            .find(|verdict| verdict.as_str() == text)
    }
}

/// One remark.
#[derive(Clone, PartialEq, Debug)]
pub struct Remark {
    /// The row's number in the spreadsheet.
    pub row: i64,
    /// What became of the row.
    pub verdict: Verdict,
    /// The heading of the column concerned.
    pub column: Option<String>,
    /// What there is to say, with the way to mend it.
    pub problem: Problem,
}

/// One line of the spool: a row of `import_remark` without its import.
#[derive(Serialize, Deserialize)]
struct Line {
    row: i64,
    at: i64,
    verdict: Verdict,
    column: Option<String>,
    code: String,
    args: String,
}

/// Remarks on their way to the database, in a temporary file.
pub(crate) struct Spool {
    file: BufWriter<File>,
    last: (i64, i64),
    lines: u64,
}

const COLUMNS: &[&str] = &["import_id", "row_no", "at", "verdict", "code", "column_name", "args"];

/// Remarks per insert.
const SLICE: usize = 20_000;

impl Spool {
    pub(crate) fn new() -> Result<Spool> {
        let file = tempfile::tempfile().map_err(|error| no_room(&error))?;
        Ok(Spool { file: BufWriter::new(file), last: (-1, 0), lines: 0 })
    }

    pub(crate) fn add(&mut self, remark: Remark) -> Result<()> {
        // Remarks on one row come one after another and are numbered in that order.
        let at = if self.last.0 == remark.row { self.last.1 + 1 } else { 0 };
        self.last = (remark.row, at);
        let line = Line {
            row: remark.row,
            at,
            verdict: remark.verdict,
            column: remark.column,
            args: args_json(&remark.problem),
            code: remark.problem.code.into_owned(),
        };
        let text = serde_json::to_string(&line).expect("a remark makes JSON");
        self.lines += 1;
        writeln!(self.file, "{text}").map_err(|error| no_room(&error))
    }

    /// How many remarks there are.
    pub(crate) fn len(&self) -> u64 {
        self.lines
    }

    /// Writes every remark of the import. May be called again in another transaction.
    pub(crate) async fn write(&mut self, tx: &mut Tx, import: ImportId) -> Result<()> {
        self.file.flush().map_err(|error| no_room(&error))?;
        let file = self.file.get_mut();
        file.rewind().map_err(|error| no_room(&error))?;
        let mut values: Vec<Value> = Vec::new();
        for line in BufReader::new(&*file).lines() {
            let line = line.map_err(|error| no_room(&error))?;
            let line: Line = serde_json::from_str(&line)
                .map_err(|error| Problem::internal("import.remark.unreadable").because(error))?;
            values.extend([
                import.into(),
                line.row.into(),
                line.at.into(),
                line.verdict.as_str().into(),
                line.code.into(),
                line.column.into(),
                line.args.into(),
            ]);
            if values.len() >= SLICE * COLUMNS.len() {
                tx.insert_many("import_remark", COLUMNS, &mut values).await?;
            }
        }
        tx.insert_many("import_remark", COLUMNS, &mut values).await
    }
}

fn no_room(error: &std::io::Error) -> Problem {
    Problem::unavailable("import.spool.failed").because(error)
}
