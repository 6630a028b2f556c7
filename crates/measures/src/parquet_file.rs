//! Parquet, column by column, without Arrow.

use std::io::Write;
use std::sync::Arc;

use ground::{Day, Problem};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

/// The cells of one column to be written; `None` is blank.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cells {
    Text(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Flag(Vec<Option<bool>>),
    Day(Vec<Option<Day>>),
}

/// Where a file goes. One type for all, so that the Parquet writer is compiled once, here, instead of in
/// every crate that writes a file.
type Target<'w> = Box<dyn Write + Send + 'w>;

/// A Parquet file being written in row groups, all with the same columns.
pub(crate) struct Sheet<'w> {
    writer: SerializedFileWriter<Target<'w>>,
}

impl<'w> Sheet<'w> {
    /// Begins a file with these columns; the cells only tell their types.
    pub(crate) fn begin(
        into: impl Write + Send + 'w,
        columns: &[(&str, &Cells)],
    ) -> Result<Sheet<'w>, Problem> {
        Sheet::begin_in(Box::new(into), columns)
    }

    fn begin_in(into: Target<'w>, columns: &[(&str, &Cells)]) -> Result<Sheet<'w>, Problem> {
        let field = |(name, cells): &(&str, &Cells)| cells.field(name).map(Arc::new);
        let fields: Result<Vec<_>, _> = columns.iter().map(field).collect();
        let schema =
            Type::group_type_builder("rows").with_fields(fields.map_err(unwritable)?).build();
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let schema = Arc::new(schema.map_err(unwritable)?);
        let writer = SerializedFileWriter::new(into, schema, Arc::new(properties));
        Ok(Sheet { writer: writer.map_err(unwritable)? })
    }

    /// Writes further rows.
    pub(crate) fn rows(&mut self, columns: &[&Cells]) -> Result<(), Problem> {
        let mut group = self.writer.next_row_group().map_err(unwritable)?;
        for cells in columns {
            cells.write(&mut group).map_err(unwritable)?;
        }
        group.close().map(drop).map_err(unwritable)
    }

    /// Ends the file.
    pub(crate) fn end(self) -> Result<(), Problem> {
        self.writer.close().map(drop).map_err(unwritable)
    }
}

fn unwritable(error: ParquetError) -> Problem {
    Problem::unavailable("measures.output.unwritable").because(error)
}

impl Cells {
    fn field(&self, name: &str) -> Result<Type, ParquetError> {
        let (physical, logical) = match self {
            Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Cells::Whole(_) => (Physical::INT64, None),
            Cells::Number(_) => (Physical::DOUBLE, None),
            Cells::Flag(_) => (Physical::BOOLEAN, None),
            Cells::Day(_) => (Physical::INT32, Some(LogicalType::Date)),
        };
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_converted_type(ConvertedType::NONE)
            .with_logical_type(logical)
            .build()
    }

    fn write(
        &self,
        group: &mut SerializedRowGroupWriter<'_, Target<'_>>,
    ) -> Result<(), ParquetError> {
        match self {
            Cells::Text(cells) => {
                write::<ByteArrayType, _>(group, cells, |text| ByteArray::from(text.as_str()))
            }
            Cells::Whole(cells) => write::<Int64Type, _>(group, cells, |number| *number),
            Cells::Number(cells) => write::<DoubleType, _>(group, cells, |number| *number),
            Cells::Flag(cells) => write::<BoolType, _>(group, cells, |flag| *flag),
            Cells::Day(cells) => {
                let epoch = Day::new(1970, 1, 1).expect("a day");
                write::<Int32Type, _>(group, cells, |day| day.days_since(epoch) as i32)
            }
        }
    }
}

fn write<T: DataType, C>(
    group: &mut SerializedRowGroupWriter<'_, Target<'_>>,
    cells: &[Option<C>],
    value: impl Fn(&C) -> T::T,
) -> Result<(), ParquetError> {
    let values: Vec<T::T> = cells.iter().flatten().map(value).collect();
    let there: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&values, Some(&there), None)?;
    column.close()
}

impl Cells {
    /// Takes all cells out, so that the next rows can be gathered.
    pub(crate) fn clear(&mut self) {
        match self {
            Cells::Text(cells) => cells.clear(),
            Cells::Whole(cells) => cells.clear(),
            Cells::Number(cells) => cells.clear(),
            Cells::Flag(cells) => cells.clear(),
            Cells::Day(cells) => cells.clear(),
        }
    }
}
