//! A snapshot written as Parquet, with a data dictionary beside it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ground::{Lang, Problem};
use law::{Area, Law};
use parquet::basic::Compression;
use parquet::data_type::{BoolType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::super::schema::Schema;
use super::super::snapshot::Snapshot;
use super::super::view::View;
use super::{ANSWER, COLUMNS, Entry, NUMBER, column_name};

/// Rows of one row group.
const GROUP: usize = 1 << 19;

/// What every column of a file with this schema means: indicators by their names in the standards,
/// other columns by their questions.
pub fn dictionary(schema: &Schema, law: &Law) -> Vec<Entry> {
    let own = COLUMNS.iter().map(|&(name, kind, may_be_missing, vi, en)| Entry {
        name: name.to_owned(),
        kind,
        may_be_missing,
        vi: vi.to_owned(),
        en: en.to_owned(),
    });
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
    let entry = |name: &String, kind: &'static str| {
        let [vi, en] = meaning(name);
        Entry { name: column_name(name).to_owned(), kind, may_be_missing: true, vi, en }
    };
    let answers = schema.indicators.iter().chain(&schema.flags).map(|name| entry(name, ANSWER));
    own.chain(answers).chain(schema.numbers.iter().map(|name| entry(name, NUMBER))).collect()
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

/// Writes all households of a snapshot as Parquet, every row under `year`, and the data dictionary as
/// JSON beside it, under the same name with `.dictionary.json` added. Returns the dictionary's path.
pub fn export_parquet(
    snapshot: &Snapshot,
    year: i32,
    law: &Law,
    file: &Path,
) -> Result<PathBuf, Problem> {
    let unwritable = |error: &dyn std::fmt::Display| {
        Problem::unavailable("measures.planes.export_unwritable")
            .with("file", file.display().to_string())
            .because(error)
    };
    write(snapshot, year, file).map_err(|error| unwritable(&error))?;
    let entries = dictionary(snapshot.schema(), law);
    let text = serde_json::to_string_pretty(&entries).expect("names are text");
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".dictionary.json");
    let beside = file.with_file_name(name);
    fs::write(&beside, text + "\n").map_err(|error| unwritable(&error))?;
    Ok(beside)
}

/// The rows of the row group being filled, column by column.
struct Columns {
    required: [Vec<i64>; 5],
    urban: Optional<bool>,
    answers: Vec<Optional<bool>>,
    numbers: Vec<Optional<i64>>,
}

/// Values where there are any, and which rows have one.
struct Optional<T> {
    values: Vec<T>,
    levels: Vec<i16>,
}

impl<T> Optional<T> {
    fn new() -> Optional<T> {
        Optional { values: Vec::new(), levels: Vec::new() }
    }

    fn push(&mut self, value: Option<T>) {
        self.levels.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    fn clear(&mut self) {
        self.values.clear();
        self.levels.clear();
    }
}

fn write(snapshot: &Snapshot, year: i32, file: &Path) -> Result<(), ParquetError> {
    let schema = snapshot.schema();
    let message = Arc::new(parse_message_type(&message(schema))?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(File::create(file)?, message, Arc::new(properties))?;
    let mut columns = Columns {
        required: Default::default(),
        urban: Optional::new(),
        answers: (0..schema.answers()).map(|_| Optional::new()).collect(),
        numbers: schema.numbers.iter().map(|_| Optional::new()).collect(),
    };
    for unit in 0..snapshot.units().len() {
        let view = snapshot.view(unit);
        let mut nth = 0;
        for row in 0..view.rows {
            columns.push(&view, schema, row, &mut nth, year);
            if columns.urban.levels.len() == GROUP {
                columns.flush(&mut writer)?;
            }
        }
    }
    if !columns.urban.levels.is_empty() {
        columns.flush(&mut writer)?;
    }
    writer.close()?;
    Ok(())
}

/// The file's columns in Parquet's own notation.
fn message(schema: &Schema) -> String {
    let mut text = "message household { required int64 commune; required int64 province; \
        required int64 year; required int64 ethnicity; required int64 members; \
        optional boolean urban; "
        .to_owned();
    for name in schema.indicators.iter().chain(&schema.flags) {
        text.extend(["optional boolean ", column_name(name), "; "]);
    }
    for name in &schema.numbers {
        text.extend(["optional int64 ", column_name(name), "; "]);
    }
    text + "}"
}

impl Columns {
    /// Adds a row; `nth` counts the rows with something missing so far in the unit.
    fn push(&mut self, view: &View<'_>, schema: &Schema, row: usize, nth: &mut usize, year: i32) {
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
        let required = [
            i64::from(view.unit.code),
            i64::from(view.unit.province),
            i64::from(year),
            group,
            view.members.value(row, view.words) as i64,
        ];
        for (column, value) in self.required.iter_mut().zip(required) {
            column.push(value);
        }
        self.urban.push(view.unit.area.map(|area| area == Area::Urban));
        for (at, column) in self.answers.iter_mut().enumerate() {
            column.push(known(at).then(|| bit(view.answer(at))));
        }
        for (at, column) in self.numbers.iter_mut().enumerate() {
            let value = || view.number(at).value(row, view.words) as i64;
            column.push(known(schema.number_bit(at)).then(value));
        }
    }

    fn flush(&mut self, writer: &mut SerializedFileWriter<File>) -> Result<(), ParquetError> {
        let mut group = writer.next_row_group()?;
        for values in &mut self.required {
            column::<Int64Type>(&mut group, values, None)?;
            values.clear();
        }
        for answers in std::iter::once(&mut self.urban).chain(&mut self.answers) {
            column::<BoolType>(&mut group, &answers.values, Some(&answers.levels))?;
            answers.clear();
        }
        for numbers in &mut self.numbers {
            column::<Int64Type>(&mut group, &numbers.values, Some(&numbers.levels))?;
            numbers.clear();
        }
        group.close()?;
        Ok(())
    }
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.expect("the schema has this column");
    column.typed::<T>().write_batch(values, levels, None)?;
    column.close()
}
