//! Delimited text: which encoding, which delimiter; refused rather than misread.
//!
//! UTF-8, UTF-16 and Windows-1258 are read. The old Vietnamese fonts (TCVN3, VNI) reuse the codes of
//! Western letters, so nothing in a file tells them apart from noise with certainty: they are
//! recognised and refused with the way to convert them.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{
    CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258,
};
use ground::{Problem, Result};

use super::Upload;
use super::guard::broken;

/// How a text file is to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) encoding: &'static Encoding,
    pub(super) delimiter: u8,
}

/// A record longer than this is a quotation mark that was never closed.
pub(super) const LONGEST_RECORD: u64 = 1 << 20;

/// Room for any one letter in UTF-8.
const LETTER: usize = 4;

/// How much of the file is looked at to tell an old encoding or the delimiter.
const SAMPLE: usize = 1 << 20;

/// Finds encoding and delimiter. UTF-8 is checked over the whole file, so that a wrong byte on the last
/// line is found before anything is written.
pub(super) fn detect(upload: &Upload) -> Result<Text> {
    let encoding = encoding(upload)?;
    let mut sample = String::new();
    let mut reader = Utf8::new(upload.open()?, encoding, Rc::default());
    let mut bytes = vec![0; SAMPLE];
    let filled = fill(&mut reader, &mut bytes)
        .map_err(|error| upload.problem(Problem::invalid("import.file.encoding")).because(error))?;
    sample.push_str(&String::from_utf8_lossy(&bytes[..filled]));
    if sample.chars().take(4096).any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(upload.problem(Problem::invalid("import.file.format")));
    }
    if let Some(code) = garbled(&sample) {
        return Err(upload.problem(Problem::invalid(code)));
    }
    Ok(Text { encoding, delimiter: delimiter(&sample) })
}

fn encoding(upload: &Upload) -> Result<&'static Encoding> {
    let corrupt = |error: io::Error| upload.problem(broken(error));
    let mut file = upload.open()?;
    let mut head = vec![0; SAMPLE];
    let filled = fill(&mut file, &mut head).map_err(corrupt)?;
    head.truncate(filled);
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(encoding);
    }
    // Every second byte of Vietnamese in UTF-16 is 0 or nearly so; text has no other zeros.
    let zeros =
        |odd: usize| head.iter().skip(odd).step_by(2).take(2048).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => {}
        (even, odd) if odd > even => return Ok(UTF_16LE),
        _ => return Ok(UTF_16BE),
    }
    if is_utf8(upload).map_err(corrupt)? {
        return Ok(UTF_8);
    }
    let (decoded, _, _) = WINDOWS_1258.decode(&head);
    let strange =
        ground::tidy(&decoded).chars().filter(|c| !c.is_ascii() && !is_vietnamese(*c)).count();
    let marked = head.iter().filter(|byte| !byte.is_ascii()).count();
    if strange * 20 <= marked {
        return Ok(WINDOWS_1258);
    }
    // The letters đ ă â ê ô ơ ư à ả ã á ạ as TCVN3 has them make up most of its non-ASCII text.
    let old = head.iter().filter(|b| matches!(b, 0xa8..=0xae | 0xb5..=0xb9)).count();
    let code = match garbled(&WINDOWS_1252.decode(&head).0) {
        _ if old * 4 > marked => "import.file.tcvn3",
        Some(vni @ "import.file.vni") => vni,
        _ => "import.file.encoding",
    };
    Err(upload.problem(Problem::invalid(code)))
}

fn is_utf8(upload: &Upload) -> io::Result<bool> {
    let mut file = upload.open().map_err(io::Error::other)?;
    let mut buffer = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = file.read(&mut buffer[kept..])?;
        let filled = kept + read;
        kept = match std::str::from_utf8(&buffer[..filled]) {
            Ok(_) => 0,
            // A letter cut by the end of the buffer is looked at again with the next bytes.
            Err(error) if error.error_len().is_none() && read > 0 => filled - error.valid_up_to(),
            Err(_) => return Ok(false),
        };
        buffer.copy_within(filled - kept..filled, 0);
        if read == 0 {
            return Ok(true);
        }
    }
}

fn is_vietnamese(c: char) -> bool {
    const LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";
    const SIGNS: &str = "–—‘’“”…•°²³½«»×÷§€₫\u{a0}";
    LETTERS.contains(c.to_lowercase().next().unwrap_or(c)) || SIGNS.contains(c)
}

/// The code of the problem with a text that was decoded without error and is still not Vietnamese:
/// typed in an old font, or UTF-8 that was once taken for something else.
pub(super) fn garbled(text: &str) -> Option<&'static str> {
    let count = |signs: &[&str]| signs.iter().map(|sign| text.matches(sign).count()).sum::<usize>();
    if count(&["á»", "áº", "Ä‘", "Æ°", "Ã¢"]) >= 3 {
        return Some("import.file.garbled");
    }
    let letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    // µ ® ¸ ¬ ­ ¶ are à đ á ơ ư ả in TCVN3 and next to never occur in lists of people.
    let of_font = |signs: &str| {
        let old = text.chars().filter(|c| signs.contains(*c)).count();
        old >= 3 && old * 3 > letters
    };
    if of_font("µ®¸¬\u{ad}¶©ª«") {
        return Some("import.file.tcvn3");
    }
    // The same for VNI, which writes a mark as a letter of its own: ï ø û õ are tones, å ä ë ü tones on
    // â and ă, ö and ñ are ư and đ.
    of_font("ïøûåäëüöñæîÏØÛÅÄËÜÖÑÆÎ").then_some("import.file.vni")
}

/// The delimiter that cuts the first lines into the most even rows.
fn delimiter(sample: &str) -> u8 {
    let lines: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).take(60).collect();
    let weight = |delimiter: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, delimiter)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let alike = |n: usize| counts.iter().filter(|count| **count == n).count();
        // Rows of a list all have the same number of cells; titles above it have hardly any.
        counts.iter().copied().filter(|n| *n > 0).map(|n| alike(n) * n.min(64)).max().unwrap_or(0)
            + most.min(1)
    };
    [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|delimiter| weight(*delimiter))
        .unwrap_or(b',')
}

fn outside_quotes(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    line.bytes()
        .filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == delimiter
        })
        .count()
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// A reader that turns any encoding into UTF-8 and any end of line into `\n` as it goes, and gives up on
/// a record without end. Whoever reads records from it counts lines by `\n`.
pub(super) struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    finished: bool,
    done: bool,
    /// Whether the last letter was `\r`, of which `\n` may be the second half.
    returned: bool,
    /// Decoded and not yet handed out.
    rest: VecDeque<u8>,
    handed_out: Rc<Cell<u64>>,
}

impl<R: Read> Utf8<R> {
    /// `handed_out` counts bytes; whoever reads records sets it back to 0 after each.
    pub(super) fn new(inner: R, encoding: &'static Encoding, handed_out: Rc<Cell<u64>>) -> Utf8<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Utf8 {
            inner,
            decoder,
            raw: vec![0; 1 << 16],
            start: 0,
            end: 0,
            finished: false,
            done: false,
            returned: false,
            rest: VecDeque::new(),
            handed_out,
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // The decoder wants room for at least one letter; a smaller reader gets it in pieces.
        if self.rest.is_empty() && out.len() >= LETTER {
            return self.decode(out);
        }
        if self.rest.is_empty() {
            let mut letters = [0; LETTER];
            let decoded = self.decode(&mut letters)?;
            self.rest.extend(&letters[..decoded]);
        }
        self.rest.read(out)
    }
}

impl<R: Read> Utf8<R> {
    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // Readers ask again after the end, and a decoder that has finished must not be asked.
        while !self.done {
            if self.start == self.end && !self.finished {
                (self.start, self.end) = (0, self.inner.read(&mut self.raw)?);
                self.finished = self.end == 0;
            }
            let pending = &self.raw[self.start..self.end];
            let (result, read, written, wrong) =
                self.decoder.decode_to_utf8(pending, out, self.finished);
            self.start += read;
            if wrong {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "undecodable byte"));
            }
            self.done = self.finished && result == CoderResult::InputEmpty;
            let written = self.unify_ends(&mut out[..written]);
            if written > 0 {
                let handed_out = self.handed_out.get() + written as u64;
                self.handed_out.set(handed_out);
                if handed_out > 2 * LONGEST_RECORD && self.limited() {
                    return Err(io::Error::new(io::ErrorKind::FileTooLarge, "record without end"));
                }
                return Ok(written);
            }
        }
        Ok(0)
    }
}

impl<R> Utf8<R> {
    /// Makes `\r\n` and `\r` into `\n`; says how many bytes are left.
    fn unify_ends(&mut self, text: &mut [u8]) -> usize {
        if !self.returned && !text.contains(&b'\r') {
            return text.len();
        }
        let mut kept = 0;
        for at in 0..text.len() {
            let byte = text[at];
            let returned = std::mem::replace(&mut self.returned, byte == b'\r');
            if returned && byte == b'\n' {
                continue;
            }
            text[kept] = if byte == b'\r' { b'\n' } else { byte };
            kept += 1;
        }
        kept
    }

    /// Whether somebody counts records (a sample is read without).
    fn limited(&self) -> bool {
        Rc::strong_count(&self.handed_out) > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_may_be_asked_for_again() {
        for text in ["a,b\n1,Đại Đồng", "", "\u{feff}một"] {
            let mut reader = Utf8::new(text.as_bytes(), encoding_rs::UTF_8, Rc::default());
            let mut read = String::new();
            reader.read_to_string(&mut read).unwrap();
            assert_eq!(read, text.trim_start_matches('\u{feff}'));
            assert_eq!(reader.read(&mut [0; 64]).unwrap(), 0);
            assert_eq!(reader.read(&mut [0; 64]).unwrap(), 0);
        }
    }

    #[test]
    fn every_end_of_line_is_one_however_it_is_cut() {
        let text = "một\r\nhai\rba\n\r\nbốn\r";
        for room in 1..=text.len() {
            let mut reader = Utf8::new(text.as_bytes(), encoding_rs::UTF_8, Rc::default());
            let (mut read, mut part) = (Vec::new(), vec![0; room]);
            loop {
                match reader.read(&mut part).unwrap() {
                    0 => break,
                    filled => read.extend(&part[..filled]),
                }
            }
            assert_eq!(String::from_utf8(read).unwrap(), "một\nhai\nba\n\nbốn\n", "{room}");
        }
    }
}
