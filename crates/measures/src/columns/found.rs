//! What the columns reading found out.

use law::{Class, Evaluation, Standard};

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

impl Found {
    /// Nothing yet, with room for so many rows.
    pub(super) fn empty(standard: &Standard, rows: usize) -> Found {
        let words = rows.div_ceil(WORD);
        let truths = || Truths { yes: Vec::with_capacity(words), no: Vec::with_capacity(words) };
        Found {
            standard: standard.id().to_owned(),
            fingerprint: standard.fingerprint().to_owned(),
            indicators: standard.indicators().iter().map(|_| truths()).collect(),
            income_low: truths(),
            income_score: Vec::with_capacity(rows),
            low: Vec::with_capacity(rows),
            high: Vec::with_capacity(rows),
            classes: Vec::with_capacity(rows),
            unverified: Vec::with_capacity(words),
        }
    }

    /// Adds the households after these; `self` ends at a whole word.
    pub(super) fn append(&mut self, mut next: Found) {
        for (mine, theirs) in self.indicators.iter_mut().zip(next.indicators) {
            mine.append(theirs);
        }
        self.income_low.append(next.income_low);
        self.income_score.append(&mut next.income_score);
        self.low.append(&mut next.low);
        self.high.append(&mut next.high);
        self.classes.append(&mut next.classes);
        self.unverified.append(&mut next.unverified);
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
