//! A look at a file before anything in it is unpacked: what is it really, is it whole, is it locked,
//! and would it swell beyond all measure?

use std::io::{self, BufReader, Read, SeekFrom};

use ground::{Problem, Result};
use zip::ZipArchive;

use super::{Format, ReadSeek, Upload};

/// Most bytes a file may hold once unpacked.
const UNPACKED: u64 = 512 << 20;

/// Most bytes one packed byte may become. Real sheets stay far below; deflate itself can reach 1 032.
const RATIO: u64 = 200;

/// Parts smaller than this are never a danger, however well they pack.
const SMALL: u64 = 1 << 20;

/// Most parts in a file; a workbook has a few dozen.
const PARTS: usize = 10_000;

/// Most bytes of a file of the old kind, which is read into memory whole.
const OLD_KIND: u64 = 128 << 20;

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells what a file is and refuses what cannot or should not be read.
pub(super) fn format(upload: &Upload) -> Result<Format> {
    let mut file = upload.open()?;
    let mut head = Vec::new();
    let corrupt = |error: io::Error| upload.problem(broken(error));
    file.by_ref().take(4096).read_to_end(&mut head).map_err(corrupt)?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(upload.problem(Problem::invalid("import.file.empty")));
    }
    file.seek(SeekFrom::Start(0)).map_err(corrupt)?;
    let found = if head.starts_with(ZIP) {
        zipped(file)
    } else if head.starts_with(OLE) {
        compound(file)
    } else if is_other(&head) {
        Err(Problem::invalid("import.file.format"))
    } else {
        Ok(Format::Delimited)
    };
    found.map_err(|problem| upload.problem(problem))
}

pub(super) fn broken(cause: impl std::fmt::Display) -> Problem {
    Problem::invalid("import.file.corrupt").because(cause)
}

/// Documents, pictures and web pages that people rename to `.xls`.
fn is_other(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&head[..head.len().min(512)]).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let known: [&[u8]; 6] = [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"GIF8"];
    known.iter().any(|magic| head.starts_with(magic))
        || ["<!doctype", "<html", "<table", "<?xml", "{\\rtf"].iter().any(|w| text.starts_with(w))
}

fn zipped(file: Box<dyn ReadSeek>) -> Result<Format> {
    let mut zip = ZipArchive::new(file).map_err(broken)?;
    if zip.len() > PARTS {
        return Err(Problem::invalid("import.file.bomb").with("limit", UNPACKED_MIB));
    }
    let (mut xlsx, mut ods) = (false, false);
    let mut total = 0;
    for at in 0..zip.len() {
        let part = zip.by_index_data(at).map_err(broken)?;
        if part.encrypted() {
            return Err(Problem::invalid("import.file.password"));
        }
        total += part.size();
        check_size(total, part.size(), part.compressed_size())?;
    }
    // The directory may lie: unpack every part once, counting and keeping nothing.
    let mut total = 0;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(broken)?;
        let packed = part.compressed_size();
        let name = part.name().map_err(broken)?.into_owned();
        let mut part = part.take(UNPACKED.saturating_sub(total) + 1);
        match name.as_str() {
            "xl/workbook.xml" => xlsx = true,
            "content.xml" => {
                ods = true;
                super::repeats::check(&mut BufReader::new(part.by_ref()))?;
            }
            _ => {}
        }
        io::copy(&mut part, &mut io::sink()).map_err(broken)?;
        let unpacked = UNPACKED.saturating_sub(total) + 1 - part.limit();
        total += unpacked;
        check_size(total, unpacked, packed)?;
    }
    match (xlsx, ods) {
        (true, _) => Ok(Format::Xlsx),
        (_, true) => Ok(Format::Ods),
        _ => Err(Problem::invalid("import.file.format")),
    }
}

const UNPACKED_MIB: i64 = (UNPACKED >> 20) as i64;

fn check_size(total: u64, unpacked: u64, packed: u64) -> Result<()> {
    if total > UNPACKED || (unpacked > SMALL && unpacked / RATIO > packed) {
        return Err(Problem::invalid("import.file.bomb").with("limit", UNPACKED_MIB));
    }
    Ok(())
}

/// Old Excel files, and new ones that are locked with a password, share this container.
fn compound(mut file: Box<dyn ReadSeek>) -> Result<Format> {
    let mut bytes = Vec::new();
    file.by_ref().take(OLD_KIND + 1).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() as u64 > OLD_KIND {
        return Err(Problem::invalid("import.file.too_big").with("limit", (OLD_KIND >> 20) as i64));
    }
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        Err(Problem::invalid("import.file.password"))
    } else if holds("Workbook") || holds("Book") {
        super::old::check(&bytes)?;
        Ok(Format::Xls)
    } else {
        Err(Problem::invalid("import.file.format"))
    }
}
