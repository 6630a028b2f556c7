//! What would change the outcome: the smallest single changes, and the answers that would settle it.

use ground::Lang;

use super::Standard;
use super::explain::DecidingAnswer;
use super::judge::Judgement;
use crate::rule::{Leaf, World};
use crate::{Answer, Bounds, Class, Truth};

/// One change that leads to another class, or one answer that is missing.
#[derive(Clone, PartialEq, Debug)]
pub struct Change<'a> {
    /// What would have to be different.
    pub kind: ChangeKind,
    /// The class it leads to; `None` when that depends on the answer.
    pub class: Option<Class>,
    /// The change as a sentence.
    pub wording: String,
    /// The unanswered questions, for [`ChangeKind::Indicator`] and [`ChangeKind::Score`].
    pub questions: Vec<DecidingAnswer<'a>>,
}

/// What would have to be different.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// This many more deprived indicators.
    More(u8),
    /// This many fewer deprived indicators.
    Fewer(u8),
    /// A score above this.
    ScoreAbove(i64),
    /// A score of at most this.
    ScoreAtMost(i64),
    /// An income per head and month above this, in đồng.
    IncomeAbove(i64),
    /// An income per head and month of at most this, in đồng.
    IncomeAtMost(i64),
    /// An answer about the indicator of this code.
    Indicator(String),
    /// The score of form B1.
    Score,
    /// The kind of area.
    Area,
    /// A figure of the law that has not been found: the id of the value.
    Figure(String),
}

impl Standard {
    pub(super) fn changes(&self, judgement: &Judgement<'_>, lang: Lang) -> Vec<Change<'_>> {
        if judgement.evaluation.class == Class::Undetermined {
            return self.missing(judgement, lang);
        }
        let mut changes = self.by_count(judgement, lang);
        changes.extend(self.by_threshold(judgement, lang));
        changes
    }

    /// The nearest other number of deprivations, up and down, that gives another class.
    fn by_count(&self, judgement: &Judgement<'_>, lang: Lang) -> Vec<Change<'_>> {
        let found = &judgement.evaluation;
        if found.low != found.high {
            return Vec::new();
        }
        let class_with = |count: u8| {
            let deprivation_count = Bounds::exact(count.into());
            self.classify(&World { deprivation_count, ..judgement.world }).1
        };
        let nearest = |counts: &mut dyn Iterator<Item = u8>| {
            counts
                .map(|count| (count, class_with(count)))
                .find(|(_, class)| *class != found.class && *class != Class::Undetermined)
        };
        let more = nearest(&mut (found.low + 1..=self.indicators.len() as u8));
        let fewer = nearest(&mut (0..found.low).rev());
        let more = more.map(|(count, class)| (ChangeKind::More(count - found.low), class));
        let fewer = fewer.map(|(count, class)| (ChangeKind::Fewer(found.low - count), class));
        more.into_iter()
            .chain(fewer)
            .map(|(kind, class)| {
                let (id, by) = match kind {
                    ChangeKind::More(by) => ("change_more", by),
                    ChangeKind::Fewer(by) => ("change_fewer", by),
                    _ => unreachable!("only counts are changed here"),
                };
                self.change(kind, id, by.into(), class, lang)
            })
            .collect()
    }

    /// The nearest threshold above and below the household's score (or income) that gives another class.
    fn by_threshold(&self, judgement: &Judgement<'_>, lang: Lang) -> Vec<Change<'_>> {
        let (unit, now) = if judgement.world.by_amount {
            ("dong_per_head_month", judgement.world.stated(self.known.income))
        } else {
            ("score", judgement.world.income_score.value())
        };
        let (Some(now), Some(area)) = (now.map(|now| now as i64), judgement.world.setting.area)
        else {
            return Vec::new();
        };
        let mut thresholds: Vec<i64> = self
            .values
            .iter()
            .filter(|value| value.unit == unit)
            .filter_map(|value| value.figure(area, judgement.world.figures_on))
            .map(|figure| figure.amount)
            .collect();
        thresholds.sort_unstable();
        thresholds.dedup();
        let here = judgement.evaluation.class;
        let other = |amount: i64| {
            let class = self.class_at(judgement, amount);
            (class != here && class != Class::Undetermined).then_some(class)
        };
        let up = thresholds
            .iter()
            .filter(|threshold| **threshold >= now)
            .find_map(|threshold| Some((*threshold, other(threshold + 1)?)));
        let down = thresholds
            .iter()
            .rev()
            .filter(|threshold| **threshold < now)
            .find_map(|threshold| Some((*threshold, other(*threshold)?)));
        let by_amount = judgement.world.by_amount;
        let mut changes = Vec::new();
        if let Some((threshold, class)) = up {
            let (kind, id) = if by_amount {
                (ChangeKind::IncomeAbove(threshold), "change_income_above")
            } else {
                (ChangeKind::ScoreAbove(threshold), "change_score_above")
            };
            changes.push(self.change(kind, id, threshold, class, lang));
        }
        if let Some((threshold, class)) = down {
            let (kind, id) = if by_amount {
                (ChangeKind::IncomeAtMost(threshold), "change_income_at_most")
            } else {
                (ChangeKind::ScoreAtMost(threshold), "change_score_at_most")
            };
            changes.push(self.change(kind, id, threshold, class, lang));
        }
        changes
    }

    /// The class with another score, or with another income where that decides.
    fn class_at(&self, judgement: &Judgement<'_>, amount: i64) -> Class {
        let world = judgement.world;
        if !world.by_amount {
            let income_score = Bounds::exact(amount as f64);
            return self.classify(&World { income_score, ..world }).1;
        }
        let mut answers = world.answers.clone();
        if let Some(place) = self.known.income {
            answers.put(place, Answer::Int(amount));
        }
        self.classify(&World { answers: &answers, ..world }).1
    }

    /// Everything whose answer may settle an undetermined class.
    fn missing(&self, judgement: &Judgement<'_>, lang: Lang) -> Vec<Change<'_>> {
        let world = judgement.world;
        let mut changes = Vec::new();
        let mut ask = |kind, id: &str, name: &str, questions| {
            let wording = self.shared.sentence(id, lang, &[("name", name)]);
            changes.push(Change { kind, class: None, wording, questions });
        };
        if world.setting.area.is_none() {
            ask(ChangeKind::Area, "change_area", "", Vec::new());
        }
        if judgement.evaluation.income_low == Truth::Unknown {
            if judgement.evaluation.income_score.is_none() && !world.by_amount {
                let leaf = self.known.income_score.map(|place| Leaf::Question(place, None));
                let question = leaf.map(|leaf| self.shared.deciding(leaf, world.answers, lang));
                ask(ChangeKind::Score, "change_score", "", question.into_iter().collect());
            }
            if let Some(area) = world.setting.area {
                let used = self.rules.iter().flat_map(|rule| rule.values.iter().copied());
                let used: std::collections::BTreeSet<usize> = used.collect();
                for value in used.into_iter().map(|position| &self.values[position]) {
                    if value.figure(area, world.figures_on).is_none() {
                        let kind = ChangeKind::Figure(value.id.clone());
                        ask(kind, "change_figure", value.name.get(lang), Vec::new());
                    }
                }
            }
        }
        if self.count_matters(judgement) {
            for indicator in &self.indicators {
                if judgement.evaluation.indicator(indicator.order).is_known() {
                    continue;
                }
                let questions = world
                    .leaves(&indicator.rule)
                    .into_iter()
                    .map(|leaf| self.shared.deciding(leaf, world.answers, lang))
                    .filter(|answer| answer.value.is_none())
                    .collect();
                let kind = ChangeKind::Indicator(indicator.code.clone());
                ask(kind, "change_answer", indicator.name.get(lang), questions);
            }
        }
        changes
    }

    /// Whether more or fewer deprivations within the bounds would leave other classes possible.
    fn count_matters(&self, judgement: &Judgement<'_>) -> bool {
        let possible_with = |count: u8| {
            let deprivation_count = Bounds::exact(count.into());
            self.possible(&World { deprivation_count, ..judgement.world })
        };
        possible_with(judgement.evaluation.low) != possible_with(judgement.evaluation.high)
    }

    fn change(
        &self,
        kind: ChangeKind,
        phrase: &str,
        number: i64,
        class: Class,
        lang: Lang,
    ) -> Change<'_> {
        let number = ground::integer(lang, number);
        let slots = [("number", &*number), ("class", self.shared.class(class, lang))];
        let wording = self.shared.sentence(phrase, lang, &slots);
        Change { kind, class: Some(class), wording, questions: Vec::new() }
    }
}
