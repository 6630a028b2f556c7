//! Excel files of the old kind (`.xls`) are read into memory whole, with a place for every cell between the
//! first and the last. A few hundred bytes can claim billions of them, so they are counted before the
//! reading library makes room.
//!
//! The container is a small file system of sectors ([MS-CFB]); the workbook in it is a row of records, each
//! with its kind and length ([MS-XLS] 2.1.4). Only as much of both is read as counting needs.

use ground::{Problem, Result};

use super::guard::broken;
use super::repeats::CELLS;

/// The largest sheet of the old kind. Some writers claim all of it, however few cells there are.
const SHEET: u64 = 65_536 * 256;

/// Marks of sectors that do not follow another begin here.
const END: u32 = 0xffff_fffa;

/// Streams shorter than this lie in sectors of 64 bytes inside the root's own stream.
const SHORT: usize = 4096;

const BEGIN: u16 = 0x0809;
const FINISH: u16 = 0x000a;
const LOCKED: u16 = 0x002f;
const SHEET_AT: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL: u16 = 0x00bd;
/// Number, label, rich label, truth or error, packed number, shared label, formula.
const ONE: [u16; 7] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd, 0x0006];

/// Refuses a workbook whose sheets together would take too many cells.
pub(super) fn check(file: &[u8]) -> Result<()> {
    let book = workbook(file).ok_or_else(|| broken("the container cannot be followed"))?;
    let mut starts = Vec::new();
    for (kind, data) in records(&book) {
        match kind {
            // The reader will say that there is a password; nothing else in the file is what it seems.
            LOCKED => return Ok(()),
            SHEET_AT => starts.extend(long(data, 0)),
            FINISH => break,
            _ => {}
        }
    }
    let mut cells = 0;
    for start in starts {
        cells += count(book.get(start as usize..).unwrap_or_default())?;
        if cells > CELLS {
            return Err(too_many());
        }
    }
    Ok(())
}

fn too_many() -> Problem {
    Problem::invalid("import.file.too_many_cells").with("limit", CELLS as i64)
}

/// The cells between the first and the last of a sheet, filled or not.
fn count(sheet: &[u8]) -> Result<u64> {
    // Charts lie inside a sheet as sheets of their own, and are not read.
    let mut depth = 0_u32;
    let (mut rows, mut columns) = (Span::default(), Span::default());
    for (kind, data) in records(sheet) {
        match kind {
            BEGIN => depth += 1,
            FINISH if depth <= 1 => break,
            FINISH => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS if claimed(data) > SHEET => return Err(too_many()),
            SEVERAL => {
                let last = data.len().checked_sub(2).and_then(|at| short(data, at));
                rows.take(short(data, 0));
                columns.take(short(data, 2));
                columns.take(last);
            }
            kind if ONE.contains(&kind) => {
                rows.take(short(data, 0));
                columns.take(short(data, 2));
            }
            _ => {}
        }
    }
    Ok(rows.length() * columns.length())
}

/// Cells that a sheet says it has. Ends before beginnings make the reader's own count run over, and so
/// this one.
fn claimed(data: &[u8]) -> u64 {
    let wide = |at| short(data, at).map(u32::from);
    let (top, bottom, left, right) = match data.len() {
        10 => (wide(0), wide(2), wide(4), wide(6)),
        _ => (long(data, 0), long(data, 4), wide(8), wide(10)),
    };
    let (Some(top), Some(bottom), Some(left), Some(right)) = (top, bottom, left, right) else {
        return 0;
    };
    let left = if left > 0xff || right < left { 0 } else { left };
    u64::from(bottom.wrapping_sub(top)) * u64::from(right.wrapping_sub(left))
}

/// From the first to the last of some numbers.
#[derive(Default)]
struct Span(Option<(u16, u16)>);

impl Span {
    fn take(&mut self, number: Option<u16>) {
        let Some(number) = number else { return };
        let (first, last) = self.0.unwrap_or((number, number));
        self.0 = Some((first.min(number), last.max(number)));
    }

    fn length(&self) -> u64 {
        self.0.map_or(0, |(first, last)| u64::from(last - first) + 1)
    }
}

/// Kind and content of each record.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (short(rest, 0)?, short(rest, 2)?);
        let data = rest.get(4..4 + usize::from(length))?;
        rest = &rest[4 + data.len()..];
        Some((kind, data))
    })
}

/// The stream of the workbook.
fn workbook(file: &[u8]) -> Option<Vec<u8>> {
    let size = match short(file, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sector = |id: u32| {
        let at = (id as usize + 1).checked_mul(size)?;
        file.get(at..file.len().min(at + size))
    };
    // The table of what follows which sector is itself in sectors, listed in the head and, of large
    // files, in a chain of further lists.
    let mut tables: Vec<u32> = (0..109).filter_map(|at| long(file, 76 + 4 * at)).collect();
    let mut more = long(file, 68)?;
    for _ in 0..=file.len() / size {
        if more >= END {
            break;
        }
        let list = sector(more)?;
        tables.extend((0..size / 4 - 1).filter_map(|at| long(list, 4 * at)));
        more = long(list, size - 4)?;
    }
    let mut follows = Vec::new();
    for table in tables.into_iter().filter(|id| *id < END) {
        follows.extend(numbers(sector(table)?));
    }
    let folder = chain(long(file, 48)?, &follows, sector)?;
    let entries: Vec<&[u8]> = folder.chunks_exact(128).collect();
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entries.iter().find(|entry| entry.starts_with(&wide))
    };
    let entry = named("Workbook").or_else(|| named("Book"))?;
    let (start, length) = (long(entry, 116)?, long(entry, 120)? as usize);
    let mut stream = if length < SHORT {
        let root = chain(long(entries.first()?, 116)?, &follows, sector)?;
        let follows = numbers(&chain(long(file, 60)?, &follows, sector)?);
        chain(start, &follows, |id| {
            root.get(id as usize * 64..root.len().min(id as usize * 64 + 64))
        })?
    } else {
        chain(start, &follows, sector)?
    };
    stream.truncate(length);
    Some(stream)
}

/// The content of a chain of sectors; `None` when it leads astray or in a circle.
fn chain<'a>(
    start: u32,
    follows: &[u32],
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Option<Vec<u8>> {
    let (mut content, mut at) = (Vec::new(), start);
    for _ in 0..=follows.len() {
        if at >= END {
            return Some(content);
        }
        content.extend_from_slice(sector(at)?);
        at = *follows.get(at as usize)?;
    }
    None
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| long(four, 0)).collect()
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
