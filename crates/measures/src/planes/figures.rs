//! What a pass finds: counts by unit, and the figures that follow from them.

use std::collections::BTreeMap;

use law::{Area, Class};

use super::scenario::Weights;
use super::tally::{ALL, COUNTED, FIRST_CLASS, FIRST_INDICATOR, POOR};
use super::unit::Unit;
use crate::census::Alike;

/// Whether households or persons are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum By {
    /// Every household counts one.
    Household,
    /// Every household counts as many as it has members.
    Person,
}

impl By {
    /// Both.
    pub const BOTH: [By; 2] = [By::Household, By::Person];
}

/// The figures of all units asked for, and of groups of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Figures {
    indicators: Vec<String>,
    weights: Vec<u32>,
    units: Vec<Unit>,
    width: usize,
    sums: Vec<u64>,
    by_ethnicity: BTreeMap<u32, Vec<u64>>,
}

/// The counts of one group, and its Alkire–Foster figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally<'a> {
    sums: &'a [u64],
    weights: &'a [u32],
}

/// Counts of a group put together from units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
    sums: Vec<u64>,
    weights: Vec<u32>,
}

impl Figures {
    pub(crate) fn new(
        indicators: Vec<String>,
        weights: Vec<u32>,
        units: Vec<Unit>,
        width: usize,
    ) -> Figures {
        let sums = vec![0; units.len() * width];
        Figures { indicators, weights, units, width, sums, by_ethnicity: BTreeMap::new() }
    }

    pub(crate) fn sums_mut(&mut self) -> &mut [u64] {
        &mut self.sums
    }

    pub(crate) fn add_ethnicities(&mut self, groups: BTreeMap<u32, Vec<u64>>) {
        for (group, sums) in groups {
            add(self.by_ethnicity.entry(group).or_insert_with(|| vec![0; sums.len()]), &sums);
        }
    }

    /// Codes of the indicators, in the order of all counts.
    pub fn indicators(&self) -> &[String] {
        &self.indicators
    }

    /// Each unit with its counts, in the order of the snapshot.
    pub fn by_unit(&self) -> impl Iterator<Item = (&Unit, Tally<'_>)> {
        let tallies = self.sums.chunks_exact(self.width.max(1)).map(|sums| self.tally(sums));
        self.units.iter().zip(tallies)
    }

    /// Each province, in the order of its code.
    pub fn by_province(&self) -> BTreeMap<u32, Total> {
        self.grouped(|unit| unit.province)
    }

    /// Rural and urban units, and those whose area is not known.
    pub fn by_area(&self) -> Vec<(Option<Area>, Total)> {
        let areas = [Some(Area::Rural), Some(Area::Urban), None];
        let mut groups = self.grouped(|unit| areas.iter().position(|area| *area == unit.area));
        let place = |at: usize| Some(at);
        (0..areas.len()).filter_map(|at| Some((areas[at], groups.remove(&place(at))?))).collect()
    }

    /// Each ethnic group of the heads of households; empty unless asked for.
    pub fn by_ethnicity(&self) -> impl Iterator<Item = (u32, Tally<'_>)> {
        self.by_ethnicity.iter().map(|(group, sums)| (*group, self.tally(sums)))
    }

    /// All units together.
    pub fn total(&self) -> Total {
        self.grouped(|_| ())
            .remove(&())
            .unwrap_or_else(|| Total { sums: vec![0; self.width], weights: self.weights.clone() })
    }

    /// Units put together by any key: regions, difficulty, units of another date.
    pub fn grouped<K: Ord>(&self, key: impl Fn(&Unit) -> K) -> BTreeMap<K, Total> {
        let mut groups: BTreeMap<K, Total> = BTreeMap::new();
        for (unit, tally) in self.by_unit() {
            let total = groups.entry(key(unit)).or_insert_with(|| Total {
                sums: vec![0; self.width],
                weights: self.weights.clone(),
            });
            add(&mut total.sums, tally.sums);
        }
        groups
    }

    fn tally<'a>(&'a self, sums: &'a [u64]) -> Tally<'a> {
        Tally { sums, weights: &self.weights }
    }
}

pub(crate) fn add(total: &mut [u64], sums: &[u64]) {
    for (total, sum) in total.iter_mut().zip(sums) {
        *total += sum;
    }
}

impl Total {
    /// Nobody yet.
    pub(crate) fn none(weights: &Weights) -> Total {
        let weights = weights.numbers().to_vec();
        Total { sums: vec![0; 2 * (FIRST_INDICATOR + 2 * weights.len())], weights }
    }

    /// Counts households that are alike, knowing whether they are counted and poor.
    pub(crate) fn add(&mut self, alike: &Alike, counted: bool, poor: bool) {
        let indicators = self.weights.len();
        let (households, persons) = self.sums.split_at_mut(FIRST_INDICATOR + 2 * indicators);
        for (sums, many) in [(households, alike.households), (persons, alike.persons)] {
            sums[ALL] += many;
            sums[COUNTED] += if counted { many } else { 0 };
            sums[POOR] += if poor { many } else { 0 };
            if let Some(class) = alike.class {
                sums[FIRST_CLASS + class as usize] += many;
            }
            for at in (0..indicators).filter(|at| alike.deprived >> at & 1 == 1) {
                sums[FIRST_INDICATOR + at] += if counted { many } else { 0 };
                sums[FIRST_INDICATOR + indicators + at] += if poor { many } else { 0 };
            }
        }
    }

    /// The same as of a single unit.
    pub fn tally(&self) -> Tally<'_> {
        Tally { sums: &self.sums, weights: &self.weights }
    }
}

impl Tally<'_> {
    /// The counts to keep.
    pub fn total(&self) -> Total {
        Total { sums: self.sums.to_vec(), weights: self.weights.to_vec() }
    }

    /// Everybody.
    pub fn all(&self, by: By) -> u64 {
        self.at(by, ALL)
    }

    /// Those that the figures below rest on: with every indicator answered and, when the poor are known
    /// by class, with a class.
    pub fn counted(&self, by: By) -> u64 {
        self.at(by, COUNTED)
    }

    /// Those left out for something missing.
    pub fn excluded(&self, by: By) -> u64 {
        self.all(by) - self.counted(by)
    }

    /// The poor among the counted.
    pub fn poor(&self, by: By) -> u64 {
        self.at(by, POOR)
    }

    /// Everybody of a class, counted or not; a class may be clear although an answer is missing.
    pub fn class(&self, class: Class, by: By) -> u64 {
        self.at(by, FIRST_CLASS + class as usize)
    }

    /// Deprived in an indicator, among the counted.
    pub fn raw(&self, indicator: usize, by: By) -> u64 {
        self.at(by, FIRST_INDICATOR + indicator)
    }

    /// Poor and deprived in an indicator.
    pub fn censored(&self, indicator: usize, by: By) -> u64 {
        self.at(by, FIRST_INDICATOR + self.weights.len() + indicator)
    }

    /// H: share of the poor among the counted. Nothing when nobody is counted.
    pub fn headcount(&self, by: By) -> Option<f64> {
        ratio(self.poor(by) as f64, self.counted(by) as f64)
    }

    /// A: average share of weighted deprivations among the poor. Nothing when nobody is poor.
    pub fn intensity(&self, by: By) -> Option<f64> {
        ratio(self.weighted(by), self.poor(by) as f64)
    }

    /// M0: H × A.
    pub fn adjusted(&self, by: By) -> Option<f64> {
        ratio(self.weighted(by), self.counted(by) as f64)
    }

    /// Weight × censored headcount ratio: what an indicator adds to M0.
    pub fn contribution(&self, indicator: usize, by: By) -> Option<f64> {
        let part = self.weight(indicator) * self.censored(indicator, by) as f64;
        ratio(part, self.counted(by) as f64)
    }

    /// An indicator's share of M0, between 0 and 1. Nothing when M0 is 0.
    pub fn share(&self, indicator: usize, by: By) -> Option<f64> {
        let part = self.weight(indicator) * self.censored(indicator, by) as f64;
        ratio(part, self.weighted(by))
    }

    /// Sum over the poor of their weighted deprivations, weights adding up to one.
    fn weighted(&self, by: By) -> f64 {
        // In whole numbers, so that no rounding comes before the division.
        let weights = self.weights.iter().enumerate();
        let sum: u128 = weights
            .map(|(at, weight)| u128::from(*weight) * u128::from(self.censored(at, by)))
            .sum();
        sum as f64 / self.total_weight()
    }

    fn weight(&self, indicator: usize) -> f64 {
        f64::from(self.weights[indicator]) / self.total_weight()
    }

    fn total_weight(&self) -> f64 {
        self.weights.iter().map(|weight| f64::from(*weight)).sum()
    }

    fn at(&self, by: By, place: usize) -> u64 {
        let half = self.sums.len() / 2;
        self.sums[if by == By::Household { place } else { half + place }]
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}
