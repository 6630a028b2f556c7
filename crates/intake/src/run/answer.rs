//! The answer to whoever sent a file: the same table with one more column of remarks.

use std::collections::BTreeMap;

use ground::{ImportId, Problem, Result};
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook, XlsxError};
use store::Database;

use crate::sheet::{Cell, Format, Row, Sheet};

use super::record::{remarks, upload_of};

/// Remarks read at a time.
const PAGE: i64 = 10_000;

/// A file to hand out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Its name: that of the file that came, with `-ghi-chu` added.
    pub name: String,
    /// `text/csv` or the type of XLSX.
    pub content_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The file of an import as it came, CSV as CSV and everything else as XLSX, with a column headed
/// `heading` at the right. `say` puts a problem into the reader's language.
///
/// # Errors
/// `import.missing`; `import.file.not_kept` when the file was too large to be kept.
pub async fn remarks_file(
    database: &Database,
    id: ImportId,
    table: Option<&str>,
    heading: &str,
    say: &(dyn Fn(&Problem) -> String + Send + Sync),
) -> Result<Answer> {
    let upload = upload_of(database, id).await?;
    let upload = upload.ok_or_else(|| Problem::missing("import.file.not_kept"))?;
    let mut said = BTreeMap::new();
    let mut from = 0;
    loop {
        let page = remarks(database, id, None, from, PAGE).await?;
        let last = page.last().map(|remark| remark.row);
        let full = page.len() as i64 == PAGE;
        for remark in page {
            // The last row of a full page may be cut; it comes again with the next one.
            if !full || Some(remark.row) != last {
                let text = say(&remark.problem);
                let text = remark.column.map_or(text.clone(), |column| format!("{column}: {text}"));
                said.entry(remark.row as usize).or_insert_with(Vec::new).push(text);
            }
        }
        match last {
            Some(row) if full => from = row,
            _ => break,
        }
    }
    let sheet = Sheet::open(&upload, table)?;
    let stem = upload.name.rsplit_once('.').map_or(&*upload.name, |(stem, _)| stem);
    if sheet.format == Format::Delimited {
        let bytes = delimited(&sheet, &said, heading)?;
        return Ok(Answer { name: format!("{stem}-ghi-chu.csv"), content_type: "text/csv", bytes });
    }
    Ok(Answer {
        name: format!("{stem}-ghi-chu.xlsx"),
        content_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: workbook(&sheet, &said, heading)?,
    })
}

type Said = BTreeMap<usize, Vec<String>>;

/// What stands in the added column of a row.
fn beside(sheet: &Sheet, said: &Said, heading: &str, row: usize) -> String {
    let remarks = said.get(&row).map(|remarks| remarks.join(" | ")).unwrap_or_default();
    match (row == sheet.header.last_row, remarks.is_empty()) {
        (false, _) => remarks,
        (true, true) => heading.to_owned(),
        (true, false) => format!("{heading}: {remarks}"),
    }
}

fn delimited(sheet: &Sheet, said: &Said, heading: &str) -> Result<Vec<u8>> {
    let failed =
        |error: &dyn std::fmt::Display| Problem::internal("import.answer.failed").because(error);
    // The mark at the beginning tells Excel that this is UTF-8.
    let mut out = csv::WriterBuilder::new()
        .delimiter(sheet.delimiter())
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let width = sheet.header.labels.len();
    sheet.all(&mut |row| {
        let mut cells: Vec<String> = row.cells.iter().map(written).collect();
        cells.resize(width.max(cells.len()), String::new());
        cells.push(beside(sheet, said, heading, row.number));
        out.write_record(&cells).map_err(|error| failed(&error))?;
        Ok(true)
    })?;
    out.into_inner().map_err(|error| failed(&error))
}

/// Text as it came, so that the answer can be sent again.
fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => (*text).to_owned(),
        other => other.shown(),
    }
}

fn workbook(sheet: &Sheet, said: &Said, heading: &str) -> Result<Vec<u8>> {
    let failed = |error: XlsxError| Problem::internal("import.answer.failed").because(error);
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let (bold, wrapped) = (Style::new().set_bold(), Style::new().set_text_wrap());
    let date = Style::new().set_num_format("dd/mm/yyyy");
    let beyond = sheet.header.labels.len() as u16;
    page.set_column_width(beyond, 60).map_err(failed)?;
    sheet.all(&mut |row: &Row| {
        let at = row.number as u32 - 1;
        for (column, cell) in row.cells.iter().enumerate() {
            let column = column as u16;
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => page.write_string(at, column, *text),
                Cell::Number(number) => page.write_number(at, column, *number),
                Cell::Bool(yes) => page.write_boolean(at, column, *yes),
                Cell::Error(error) => page.write_string(at, column, *error),
                Cell::Day(day) => {
                    let day_ = ExcelDateTime::from_ymd(
                        day.year() as u16,
                        day.month() as u8,
                        day.day() as u8,
                    );
                    day_.and_then(|day| page.write_datetime_with_format(at, column, &day, &date))
                }
            }
            .map_err(failed)?;
        }
        let text = beside(sheet, said, heading, row.number);
        if !text.is_empty() {
            let style = if row.number == sheet.header.last_row { &bold } else { &wrapped };
            page.write_string_with_format(at, beyond, text, style).map_err(failed)?;
        }
        Ok(true)
    })?;
    book.save_to_buffer().map_err(failed)
}
