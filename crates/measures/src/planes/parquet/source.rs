//! An opened Parquet file and where its columns are.

use std::fs::File;
use std::path::{Path, PathBuf};

use ground::Problem;
use parquet::basic::Type;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::statistics::Statistics;

use super::batch::Batch;
use super::packed::{Answers, Numbers};
use super::{Selection, column_name};

/// A file, with the position of every column asked for.
pub(super) struct Source {
    path: PathBuf,
    selection: Selection,
    places: Places,
    groups: Vec<usize>,
}

/// Positions of the columns in the file.
#[derive(Clone, Debug)]
struct Places {
    commune: usize,
    province: usize,
    year: Option<usize>,
    ethnicity: usize,
    members: usize,
    urban: Option<usize>,
    answers: Vec<usize>,
    numbers: Vec<usize>,
}

/// One thread's own reader of the file.
pub(super) struct Reader<'a> {
    source: &'a Source,
    file: SerializedFileReader<File>,
}

impl Source {
    /// Looks at the file's columns; refused is one that lacks a column, or has one of the wrong kind.
    pub(super) fn open(path: &Path, selection: &Selection) -> Result<Source, Problem> {
        selection.schema.check()?;
        let file = open(path)?;
        let metadata = file.metadata();
        let columns = metadata.file_metadata().schema_descr().columns();
        let find = |name: &str, kinds: &[Type]| {
            let place = columns.iter().position(|column| column.path().string() == name);
            let place = place.ok_or_else(|| {
                let known: Vec<String> =
                    columns.iter().map(|column| column.path().string()).collect();
                Problem::missing("measures.column.missing")
                    .with("file", path.display().to_string())
                    .with("column", name)
                    .with("columns", known.join(", "))
            })?;
            let column = &columns[place];
            if kinds.contains(&column.physical_type()) && column.max_rep_level() == 0 {
                return Ok(place);
            }
            Err(Problem::invalid("measures.planes.parquet_kind")
                .with("file", path.display().to_string())
                .with("column", name)
                .with("found", column.physical_type().to_string()))
        };
        let number = |name: &str| find(name, &[Type::INT32, Type::INT64]);
        let answer = |name: &str| find(name, &[Type::BOOLEAN]);
        let schema = &selection.schema;
        let answers = schema.indicators.iter().chain(&schema.flags);
        let has_urban = columns.iter().any(|column| column.path().string() == "urban");
        let places = Places {
            commune: number("commune")?,
            province: number("province")?,
            year: selection.year.map(|_| number("year")).transpose()?,
            ethnicity: number("ethnicity")?,
            members: number("members")?,
            urban: has_urban.then(|| answer("urban")).transpose()?,
            answers: answers.map(|name| answer(column_name(name))).collect::<Result<_, _>>()?,
            numbers: schema
                .numbers
                .iter()
                .map(|name| number(column_name(name)))
                .collect::<Result<_, _>>()?,
        };
        let groups = (0..metadata.num_row_groups())
            .filter(|&group| {
                let year = places.year.zip(selection.year);
                year.is_none_or(|(place, year)| {
                    let column = metadata.row_group(group).column(place);
                    column.statistics().is_none_or(|range| may_hold(range, i64::from(year)))
                })
            })
            .collect();
        Ok(Source { path: path.to_owned(), selection: selection.clone(), places, groups })
    }

    /// Row groups that may hold rows asked for.
    pub(super) fn groups(&self) -> &[usize] {
        &self.groups
    }

    pub(super) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// A reader for one thread.
    pub(super) fn reader(&self) -> Result<Reader<'_>, Problem> {
        Ok(Reader { source: self, file: open(&self.path)? })
    }

    fn unreadable(&self, error: impl std::fmt::Display) -> Problem {
        unreadable(&self.path, error)
    }
}

impl Reader<'_> {
    /// Reads the columns asked for of one row group.
    pub(super) fn read(&self, group: usize) -> Result<Batch, Problem> {
        let source = self.source;
        let places = &source.places;
        let rows = self.file.metadata().row_group(group).num_rows() as usize;
        let number = |place: usize| self.numbers(group, place, rows);
        let required = |place: usize| -> Result<Vec<u32>, Problem> {
            let Numbers { values, known } = number(place)?;
            match known {
                None => Ok(values),
                Some(_) => Err(self.wrong("measures.planes.parquet_blank", place)),
            }
        };
        let answer = |place: usize| self.answers(group, place, rows);
        Ok(Batch {
            rows,
            commune: required(places.commune)?,
            province: required(places.province)?,
            year: places.year.map(required).transpose()?,
            ethnicity: required(places.ethnicity)?,
            members: required(places.members)?,
            urban: places.urban.map(answer).transpose()?,
            answers: places.answers.iter().map(|place| answer(*place)).collect::<Result<_, _>>()?,
            numbers: places.numbers.iter().map(|place| number(*place)).collect::<Result<_, _>>()?,
        })
    }

    fn answers(&self, group: usize, place: usize, rows: usize) -> Result<Answers, Problem> {
        let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::new());
        match self.column(group, place)? {
            ColumnReader::BoolColumnReader(mut reader) => {
                self.records(&mut reader, rows, &mut levels, &mut values)?;
            }
            _ => return Err(self.wrong("measures.planes.parquet_kind", place)),
        }
        Ok(Answers::pack(&values, &levels, rows))
    }

    fn numbers(&self, group: usize, place: usize, rows: usize) -> Result<Numbers, Problem> {
        let mut levels = Vec::new();
        let values: Option<Vec<u32>> = match self.column(group, place)? {
            ColumnReader::Int32ColumnReader(mut reader) => {
                let mut values: Vec<i32> = Vec::with_capacity(rows);
                self.records(&mut reader, rows, &mut levels, &mut values)?;
                let negative = values.iter().any(|value| *value < 0);
                (!negative).then(|| values.into_iter().map(i32::cast_unsigned).collect())
            }
            ColumnReader::Int64ColumnReader(mut reader) => {
                let mut values: Vec<i64> = Vec::with_capacity(rows);
                self.records(&mut reader, rows, &mut levels, &mut values)?;
                values.into_iter().map(|value| u32::try_from(value).ok()).collect()
            }
            _ => return Err(self.wrong("measures.planes.parquet_kind", place)),
        };
        let values = values.ok_or_else(|| self.wrong("measures.planes.parquet_range", place))?;
        Ok(Numbers::lay(values, &levels, rows))
    }

    /// Reads every row of one column: the levels say which are blank, the values are those that are not.
    fn records<T: DataType>(
        &self,
        reader: &mut ColumnReaderImpl<T>,
        rows: usize,
        levels: &mut Vec<i16>,
        values: &mut Vec<T::T>,
    ) -> Result<(), Problem> {
        let mut read = 0;
        while read < rows {
            let (records, ..) = reader
                .read_records(rows - read, Some(levels), None, values)
                .map_err(|error| self.source.unreadable(error))?;
            if records == 0 {
                return Err(self.source.unreadable("a column is shorter than its row group"));
            }
            read += records;
        }
        Ok(())
    }

    fn column(&self, group: usize, place: usize) -> Result<ColumnReader, Problem> {
        let group = self.file.get_row_group(group);
        group
            .and_then(|group| group.get_column_reader(place))
            .map_err(|error| self.source.unreadable(error))
    }

    fn wrong(&self, code: &'static str, place: usize) -> Problem {
        let column = self.file.metadata().file_metadata().schema_descr().column(place);
        Problem::invalid(code)
            .with("file", self.source.path.display().to_string())
            .with("column", column.path().string())
            .with("found", column.physical_type().to_string())
    }
}

fn open(path: &Path) -> Result<SerializedFileReader<File>, Problem> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    SerializedFileReader::new(file).map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, error: impl std::fmt::Display) -> Problem {
    Problem::missing("measures.table.unreadable")
        .with("file", path.display().to_string())
        .because(error)
}

/// Whether a row group with this range may hold the value.
fn may_hold(range: &Statistics, value: i64) -> bool {
    let (least, most) = match range {
        Statistics::Int32(range) => {
            (range.min_opt().map(|n| i64::from(*n)), range.max_opt().map(|n| i64::from(*n)))
        }
        Statistics::Int64(range) => (range.min_opt().copied(), range.max_opt().copied()),
        _ => (None, None),
    };
    least.is_none_or(|least| least <= value) && most.is_none_or(|most| value <= most)
}
