//! Rows of XLSX, XLS and ODS, through calamine.
//!
//! XLSX is streamed cell by cell (only its table of shared texts is held). XLS and ODS are read whole,
//! so their size is bounded: by the file itself, and by the number of cells.

use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Ods, OdsError, Range, Reader, SheetVisible, Xls,
    XlsError, Xlsx, XlsxError,
};
use ground::{Day, Problem, Result};

use super::guard::broken;
use super::{Cell, Format, ReadSeek, Row, UNSAVED, Upload};

/// Columns further right than this hold no list of households.
const COLUMNS: usize = 1_000;

/// Names of the visible sheets.
pub(super) fn tables(upload: &Upload, format: Format) -> Result<Vec<String>> {
    guarded(upload, || {
        let file = upload.open()?;
        let visible = match format {
            Format::Xlsx => names(&open::<Xlsx<_>, _>(file, xlsx)?),
            Format::Xls => names(&open::<Xls<_>, _>(file, xls)?),
            Format::Ods => names(&open::<Ods<_>, _>(file, ods)?),
            Format::Delimited => Vec::new(),
        };
        Ok(visible)
    })
}

fn names<R: Reader<Box<dyn ReadSeek>>>(book: &R) -> Vec<String> {
    let shown =
        book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    shown.map(|sheet| sheet.name.clone()).collect()
}

fn open<R, E>(file: Box<dyn ReadSeek>, problem: fn(E) -> Problem) -> Result<R>
where
    R: Reader<Box<dyn ReadSeek>, Error = E>,
    E: std::fmt::Debug + From<std::io::Error>,
{
    R::new(file).map_err(problem)
}

/// Calls `each` for every row of the sheet until it says to stop.
pub(super) fn each(
    upload: &Upload,
    format: Format,
    table: &str,
    each: &mut dyn FnMut(&Row) -> Result<bool>,
) -> Result<()> {
    let file = upload.open()?;
    let range = match format {
        Format::Xlsx => {
            return guarded(upload, || stream(&mut open::<Xlsx<_>, _>(file, xlsx)?, table, each));
        }
        Format::Xls => {
            guarded(upload, || open::<Xls<_>, _>(file, xls)?.worksheet_range(table).map_err(xls))?
        }
        _ => guarded(upload, || worked_out(&mut open::<Ods<_>, _>(file, ods)?, table))?,
    };
    let (top, left) = range.start().unwrap_or_default();
    for (at, data) in range.rows().enumerate() {
        let mut cells = vec![Cell::Empty; left as usize];
        cells.extend(data.iter().take(COLUMNS).map(owned));
        if !each(&Row { number: top as usize + at + 1, cells: &cells })? {
            break;
        }
    }
    Ok(())
}

/// The sheet of an ODS file, with formulas that have no value marked as such.
fn worked_out(book: &mut Ods<Box<dyn ReadSeek>>, table: &str) -> Result<Range<Data>> {
    let mut range = book.worksheet_range(table).map_err(ods)?;
    let formulas = book.worksheet_formula(table).map_err(ods)?;
    let (Some((top, left)), Some(end)) = (formulas.start(), range.end()) else { return Ok(range) };
    for (row, column, _) in formulas.used_cells() {
        let at = (top + row as u32, left + column as u32);
        let inside = at.0 <= end.0 && at.1 <= end.1;
        if inside && matches!(range.get_value(at), None | Some(Data::Empty)) {
            range.set_value(at, Data::Error(CellErrorType::GettingData));
        }
    }
    Ok(range)
}

/// Cells arrive in order of reading; a row is complete when a cell of the next one comes.
fn stream(
    book: &mut Xlsx<Box<dyn ReadSeek>>,
    table: &str,
    each: &mut dyn FnMut(&Row) -> Result<bool>,
) -> Result<()> {
    let mut reader = book.worksheet_cells_reader(table).map_err(xlsx)?;
    let mut row: Vec<DataRef> = Vec::new();
    let mut number = 0;
    loop {
        let next = reader.next_cell_with_formula_metadata().map_err(xlsx)?;
        let place = next.as_ref().map(|cell| cell.pos);
        if place.is_none_or(|(at, _)| at as usize + 1 != number) && !row.is_empty() {
            let cells: Vec<Cell> = row.iter().map(shared).collect();
            let more = each(&Row { number, cells: &cells })?;
            drop(cells);
            row.clear();
            if !more {
                return Ok(());
            }
        }
        let (Some(cell), Some((at, column))) = (next, place) else { return Ok(()) };
        number = at as usize + 1;
        let column = column as usize;
        let value = match cell.value {
            // A program that writes workbooks without working them out leaves this; a formula whose
            // value is an empty text has that text here.
            DataRef::Empty if cell.formula.is_some() => DataRef::Error(CellErrorType::GettingData),
            value => value,
        };
        // A styled cell without content is as good as none.
        if value == DataRef::Empty || column >= COLUMNS {
            continue;
        }
        if row.len() <= column {
            row.resize(column + 1, DataRef::Empty);
        }
        row[column] = value;
    }
}

fn shared<'a>(data: &'a DataRef) -> Cell<'a> {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::Text(text),
        DataRef::SharedString(text) => Cell::Text(text),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(date) => day(date),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::Error(error) => Cell::Error(error_name(error)),
    }
}

fn owned(data: &Data) -> Cell<'_> {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DurationIso(text) => Cell::Text(text),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::DateTime(date) => day(date),
        Data::DateTimeIso(text) => iso(text),
        Data::Error(error) => Cell::Error(error_name(error)),
    }
}

/// A date cell. The day 29 February 1900, which only spreadsheets know, stays a number.
fn day(date: &ExcelDateTime) -> Cell<'static> {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let real = date.is_datetime() && date.as_f64() >= 1.0;
    real.then(|| Day::new(year.into(), month.into(), day.into()))
        .flatten()
        .map_or(Cell::Number(date.as_f64()), Cell::Day)
}

fn iso(text: &str) -> Cell<'_> {
    text.get(..10).and_then(|day| day.parse().ok()).map_or(Cell::Text(text), Cell::Day)
}

fn error_name(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => UNSAVED,
    }
}

/// Runs the reading library so that a malformed file which makes it panic is a corrupt file and not
/// the end of the program.
fn guarded<T>(upload: &Upload, read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(broken("the reader panicked")))
        .map_err(|problem| {
            let named = problem.args.iter().any(|(name, _)| name == "file");
            if named || !problem.code.starts_with("import.file.") {
                problem
            } else {
                upload.problem(problem)
            }
        })
}

fn xlsx(error: XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::invalid("import.file.password"),
        other => broken(format!("{other:?}")),
    }
}

fn xls(error: XlsError) -> Problem {
    match error {
        XlsError::Password => Problem::invalid("import.file.password"),
        other => broken(format!("{other:?}")),
    }
}

fn ods(error: OdsError) -> Problem {
    match error {
        OdsError::Password => Problem::invalid("import.file.password"),
        OdsError::CellLimitExceeded { .. } => Problem::invalid("import.file.too_many_cells"),
        other => broken(format!("{other:?}")),
    }
}
