//! The nation as Parquet: one row per household and year, ordered by year and commune.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, DataType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use crate::household::{Household, INDICATORS};
use crate::land::Commune;

/// Rows held in memory before they are written as one row group.
const GROUP: usize = 1 << 19;

const SCHEMA: &str = "message household {
  required int32 commune; required int32 province; required int32 year; required int32 ethnicity;
  required int32 members; required int32 income; required int32 score;
  required boolean urban; required boolean female_head;
  optional boolean employment; optional boolean dependants; optional boolean nutrition;
  optional boolean health_insurance; optional boolean adult_education; optional boolean child_attendance;
  optional boolean housing_quality; optional boolean housing_area; optional boolean water;
  optional boolean toilet; optional boolean telecom; optional boolean information_means;
}";

/// Required whole-number columns, in the order of the schema.
const NUMBERS: usize = 7;

/// A Parquet file being written.
pub(crate) struct ParquetFile {
    writer: SerializedFileWriter<File>,
    numbers: [Vec<i32>; NUMBERS],
    urban: Vec<bool>,
    female_head: Vec<bool>,
    deprived: [(Vec<bool>, Vec<i16>); INDICATORS],
}

impl ParquetFile {
    pub(crate) fn create(path: &Path) -> Result<ParquetFile> {
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = SerializedFileWriter::new(File::create(path)?, schema, Arc::new(properties))?;
        Ok(ParquetFile {
            writer,
            numbers: Default::default(),
            urban: Vec::new(),
            female_head: Vec::new(),
            deprived: Default::default(),
        })
    }

    pub(crate) fn row(&mut self, commune: &Commune, year: i32, row: &Household) -> Result<()> {
        let numbers = [
            commune.code,
            commune.province,
            year,
            row.ethnicity,
            row.members,
            row.income,
            row.score,
        ];
        for (column, number) in self.numbers.iter_mut().zip(numbers) {
            column.push(number);
        }
        self.urban.push(commune.urban);
        self.female_head.push(row.female_head);
        for ((values, levels), lacks) in self.deprived.iter_mut().zip(row.deprived) {
            values.extend(lacks);
            levels.push(i16::from(lacks.is_some()));
        }
        if self.urban.len() == GROUP { self.flush() } else { Ok(()) }
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.flush()?;
        self.writer.close()?;
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        if self.urban.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.numbers {
            write::<Int32Type>(&mut group, column, None)?;
            column.clear();
        }
        for column in [&mut self.urban, &mut self.female_head] {
            write::<BoolType>(&mut group, column, None)?;
            column.clear();
        }
        for (values, levels) in &mut self.deprived {
            write::<BoolType>(&mut group, values, Some(levels))?;
            values.clear();
            levels.clear();
        }
        group.close()?;
        Ok(())
    }
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> Result<()> {
    let mut column = group.next_column()?.expect("the schema has this column");
    column.typed::<T>().write_batch(values, levels, None)?;
    column.close()?;
    Ok(())
}
