//! A growing row of bits: one yes-or-no column while a unit is gathered.

/// Bits, 64 to a word, the first row in the lowest bit.
#[derive(Clone, Default, Debug)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    pub(crate) fn push(&mut self, bit: bool) {
        if self.len.is_multiple_of(64) {
            self.words.push(0);
        }
        let last = self.words.len() - 1;
        self.words[last] |= u64::from(bit) << (self.len % 64);
        self.len += 1;
    }

    /// Adds 64 bits, or as many as `count` says; those above must be 0.
    pub(crate) fn push_word(&mut self, word: u64, count: usize) {
        let shift = self.len % 64;
        if shift == 0 {
            self.words.push(word);
        } else {
            let last = self.words.len() - 1;
            self.words[last] |= word << shift;
            if shift + count > 64 {
                self.words.push(word >> (64 - shift));
            }
        }
        self.len += count;
    }

    /// Adds the bits of another row from `from` up to and without `to`.
    pub(crate) fn extend(&mut self, other: &Bits, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let count = (to - at).min(64);
            self.push_word(other.word_at(at) & low(count), count);
            at += count;
        }
    }

    /// Up to 64 bits beginning at any place.
    pub(crate) fn word_at(&self, at: usize) -> u64 {
        let (word, shift) = (at / 64, at % 64);
        let first = self.words[word] >> shift;
        match self.words.get(word + 1) {
            Some(next) if shift > 0 => first | next << (64 - shift),
            _ => first,
        }
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.len = 0;
    }
}

/// The lowest `count` bits set; all for 64 and more.
pub(crate) fn low(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bits(of: &[bool]) -> Bits {
        let mut bits = Bits::default();
        for bit in of {
            bits.push(*bit);
        }
        bits
    }

    proptest! {
        #[test]
        fn pieces_put_together_are_the_whole(
            all in prop::collection::vec(any::<bool>(), 0..300),
            cuts in prop::collection::vec(0usize..300, 0..4),
        ) {
            let source = bits(&all);
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(all.len())).collect();
            cuts.extend([0, all.len()]);
            cuts.sort_unstable();
            let mut whole = Bits::default();
            for pair in cuts.windows(2) {
                whole.extend(&source, pair[0], pair[1]);
            }
            prop_assert_eq!(whole.words(), source.words());
        }
    }
}
