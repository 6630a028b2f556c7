//! The one module with `unsafe`: choosing the machine's widest instructions, and reading a mapped file.
//!
//! The kernel is ordinary Rust over arrays of words. Here the same functions are compiled three times,
//! for any x86-64 (or any other) processor, with AVX2 and the `popcnt` instruction, and with AVX-512 and
//! its vector population count; which one runs is decided when the program starts, so that one portable
//! binary is fast everywhere. Calling a function compiled for instructions that the processor has not got
//! would be undefined behaviour: a [`Level`] can therefore only be had by asking the processor.

mod lanes;

#[cfg(test)]
pub(crate) use lanes::Portable as Words8;

use std::fs::File;
use std::io;

use memmap2::Mmap;

use super::chunk::Chunk;
use super::classify::Work;
use super::crossing::Cells;
use super::plan::Plan;
use super::strip::{Strip, Wide};

/// The instructions that a pass may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Level(Kind);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// The levels of this machine, the slowest first.
    pub fn available() -> Vec<Level> {
        let mut levels = vec![Level(Kind::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("popcnt")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2");
            if avx2 {
                levels.push(Level(Kind::Avx2));
            }
            if avx2
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vpopcntdq")
            {
                levels.push(Level(Kind::Avx512));
            }
        }
        levels
    }

    /// The fastest of this machine.
    pub fn best() -> Level {
        Level::available().pop().unwrap_or(Level(Kind::Portable))
    }

    /// A short name for reports.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }
}

/// Compiles `body`, which must be `#[inline(always)]`, once for each level, and calls the right one.
macro_rules! at_every_level {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) = $($body:ident)::+) => {
        $(#[$doc])*
        pub(crate) fn $name(level: Level, $($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
            fn avx2($($argument: $type),*) {
                $($body)::+::<lanes::Avx2>($($argument),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(
                enable = "avx2,popcnt,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq"
            )]
            fn avx512($($argument: $type),*) {
                $($body)::+::<lanes::Avx512>($($argument),*);
            }
            match level.0 {
                Kind::Portable => $($body)::+::<lanes::Portable>($($argument),*),
                // SAFETY: the level exists only when the processor was found to have these features.
                #[cfg(target_arch = "x86_64")]
                Kind::Avx2 => unsafe { avx2($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Kind::Avx512 => unsafe { avx512($($argument),*) },
            }
        }
    };
}

at_every_level! {
    /// See [`super::classify::classify`].
    classify(plan: &Plan, chunk: &Chunk, work: &mut Work) = super::classify::classify
}

at_every_level! {
    /// See [`super::tally::tally`].
    tally(plan: &Plan, chunk: &Chunk, work: &Work, sums: &mut [Wide]) = super::tally::tally
}

at_every_level! {
    /// See [`super::tally::tally_groups`].
    tally_groups(
        plan: &Plan, chunk: &Chunk, work: &mut Work,
        groups: &[Strip], starts: &[usize], sums: &mut [Wide]
    ) = super::tally::tally_groups
}

at_every_level! {
    /// See [`super::crossing::cells`].
    cells(before: &Work, after: &Work, chunk: &Chunk, cells: &mut Cells) = super::crossing::cells
}

at_every_level! {
    /// See [`super::strip::count`].
    count(
        mask: &Strip, groups: &[Strip], starts: &[usize],
        chunk: &Chunk, at: usize, sums: &mut [Wide]
    ) = super::strip::count
}

/// The words of a snapshot: a mapped file, or memory.
#[derive(Debug)]
pub(crate) enum Words {
    Mapped(Mmap),
    Owned(Vec<u64>),
}

impl Words {
    /// Maps a file whose length is a multiple of eight bytes.
    pub(crate) fn map(file: &File) -> io::Result<Words> {
        // SAFETY: a mapping is only as steady as its file. Snapshots are written beside and renamed into
        // place, and nothing writes into or shortens a finished one; a reader keeps the old file until
        // it lets go of the mapping. What the words say is never trusted: it is checked when opened.
        let map = unsafe { Mmap::map(file)? };
        // Reading ahead is an advice; a system that does not know it is only slower.
        #[cfg(unix)]
        let _ = map.advise(memmap2::Advice::WillNeed);
        Ok(Words::Mapped(map))
    }

    /// All words; bytes beyond the last whole word are left out.
    pub(crate) fn all(&self) -> &[u64] {
        match self {
            // SAFETY: every bit pattern is a `u64`; a mapping begins at a page, so nothing precedes the
            // first aligned word.
            Words::Mapped(map) => unsafe { map.align_to::<u64>() }.1,
            Words::Owned(words) => words,
        }
    }
}

const _: () =
    assert!(cfg!(target_endian = "little"), "snapshots are written and read little-endian");

/// The bytes of some words, as they stand in the file.
pub(crate) fn bytes(words: &[u64]) -> &[u8] {
    // SAFETY: a `u64` has no padding, and bytes need no alignment.
    unsafe { words.align_to::<u8>() }.1
}
