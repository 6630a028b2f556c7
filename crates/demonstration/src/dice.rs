//! Repeatable chance: the same seed throws the same dice for ever, on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

/// Dice of one stream. Every household has a stream of its own, so that one more throw for one
/// household does not change its neighbours.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// Stream `stream` of `seed`.
    pub(crate) fn new(seed: u64, stream: u64) -> Dice {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        Dice(random)
    }

    /// From 0 up to and without `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.0.next_u64()) * end as u128) >> 64) as usize
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// From 0 up to and without 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with the given probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of the given.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One of the given, each with its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, from: &[(u32, T)]) -> T {
        let total: u32 = from.iter().map(|(weight, _)| weight).sum();
        let mut at = self.below(total as usize) as u32;
        for (weight, value) in from {
            match at.checked_sub(*weight) {
                Some(left) => at = left,
                None => return *value,
            }
        }
        from[from.len() - 1].1
    }

    /// Gumbel noise: adding it to logarithms of weights and taking the greatest is drawing by weight.
    pub(crate) fn gumbel(&mut self) -> f64 {
        -(-(self.unit().max(1e-12)).ln()).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_kept_and_streams_differ() {
        let mut dice = Dice::new(1, 0);
        let heads = (0..10_000).filter(|_| dice.weighted(&[(3, true), (1, false)])).count();
        assert!((7_200..7_800).contains(&heads), "{heads} of 10 000 at three to one");
        assert!((Dice::new(1, 0).unit() - Dice::new(1, 1).unit()).abs() > 0.0);
        assert!((0..1_000).all(|_| (3..=5).contains(&dice.between(3, 5))));
    }
}
