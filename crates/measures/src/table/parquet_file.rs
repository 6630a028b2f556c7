//! Parquet files into columns.

use std::collections::HashMap;
use std::fs::File;

use ground::{Day, Problem};
use parquet::basic::{Compression, ConvertedType, LogicalType, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::{Column, MISSING, Table};

/// Whole numbers up to here are kept exactly; larger ones would be mixed up.
const EXACT: i64 = 1 << 53;

pub(super) fn read(file: File, name: &str, wanted: &[&str]) -> Result<Table, Vec<Problem>> {
    let unreadable = |error: ParquetError| vec![unreadable(name, error)];
    let reader = SerializedFileReader::new(file).map_err(unreadable)?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let titles: Vec<String> =
        schema.root_schema().get_fields().iter().map(|f| f.name().into()).collect();
    let (mut columns, mut problems) = (Vec::new(), Vec::new());
    for (leaf, described) in schema.columns().iter().enumerate() {
        let title = described.path().parts()[0].clone();
        if !wanted.contains(&title.as_str()) {
            continue;
        }
        match column(&reader, leaf, described) {
            Ok(column) => columns.push((title, column)),
            Err(wrong) => problems.push(wrong.told(name, &title)),
        }
    }
    // All columns of a file are compressed alike; that is said once.
    problems.dedup_by(|later, first| {
        later.code == first.code && first.code == "measures.table.compression"
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let rows = reader.metadata().file_metadata().num_rows() as usize;
    let mut table = Table::new(name, columns).map_err(|problem| vec![problem])?;
    // Also for a file of which no column is wanted, the problem that follows lists what there is.
    (table.rows, table.first_row, table.names) = (rows, 1, titles);
    Ok(table)
}

fn unreadable(file: &str, error: ParquetError) -> Problem {
    Problem::unavailable("measures.table.unreadable").with("file", file).because(error)
}

/// Why a column cannot be read.
enum Wrong {
    /// Lists, tables in tables, times of day and the like.
    Kind(String),
    /// A number in this row (from 0) is not finite.
    Infinite(usize, f64),
    /// Compressed in a way that is not built in.
    Compression(String),
    /// The text in this row (from 0) is not UTF-8.
    NotText(usize),
    File(ParquetError),
}

impl From<ParquetError> for Wrong {
    fn from(error: ParquetError) -> Wrong {
        Wrong::File(error)
    }
}

impl Wrong {
    fn told(self, file: &str, column: &str) -> Problem {
        let at =
            |code: &'static str| Problem::invalid(code).with("file", file).with("column", column);
        match self {
            Wrong::Kind(kind) => at("measures.table.column_kind").with("kind", kind),
            Wrong::Infinite(row, value) => at("measures.table.not_finite")
                .with("row", row + 1)
                .with("value", value.to_string()),
            Wrong::Compression(how) => {
                Problem::invalid("measures.table.compression").with("file", file).with("how", how)
            }
            Wrong::NotText(row) => at("measures.table.not_text").with("row", row + 1),
            Wrong::File(error) => unreadable(file, error),
        }
    }
}

/// What a column's stored values stand for.
#[derive(Clone, Copy)]
enum Meaning {
    Number,
    /// Whole numbers to be divided by this power of ten.
    Decimal(i32),
    /// Days since 1 January 1970.
    Day,
    Text,
}

fn meaning(described: &ColumnDescriptor) -> Result<Meaning, Wrong> {
    let kind = || Wrong::Kind(kind_of(described));
    if described.path().parts().len() > 1 || described.max_rep_level() > 0 {
        return Err(Wrong::Kind("list / struct".to_owned()));
    }
    let decimal = Meaning::Decimal(described.type_scale());
    match (described.physical_type(), described.logical_type_ref(), described.converted_type()) {
        (Physical::BOOLEAN | Physical::FLOAT | Physical::DOUBLE, _, _) => Ok(Meaning::Number),
        (Physical::INT32, Some(LogicalType::Date), _)
        | (Physical::INT32, None, ConvertedType::DATE) => Ok(Meaning::Day),
        (Physical::INT32 | Physical::INT64, Some(LogicalType::Decimal { .. }), _)
        | (Physical::INT32 | Physical::INT64, None, ConvertedType::DECIMAL) => Ok(decimal),
        (Physical::INT32 | Physical::INT64, None | Some(LogicalType::Integer { .. }), _) => {
            Ok(Meaning::Number)
        }
        (Physical::BYTE_ARRAY, None | Some(LogicalType::String | LogicalType::Enum), _) => {
            Ok(Meaning::Text)
        }
        _ => Err(kind()),
    }
}

fn kind_of(described: &ColumnDescriptor) -> String {
    match described.logical_type_ref() {
        Some(LogicalType::Timestamp { .. }) => "timestamp".to_owned(),
        Some(LogicalType::Time { .. }) => "time".to_owned(),
        _ => format!("{:?}", described.physical_type()).to_lowercase(),
    }
}

/// Reads one column through all row groups.
fn column(
    reader: &SerializedFileReader<File>,
    leaf: usize,
    described: &ColumnDescriptor,
) -> Result<Column, Wrong> {
    let meaning = meaning(described)?;
    let mut numbers = Vec::new();
    let mut texts = Texts::default();
    let mut large = false;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let how = group.metadata().column(leaf).compression();
        if !matches!(how, Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_)) {
            let name = format!("{how:?}").to_lowercase();
            let plain = name.split('(').next().unwrap_or_default();
            return Err(Wrong::Compression(plain.to_owned()));
        }
        let mut whole = |value: Option<i64>| {
            large |= value.is_some_and(|value| value.abs() > EXACT);
            match (meaning, value) {
                (Meaning::Day, value) => texts.push(value.map(day).as_deref()),
                (Meaning::Decimal(scale), Some(value)) => {
                    numbers.push(value as f64 / 10_f64.powi(scale));
                }
                (_, Some(value)) => numbers.push(value as f64),
                (_, None) => numbers.push(f64::NAN),
            }
        };
        match group.get_column_reader(leaf)? {
            ColumnReader::BoolColumnReader(column) => {
                cells(column, described, |cell| whole(cell.map(i64::from)))?;
            }
            ColumnReader::Int32ColumnReader(column) => {
                cells(column, described, |cell| whole(cell.map(i64::from)))?;
            }
            ColumnReader::Int64ColumnReader(column) => cells(column, described, whole)?,
            ColumnReader::FloatColumnReader(column) => {
                measured(column, described, &mut numbers, f64::from)?;
            }
            ColumnReader::DoubleColumnReader(column) => {
                measured(column, described, &mut numbers, |value| value)?;
            }
            ColumnReader::ByteArrayColumnReader(column) => {
                let mut broken = None;
                cells(column, described, |cell| {
                    let text = cell.as_ref().map(|cell| std::str::from_utf8(cell.data()));
                    if matches!(text, Some(Err(_))) {
                        broken.get_or_insert(texts.codes.len());
                    }
                    texts.push(text.and_then(Result::ok));
                })?;
                if let Some(row) = broken {
                    return Err(Wrong::NotText(row));
                }
            }
            _ => return Err(Wrong::Kind(kind_of(described))),
        }
    }
    match meaning {
        _ if large => Err(Wrong::Kind("int64 > 2^53".to_owned())),
        Meaning::Number | Meaning::Decimal(_) => Ok(Column::Number(numbers)),
        Meaning::Day | Meaning::Text => Ok(texts.finish()),
    }
}

/// Measured numbers; one that is not finite is no answer and no gap.
fn measured<T: DataType>(
    column: ColumnReaderImpl<T>,
    described: &ColumnDescriptor,
    into: &mut Vec<f64>,
    number: impl Fn(T::T) -> f64,
) -> Result<(), Wrong> {
    let mut broken = None;
    cells(column, described, |cell| {
        let value = cell.map(&number);
        if let Some(value) = value.filter(|value| !value.is_finite()) {
            broken.get_or_insert((into.len(), value));
        }
        into.push(value.unwrap_or(f64::NAN));
    })?;
    broken.map_or(Ok(()), |(row, value)| Err(Wrong::Infinite(row, value)))
}

/// Hands over a column's cells one by one, `None` for `NULL`.
fn cells<T: DataType>(
    mut column: ColumnReaderImpl<T>,
    described: &ColumnDescriptor,
    mut take: impl FnMut(Option<T::T>),
) -> Result<(), Wrong> {
    const AT_ONCE: usize = 1 << 16;
    let there = described.max_def_level();
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    loop {
        values.clear();
        levels.clear();
        let (rows, _, _) = column.read_records(AT_ONCE, Some(&mut levels), None, &mut values)?;
        if rows == 0 {
            return Ok(());
        }
        if there == 0 {
            for value in values.drain(..) {
                take(Some(value));
            }
        } else {
            let mut values = values.drain(..);
            for level in &levels {
                take(if *level == there { values.next() } else { None });
            }
        }
    }
}

fn day(since_1970: i64) -> String {
    Day::new(1970, 1, 1).expect("a day").plus_days(since_1970).to_string()
}

/// A column of these cells.
pub(super) fn texts<'a>(cells: impl Iterator<Item = Option<&'a str>>) -> Column {
    let mut texts = Texts::default();
    cells.for_each(|cell| texts.push(cell));
    texts.finish()
}

/// Text cells, each different label stored once.
#[derive(Default)]
struct Texts {
    codes: Vec<u32>,
    labels: Vec<String>,
    known: HashMap<String, u32>,
}

impl Texts {
    fn push(&mut self, cell: Option<&str>) {
        let code = match cell.map(str::trim) {
            None | Some("" | "NA") => MISSING,
            Some(text) => self.code(text),
        };
        self.codes.push(code);
    }

    fn code(&mut self, text: &str) -> u32 {
        // Files are mostly sorted by unit: the previous label is the likeliest.
        let last = self.codes.last().copied().filter(|last| *last != MISSING);
        if let Some(last) = last.filter(|last| self.labels[*last as usize] == text) {
            return last;
        }
        if let Some(code) = self.known.get(text) {
            return *code;
        }
        let code = self.labels.len() as u32;
        self.labels.push(text.to_owned());
        self.known.insert(text.to_owned(), code);
        code
    }

    fn finish(self) -> Column {
        Column::Text { codes: self.codes, labels: self.labels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parquet_file::{Cells, Sheet};
    use crate::{Output, Spec};

    fn parquet(columns: &[(&str, Cells)]) -> File {
        let named: Vec<_> = columns.iter().map(|(name, cells)| (*name, cells)).collect();
        let mut file = tempfile::tempfile().unwrap();
        let mut sheet = Sheet::begin(&mut file, &named).unwrap();
        // Two row groups, as larger files have them.
        for _ in 0..2 {
            sheet.rows(&columns.iter().map(|(_, cells)| cells).collect::<Vec<_>>()).unwrap();
        }
        sheet.end().unwrap();
        file
    }

    fn columns() -> Vec<(&'static str, Cells)> {
        let text = |text: &str| Some(text.to_owned());
        vec![
            (
                "a",
                Cells::Flag(vec![
                    Some(true),
                    Some(false),
                    Some(true),
                    None,
                    Some(true),
                    Some(false),
                ]),
            ),
            ("b", Cells::Whole(vec![Some(1), Some(1), Some(0), Some(0), Some(1), Some(0)])),
            (
                "w",
                Cells::Number(vec![
                    Some(1.0),
                    Some(2.5),
                    Some(1.0),
                    Some(3.0),
                    Some(0.0),
                    Some(1.0),
                ]),
            ),
            (
                "c",
                Cells::Text(vec![
                    text("05323"),
                    text("05323"),
                    text("NA"),
                    text(" x "),
                    None,
                    text("x"),
                ]),
            ),
            (
                "d",
                Cells::Day(vec![
                    Day::new(2024, 2, 29),
                    None,
                    Day::new(1969, 12, 31),
                    None,
                    None,
                    None,
                ]),
            ),
            ("e", Cells::Whole(vec![Some(1), Some(2), Some(1), Some(2), Some(1), Some(2)])),
        ]
    }

    const CSV: &str = "a,b,w,c,d,e\n1,1,1,05323,2024-02-29,1\n0,1,2.5,05323,,2\n1,0,1,NA,1969-12-31,1\n\
                       ,0,3,x,,2\n1,1,0,,,1\n0,0,1,x,,2\n";

    const SPEC: &str =
        "k=[50]\nover=['c','d','e']\nsurvey={weight='w'}\ndimensions={x=['a'],y=['b']}";

    fn run(table: &Table) -> Output {
        crate::run(&Spec::parse(SPEC, "s").unwrap(), table).unwrap()
    }

    #[test]
    fn a_parquet_file_gives_what_the_same_csv_file_gives() {
        let spec = Spec::parse(SPEC, "s").unwrap();
        let from_parquet =
            run(&Table::read_parquet(parquet(&columns()), "t", &spec.columns()).unwrap());
        let body = CSV.split_once('\n').unwrap().1;
        let twice = format!("{CSV}{body}");
        let from_csv = run(&Table::read_csv(twice.as_bytes(), "t").unwrap());
        assert!(from_csv.estimates.len() > 20);
        assert_eq!(from_parquet, from_csv);
    }

    #[test]
    fn the_written_parquet_holds_every_estimate() {
        let output = run(&Table::read_csv(CSV.as_bytes(), "t").unwrap());
        let mut file = tempfile::tempfile().unwrap();
        output.write_parquet(&mut file).unwrap();
        let wanted = ["measure", "group", "estimate", "se", "n"];
        let read = Table::read_parquet(file, "t", &wanted).unwrap();
        assert_eq!((read.rows(), read.names.len()), (output.estimates.len(), 15));
        let (Column::Number(found), Column::Number(n)) =
            (read.column("estimate").unwrap(), read.column("n").unwrap())
        else {
            panic!("numbers")
        };
        for (row, estimate) in output.estimates.iter().enumerate() {
            assert_eq!(Some(found[row]).filter(|number| !number.is_nan()), estimate.estimate);
            assert_eq!(n[row] as u64, estimate.n);
        }
    }

    #[test]
    fn what_cannot_be_used_is_told_with_row_and_column() {
        let codes = |columns: &[(&str, Cells)], wanted: &[&str]| -> Vec<String> {
            let spec = "k=[50]\nsurvey={weight='w'}\ndimensions={x=['a']}";
            let table = Table::read_parquet(parquet(columns), "t", wanted);
            let problems = table.and_then(|t| crate::run(&Spec::parse(spec, "s").unwrap(), &t));
            problems.unwrap_err().iter().map(ToString::to_string).collect()
        };
        let flag = || ("a", Cells::Whole(vec![Some(1), Some(0)]));
        let weight = |weight: f64| ("w", Cells::Number(vec![Some(1.0), Some(weight)]));
        assert_eq!(
            codes(&[flag(), weight(f64::NAN)], &["a", "w"]),
            [r#"measures.table.not_finite file="t" column="w" row=2 value="NaN""#]
        );
        assert_eq!(
            codes(&[flag(), weight(f64::INFINITY)], &["a", "w"]),
            [r#"measures.table.not_finite file="t" column="w" row=2 value="inf""#]
        );
        assert_eq!(
            codes(&[flag(), weight(-1.0)], &["a", "w"])[0],
            r#"measures.weight.not_positive file="t" row=2 column="w" value="-1""#
        );
        assert_eq!(
            codes(&[flag()], &["a", "w"]),
            [r#"measures.column.missing file="t" column="w" columns="a""#]
        );
        let large = ("a", Cells::Whole(vec![Some(i64::MAX)]));
        assert_eq!(
            codes(&[large], &["a"]),
            [r#"measures.table.column_kind file="t" column="a" kind="int64 > 2^53""#]
        );
        // What is not asked for may hold anything.
        let table = Table::read_parquet(parquet(&[flag(), weight(f64::NAN)]), "t", &["a"]);
        assert_eq!(table.unwrap().rows(), 4);
    }

    #[test]
    fn a_file_that_is_no_parquet_is_said_to_be_unreadable() {
        use std::io::{Seek as _, Write as _};
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"a,b\n1,2\n").unwrap();
        file.rewind().unwrap();
        let problems = Table::read_parquet(file, "t", &["a"]).unwrap_err();
        assert_eq!(problems[0].code, "measures.table.unreadable");
    }
}
