//! Rows of delimited text, streamed.

use std::cell::Cell as Counter;
use std::io::{ErrorKind, Read as _};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};
use ground::{Problem, Result};

use super::guard::broken;
use super::text::{Text, Utf8};
use super::{Cell, Row, Upload};

/// Put behind the text: it ends the last line, and shows a quotation mark that is still open there.
const END: &str = "\n\0";

pub(super) fn each(
    upload: &Upload,
    text: &Text,
    each: &mut dyn FnMut(&Row) -> Result<bool>,
) -> Result<()> {
    let handed_out = Rc::new(Counter::new(0));
    let input = Utf8::new(upload.open()?, text.encoding, handed_out.clone());
    let mut reader = ReaderBuilder::new()
        .delimiter(text.delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(input.chain(END.as_bytes()));
    let mut record = StringRecord::new();
    // Line breaks inside quoted cells are not rows of the spreadsheet.
    let mut inside = 0;
    let mut row = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => return Err(upload.problem(problem(error, row + 1))),
        }
        handed_out.set(0);
        inside += record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        // Blank lines are passed over, so it is the end of a record that tells its line.
        let next = (reader.position().line() - inside) as usize;
        if record.as_slice() == "\0" {
            return Ok(());
        }
        if record.as_slice().ends_with('\0') {
            return Err(upload.problem(Problem::invalid("import.file.quote").with("row", next)));
        }
        row = next - 1;
        let cells: Vec<Cell> = record.iter().map(Cell::written).collect();
        if !each(&Row { number: row, cells: &cells })? {
            return Ok(());
        }
    }
}

fn problem(error: csv::Error, row: usize) -> Problem {
    let cause = error.to_string();
    let code = match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == ErrorKind::InvalidData => {
            "import.file.encoding_row"
        }
        csv::ErrorKind::Io(error) if error.kind() == ErrorKind::FileTooLarge => "import.file.quote",
        csv::ErrorKind::Utf8 { .. } => "import.file.encoding_row",
        _ => return broken(cause),
    };
    Problem::invalid(code).with("row", row).because(cause)
}
