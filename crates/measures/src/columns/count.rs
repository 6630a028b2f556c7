//! The number of deprivations over columns, helped by a stated deprivation score (B2).

use std::rc::Rc;

use law::{CarryOver, Standard};

use super::block::Block;
use super::numbers::Numbers;
use super::truths::{WORD, covers, numbers_of};

/// Bounds of the number of deprived indicators, household by household.
pub(super) struct Counted {
    pub(super) low: Vec<u8>,
    pub(super) high: Vec<u8>,
    pub(super) stated: Vec<Stated>,
}

/// What became of a stated score.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    /// None given, or none that says anything here.
    Unused,
    /// It settles the number.
    Used,
    /// It was given under the standard before and narrows the bounds.
    Carried,
}

impl Counted {
    /// As far as marks and answers tell: `deprived` and `known` hold one bitmap per indicator.
    pub(super) fn by_flags(deprived: &[Vec<u64>], known: &[Vec<u64>], rows: usize) -> Counted {
        let low = sums(deprived, rows);
        let known = sums(known, rows);
        let all = deprived.len() as u8;
        let high = low.iter().zip(known).map(|(low, known)| low + all - known).collect();
        Counted { low, high, stated: vec![Stated::Unused; rows] }
    }

    /// Lets a stated score decide or narrow what the flags leave open, unless it contradicts them.
    pub(super) fn with_stated(mut self, standard: &Standard, block: &Block) -> Counted {
        let Some(place) = standard.known_questions().deprivation_score else { return self };
        let scores = block.numbers(place);
        if matches!(scores, Numbers::Same(_)) {
            return self;
        }
        for (row, day) in block.settings.days.iter().enumerate() {
            let Some(score) = scores.bounds(row).value() else { continue };
            let carry = standard.carry_over().filter(|carry| carry.period.contains(*day));
            let points = match carry {
                _ if standard.period().contains(*day) => standard.points_per_indicator(),
                Some(carry) => carry.points,
                None => continue,
            };
            let score = score as i64;
            if score < 0 || score % points != 0 {
                continue;
            }
            let number = u8::try_from(score / points).unwrap_or(u8::MAX);
            match carry {
                Some(carry) if !standard.period().contains(*day) => self.carry(row, number, carry),
                _ if (self.low[row]..=self.high[row]).contains(&number) => {
                    (self.low[row], self.high[row]) = (number, number);
                    self.stated[row] = Stated::Used;
                }
                _ => {}
            }
        }
        self
    }

    fn carry(&mut self, row: usize, number: u8, carry: &CarryOver) {
        let low = self.low[row].max(number.saturating_sub(carry.dropped));
        let high = self.high[row].min(number.min(carry.shared) + carry.added);
        if low <= high {
            (self.low[row], self.high[row]) = (low, high);
            self.stated[row] = Stated::Carried;
        }
    }

    /// The bounds as the rules see them.
    pub(super) fn numbers(&self) -> Numbers<'static> {
        let small = |counts: &[u8]| counts.iter().map(|count| i16::from(*count)).collect();
        if self.low == self.high {
            return Numbers::small(small(&self.low));
        }
        Numbers::SmallRanges(Rc::new(small(&self.low)), Rc::new(small(&self.high)))
    }
}

/// How many of the bitmaps have each row set: sixty-four rows at a time in a counter of binary digits,
/// then a byte for each row. Bitmaps of every row and of none, which are frequent, need no counter.
fn sums(planes: &[Vec<u64>], rows: usize) -> Vec<u8> {
    let (full, others): (Vec<_>, Vec<_>) =
        planes.iter().partition(|plane| covers(plane.iter().copied(), rows));
    let mixed: Vec<_> =
        others.into_iter().filter(|plane| plane.iter().any(|word| *word != 0)).collect();
    let mut sums = vec![full.len() as u8; rows];
    // The law has at most thirty-two indicators.
    let mut counter = [0_u64; 6];
    let digits = mixed.len().checked_ilog2().map_or(0, |most| most as usize + 1);
    let counter = &mut counter[..digits];
    if digits == 0 {
        return sums;
    }
    for (word, sums) in sums.chunks_mut(WORD).enumerate() {
        counter.fill(0);
        for plane in &mixed {
            let mut carry = plane[word];
            for digit in &mut *counter {
                (*digit, carry) = (*digit ^ carry, *digit & carry);
            }
        }
        for (sum, more) in sums.iter_mut().zip(numbers_of(counter)) {
            *sum += more;
        }
    }
    sums
}
