//! What the columns reading found out.

use law::{Class, Evaluation, Standard};

use super::block::Block;
use super::numbers::UNTOLD;
use super::truths::{Truths, WORD, bit};

/// The result for every household of a batch, in its order, under one standard.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    pub(super) standard: String,
    pub(super) fingerprint: String,
    pub(super) indicators: Vec<Truths>,
    pub(super) income_low: Truths,
    /// [`UNTOLD`] where there is none.
    pub(super) income_score: Vec<i64>,
    pub(super) low: Vec<u8>,
    pub(super) high: Vec<u8>,
    pub(super) classes: Vec<Class>,
    pub(super) unverified: Vec<u64>,
}

/// Where the result of one block belongs.
pub(super) struct Places<'a> {
    bitmaps: Vec<&'a mut [u64]>,
    income_score: &'a mut [i64],
    low: &'a mut [u8],
    high: &'a mut [u8],
    classes: &'a mut [Class],
}

impl Places<'_> {
    /// Puts the result of the block there.
    pub(super) fn take(self, found: &Found) {
        let truths = found.indicators.iter().chain([&found.income_low]);
        let bitmaps = truths.flat_map(|truths| [&truths.yes, &truths.no]);
        for (mine, theirs) in self.bitmaps.into_iter().zip(bitmaps.chain([&found.unverified])) {
            mine.copy_from_slice(theirs);
        }
        self.income_score.copy_from_slice(&found.income_score);
        self.low.copy_from_slice(&found.low);
        self.high.copy_from_slice(&found.high);
        self.classes.copy_from_slice(&found.classes);
    }
}

impl Found {
    /// Nothing yet, with room for so many rows.
    pub(super) fn empty(standard: &Standard, rows: usize) -> Found {
        let truths = || Truths::unknown(rows);
        Found {
            standard: standard.id().to_owned(),
            fingerprint: standard.fingerprint().to_owned(),
            indicators: standard.indicators().iter().map(|_| truths()).collect(),
            income_low: truths(),
            income_score: vec![0; rows],
            low: vec![0; rows],
            high: vec![0; rows],
            classes: vec![Class::Undetermined; rows],
            unverified: vec![0; rows.div_ceil(WORD)],
        }
    }

    /// The places of each block's households, in order.
    pub(super) fn places(&mut self) -> impl Iterator<Item = Places<'_>> {
        let truths = self.indicators.iter_mut().chain([&mut self.income_low]);
        let bitmaps = truths.flat_map(|truths| [&mut truths.yes, &mut truths.no]);
        let mut bitmaps: Vec<_> = bitmaps
            .chain([&mut self.unverified])
            .map(|bitmap| bitmap.chunks_mut(Block::ROWS / WORD))
            .collect();
        let counts = self.low.chunks_mut(Block::ROWS).zip(self.high.chunks_mut(Block::ROWS));
        let rows = self.income_score.chunks_mut(Block::ROWS).zip(counts);
        rows.zip(self.classes.chunks_mut(Block::ROWS)).map(
            move |((income_score, (low, high)), classes)| Places {
                bitmaps: bitmaps.iter_mut().filter_map(Iterator::next).collect(),
                income_score,
                low,
                high,
                classes,
            },
        )
    }

    /// Id of the standard.
    pub fn standard(&self) -> &str {
        &self.standard
    }

    /// Fingerprint of the law.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The class of every household.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// Every indicator, in the order of the official tables.
    pub fn indicators(&self) -> &[Truths] {
        &self.indicators
    }

    /// Smallest possible number of deprived indicators of every household.
    pub fn low(&self) -> &[u8] {
        &self.low
    }

    /// Largest possible number of deprived indicators of every household.
    pub fn high(&self) -> &[u8] {
        &self.high
    }

    /// One household's result, as the law's own reading gives it.
    pub fn evaluation(&self, row: usize) -> Evaluation {
        let bits = |of: fn(&Truths) -> &Vec<u64>| {
            let planes = self.indicators.iter().enumerate();
            planes.fold(0, |all, (at, truths)| all | u32::from(bit(of(truths), row)) << at)
        };
        let deprived = bits(|truths| &truths.yes);
        Evaluation {
            class: self.classes[row],
            income_low: self.income_low.get(row),
            income_score: Some(self.income_score[row]).filter(|score| *score != UNTOLD),
            deprived,
            known: deprived | bits(|truths| &truths.no),
            low: self.low[row],
            high: self.high[row],
            unverified: bit(&self.unverified, row),
        }
    }
}
