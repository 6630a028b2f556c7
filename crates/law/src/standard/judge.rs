//! From answers to a class, without a word too many: this runs for every household of the country.

use ground::Day;

use super::Standard;
use crate::rule::{Body, World};
use crate::score::Scored;
use crate::{Answer, Answers, Bounds, Class, Evaluation, Setting, Status, Truth};

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
        world.deprivation_count = Bounds::between(counted.low.into(), counted.high.into());

        let income_low = self.income_low(&world);
        let (rule, class) = self.classify(&world);
        let evaluation = Evaluation {
            class,
            income_low,
            income_score: scored.bounds.value().map(|score| score as i64),
            deprived,
            known,
            low: counted.low,
            high: counted.high,
            unverified: self.is_unverified(
                &world,
                rule,
                &scored,
                counted,
                if self.period.contains(setting.day) { known & by_answers } else { known },
            ),
        };
        Judgement { evaluation, by_answers, contradicted, scored, counted, rule, world }
    }

    /// Figures are those of the standard's own days, also for a visit that comes before or after them.
    fn figures_on(&self, day: Day) -> Day {
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
        let low = deprived.count_ones() as u8;
        let high = low + self.indicators.len() as u8 - known.count_ones() as u8;
        let absent = Counted { low, high, stated: StatedScore::Absent };
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

    /// Whether the class rests on something not confirmed. A mark that a reviewer gave under the
    /// standard in force is the reviewer's own reading of the law, not ours.
    fn is_unverified(
        &self,
        world: &World<'_>,
        rule: Option<usize>,
        scored: &Scored<'_>,
        counted: Counted,
        read_by_us: u32,
    ) -> bool {
        let Some(rule) = rule.map(|position| &self.rules[position]) else { return false };
        let area = world.setting.area;
        let carried = self.carry_over.as_ref().is_some_and(|carry| {
            counted.stated == StatedScore::Carried && carry.citation.status != Status::Verified
        });
        rule.citation.status != Status::Verified
            || scored.is_unverified()
            || rule.values.iter().any(|v| self.values[*v].unverified(area, world.figures_on))
            || (rule.counted && (carried || self.unverified & read_by_us != 0))
    }
}

fn world_income(answers: &Answers, standard: &Standard) -> Option<Answer> {
    standard.known.income.and_then(|place| answers.at(place, None))
}
