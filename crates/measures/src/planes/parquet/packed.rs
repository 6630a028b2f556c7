//! Columns of a row group as bits and numbers.

use super::super::bits::{Bits, low};

/// A yes-or-no column: what is yes, and what is known (nothing when everything is).
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) yes: Bits,
    pub(super) known: Option<Bits>,
}

/// Bits from bytes that are 0 or 1, eight at a time: a multiplication gathers the lowest bits of eight
/// bytes in the highest byte.
fn gather(bytes: [u8; 8]) -> u64 {
    u64::from_le_bytes(bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The first 64 flags (or fewer) as bits.
fn word<T: Copy>(flags: &[T], is_set: impl Fn(T) -> bool) -> u64 {
    let mut word = 0;
    let mut eights = flags.chunks_exact(8);
    for (at, eight) in eights.by_ref().enumerate() {
        let bytes: [u8; 8] = std::array::from_fn(|at| u8::from(is_set(eight[at])));
        word |= gather(bytes) << (8 * at);
    }
    let done = flags.len() / 8 * 8;
    for (at, flag) in eights.remainder().iter().enumerate() {
        word |= u64::from(is_set(*flag)) << (done + at);
    }
    word
}

/// Opens a gap at every row that is not known, so that the values of the others lie at their rows.
fn spread(mut values: u64, known: u64, rows: usize) -> u64 {
    let mut gaps = !known & low(rows);
    while gaps != 0 {
        let below = (gaps & gaps.wrapping_neg()) - 1;
        values = values & below | (values & !below) << 1;
        gaps &= gaps - 1;
    }
    values
}

impl Answers {
    /// Packs the values of the rows whose level is 1; without levels every row has a value.
    pub(super) fn pack(values: &[bool], levels: &[i16], rows: usize) -> Answers {
        let mut yes = Bits::default();
        if values.len() == rows {
            for chunk in values.chunks(64) {
                yes.push_word(word(chunk, |value| value), chunk.len());
            }
            return Answers { yes, known: None };
        }
        let mut known = Bits::default();
        let mut rest = values;
        for chunk in levels.chunks(64) {
            let here = word(chunk, |level| level > 0);
            let taken;
            (taken, rest) = rest.split_at(here.count_ones() as usize);
            yes.push_word(spread(word(taken, |value| value), here, chunk.len()), chunk.len());
            known.push_word(here, chunk.len());
        }
        Answers { yes, known: Some(known) }
    }
}

/// A number column: 0 where not known.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) values: Vec<u32>,
    pub(super) known: Option<Bits>,
}

impl Numbers {
    /// Lays the values out by row; without levels every row has a value.
    pub(super) fn lay(values: Vec<u32>, levels: &[i16], rows: usize) -> Numbers {
        if values.len() == rows {
            return Numbers { values, known: None };
        }
        let mut known = Bits::default();
        let mut laid = Vec::with_capacity(rows);
        let mut next = values.into_iter();
        for level in levels {
            known.push(*level > 0);
            laid.push(if *level > 0 { next.next().unwrap_or(0) } else { 0 });
        }
        Numbers { values: laid, known: Some(known) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_come_to_lie_at_their_rows(rows in prop::collection::vec(any::<Option<bool>>(), 0..300)) {
            let values: Vec<bool> = rows.iter().flatten().copied().collect();
            let levels: Vec<i16> = rows.iter().map(|row| i16::from(row.is_some())).collect();
            let packed = Answers::pack(&values, &levels, rows.len());
            for (at, row) in rows.iter().enumerate() {
                prop_assert_eq!(packed.yes.word_at(at) & 1 == 1, *row == Some(true));
                let known = packed.known.as_ref().is_none_or(|known| known.word_at(at) & 1 == 1);
                prop_assert_eq!(known, row.is_some());
            }
        }
    }
}
