//! From answers to a class, without a word too many: this runs for every household of the country.

use ground::Day;

use super::{Standard, Trust};
use crate::rule::{Body, World};
use crate::score::Scored;
use crate::{Answer, Answers, Bounds, Class, Evaluation, Setting, Truth};

/// Everything found out on the way to a class.
pub(crate) struct Judgement<'a> {
    pub(crate) evaluation: Evaluation,
    /// Indicators settled by answers rather than by an imported mark, as bits.
    pub(crate) by_answers: u32,
    /// Indicators whose imported mark says otherwise than the answers, as bits.
    pub(crate) contradicted: u32,
    pub(crate) scored: Scored<'a>,
    pub(crate) counted: Counted,
    /// Position of the rule that fired.
    pub(crate) rule: Option<usize>,
    pub(crate) world: World<'a>,
}

/// The number of deprivations, and what a stated score had to say about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Counted {
    pub(crate) low: u8,
    pub(crate) high: u8,
    pub(crate) stated: StatedScore,
}

/// What became of a stated deprivation score (B2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StatedScore {
    /// None given, or given under another standard that says nothing here.
    Absent,
    /// It agrees, or settles what the flags leave open.
    Used,
    /// It was given under the standard before and narrows the bounds.
    Carried,
    /// It contradicts the flags and was left aside.
    Contradicts,
    /// It is no multiple of the points per indicator and was left aside.
    Odd,
}

impl Standard {
    pub(crate) fn judge<'a>(&'a self, answers: &'a Answers, setting: &'a Setting) -> Judgement<'a> {
        let scored = self.shared.scores.score(&self.known, answers, setting);
        let mut world = World {
            answers,
            setting,
            figures_on: self.figures_on(setting.day),
            values: &self.values,
            trust: Trust::All,
            definitions: &self.definitions,
            known: &self.known,
            income_score: scored.bounds,
            deprivation_count: Bounds::UNKNOWN,
            by_amount: !scored.is_given() && world_income(answers, self).is_some(),
        };
        let (mut deprived, mut known, mut by_answers, mut contradicted) = (0_u32, 0, 0, 0);
        for indicator in &self.indicators {
            let bit = indicator.bit();
            let found = world.truth(&indicator.rule, None);
            let stated = match indicator.stated.and_then(|place| answers.at(place, None)) {
                Some(Answer::Bool(marked)) => Truth::from(marked),
                _ => Truth::Unknown,
            };
            if found.is_known() {
                by_answers |= bit;
                if stated == !found {
                    contradicted |= bit;
                }
            }
            let truth = if found.is_known() { found } else { stated };
            known |= if truth.is_known() { bit } else { 0 };
            deprived |= if truth == Truth::True { bit } else { 0 };
        }
        let counted = self.count(deprived, known, answers, setting.day);
        world.deprivation_count = counted.bounds();

        let income_low = self.income_low(&world);
        let (rule, class) = self.classify(&world);
        let mut evaluation = Evaluation {
            class,
            income_low,
            income_score: scored.bounds.value().map(|score| score as i64),
            deprived,
            known,
            low: counted.low,
            high: counted.high,
            unverified: false,
        };
        let mut judgement =
            Judgement { evaluation, by_answers, contradicted, scored, counted, rule, world };
        evaluation.unverified = !self.holds(&judgement, Trust::Confirmed);
        judgement.evaluation = evaluation;
        judgement
    }

    /// Figures are those of the standard's own days, also for a visit that comes before or after them.
    pub fn figures_on(&self, day: Day) -> Day {
        let last = self.period.to.unwrap_or(day);
        day.max(self.period.from).min(last.max(self.period.from))
    }

    pub(crate) fn income_low(&self, world: &World<'_>) -> Truth {
        match world.body(self.income_low) {
            Body::Truth(rule) => world.truth(rule, None),
            Body::Number(_) => unreachable!("the loader refuses a number here"),
        }
    }

    /// The first rule that holds, unless an earlier one that gives another class may hold too.
    ///
    /// The average living standard is recognised only where it is shown; where it is not, the household
    /// is simply above the line.
    pub(crate) fn classify(&self, world: &World<'_>) -> (Option<usize>, Class) {
        let mut open: Option<Class> = None;
        for (position, rule) in self.rules.iter().enumerate() {
            match world.truth(&rule.when, None) {
                Truth::True if open.is_none_or(|class| class == rule.class) => {
                    return (Some(position), rule.class);
                }
                Truth::True => return (None, Class::Undetermined),
                Truth::Unknown if rule.class == Class::AverageLiving => {}
                Truth::Unknown if open.is_some_and(|class| class != rule.class) => {
                    return (None, Class::Undetermined);
                }
                Truth::Unknown => open = Some(rule.class),
                Truth::False => {}
            }
        }
        (None, Class::Undetermined)
    }

    /// The classes of all rules that may still hold, poorest first.
    pub(crate) fn possible(&self, world: &World<'_>) -> Vec<Class> {
        let mut classes = Vec::new();
        for rule in &self.rules {
            let truth = world.truth(&rule.when, None);
            if truth != Truth::False {
                classes.push(rule.class);
            }
            if truth == Truth::True {
                break;
            }
        }
        classes.sort();
        classes.dedup();
        classes
    }

    /// Number of deprived indicators, helped by a stated deprivation score where flags are missing.
    fn count(&self, deprived: u32, known: u32, answers: &Answers, day: Day) -> Counted {
        let absent = self.by_flags(deprived, known);
        let Counted { low, high, .. } = absent;
        let place = self.known.deprivation_score;
        let Some(Answer::Int(score)) = place.and_then(|place| answers.at(place, None)) else {
            return absent;
        };
        let carried = self.carry_over.as_ref().filter(|carry| carry.period.contains(day));
        let points = match carried {
            _ if self.period.contains(day) => self.points,
            Some(carry) => carry.points,
            None => return absent,
        };
        if score < 0 || score % points != 0 {
            return Counted { stated: StatedScore::Odd, ..absent };
        }
        let number = u8::try_from(score / points).unwrap_or(u8::MAX);
        match carried {
            Some(carry) if !self.period.contains(day) => {
                let low = low.max(number.saturating_sub(carry.dropped));
                let high = high.min(number.min(carry.shared) + carry.added);
                if low <= high {
                    Counted { low, high, stated: StatedScore::Carried }
                } else {
                    Counted { stated: StatedScore::Contradicts, ..absent }
                }
            }
            _ if (low..=high).contains(&number) => {
                Counted { low: number, high: number, stated: StatedScore::Used }
            }
            _ => Counted { stated: StatedScore::Contradicts, ..absent },
        }
    }

    /// Whether the class stands when only figures, tables and wordings so trusted count.
    ///
    /// A mark that a reviewer gave under the standard in force is the reviewer's own reading of the
    /// law; answers, and marks given under another standard, are read by our wording.
    pub(super) fn holds(&self, judgement: &Judgement<'_>, trust: Trust) -> bool {
        let Some(rule) = judgement.rule.map(|position| &self.rules[position]) else { return true };
        let (world, found) = (judgement.world, &judgement.evaluation);
        if !trust.accepts(rule.citation.status) {
            return false;
        }
        let in_force = self.period.contains(world.setting.day);
        let read_by_us = if in_force { judgement.by_answers } else { found.known };
        let doubtful = if trust == Trust::Confirmed { self.unverified & read_by_us } else { 0 };
        let counted = match (judgement.counted.stated, &self.carry_over) {
            (StatedScore::Used, _) => judgement.counted,
            (StatedScore::Carried, Some(carry)) if trust.accepts(carry.citation.status) => {
                judgement.counted
            }
            _ => self.by_flags(found.deprived & !doubtful, found.known & !doubtful),
        };
        // The common case: nothing is in doubt, so nothing can be lost.
        let income_score = judgement.scored.trusted(trust);
        if self.rules_confirmed
            && counted == judgement.counted
            && income_score == judgement.scored.bounds
        {
            return true;
        }
        let doubted = World { trust, income_score, deprivation_count: counted.bounds(), ..world };
        self.classify(&doubted).1 == found.class
    }

    /// The number of deprived indicators as far as flags tell.
    fn by_flags(&self, deprived: u32, known: u32) -> Counted {
        let low = deprived.count_ones() as u8;
        let high = low + self.indicators.len() as u8 - known.count_ones() as u8;
        Counted { low, high, stated: StatedScore::Absent }
    }
}

impl Counted {
    fn bounds(self) -> Bounds {
        Bounds::between(self.low.into(), self.high.into())
    }
}

fn world_income(answers: &Answers, standard: &Standard) -> Option<Answer> {
    standard.known.income.and_then(|place| answers.at(place, None))
}
