//! A snapshot written as Parquet, and what its columns mean.

use std::fs::File;
use std::path::Path;

use ground::{Lang, Problem};
use law::{Area, Law};

use super::super::schema::Schema;
use super::super::snapshot::Snapshot;
use super::super::view::View;
use super::{COLUMNS, column_name};
use crate::dictionary::{Entry, Kind};
use crate::parquet_file::{Cells, Sheet};

/// Rows of one row group.
const GROUP: usize = 1 << 17;

/// What every column of a file with this schema means: indicators by their names in the standards,
/// other columns by their questions.
pub fn dictionary(schema: &Schema, law: &Law) -> Vec<Entry> {
    let own = COLUMNS.iter().map(Entry::fixed);
    let meaning = |name: &str| -> [String; 2] {
        if let Some(told) = told(law, name) {
            return told;
        }
        let indicator = law.standards().find_map(|standard| standard.indicator(name));
        let question = law
            .questionnaire()
            .find(name)
            .or_else(|| law.questionnaire().find(&format!("stated_{name}")));
        let unscored = name == Schema::UNSCORED_INCOME;
        [Lang::Vi, Lang::En].map(|lang| match (indicator, question) {
            _ if unscored => UNSCORED[usize::from(lang == Lang::En)].to_owned(),
            (Some(indicator), _) => indicator.name(lang).to_owned(),
            (None, Some(question)) => question.wording.get(lang).to_owned(),
            (None, None) => name.to_owned(),
        })
    };
    let entry = |name: &String, kind: Kind| {
        let [vi, en] = meaning(name);
        Entry { name: column_name(name).to_owned(), kind, may_be_missing: true, vi, en }
    };
    let answers =
        schema.indicators.iter().chain(&schema.flags).map(|name| entry(name, Kind::Answer));
    own.chain(answers).chain(schema.numbers.iter().map(|name| entry(name, Kind::Whole))).collect()
}

/// What [`Schema::UNSCORED_INCOME`] holds.
const UNSCORED: [&str; 2] = [
    "Thu nhập bình quân đầu người một tháng của hộ không có điểm thu nhập (đồng); 0 nếu hộ có điểm",
    "Monthly income per head of households without an income score (đồng); 0 where there is a score",
];

/// What a number told of the deprivations under a standard means, in Vietnamese and English.
fn told(law: &Law, name: &str) -> Option<[String; 2]> {
    law.standards().find_map(|standard| {
        let at = Schema::told(standard.id()).iter().position(|known| known == name)?;
        let (vi, en) = [("ít nhất", "least"), ("nhiều nhất", "largest")][at];
        Some([
            format!("Số chỉ số thiếu hụt {vi} theo danh sách – {}", standard.name(Lang::Vi)),
            format!("The {en} number of deprivations listed – {}", standard.name(Lang::En)),
        ])
    })
}

/// Writes all households of a snapshot as Parquet, every row under `year`.
///
/// # Errors
/// `measures.planes.export_unwritable`.
pub fn export_parquet(snapshot: &Snapshot, year: i32, file: &Path) -> Result<(), Problem> {
    let unwritable = |problem: &dyn std::fmt::Display| {
        Problem::unavailable("measures.planes.export_unwritable")
            .with("file", file.display().to_string())
            .because(problem)
    };
    let into = File::create(file).map_err(|error| unwritable(&error))?;
    write(snapshot, year, into).map_err(|problem| unwritable(&problem))
}

fn write(snapshot: &Snapshot, year: i32, into: File) -> Result<(), Problem> {
    let schema = snapshot.schema();
    let fixed = COLUMNS.iter().map(|(name, kind, ..)| (*name, cells(*kind)));
    let answers = schema.indicators.iter().chain(&schema.flags);
    let answers = answers.map(|name| (column_name(name), cells(Kind::Answer)));
    let numbers = schema.numbers.iter().map(|name| (column_name(name), cells(Kind::Whole)));
    let (names, mut columns): (Vec<&str>, Vec<Cells>) = fixed.chain(answers).chain(numbers).unzip();
    let named: Vec<(&str, &Cells)> = names.into_iter().zip(&columns).collect();
    let mut sheet = Sheet::begin(into, &named)?;
    let mut rows = 0;
    for unit in 0..snapshot.units().len() {
        let view = snapshot.view(unit);
        let mut nth = 0;
        for row in 0..view.rows {
            push(&mut columns, &view, schema, (row, &mut nth), year);
            rows += 1;
            if rows == GROUP {
                sheet.rows(&columns.iter().collect::<Vec<_>>())?;
                columns.iter_mut().for_each(Cells::clear);
                rows = 0;
            }
        }
    }
    if rows > 0 {
        sheet.rows(&columns.iter().collect::<Vec<_>>())?;
    }
    sheet.end()
}

fn cells(kind: Kind) -> Cells {
    if kind == Kind::Answer { Cells::Flag(Vec::new()) } else { Cells::Whole(Vec::new()) }
}

/// Adds a row; `nth` counts the rows with something missing so far in the unit.
fn push(
    columns: &mut [Cells],
    view: &View<'_>,
    schema: &Schema,
    (row, nth): (usize, &mut usize),
    year: i32,
) {
    let bit = |plane: &[u64]| plane[row / 64] >> (row % 64) & 1 == 1;
    let missing = if !view.some_missing.is_empty() && bit(view.some_missing) {
        *nth += 1;
        view.mask(*nth - 1)
    } else {
        0
    };
    let known = |column: usize| missing >> column & 1 == 0;
    let place = view.group().value(row, view.words) as usize;
    let group = view.groups.get(place).map_or(0, |group| *group as i64);
    let (unit, members) = (view.unit, view.members.value(row, view.words) as i64);
    let mut columns = columns.iter_mut();
    let number = |column: Option<&mut Cells>, value| {
        if let Some(Cells::Whole(cells)) = column {
            cells.push(value);
        }
    };
    let whole = [unit.code.into(), unit.province.into(), year.into(), group, members];
    for value in whole {
        number(columns.next(), Some(value));
    }
    let flag = |column: Option<&mut Cells>, value| {
        if let Some(Cells::Flag(cells)) = column {
            cells.push(value);
        }
    };
    flag(columns.next(), unit.area.map(|area| area == Area::Urban));
    for at in 0..schema.answers() {
        flag(columns.next(), known(at).then(|| bit(view.answer(at))));
    }
    for at in 0..schema.numbers.len() {
        let value = || view.number(at).value(row, view.words) as i64;
        number(columns.next(), known(schema.number_bit(at)).then(value));
    }
}
