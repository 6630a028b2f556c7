//! How much a household lacks, within bounds: from its indicators, and from a list that told only how many.
//!
//! Indicators give a least sum (those known to be lacking) and a largest (those and the unknown). A list
//! that gave the number alone narrows these: *n* deprivations weigh at least as much as the *n* lightest
//! indicators and at most as much as the *n* heaviest. A number becomes such a sum in the same adders as
//! the indicators do: its rungs "at least 1", "at least 2", … take the places of indicators in the order
//! of their weight. With equal weights the bounds are exactly those of [`law::Evaluation`].

use super::adder::Adder;
use super::chunk::Chunk;
use super::strip::{Lane, Strip, at_least};

/// Counts the deprivations that a scenario's rules ask for.
#[derive(Clone, Debug)]
pub(crate) struct Counter {
    flags: Adder,
    told: Option<Told>,
}

/// Where a snapshot holds the least and the largest number told of a household.
#[derive(Clone, Debug)]
struct Told {
    least: usize,
    most: usize,
    /// Weights from the lightest up, and from the heaviest down.
    lightest: Adder,
    heaviest: Adder,
}

/// Room to count in, and the outcome.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Digits of the least sum.
    pub(crate) low: Vec<Strip>,
    /// Digits of the largest; to be read only where something is missing, else it is the least.
    pub(crate) high: Vec<Strip>,
    slots: Vec<Strip>,
    loose: Vec<Strip>,
    least: Vec<Strip>,
    most: Vec<Strip>,
}

impl Counter {
    /// Counts in these weights; `told` are the columns of the least and the largest number told.
    pub(crate) fn of(weights: &[u32], told: Option<(usize, usize)>) -> Counter {
        let mut sorted = weights.to_vec();
        sorted.sort_unstable();
        let told = told.map(|(least, most)| {
            let lightest = Adder::of(&sorted);
            sorted.reverse();
            Told { least, most, lightest, heaviest: Adder::of(&sorted) }
        });
        Counter { flags: Adder::of(weights), told }
    }

    /// The columns of numbers that it reads.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.told.iter().flat_map(|told| [told.least, told.most])
    }

    /// Counts the households of a chunk into `counts`.
    #[inline(always)]
    pub(crate) fn run<L: Lane>(&self, indicators: &[usize], chunk: &Chunk, counts: &mut Counts) {
        let lanes = chunk.lanes;
        let Counts { low, high, slots, loose, .. } = counts;
        slots.resize(self.flags.slots(), Strip::NONE);
        self.flags.run::<L>(|at| &chunk.yes[indicators[at]], slots, low, lanes);
        if !chunk.some_missing {
            return;
        }
        loose.resize(indicators.len(), Strip::NONE);
        for (loose, &column) in loose.iter_mut().zip(indicators) {
            for lane in 0..lanes {
                let yes = chunk.yes[column].get::<L>(lane);
                loose.set(lane, yes.or(chunk.missing[column].get(lane)));
            }
        }
        self.flags.run::<L>(|at| &loose[at], slots, high, lanes);
        if let Some(told) = &self.told {
            told.narrow::<L>(chunk, counts);
        }
    }
}

impl Told {
    /// Narrows the bounds where a number was told; one that contradicts the indicators is left aside.
    #[inline(always)]
    fn narrow<L: Lane>(&self, chunk: &Chunk, counts: &mut Counts) {
        let lanes = chunk.lanes;
        let Counts { low, high, slots, loose: rungs, least, most } = counts;
        let sides =
            [(self.least, &self.lightest, &mut *least), (self.most, &self.heaviest, &mut *most)];
        for (number, adder, sum) in sides {
            let (frame, planes) = &chunk.numbers[number];
            for (rung, strip) in (1..).zip(rungs.iter_mut()) {
                at_least::<L>(strip, planes, frame.at_least(rung), false, lanes);
            }
            adder.run::<L>(|at| &rungs[at], slots, sum, lanes);
        }
        let missing = |number: usize| &chunk.missing[chunk.yes.len() + number];
        for lane in 0..lanes {
            let untold = missing(self.least).get::<L>(lane).or(missing(self.most).get(lane));
            let apart = above::<L>(least, high, lane).or(above(low, most, lane)).or(untold);
            let raised = above::<L>(least, low, lane).without(apart);
            let lowered = above::<L>(high, most, lane).without(apart);
            put::<L>(low, least, raised, lane);
            put::<L>(high, most, lowered, lane);
        }
    }
}

/// A digit, none beyond the highest.
#[inline(always)]
fn digit<L: Lane>(digits: &[Strip], place: usize, lane: usize) -> L {
    digits.get(place).map_or(L::none(), |strip| strip.get(lane))
}

/// Households of which the first number is the larger.
#[inline(always)]
fn above<L: Lane>(first: &[Strip], second: &[Strip], lane: usize) -> L {
    let (mut above, mut equal) = (L::none(), L::all());
    for place in (0..first.len().max(second.len())).rev() {
        let (one, other) = (digit::<L>(first, place, lane), digit::<L>(second, place, lane));
        above = above.or(equal.and(one.without(other)));
        equal = equal.without(one.xor(other));
    }
    above
}

/// Puts another number in place where `which` says.
#[inline(always)]
fn put<L: Lane>(number: &mut [Strip], other: &[Strip], which: L, lane: usize) {
    for (place, strip) in number.iter_mut().enumerate() {
        let kept = strip.get::<L>(lane).without(which);
        strip.set(lane, kept.or(digit::<L>(other, place, lane).and(which)));
    }
}
