//! True, false or unknown for many rows at once.

use law::Truth;

/// Bits in a machine word.
pub(super) const WORD: usize = u64::BITS as usize;

/// One statement about many rows: a bitmap of the rows where it holds and one of those where it does
/// not. A row in neither is unknown, so Kleene's tables are plain bit operations and "not" swaps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Truths {
    pub(super) yes: Vec<u64>,
    pub(super) no: Vec<u64>,
}

impl Truths {
    /// Unknown for all rows.
    pub(super) fn unknown(rows: usize) -> Truths {
        let words = rows.div_ceil(WORD);
        Truths { yes: vec![0; words], no: vec![0; words] }
    }

    /// The same for all rows.
    pub(super) fn same(holds: bool, rows: usize) -> Truths {
        let unknown = Truths::unknown(rows);
        let all = Truths { yes: all(rows), no: unknown.no };
        if holds { all } else { !all }
    }

    /// The truth for one row.
    pub fn get(&self, row: usize) -> Truth {
        if bit(&self.yes, row) {
            Truth::True
        } else if bit(&self.no, row) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Both hold.
    pub(super) fn and(mut self, other: &Truths) -> Truths {
        zip(&mut self.yes, &other.yes, |a, b| a & b);
        zip(&mut self.no, &other.no, |a, b| a | b);
        self
    }

    /// At least one holds.
    pub(super) fn or(self, other: &Truths) -> Truths {
        let mut both = self;
        zip(&mut both.yes, &other.yes, |a, b| a | b);
        zip(&mut both.no, &other.no, |a, b| a & b);
        both
    }

    /// `self` in the rows of `mask`, `other` in the others.
    pub(super) fn where_or(mut self, mask: &[u64], other: &Truths) -> Truths {
        for (mine, theirs) in [(&mut self.yes, &other.yes), (&mut self.no, &other.no)] {
            for ((mine, theirs), mask) in mine.iter_mut().zip(theirs).zip(mask) {
                *mine = *mine & mask | theirs & !mask;
            }
        }
        self
    }

    /// What is known of `self`, else what `other` says.
    pub(super) fn or_else(self, other: &Truths) -> Truths {
        let known = self.known();
        self.where_or(&known, other)
    }

    /// Whether it is known in every row.
    pub(super) fn is_known_throughout(&self, rows: usize) -> bool {
        covers(self.yes.iter().zip(&self.no).map(|(yes, no)| yes | no), rows)
    }

    /// The rows where it is known.
    pub(super) fn known(&self) -> Vec<u64> {
        self.yes.iter().zip(&self.no).map(|(yes, no)| yes | no).collect()
    }

    /// Adds one row.
    pub(super) fn push(&mut self, row: usize, holds: Option<bool>) {
        if row.is_multiple_of(WORD) {
            self.yes.push(0);
            self.no.push(0);
        }
        match holds {
            Some(true) => set(&mut self.yes, row),
            Some(false) => set(&mut self.no, row),
            None => {}
        }
    }
}

impl std::ops::Not for Truths {
    type Output = Truths;
    fn not(self) -> Truths {
        Truths { yes: self.no, no: self.yes }
    }
}

/// A bitmap of which every row is set.
pub(super) fn all(rows: usize) -> Vec<u64> {
    let mut words = vec![u64::MAX; rows.div_ceil(WORD)];
    if let (Some(last), odd @ 1..) = (words.last_mut(), rows % WORD) {
        *last = (1 << odd) - 1;
    }
    words
}

/// Whether every row is set.
pub(super) fn covers(mut words: impl Iterator<Item = u64>, rows: usize) -> bool {
    let whole = words.by_ref().take(rows / WORD).all(|word| word == u64::MAX);
    whole && words.next().is_none_or(|last| last == (1 << (rows % WORD)) - 1)
}

/// Whether the row is set.
pub(super) fn bit(words: &[u64], row: usize) -> bool {
    words[row / WORD] >> (row % WORD) & 1 == 1
}

/// Sets the row.
pub(super) fn set(words: &mut [u64], row: usize) {
    words[row / WORD] |= 1 << (row % WORD);
}

/// A bitmap of the rows for which `holds`.
pub(super) fn pack(rows: usize, holds: impl Fn(usize) -> bool) -> Vec<u64> {
    let word = |first: usize| {
        let rows = first..rows.min(first + WORD);
        rows.fold(0, |word, row| word | u64::from(holds(row)) << (row - first))
    };
    (0..rows).step_by(WORD).map(word).collect()
}

/// A bitmap of the numbers for which `holds`.
///
/// A byte per number first, which the compiler does many at a time, then eight bytes to eight bits in
/// one multiplication: several times faster than bit by bit, and half of a classification is this.
pub(super) fn pack_each<T: Copy>(numbers: &[T], holds: impl Fn(T) -> bool) -> Vec<u64> {
    let mut words = Vec::with_capacity(numbers.len().div_ceil(WORD));
    let mut chunks = numbers.chunks_exact(WORD);
    for chunk in &mut chunks {
        let mut bytes = [0_u8; WORD];
        for (byte, number) in bytes.iter_mut().zip(chunk) {
            *byte = u8::from(holds(*number));
        }
        words.push(bits_of(&bytes));
    }
    words.extend(last_word(chunks.remainder().iter().map(|number| holds(*number))));
    words
}

/// The same for pairs of numbers.
pub(super) fn pack_pairs<A: Copy, B: Copy>(
    a: &[A],
    b: &[B],
    holds: impl Fn(A, B) -> bool,
) -> Vec<u64> {
    let mut words = Vec::with_capacity(a.len().div_ceil(WORD));
    let (mut left, mut right) = (a.chunks_exact(WORD), b.chunks_exact(WORD));
    for (left, right) in (&mut left).zip(&mut right) {
        let mut bytes = [0_u8; WORD];
        for (byte, (a, b)) in bytes.iter_mut().zip(left.iter().zip(right)) {
            *byte = u8::from(holds(*a, *b));
        }
        words.push(bits_of(&bytes));
    }
    let rest = left.remainder().iter().zip(right.remainder());
    words.extend(last_word(rest.map(|(a, b)| holds(*a, *b))));
    words
}

fn last_word(holds: impl ExactSizeIterator<Item = bool>) -> Option<u64> {
    let some = holds.len() > 0;
    let word = holds.enumerate().fold(0, |word, (at, holds)| word | u64::from(holds) << at);
    some.then_some(word)
}

/// Sixty-four bytes of 0 or 1 as bits, the first lowest.
fn bits_of(bytes: &[u8; WORD]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    let bits = |eight: &[u8; 8]| {
        // Byte i is shifted to bit 56 + i; no two meet on the way.
        u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    };
    eights.iter().enumerate().fold(0, |word, (at, eight)| word | bits(eight) << (8 * at))
}

/// Sixty-four small numbers, of each binary digit (the lowest first) a word of bits.
pub(super) fn numbers_of(digits: &[u64]) -> [u8; WORD] {
    let mut numbers = [0; WORD];
    for (at, eight) in numbers.chunks_exact_mut(8).enumerate() {
        let digits = digits.iter().enumerate();
        let sum =
            digits.fold(0, |sum, (digit, bits)| sum | bytes_of((bits >> (8 * at)) as u8) << digit);
        eight.copy_from_slice(&u64::to_le_bytes(sum));
    }
    numbers
}

/// Eight bits as eight bytes of 0 or 1.
fn bytes_of(bits: u8) -> u64 {
    let each = u64::from(bits).wrapping_mul(0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
    // Whatever bit is left in a byte, adding 127 carries it to the top.
    ((each + 0x7f7f_7f7f_7f7f_7f7f) | each) >> 7 & 0x0101_0101_0101_0101
}

/// Combines two bitmaps into the first.
pub(super) fn zip(into: &mut [u64], with: &[u64], how: impl Fn(u64, u64) -> u64) {
    for (into, with) in into.iter_mut().zip(with) {
        *into = how(*into, *with);
    }
}

/// How many of the rows from `first` up to and without `end` are set.
pub(super) fn ones(words: &[u64], first: usize, end: usize) -> u32 {
    let mut count = 0;
    let mut row = first;
    while row < end {
        let stop = end.min((row / WORD + 1) * WORD);
        let kept = (u64::MAX >> (WORD - (stop - row))) << (row % WORD);
        count += (words[row / WORD] & kept).count_ones();
        row = stop;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn truths(of: &[Option<bool>]) -> Truths {
        let mut truths = Truths::default();
        of.iter().enumerate().for_each(|(row, holds)| truths.push(row, *holds));
        truths
    }

    proptest! {
        #[test]
        fn rows_are_independent_and_follow_kleenes_tables(
            pairs in prop::collection::vec(any::<(Option<bool>, Option<bool>)>(), 0..200)
        ) {
            let (a, b): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            let (a_all, b_all) = (truths(&a), truths(&b));
            for (row, pair) in pairs.iter().enumerate() {
                let (a, b) = (Truth::from(pair.0), Truth::from(pair.1));
                prop_assert_eq!(a_all.clone().and(&b_all).get(row), a.and(b));
                prop_assert_eq!(a_all.clone().or(&b_all).get(row), a.or(b));
                prop_assert_eq!((!a_all.clone()).get(row), !a);
                let first = if a.is_known() { a } else { b };
                prop_assert_eq!(a_all.clone().or_else(&b_all).get(row), first);
            }
        }

        #[test]
        fn ones_counts_what_lies_between(
            set_rows in prop::collection::vec(any::<bool>(), 0..300), ends in any::<(u16, u16)>()
        ) {
            let words = pack(set_rows.len(), |row| set_rows[row]);
            let within = |end: u16| usize::from(end) % (set_rows.len() + 1);
            let (first, end) = (within(ends.0).min(within(ends.1)), within(ends.0).max(within(ends.1)));
            let expected = set_rows[first..end].iter().filter(|set| **set).count();
            prop_assert_eq!(ones(&words, first, end) as usize, expected);
            let each: Vec<f64> = set_rows.iter().map(|set| f64::from(u8::from(*set))).collect();
            prop_assert_eq!(&pack_each(&each, |number| number > 0.5), &words);
            prop_assert_eq!(&pack_pairs(&each, &each, |a, b| a + b > 1.5), &words);
            for digits in words.windows(2) {
                let numbers = numbers_of(digits);
                let expected = |at| (digits[0] >> at & 1) + 2 * (digits[1] >> at & 1);
                prop_assert!((0..WORD).all(|at| u64::from(numbers[at]) == expected(at)));
            }
            let full = set_rows.iter().all(|set| *set);
            prop_assert_eq!(covers(words.iter().copied(), set_rows.len()), full);
            prop_assert!(covers(all(set_rows.len()).into_iter(), set_rows.len()));
            prop_assert_eq!(ones(&all(set_rows.len()), first, end) as usize, end - first);
        }
    }
}
