//! A plain list as a spreadsheet: one head, one row for each line, numbers as numbers.

use ground::{Day, Problem, Result};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::{to_col, to_row, to_u8};

/// The rows under their heads as an XLSX file that calls itself `title`. Text that reads as a number is
/// written as one.
///
/// `made` is the file's date of creation: the same list on the same day gives the same bytes.
///
/// # Errors
/// `reports.xlsx.failed` when the file cannot be made.
pub fn plain_xlsx<const N: usize>(
    title: &str,
    heads: &[&str; N],
    rows: &[[String; N]],
    made: Day,
) -> Result<Vec<u8>> {
    write(title, heads, rows, made)
        .map_err(|error| Problem::internal("reports.xlsx.failed").because(error))
}

fn write<const N: usize>(
    title: &str,
    heads: &[&str; N],
    rows: &[[String; N]],
    made: Day,
) -> Result<Vec<u8>, XlsxError> {
    let year = u16::try_from(made.year()).unwrap_or(2000);
    let created = ExcelDateTime::from_ymd(year, to_u8(made.month()), to_u8(made.day()))?;
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(title);
    workbook.set_properties(&properties.set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    for (at, head) in heads.iter().enumerate() {
        sheet.write_string_with_format(0, to_col(at), *head, &bold)?;
    }
    for (line, row) in rows.iter().enumerate() {
        for (at, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (line, at) = (to_row(line + 1), to_col(at));
            match text.parse::<f64>() {
                Ok(number) if number.is_finite() => sheet.write_number(line, at, number)?,
                _ => sheet.write_string(line, at, text)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
