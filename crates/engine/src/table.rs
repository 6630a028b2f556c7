//! Arrow's streams into columns.

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray as _;
use arrow_array::types::Float64Type;
use arrow_ipc::reader::StreamReader;
use arrow_schema::{DataType, Schema};
use ground::{Problem, Result};
use measures::sums::Kind;
use measures::{Column, Table};

/// The rows of an answer: our statements give decimal numbers and text only.
pub(crate) fn read(pieces: &[Vec<u8>]) -> Result<Table> {
    let mut columns: Vec<(String, Cells)> = Vec::new();
    for piece in pieces {
        let reader = open(piece)?;
        if columns.is_empty() {
            let fields = reader.schema();
            let empty = fields.fields().iter().map(|field| {
                Ok((field.name().clone(), Cells::of(field.data_type()).ok_or_else(unreadable)?))
            });
            columns = empty.collect::<Result<_>>()?;
        }
        for batch in reader {
            add(&mut columns, &batch.map_err(|error| unreadable().because(error))?)?;
        }
    }
    let finished = columns.into_iter().map(|(name, cells)| (name, cells.finish()));
    Table::new("engine", finished.collect())
}

/// The columns of an answer and what their cells are; others (lists, times of day) are left out.
pub(crate) fn columns(pieces: &[Vec<u8>]) -> Result<Vec<(String, Kind)>> {
    let schema = open(pieces.first().ok_or_else(unreadable)?)?.schema();
    let Schema { fields, .. } = schema.as_ref();
    let known = fields.iter().filter_map(|field| {
        let kind = match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 => Kind::Text,
            DataType::Date32 => Kind::Day,
            DataType::Boolean | DataType::Decimal128(..) => Kind::Number,
            number if number.is_numeric() => Kind::Number,
            _ => return None,
        };
        Some((field.name().clone(), kind))
    });
    Ok(known.collect())
}

fn open(piece: &[u8]) -> Result<StreamReader<&[u8]>> {
    StreamReader::try_new(piece, None).map_err(|error| unreadable().because(error))
}

fn unreadable() -> Problem {
    Problem::unavailable("engine.answer")
}

fn add(columns: &mut [(String, Cells)], batch: &RecordBatch) -> Result<()> {
    if batch.num_columns() != columns.len() {
        return Err(unreadable());
    }
    for ((_, cells), array) in columns.iter_mut().zip(batch.columns()) {
        match cells {
            Cells::Numbers(numbers) => {
                let array = array.as_primitive_opt::<Float64Type>().ok_or_else(unreadable)?;
                numbers.extend(array.iter().map(|value| value.unwrap_or(f64::NAN)));
            }
            Cells::Texts(texts) => {
                let array = array.as_string_opt::<i32>().ok_or_else(unreadable)?;
                texts.extend(array.iter().map(|value| value.map(str::to_owned)));
            }
        }
    }
    Ok(())
}

/// A column being read.
enum Cells {
    Numbers(Vec<f64>),
    Texts(Vec<Option<String>>),
}

impl Cells {
    fn of(kind: &DataType) -> Option<Cells> {
        match kind {
            DataType::Float64 => Some(Cells::Numbers(Vec::new())),
            DataType::Utf8 => Some(Cells::Texts(Vec::new())),
            _ => None,
        }
    }

    fn finish(self) -> Column {
        match self {
            Cells::Numbers(numbers) => Column::Number(numbers),
            Cells::Texts(texts) => Column::texts(texts.iter().map(Option::as_deref)),
        }
    }
}
