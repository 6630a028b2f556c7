//! Alkire–Foster figures of a whole population, from households counted by their pattern of answers.
//!
//! A registry holds everybody: nothing is sampled, so the figures have no standard error. Households
//! whose answers are alike are counted together ([`Alike`]), which is how a database gives them for any
//! day of the past; the sums and the formulas are those of the bit planes ([`Tally`]).

use law::Class;

use crate::Measure;
use crate::changes::Pair;
use crate::output::{Change, Estimate};
use crate::planes::{By, Tally, Total, Weights};
use ground::Problem;

/// Which households are poor, and how much each deprivation weighs.
#[derive(Clone, PartialEq, Debug)]
pub struct Index {
    /// Code and dimension of each indicator.
    indicators: Vec<(String, String)>,
    weights: Weights,
    /// Cut-off in percent of all weights; the poor by class when there is none.
    cutoff: Option<f64>,
}

/// Households of the same class, deprived of the same and known of the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alike {
    /// Class under the standard; `None` where it was not evaluated.
    pub class: Option<Class>,
    /// Bits of the indicators they are deprived of, the first indicator lowest.
    pub deprived: u32,
    /// Bits of the indicators with an answer.
    pub known: u32,
    /// How many.
    pub households: u64,
    /// Their members together.
    pub persons: u64,
}

/// What the figures of one group are called in the long list.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Named {
    /// Breakdown; none for the whole.
    pub over: Option<String>,
    /// Group within it.
    pub group: Option<String>,
    /// The day.
    pub time: String,
}

impl Index {
    /// An index of these indicators (code, dimension).
    ///
    /// # Errors
    /// `measures.planes.weights_number`, `measures.planes.cutoff_out_of_range`.
    pub fn new(
        indicators: Vec<(String, String)>,
        weights: Weights,
        cutoff: Option<f64>,
    ) -> Result<Index, Problem> {
        if weights.numbers().len() != indicators.len() {
            return Err(Problem::invalid("measures.planes.weights_number")
                .with("weights", weights.numbers().len())
                .with("indicators", indicators.len()));
        }
        if let Some(percent) = cutoff.filter(|percent| !(*percent > 0.0 && *percent <= 100.0)) {
            return Err(Problem::invalid("measures.planes.cutoff_out_of_range")
                .with("value", percent.to_string()));
        }
        Ok(Index { indicators, weights, cutoff })
    }

    /// The weights.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The cut-off in percent; none where the poor are known by class.
    pub fn cutoff(&self) -> Option<f64> {
        self.cutoff
    }

    /// The weight of an indicator, all adding up to one.
    pub fn weight(&self, indicator: usize) -> f64 {
        f64::from(self.weights.numbers()[indicator]) / self.weights.total() as f64
    }

    /// Whether the figures rest on such a household: every indicator answered, and the class known where
    /// the poor are known by class.
    pub fn counts(&self, alike: &Alike) -> bool {
        let all = self.bits().fold(0, |all, (bit, _)| all | bit);
        let classed = alike.class.is_some_and(|class| class != Class::Undetermined);
        alike.known & all == all && (self.cutoff.is_some() || classed)
    }

    /// Whether such a household is counted, and poor.
    pub fn is_poor(&self, alike: &Alike) -> bool {
        self.counts(alike)
            && match self.cutoff {
                None => alike.class == Some(Class::Poor),
                Some(percent) => {
                    let own = self.bits().filter(|(bit, _)| alike.deprived & bit != 0);
                    let score: u64 = own.map(|(_, weight)| u64::from(weight)).sum();
                    score >= self.weights.reach(percent)
                }
            }
    }

    /// The counts of a group.
    pub fn count<'a>(&self, households: impl IntoIterator<Item = &'a Alike>) -> Total {
        let mut total = Total::none(&self.weights);
        for alike in households {
            total.add(alike, self.counts(alike), self.is_poor(alike));
        }
        total
    }

    /// Every figure of a group, as `chieusau measure` lists them; errors and intervals are blank.
    pub fn levels(&self, tally: &Tally<'_>, by: By, named: &Named) -> Vec<Estimate> {
        let level = |measure, indicator: Option<&str>, estimate| Estimate {
            measure,
            indicator: indicator.map(str::to_owned),
            over: named.over.clone(),
            group: named.group.clone(),
            time: Some(named.time.clone()),
            k: self.cutoff.filter(|_| measure != Measure::Hd),
            change: Change::None,
            from: None,
            to: None,
            annualised: false,
            estimate,
            se: None,
            lower: None,
            upper: None,
            n: tally.counted(By::Household),
        };
        let mut all = vec![
            level(Measure::H, None, tally.headcount(by)),
            level(Measure::A, None, tally.intensity(by)),
            level(Measure::M0, None, tally.adjusted(by)),
        ];
        let counted = tally.counted(by);
        let share = |part: u64| (counted > 0).then(|| part as f64 / counted as f64);
        for (at, (code, _)) in self.indicators.iter().enumerate() {
            all.extend([
                level(Measure::Hd, Some(code), share(tally.raw(at, by))),
                level(Measure::Hdk, Some(code), share(tally.censored(at, by))),
                level(Measure::Actb, Some(code), tally.contribution(at, by)),
                level(Measure::Pctb, Some(code), tally.share(at, by)),
            ]);
        }
        for (dimension, of) in self.dimensions() {
            let sum = |figure: &dyn Fn(usize) -> Option<f64>| of.iter().map(|at| figure(*at)).sum();
            all.extend([
                level(Measure::Actb, Some(&dimension), sum(&|at| tally.contribution(at, by))),
                level(Measure::Pctb, Some(&dimension), sum(&|at| tally.share(at, by))),
            ]);
        }
        all
    }

    /// Dimensions with the places of their indicators, in the order of the first of each.
    pub fn dimensions(&self) -> Vec<(String, Vec<usize>)> {
        let mut all: Vec<(String, Vec<usize>)> = Vec::new();
        for (at, (_, dimension)) in self.indicators.iter().enumerate() {
            match all.iter_mut().find(|(known, _)| known == dimension) {
                Some((_, places)) => places.push(at),
                None => all.push((dimension.clone(), vec![at])),
            }
        }
        all
    }

    /// Each indicator's bit and weight.
    fn bits(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.weights.numbers().iter().enumerate().map(|(at, weight)| (1 << at, *weight))
    }
}

/// Absolute and relative changes between the same figures on two days, over the whole span and, where
/// `years` is over 0, per year; as [`crate::run`] defines them.
pub fn changes(before: &[Estimate], after: &[Estimate], years: f64) -> Vec<Estimate> {
    let mut all = Vec::new();
    for (old, new) in before.iter().zip(after) {
        let number = |estimate: &Estimate| estimate.estimate.unwrap_or(f64::NAN);
        let pair = Pair {
            from: number(old),
            to: number(new),
            difference_variance: 0.0,
            ratio_variance: 0.0,
            years: (years > 0.0).then_some(years),
        };
        all.extend(pair.express().into_iter().map(|one| Estimate {
            time: None,
            change: one.change,
            from: old.time.clone(),
            to: new.time.clone(),
            annualised: one.annualised,
            estimate: one.estimate,
            n: old.n + new.n,
            ..new.clone()
        }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index(cutoff: Option<f64>) -> Index {
        let indicators = [("a", "one"), ("b", "one"), ("c", "two")];
        let indicators = indicators.map(|(code, of)| (code.to_owned(), of.to_owned()));
        Index::new(indicators.into(), Weights::nested(&[2, 1]).unwrap(), cutoff).unwrap()
    }

    fn alike(deprived: u32, known: u32, households: u64, persons: u64) -> Alike {
        let class = Some(if deprived.count_ones() > 1 { Class::Poor } else { Class::NotPoor });
        Alike { class, deprived, known, households, persons }
    }

    fn value(all: &[Estimate], measure: Measure, indicator: Option<&str>) -> Option<f64> {
        let found =
            all.iter().find(|one| one.measure == measure && one.indicator.as_deref() == indicator);
        found.unwrap().estimate
    }

    #[test]
    fn worked_by_hand() {
        // Weights a 1/4, b 1/4, c 1/2; poor from a half. Ten households: 2 lack a and b (score 1/2), 1
        // lacks c (1/2), 1 lacks all (1), 4 lack a (1/4), 2 lack nothing; 5 more with b not known.
        let all = [
            alike(0b011, 0b111, 2, 8),
            alike(0b100, 0b111, 1, 3),
            alike(0b111, 0b111, 1, 5),
            alike(0b001, 0b111, 4, 12),
            alike(0b000, 0b111, 2, 4),
            alike(0b101, 0b101, 5, 20),
        ];
        let index = index(Some(50.0));
        let total = index.count(&all);
        let tally = total.tally();
        assert_eq!((tally.all(By::Household), tally.excluded(By::Household)), (15, 5));
        let named = Named { time: "2026-11-23".into(), ..Named::default() };
        let levels = index.levels(&tally, By::Household, &named);
        let near = |measure, indicator, wanted: f64| {
            let found = value(&levels, measure, indicator).unwrap();
            assert!((found - wanted).abs() < 1e-12, "{measure:?} {indicator:?}: {found}");
        };
        near(Measure::H, None, 0.4);
        near(Measure::A, None, 0.625);
        near(Measure::M0, None, 0.25);
        near(Measure::Hd, Some("a"), 0.7);
        near(Measure::Hdk, Some("a"), 0.3);
        near(Measure::Hdk, Some("c"), 0.2);
        near(Measure::Actb, Some("c"), 0.1);
        near(Measure::Pctb, Some("two"), 0.4);
        near(Measure::Pctb, Some("one"), 0.6);
        let persons = index.levels(&tally, By::Person, &named);
        assert_eq!(value(&persons, Measure::H, None), Some(16.0 / 32.0));
        assert!(levels.iter().all(|one| one.n == 10 && one.se.is_none() && one.lower.is_none()));
    }

    #[test]
    fn changes_are_those_of_the_survey_path() {
        let (before, after) = (
            [alike(0b111, 0b111, 4, 4), alike(0, 0b111, 6, 6)],
            [alike(0b111, 0b111, 1, 1), alike(0, 0b111, 9, 9)],
        );
        let index = index(None);
        let levels = |of: &[Alike], time: &str| {
            let named = Named { time: time.into(), ..Named::default() };
            index.levels(&index.count(of).tally(), By::Household, &named)
        };
        let found = changes(&levels(&before, "2024"), &levels(&after, "2026"), 2.0);
        let of_h: Vec<_> = found.iter().filter(|one| one.measure == Measure::H).collect();
        let numbers: Vec<f64> = of_h.iter().map(|one| one.estimate.unwrap()).collect();
        for (found, wanted) in numbers.iter().zip([-0.3, -75.0, -0.15, -50.0]) {
            assert!((found - wanted).abs() < 1e-9, "{numbers:?}");
        }
        assert_eq!((of_h[0].from.as_deref(), of_h[0].to.as_deref()), (Some("2024"), Some("2026")));
    }

    proptest! {
        #[test]
        fn h_times_a_is_m0_and_contributions_add_up(
            all in proptest::collection::vec((0_u32..8, 0_u32..8, 1_u64..9, 0_u64..40), 0..30),
            cutoff in proptest::option::of(1.0_f64..=100.0),
        ) {
            let all: Vec<Alike> = all.into_iter().map(|(d, k, h, p)| alike(d & k, k | d & 4, h, p)).collect();
            let index = index(cutoff);
            let total = index.count(&all);
            let tally = total.tally();
            for by in By::BOTH {
                if let (Some(h), Some(a)) = (tally.headcount(by), tally.intensity(by)) {
                    let m0 = tally.adjusted(by).unwrap();
                    prop_assert!((h * a - m0).abs() < 1e-12);
                    let sum: f64 = (0..3).filter_map(|at| tally.contribution(at, by)).sum();
                    prop_assert!((sum - m0).abs() < 1e-12);
                }
                prop_assert!(tally.poor(by) <= tally.counted(by) && tally.counted(by) <= tally.all(by));
            }
            let households: u64 = all.iter().map(|one| one.households).sum();
            prop_assert_eq!(tally.all(By::Household), households);
        }
    }
}
