//! A plain read of a Parquet file: every value of every column decoded, nothing made of it.

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, bail};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::reader::{FileReader as _, SerializedFileReader};

/// Reads all row groups, shared among threads.
pub(crate) fn read(path: &Path, threads: usize) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        let file = SerializedFileReader::new(File::open(path)?)?;
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            if group >= file.num_row_groups() {
                return Ok(());
            }
            let group = file.get_row_group(group)?;
            let rows = group.metadata().num_rows() as usize;
            for column in 0..group.num_columns() {
                match group.get_column_reader(column)? {
                    ColumnReader::BoolColumnReader(reader) => drain(reader, rows)?,
                    ColumnReader::Int32ColumnReader(reader) => drain(reader, rows)?,
                    ColumnReader::Int64ColumnReader(reader) => drain(reader, rows)?,
                    _ => bail!("a column of another kind"),
                }
            }
        }
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        work()?;
        for other in others {
            other.join().map_err(|_| anyhow::anyhow!("a reader failed"))??;
        }
        Ok(())
    })
}

fn drain<T: DataType>(mut reader: ColumnReaderImpl<T>, rows: usize) -> Result<()> {
    let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::new());
    let mut read = 0;
    while read < rows {
        let (records, ..) =
            reader.read_records(rows - read, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            bail!("a column is shorter than its row group");
        }
        read += records;
    }
    std::hint::black_box((&values, &levels));
    Ok(())
}
