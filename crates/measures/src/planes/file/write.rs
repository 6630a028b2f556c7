//! Writing a snapshot: one unit in memory at a time, beside the old file, renamed at the end.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ground::{Instant, Problem};
use law::Area;

use super::super::schema::Schema;
use super::super::snapshot::Snapshot;
use super::super::unit::{Block, Gather, Row, Unit};
use super::{HEADER, Header, LINE, PIECE, Pieces};

/// Tells files written by one process at the same time apart.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Writes a snapshot from households that come unit by unit.
///
/// Until [`Builder::finish`] only a file beside it exists, which goes away with the builder; readers of
/// an older snapshot at the same place keep what they have mapped.
///
/// ```
/// use ground::Instant;
/// use measures::planes::{Builder, Row, Schema, Snapshot, Unit};
///
/// let path = std::env::temp_dir().join(format!("doc-{}.planes", std::process::id()));
/// let schema = Schema::of_indicators(["water", "toilet"]);
/// let mut builder = Builder::create(&path, &schema, "fedcba9876543210", Instant(0))?;
/// builder.unit(Unit { code: 4807, province: 17, area: None })?;
/// builder.push(&Row {
///     key: 1,
///     members: 4,
///     ethnicity: 6,
///     indicators: &[Some(true), None],
///     flags: &[],
///     numbers: &[Some(120)],
/// })?;
/// builder.finish()?;
/// assert_eq!(Snapshot::open(&path)?.households(), 1);
/// # std::fs::remove_file(&path).unwrap();
/// # Ok::<(), ground::Problem>(())
/// ```
pub struct Builder {
    schema: Schema,
    out: Output,
    law: [u8; 16],
    created: Instant,
    open: Option<Unit>,
    seen: HashSet<u32>,
    gather: Gather,
    table: Vec<u64>,
    households: u64,
}

impl Builder {
    /// Begins a snapshot at `path`; `law` is the fingerprint of the law that its columns were made by.
    pub fn create(
        path: &Path,
        schema: &Schema,
        law: &str,
        created: Instant,
    ) -> Result<Builder, Problem> {
        schema.check()?;
        let mut fingerprint = [0; 16];
        if law.len() != fingerprint.len() {
            return Err(Problem::invalid("measures.planes.fingerprint").with("text", law));
        }
        fingerprint.copy_from_slice(law.as_bytes());
        Ok(Builder {
            gather: Gather::new(schema),
            schema: schema.clone(),
            out: Output::create(path)?,
            law: fingerprint,
            created,
            open: None,
            seen: HashSet::new(),
            table: Vec::new(),
            households: 0,
        })
    }

    /// Begins the next unit. A unit comes once, with all its households; it may have none.
    pub fn unit(&mut self, unit: Unit) -> Result<(), Problem> {
        self.close()?;
        if !self.seen.insert(unit.code) {
            let code = Problem::invalid("measures.planes.unit_twice");
            return Err(code.with("unit", i64::from(unit.code)));
        }
        self.open = Some(unit);
        Ok(())
    }

    /// Adds a household to the unit begun last.
    pub fn push(&mut self, row: &Row<'_>) -> Result<(), Problem> {
        let fits = row.indicators.len() == self.schema.indicators.len()
            && row.flags.len() == self.schema.flags.len()
            && row.numbers.len() == self.schema.numbers.len()
            && self.open.is_some();
        if !fits {
            return Err(Problem::internal("measures.planes.row_shape"));
        }
        self.gather.push(row);
        Ok(())
    }

    /// Adds the whole of a unit as an older snapshot of the same columns holds it, without reading its
    /// households; what is said of the unit itself may be new.
    pub fn keep(&mut self, unit: Unit, old: &Snapshot, at: usize) -> Result<(), Problem> {
        if *old.schema() != self.schema {
            return Err(Problem::internal("measures.planes.row_shape"));
        }
        self.unit(unit)?;
        self.open = None;
        let (block, [rows, missing], roster) = old.block(at);
        self.write_block(unit, block, [rows, missing], roster)
    }

    /// Room for rows that come column by column.
    pub(crate) fn gather(&mut self) -> &mut Gather {
        &mut self.gather
    }

    /// Writes the rest, makes sure it is on the disk, and puts it in place.
    pub fn finish(mut self) -> Result<(), Problem> {
        self.close()?;
        let schema = serde_json::to_vec(&self.schema).expect("names are text");
        let mut words = vec![0_u64; schema.len().div_ceil(8)];
        for (word, bytes) in words.iter_mut().zip(schema.chunks(8)) {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            *word = u64::from_le_bytes(eight);
        }
        let schema = (self.out.words, schema.len() as u64);
        self.out.write(&words)?;
        let units = (self.out.words, (self.table.len() / LINE) as u64);
        self.out.write(&self.table)?;
        self.out.finish(Header {
            created: self.created,
            law: self.law,
            households: self.households,
            length: self.out.words,
            schema,
            units,
            body: 0,
        })
    }

    fn close(&mut self) -> Result<(), Problem> {
        let Some(unit) = self.open.take() else { return Ok(()) };
        let Block { words, rows, missing, roster } = self.gather.take(&self.schema);
        self.write_block(unit, &words, [rows, missing], roster)
    }

    fn write_block(
        &mut self,
        unit: Unit,
        words: &[u64],
        [rows, missing]: [u32; 2],
        roster: u64,
    ) -> Result<(), Problem> {
        let area = match unit.area {
            None => 0,
            Some(Area::Rural) => 1,
            Some(Area::Urban) => 2,
        };
        self.table.extend([
            u64::from(unit.code) | u64::from(unit.province) << 32,
            area,
            u64::from(rows) | u64::from(missing) << 32,
            self.out.words,
            words.len() as u64,
            roster,
        ]);
        self.households += u64::from(rows);
        self.out.write(words)
    }
}

/// The file beside, hashed as it grows.
struct Output {
    path: PathBuf,
    beside: PathBuf,
    file: File,
    buffer: Vec<u8>,
    pieces: Pieces,
    words: u64,
}

impl Output {
    fn create(path: &Path) -> Result<Output, Problem> {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let beside = path.with_file_name(format!(".{name}.{}-{number}.part", std::process::id()));
        let opened = OpenOptions::new().write(true).create_new(true).open(&beside);
        let file = opened.map_err(|error| unwritable(path, &error))?;
        let mut output = Output {
            path: path.to_owned(),
            beside,
            file,
            buffer: Vec::with_capacity(PIECE * 8),
            pieces: Pieces::default(),
            words: HEADER as u64,
        };
        output.put(&[0; HEADER * 8])?;
        Ok(output)
    }

    fn write(&mut self, words: &[u64]) -> Result<(), Problem> {
        self.words += words.len() as u64;
        for word in words {
            self.buffer.extend_from_slice(&word.to_le_bytes());
            if self.buffer.len() == PIECE * 8 {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Problem> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.pieces.add(&self.buffer);
        let buffer = std::mem::take(&mut self.buffer);
        self.put(&buffer)?;
        self.buffer = buffer;
        self.buffer.clear();
        Ok(())
    }

    fn finish(&mut self, header: Header) -> Result<(), Problem> {
        self.flush()?;
        let header = Header { body: self.pieces.finish(), ..header };
        self.settle(&header.to_words()).map_err(|error| unwritable(&self.path, &error))
    }

    fn settle(&mut self, header: &[u64]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        for word in header {
            self.file.write_all(&word.to_le_bytes())?;
        }
        self.file.sync_all()?;
        fs::rename(&self.beside, &self.path)?;
        // The rename itself must outlive a power cut, too.
        #[cfg(unix)]
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.file.write_all(bytes).map_err(|error| unwritable(&self.path, &error))
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // After a finished snapshot there is nothing left beside it.
        let _ = fs::remove_file(&self.beside);
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    Problem::unavailable("measures.planes.unwritable")
        .with("file", path.display().to_string())
        .because(error)
}
