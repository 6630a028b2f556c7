//! An official table as a part of a page: heads, rows, marks on refused rates, notes.

use ::reports::table::{Head, Rank};
use ::reports::{Cell, Table};
use askama::Template;
use ui::Words;

/// A table as its template prints it.
#[derive(Template)]
#[template(path = "reports/sheet.html")]
pub(super) struct SheetPart<'a> {
    words: &'static Words,
    title: String,
    unit: String,
    captions: Vec<String>,
    heads: &'a [Vec<Head>],
    numbers: &'a [String],
    rows: Vec<Row>,
    refusals: Vec<String>,
    notes: Vec<String>,
    law: String,
}

struct Row {
    number: String,
    name: String,
    part: Option<String>,
    /// Printed bold.
    sum: bool,
    /// Number and unit are those of the row above.
    second: bool,
    /// Whether the row below repeats number and unit.
    tall: bool,
    cells: Vec<CellView>,
}

struct CellView {
    text: String,
    url: Option<String>,
    /// The reason a rate is not stated, by its number among the refusals.
    refusal: Option<usize>,
}

/// `link` gives the address of the households behind a cell, by row and column; none for a table that
/// is kept, since the registry moves on.
pub(super) fn sheet<'a>(
    words: &'static Words,
    table: &'a Table,
    link: Option<&dyn Fn(usize, usize) -> String>,
) -> SheetPart<'a> {
    let lang = words.lang();
    let mut refusals: Vec<String> = Vec::new();
    let mut rows: Vec<Row> = Vec::with_capacity(table.rows.len());
    for (at, row) in table.rows.iter().enumerate() {
        let second = row.is_second();
        if let Some(above) = rows.last_mut().filter(|_| second) {
            above.tall = true;
        }
        let cells = row.cells.iter().enumerate().map(|(column, cell)| CellView {
            text: cell.text(lang, &table.words),
            url: link.zip(table.behind(row, column)).map(|(link, _)| link(at, column)),
            refusal: refusal(words, &mut refusals, cell),
        });
        rows.push(Row {
            cells: cells.collect(),
            number: row.number.clone(),
            name: row.name(lang).to_owned(),
            part: row.part(lang, &table.words).map(str::to_owned),
            sum: row.rank != Rank::Unit,
            second,
            tall: false,
        });
    }
    SheetPart {
        words,
        title: table.title(lang).to_owned(),
        unit: table.unit.clone(),
        captions: table.captions(lang),
        heads: &table.header.rows,
        numbers: &table.header.numbers,
        rows,
        refusals,
        notes: table.notes.iter().map(|note| words.problem(note)).collect(),
        law: table.law_line(lang),
    }
}

/// The number of the reason for a refused rate; equal reasons share one.
fn refusal(words: &Words, known: &mut Vec<String>, cell: &Cell) -> Option<usize> {
    let said = words.problem(cell.refusal()?);
    let at = known.iter().position(|other| *other == said).unwrap_or_else(|| {
        known.push(said);
        known.len() - 1
    });
    Some(at + 1)
}
