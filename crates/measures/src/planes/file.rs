//! The snapshot as a file: what stands where, and how damage is found.
//!
//! A header of sixteen words, then the units' blocks one after the other, the schema as JSON, and the
//! table of units. Everything is little-endian and aligned to words, so that a mapped file is read where
//! it lies. The header has a checksum of its own and one of all that follows, taken in pieces so that
//! several threads can check it.

mod write;

use ground::Instant;
use xxhash_rust::xxh3::xxh3_64;

pub use write::Builder;

/// First word of every snapshot.
const MAGIC: u64 = u64::from_le_bytes(*b"CSPLANES");
/// Raised whenever an older program would read a newer file wrong, or the other way round.
pub(crate) const VERSION: u64 = 1;
/// Words of the header.
pub(crate) const HEADER: usize = 16;
/// Words of one line in the table of units.
pub(crate) const LINE: usize = 6;
/// Words hashed as one piece: a mebibyte.
const PIECE: usize = 1 << 17;

/// What the header says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Header {
    pub(crate) created: Instant,
    pub(crate) law: [u8; 16],
    pub(crate) households: u64,
    /// Words of the whole file.
    pub(crate) length: u64,
    /// Place of the schema in words, and its length in bytes.
    pub(crate) schema: (u64, u64),
    /// Place of the table of units in words, and how many there are.
    pub(crate) units: (u64, u64),
    /// Checksum of everything behind the header.
    pub(crate) body: u64,
}

/// Why words are no header of a snapshot that this program reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wrong {
    /// Something else altogether.
    NotSnapshot,
    /// Of another version.
    Version(u64),
    /// Its words have changed.
    Damaged,
}

impl Header {
    pub(crate) fn to_words(self) -> [u64; HEADER] {
        let half = |at: usize| {
            let bytes: [u8; 8] = std::array::from_fn(|byte| self.law[at + byte]);
            u64::from_le_bytes(bytes)
        };
        let mut words = [0; HEADER];
        words[..12].copy_from_slice(&[
            MAGIC,
            VERSION,
            self.length,
            self.created.0.cast_unsigned(),
            half(0),
            half(8),
            self.schema.0,
            self.schema.1,
            self.units.0,
            self.units.1,
            self.households,
            self.body,
        ]);
        words[HEADER - 1] = checksum(&words[..HEADER - 1]);
        words
    }

    pub(crate) fn read(words: &[u64]) -> Result<Header, Wrong> {
        if words.first() != Some(&MAGIC) {
            return Err(Wrong::NotSnapshot);
        }
        // The version is read first: another version may have another header.
        match words.get(1) {
            Some(&VERSION) => {}
            Some(&other) => return Err(Wrong::Version(other)),
            None => return Err(Wrong::Damaged),
        }
        let head = words.get(..HEADER).ok_or(Wrong::Damaged)?;
        if head[HEADER - 1] != checksum(&head[..HEADER - 1]) {
            return Err(Wrong::Damaged);
        }
        let mut law = [0; 16];
        law[..8].copy_from_slice(&head[4].to_le_bytes());
        law[8..].copy_from_slice(&head[5].to_le_bytes());
        Ok(Header {
            length: head[2],
            created: Instant(head[3].cast_signed()),
            law,
            schema: (head[6], head[7]),
            units: (head[8], head[9]),
            households: head[10],
            body: head[11],
        })
    }
}

/// Checksum of some words.
fn checksum(words: &[u64]) -> u64 {
    let mut bytes = Vec::with_capacity(words.len() * 8);
    for word in words {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    xxh3_64(&bytes)
}

/// The checksum of a body, piece by piece as it comes.
#[derive(Default)]
pub(crate) struct Pieces {
    hashes: Vec<u64>,
}

impl Pieces {
    pub(crate) fn add(&mut self, piece: &[u8]) {
        self.hashes.push(xxh3_64(piece));
    }

    pub(crate) fn finish(&self) -> u64 {
        checksum(&self.hashes)
    }
}

/// The checksum of a whole body, by several threads.
pub(crate) fn body_checksum(body: &[u8], threads: usize) -> u64 {
    let pieces = body.len().div_ceil(PIECE * 8);
    let mut hashes = vec![0; pieces];
    let jobs: Vec<_> = hashes.iter_mut().zip(body.chunks(PIECE * 8)).collect();
    super::pass::share(threads, jobs, || (), |(), (hash, piece)| *hash = xxh3_64(piece));
    checksum(&hashes)
}

/// The same bytes with the magic word, version, length and checksums of a good snapshot: for tests of
/// what a reader does with contents that no checksum gives away.
#[doc(hidden)]
pub fn with_checksums(bytes: &[u8]) -> Vec<u8> {
    let mut words: Vec<u64> = bytes
        .chunks_exact(8)
        .map(|eight| u64::from_le_bytes(eight.try_into().expect("eight bytes")))
        .collect();
    words.resize(words.len().max(HEADER), 0);
    let length = words.len() as u64;
    let body = body_checksum(super::machine::bytes(&words[HEADER..]), 1);
    words[..3].copy_from_slice(&[MAGIC, VERSION, length]);
    words[11] = body;
    words[HEADER - 1] = checksum(&words[..HEADER - 1]);
    super::machine::bytes(&words).to_vec()
}
