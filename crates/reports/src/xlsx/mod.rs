//! Tables as spreadsheets, laid out for printing on A4 landscape.

mod formulas;
mod plain;
mod style;

use ground::{Day, Lang, Problem, Result};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::layout::RowKind;
use crate::table::{Cell, Rank, Table};
use formulas::Place;
pub use plain::plain_xlsx;

/// Paper size A4 in the numbering of the file format.
const A4: u8 = 9;
/// Sheet rows of the motto, the title, the captions, and the first head.
const TITLE: u32 = 3;
const HEADS: u32 = 6;
/// Widths in characters: number, unit, what is counted, a figure.
const WIDTHS: [u16; 4] = [6, 28, 11, 11];
/// Height of one line of text in points.
const LINE: u16 = 15;

/// The table as an XLSX file: motto, title, merged heads, printed column numbers, figures with formulas
/// where the form prints them and in sums, notes and signatures.
///
/// `made` is the file's date of creation: the same table on the same day gives the same bytes. `say`
/// puts notes and refusals into words.
///
/// # Errors
/// `reports.xlsx.failed` when the file cannot be made.
pub fn xlsx(
    table: &Table,
    lang: Lang,
    made: Day,
    say: &dyn Fn(&Problem) -> String,
) -> Result<Vec<u8>> {
    write(table, lang, made, say)
        .map_err(|error| Problem::internal("reports.xlsx.failed").because(error))
}

fn write(
    table: &Table,
    lang: Lang,
    made: Day,
    say: &dyn Fn(&Problem) -> String,
) -> Result<Vec<u8>, XlsxError> {
    let year = u16::try_from(made.year()).unwrap_or(2000);
    let created = ExcelDateTime::from_ymd(year, to_u8(made.month()), to_u8(made.day()))?;
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(table.title(lang));
    workbook.set_properties(&properties.set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name(format!("{}", table.request.report))?;
    let mut page = Page { sheet, table, lang, say };
    page.columns()?;
    page.top()?;
    let first = page.heads()?;
    let after = page.rows(first)?;
    let after = page.notes(after + 1)?;
    page.signatures(after + 1)?;
    page.printing(first)?;
    workbook.save_to_buffer()
}

fn to_u8(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(1)
}

fn to_col(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn to_row(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    table: &'a Table,
    lang: Lang,
    say: &'a dyn Fn(&Problem) -> String,
}

impl Page<'_> {
    /// The last column.
    fn last(&self) -> u16 {
        to_col(self.table.header.width() - 1)
    }

    fn width(&self, column: u16) -> u16 {
        let leading = self.table.header.leading;
        if usize::from(column) < leading { WIDTHS[usize::from(column)] } else { WIDTHS[3] }
    }

    fn columns(&mut self) -> Result<(), XlsxError> {
        for column in 0..=self.last() {
            self.sheet.set_column_width(column, self.width(column))?;
        }
        Ok(())
    }

    /// Committee and unit at the left, the national motto at the right, then title and captions.
    fn top(&mut self) -> Result<(), XlsxError> {
        let (table, lang) = (self.table, self.lang);
        let (words, last) = (&table.words, self.last());
        let middle = 1.max(last / 2 - u16::from(last > 6));
        let bold = style::centred().set_bold();
        self.span(0, 0, middle, words.committee.get(lang), &bold)?;
        self.span(1, 0, middle, &table.unit.to_uppercase(), &bold)?;
        self.span(0, middle + 1, last, words.motto[0].get(lang), &bold)?;
        self.span(1, middle + 1, last, words.motto[1].get(lang), &style::underlined())?;
        self.span(TITLE, 0, last, table.title(lang), &bold.set_font_size(14))?;
        self.lines(TITLE, 0, last, table.title(lang), 1.4)?;
        let captions = table.captions(lang).join(". ");
        self.span(TITLE + 1, 0, last, &captions, &style::centred().set_italic())?;
        self.lines(TITLE + 1, 0, last, &captions, 1.1)
    }

    /// Merged heads and the row of printed numbers; returns the row of the first figures.
    fn heads(&mut self) -> Result<u32, XlsxError> {
        let header = &self.table.header;
        let format = style::head();
        let mut heights = vec![1_u16; header.rows.len()];
        for (at, heads) in header.rows.iter().enumerate() {
            for head in heads {
                let (from, to) = (to_col(head.column), to_col(head.column + head.colspan - 1));
                let (top, bottom) = (HEADS + to_row(at), HEADS + to_row(at + head.rowspan - 1));
                self.merge(top, from, bottom, to, head.text(self.lang), &format)?;
                let lines = self.lines_of(from, to, head.text(self.lang), 1.15);
                let rows = &mut heights[at..at + head.rowspan];
                let missing = lines.saturating_sub(rows.iter().sum());
                if let Some(lowest) = rows.last_mut() {
                    *lowest += missing;
                }
            }
        }
        for (row, height) in (HEADS..).zip(heights) {
            self.sheet.set_row_height(row, height * LINE)?;
        }
        let numbers = HEADS + to_row(header.rows.len());
        let mut most = 1;
        for (column, number) in (0..).zip(&header.numbers) {
            self.sheet.write_with_format(
                numbers,
                column,
                number.as_str(),
                &style::column_number(),
            )?;
            most = most.max(self.lines_of(column, column, number, 1.1));
        }
        self.sheet.set_row_height(numbers, most * LINE)?;
        Ok(numbers + 1)
    }

    /// The figures; returns the row after them.
    fn rows(&mut self, first: u32) -> Result<u32, XlsxError> {
        let table = self.table;
        let place = Place { table, top: first, left: to_col(table.header.leading) };
        let double = table.row_kind == RowKind::HouseholdsAndPersons;
        for (at, row) in table.rows.iter().enumerate() {
            let sheet_row = first + to_row(at);
            let bold = row.rank != Rank::Unit;
            if !row.is_second() {
                let bottom = sheet_row + u32::from(double);
                let text = style::text(bold);
                self.merge(sheet_row, 0, bottom, 0, &row.number, &text)?;
                self.merge(sheet_row, 1, bottom, 1, row.name(self.lang), &text)?;
            }
            if let Some(part) = row.part(self.lang, &table.words) {
                self.sheet.write_with_format(sheet_row, 2, part, &style::word(bold))?;
            }
            for (column, cell) in row.cells.iter().enumerate() {
                let sheet_column = place.left + to_col(column);
                self.cell(sheet_row, sheet_column, cell, place.formula(at, column), bold)?;
            }
        }
        Ok(first + to_row(table.rows.len()))
    }

    fn cell(
        &mut self,
        row: u32,
        column: u16,
        cell: &Cell,
        formula: Option<String>,
        bold: bool,
    ) -> Result<(), XlsxError> {
        let format = match cell {
            Cell::Count(_) => style::count(bold),
            Cell::Rate(..) => style::rate(bold),
            Cell::Refused(_) | Cell::Blank => style::word(bold),
        };
        match (cell, formula) {
            (Cell::Count(number), Some(formula)) => {
                let formula = Formula::new(formula).set_result(number.to_string());
                self.sheet.write_with_format(row, column, formula, &format)?;
            }
            (Cell::Count(number), None) => {
                self.sheet.write_with_format(row, column, *number, &format)?;
            }
            (Cell::Rate(part, whole), formula) => {
                let value = *part as f64 / *whole as f64 * 100.0;
                match formula {
                    Some(formula) => {
                        let formula = Formula::new(formula).set_result(value.to_string());
                        self.sheet.write_with_format(row, column, formula, &format)?;
                    }
                    None => {
                        self.sheet.write_with_format(row, column, value, &format)?;
                    }
                }
            }
            (Cell::Refused(why), _) => {
                let text = cell.text(self.lang, &self.table.words);
                self.sheet.write_with_format(row, column, text, &format)?;
                let note = Note::new((self.say)(why)).add_author_prefix(false);
                self.sheet.insert_note(row, column, &note)?;
            }
            (Cell::Blank, _) => {
                let text = cell.text(self.lang, &self.table.words);
                self.sheet.write_with_format(row, column, text, &format)?;
            }
        }
        Ok(())
    }

    /// The notes below the table; returns the row after them.
    fn notes(&mut self, first: u32) -> Result<u32, XlsxError> {
        let (last, lang) = (self.last(), self.lang);
        let mut row = first;
        let said = self.table.notes.iter().map(|note| format!("- {}", (self.say)(note)));
        let mut lines: Vec<String> = said.collect();
        lines.push(self.table.law_line(lang));
        let heading = self.table.words.notes.get(lang);
        self.span(row, 0, last, heading, &style::note().set_bold().set_italic())?;
        for line in lines {
            row += 1;
            self.span(row, 0, last, &line, &style::note())?;
            self.lines(row, 0, last, &line, 1.0)?;
        }
        Ok(row + 1)
    }

    fn signatures(&mut self, row: u32) -> Result<(), XlsxError> {
        let (words, last) = (&self.table.words, self.last());
        let middle = 1.max(last / 2);
        let (bold, italic) = (style::centred().set_bold(), style::centred().set_italic());
        let here = words.sign_here.get(self.lang);
        for (at, (from, to)) in [(0, middle), (middle + 1, last)].into_iter().enumerate() {
            self.span(row, from, to, words.signatures[at].get(self.lang), &bold)?;
            self.span(row + 1, from, to, here, &italic)?;
        }
        Ok(())
    }

    /// A4 landscape, one page wide, heads repeated on every page, page numbers.
    fn printing(&mut self, first: u32) -> Result<(), XlsxError> {
        let page = self.table.words.page.get(self.lang);
        let leading = to_col(self.table.header.leading);
        self.sheet
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
            .set_footer(format!("&C{page} &P/&N"))
            .set_repeat_rows(HEADS, first - 1)?
            .set_freeze_panes(first, leading)?;
        Ok(())
    }

    fn span(
        &mut self,
        row: u32,
        from: u16,
        to: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.merge(row, from, row, to, text, format)
    }

    /// A merged range; the file format knows none of a single cell.
    fn merge(
        &mut self,
        top: u32,
        left: u16,
        bottom: u32,
        right: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if (top, left) == (bottom, right) {
            self.sheet.write_with_format(top, left, text, format)?;
        } else {
            self.sheet.merge_range(top, left, bottom, right, text, format)?;
        }
        Ok(())
    }

    /// How many lines a text takes over some columns; merged cells do not grow by themselves.
    fn lines_of(&self, from: u16, to: u16, text: &str, wide: f64) -> u16 {
        let room: u16 = (from..=to).map(|column| self.width(column)).sum();
        // Words do not fill a line to its end.
        let room = (f64::from(room) * 0.9).max(1.0);
        let longest = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        let width = text.chars().count() as f64 * wide;
        let lines = (width / room).ceil().max((longest as f64 * wide / room).ceil());
        (lines as u16).max(1)
    }

    fn lines(
        &mut self,
        row: u32,
        from: u16,
        to: u16,
        text: &str,
        wide: f64,
    ) -> Result<(), XlsxError> {
        let lines = self.lines_of(from, to, text, wide);
        self.sheet.set_row_height(row, lines * (LINE + 2))?;
        Ok(())
    }
}
