//! Adding up bits: a network of carry-save adders, laid out once for a list of weights.
//!
//! Every indicator enters the column of each binary digit of its weight. While a column holds three
//! strips, a full adder leaves their sum there and carries into the next column; two strips take a half
//! adder. Twelve indicators of weight one become a four-digit number in ten adders, whatever the number
//! of households in a strip.

use super::strip::{LANE, Lane, Strip};

/// A laid-out network.
#[derive(Clone, Debug)]
pub(crate) struct Adder {
    /// What each slot holds at first: the position of a weight.
    inputs: Vec<usize>,
    steps: Vec<Step>,
    /// Slots that hold the result, the lowest digit first; nothing where the digit is never set.
    digits: Vec<Option<usize>>,
}

/// Slots are overwritten in place: the sum goes where the first was, the carry where the second was.
#[derive(Clone, Copy, Debug)]
enum Step {
    Full(usize, usize, usize),
    Half(usize, usize),
}

impl Adder {
    pub(crate) fn of(weights: &[u32]) -> Adder {
        let mut inputs = Vec::new();
        let mut columns: Vec<Vec<usize>> = Vec::new();
        for (position, &weight) in weights.iter().enumerate() {
            for place in (0..u32::BITS as usize).filter(|place| weight >> place & 1 == 1) {
                columns.resize(columns.len().max(place + 1), Vec::new());
                columns[place].push(inputs.len());
                inputs.push(position);
            }
        }
        let mut steps = Vec::new();
        let mut place = 0;
        while place < columns.len() {
            while columns[place].len() > 1 {
                // Oldest first, which keeps the chain of dependent adders short.
                let three = columns[place].len() > 2;
                let taken: Vec<usize> = columns[place].drain(..if three { 3 } else { 2 }).collect();
                steps.push(match taken[..] {
                    [a, b, c] => Step::Full(a, b, c),
                    _ => Step::Half(taken[0], taken[1]),
                });
                columns[place].push(taken[0]);
                columns.resize(columns.len().max(place + 2), Vec::new());
                columns[place + 1].push(taken[1]);
            }
            place += 1;
        }
        let digits = columns.iter().map(|column| column.first().copied()).collect();
        Adder { inputs, steps, digits }
    }

    /// How many strips [`Adder::run`] works in.
    pub(crate) fn slots(&self) -> usize {
        self.inputs.len()
    }

    /// Adds; `input` gives the strip of a weight's position. The digits of the sum go to `out`.
    #[inline(always)]
    pub(crate) fn run<'a, L: Lane>(
        &self,
        input: impl Fn(usize) -> &'a Strip,
        slots: &mut [Strip],
        out: &mut Vec<Strip>,
        lanes: usize,
    ) {
        for (slot, &position) in slots.iter_mut().zip(&self.inputs) {
            slot.0[..lanes].copy_from_slice(&input(position).0[..lanes]);
        }
        for step in &self.steps {
            match *step {
                Step::Full(first, second, third) => {
                    for lane in 0..lanes {
                        let one = slots[first].get::<L>(lane);
                        let other = slots[second].get::<L>(lane);
                        let carried = slots[third].get::<L>(lane);
                        let half = one.xor(other);
                        slots[first].set(lane, half.xor(carried));
                        slots[second].set(lane, one.and(other).or(half.and(carried)));
                    }
                }
                Step::Half(first, second) => {
                    for lane in 0..lanes {
                        let one = slots[first].get::<L>(lane);
                        let other = slots[second].get::<L>(lane);
                        slots[first].set(lane, one.xor(other));
                        slots[second].set(lane, one.and(other));
                    }
                }
            }
        }
        out.resize(self.digits.len(), Strip::NONE);
        for (out, slot) in out.iter_mut().zip(&self.digits) {
            match slot {
                Some(slot) => out.0[..lanes].copy_from_slice(&slots[*slot].0[..lanes]),
                None => out.0[..lanes].fill([0; LANE]),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::machine::Words8 as Words;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_household_gets_the_sum_of_its_weights(
            weights in prop::collection::vec(0u32..40, 1..14),
            seed in any::<u64>(),
        ) {
            let strips: Vec<Strip> = (0..weights.len() as u64)
                .map(|nth| {
                    let mut strip = Strip::NONE;
                    for (at, word) in strip.words_mut().iter_mut().enumerate() {
                        *word = xxhash_rust::xxh3::xxh3_64_with_seed(&nth.to_le_bytes(), seed.wrapping_add(at as u64));
                    }
                    strip
                })
                .collect();
            let adder = Adder::of(&weights);
            let mut slots = vec![Strip::NONE; adder.slots()];
            let mut sum = Vec::new();
            adder.run::<Words>(|position| &strips[position], &mut slots, &mut sum, 8);
            for row in [0usize, 63, 64, 1000, 4095] {
                let bit = |strip: &Strip| strip.words()[row / 64] >> (row % 64) & 1;
                let expected: u64 =
                    weights.iter().zip(&strips).map(|(w, strip)| u64::from(*w) * bit(strip)).sum();
                let found: u64 = sum.iter().enumerate().map(|(at, strip)| bit(strip) << at).sum();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
