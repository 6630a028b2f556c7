//! A scenario made ready for one snapshot: names turned into places, rules into programs.

use law::Class;

use super::adder::Adder;
use super::chunk::Wanted;
use super::count::Counter;
use super::term::{Step, depth};

/// Everything a pass needs to know about a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Columns of the scenario's indicators among the yes-or-no columns.
    pub(crate) indicators: Vec<usize>,
    /// Comparisons that the rules rest on, each worked out once.
    pub(crate) comparisons: Vec<Step>,
    pub(crate) rules: Vec<(Class, Vec<Step>)>,
    pub(crate) poor: Poor,
    /// Counts deprivations, when a rule asks for it.
    pub(crate) counter: Option<Counter>,
    pub(crate) wanted: Wanted,
    /// Pairs of strips the longest rule needs.
    pub(crate) depth: usize,
    /// Columns in the snapshot.
    pub(crate) answers: usize,
    pub(crate) numbers: usize,
}

/// Who is poor for H, A and M0.
#[derive(Clone, Debug)]
pub(crate) enum Poor {
    /// Whoever the rules call poor.
    ByClass,
    /// Whoever's weighted deprivations reach the limit.
    ByScore(Adder, u64),
}

impl Plan {
    pub(crate) fn new(
        indicators: Vec<usize>,
        mut rules: Vec<(Class, Vec<Step>)>,
        counter: Counter,
        poor: Poor,
        (answers, numbers): (usize, usize),
    ) -> Plan {
        let steps = || rules.iter().flat_map(|(_, steps)| steps);
        let counts = steps().any(|step| matches!(step, Step::Count(..)));
        let counter = counts.then_some(counter);
        let mut wanted = Wanted { answers: indicators.clone(), numbers: Vec::new() };
        for step in steps() {
            match step {
                Step::Answer(column) => wanted.answers.push(*column),
                Step::Number(number, ..) => wanted.numbers.push(*number),
                _ => {}
            }
        }
        wanted.numbers.extend(counter.iter().flat_map(Counter::numbers));
        wanted.tidy();
        let mut comparisons: Vec<Step> = Vec::new();
        for step in rules.iter_mut().flat_map(|(_, steps)| steps) {
            if matches!(step, Step::Number(..) | Step::Count(..)) {
                let known = comparisons.iter().position(|other| other == step);
                let place = known.unwrap_or(comparisons.len());
                let step = std::mem::replace(step, Step::Compared(place));
                if known.is_none() {
                    comparisons.push(step);
                }
            }
        }
        let depth = rules.iter().map(|(_, steps)| depth(steps)).max().unwrap_or(1);
        Plan { indicators, comparisons, rules, poor, counter, wanted, depth, answers, numbers }
    }

    /// Sums of one group: for households and for persons, all, counted, poor, each class, and each
    /// indicator raw and censored.
    pub(crate) fn width(&self) -> usize {
        2 * (super::tally::FIRST_INDICATOR + 2 * self.indicators.len())
    }
}

impl Wanted {
    fn tidy(&mut self) {
        for list in [&mut self.answers, &mut self.numbers] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// What either plan reads.
    pub(crate) fn and(&self, other: &Wanted) -> Wanted {
        let mut both = self.clone();
        both.answers.extend(&other.answers);
        both.numbers.extend(&other.numbers);
        both.tidy();
        both
    }
}
