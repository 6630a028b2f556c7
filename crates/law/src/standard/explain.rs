//! Why a household has its class: everything a page prints, in the reader's language.

mod caveats;
mod text;

use std::borrow::Cow;

use ground::Lang;

use super::judge::Judgement;
use super::{Change, Indicator, Standard, Value};
use crate::rule::Leaf;
use crate::shared::Shared;
use crate::{Answers, Area, Citation, Class, Evaluation, Setting, Truth};

pub use caveats::Caveat;

/// The result with all its reasons.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation<'a> {
    /// The result itself, the same as [`Standard::evaluate`] gives.
    pub evaluation: Evaluation,
    /// Name of the class.
    pub class_name: &'a str,
    /// Id of the standard.
    pub standard: &'a str,
    /// Name of the standard.
    pub standard_name: &'a str,
    /// Fingerprint of the law.
    pub fingerprint: &'a str,
    /// Income line for the household's area; `None` when the area is not known.
    pub line: Option<UsedFigure<'a>>,
    /// Score cut-off for the area; `None` when the area is not known or no figure has been found.
    pub cutoff: Option<UsedFigure<'a>>,
    /// The indicators in the order of the official tables.
    pub indicators: Vec<IndicatorResult<'a>>,
    /// The rule that fired; `None` when undetermined.
    pub rule: Option<FiredRule<'a>>,
    /// Classes still possible, poorest first; empty unless undetermined.
    pub possible: Vec<Class>,
    /// What would change the outcome.
    pub changes: Vec<Change<'a>>,
    /// What a reader must know before relying on it.
    pub caveats: Vec<Caveat>,
}

/// A figure of the law as it applied.
#[derive(Clone, PartialEq, Debug)]
pub struct UsedFigure<'a> {
    /// Id of the value.
    pub id: &'a str,
    /// Name of the value.
    pub name: &'a str,
    /// The amount in the unit; đồng for money.
    pub amount: i64,
    /// The amount as the reader's language writes it, with its unit.
    pub amount_text: String,
    /// Unit, one of [`crate::UNITS`].
    pub unit: &'a str,
    /// Area of the household.
    pub area: Area,
    /// Name of the area.
    pub area_name: &'a str,
    /// Where it is laid down.
    pub citation: &'a Citation,
    /// Number of that act.
    pub act_number: &'a str,
}

/// One indicator of one household.
#[derive(Clone, PartialEq, Debug)]
pub struct IndicatorResult<'a> {
    /// Stable code.
    pub code: &'a str,
    /// Position in the official tables, from 1.
    pub order: u8,
    /// Dimension.
    pub dimension: &'a str,
    /// Name.
    pub name: &'a str,
    /// When a household is deprived.
    pub wording: &'a str,
    /// Where that is laid down.
    pub citation: &'a Citation,
    /// Number of that act.
    pub act_number: &'a str,
    /// Deprived, not deprived, or not known.
    pub truth: Truth,
    /// What settled it.
    pub reason: Reason,
    /// The answers that decided; for an unknown indicator, those that are missing.
    pub answers: Vec<DecidingAnswer<'a>>,
}

/// What settled an indicator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// The answers of the visit.
    Answers,
    /// The mark in an imported list.
    Stated,
    /// Nothing: answers are missing.
    Unanswered,
}

/// An answer that decided, or that is missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecidingAnswer<'a> {
    /// Id of the question; `None` for the list of members itself.
    pub question: Option<&'a str>,
    /// Position of the member, from 0; `None` for a household question.
    pub member: Option<usize>,
    /// The question, with the member's number where it is about one.
    pub wording: Cow<'a, str>,
    /// The answer; `None` when unanswered.
    pub value: Option<Cow<'a, str>>,
}

/// The rule that gave the class.
#[derive(Clone, PartialEq, Debug)]
pub struct FiredRule<'a> {
    /// Id within the standard.
    pub id: &'a str,
    /// The rule in words.
    pub wording: &'a str,
    /// Where it is laid down.
    pub citation: &'a Citation,
    /// Number of that act.
    pub act_number: &'a str,
}

impl Standard {
    /// Classifies one household and says why. For many households at once use [`Standard::evaluate`].
    pub fn explain(&self, answers: &Answers, setting: &Setting, lang: Lang) -> Explanation<'_> {
        let judgement = self.judge(answers, setting);
        let class = judgement.evaluation.class;
        let undetermined = class == Class::Undetermined;
        Explanation {
            class_name: self.shared.class(class, lang),
            standard: &self.id,
            standard_name: self.name.get(lang),
            fingerprint: &self.shared.fingerprint,
            line: self.line.and_then(|line| self.used(&self.values[line], &judgement, lang)),
            cutoff: self
                .cutoff
                .and_then(|cutoff| self.used(&self.values[cutoff], &judgement, lang)),
            indicators: self
                .indicators
                .iter()
                .map(|indicator| self.indicator_result(indicator, &judgement, lang))
                .collect(),
            rule: judgement.rule.map(|position| {
                let rule = &self.rules[position];
                FiredRule {
                    id: &rule.id,
                    wording: rule.wording.get(lang),
                    act_number: self.shared.act_number(&rule.citation),
                    citation: &rule.citation,
                }
            }),
            possible: if undetermined { self.possible(&judgement.world) } else { Vec::new() },
            changes: self.changes(&judgement, lang),
            caveats: self.caveats(&judgement, lang),
            evaluation: judgement.evaluation,
        }
    }

    /// The value's figure in the household's area, with names.
    fn used<'a>(
        &'a self,
        value: &'a Value,
        judgement: &Judgement<'_>,
        lang: Lang,
    ) -> Option<UsedFigure<'a>> {
        let area = judgement.world.setting.area?;
        let figure = value.figure(area, judgement.world.figures_on)?;
        Some(UsedFigure {
            id: &value.id,
            name: value.name.get(lang),
            amount: figure.amount,
            amount_text: {
                let amount = ground::integer(lang, figure.amount);
                self.shared.with_unit(amount, Some(&value.unit), lang)
            },
            unit: &value.unit,
            area,
            area_name: self.shared.area(area, lang),
            act_number: self.shared.act_number(&figure.citation),
            citation: &figure.citation,
        })
    }

    fn indicator_result<'a>(
        &'a self,
        indicator: &'a Indicator,
        judgement: &Judgement<'_>,
        lang: Lang,
    ) -> IndicatorResult<'a> {
        let truth = judgement.evaluation.indicator(indicator.order);
        let by_answers = judgement.by_answers & indicator.bit() != 0;
        let (reason, leaves) = match (truth, by_answers) {
            (_, true) => (Reason::Answers, judgement.world.leaves(&indicator.rule)),
            (Truth::Unknown, false) => {
                (Reason::Unanswered, judgement.world.leaves(&indicator.rule))
            }
            (_, false) => {
                let mark = indicator.stated.map(|place| Leaf::Question(place, None));
                (Reason::Stated, mark.into_iter().collect())
            }
        };
        IndicatorResult {
            code: &indicator.code,
            order: indicator.order,
            dimension: indicator.dimension.get(lang),
            name: indicator.name.get(lang),
            wording: indicator.wording.get(lang),
            act_number: self.shared.act_number(&indicator.citation),
            citation: &indicator.citation,
            truth,
            reason,
            answers: leaves
                .iter()
                .map(|leaf| self.shared.deciding(*leaf, judgement.world.answers, lang))
                // Of an unknown indicator only what is missing says anything.
                .filter(|answer| truth.is_known() || answer.value.is_none())
                .collect(),
        }
    }
}

impl Shared {
    /// An answer as a reader sees it.
    pub(crate) fn deciding(&self, leaf: Leaf, answers: &Answers, lang: Lang) -> DecidingAnswer<'_> {
        let Leaf::Question(place, member) = leaf else {
            let wording = self.phrase("roster", lang).into();
            return DecidingAnswer { question: None, member: None, wording, value: None };
        };
        let question = self.questionnaire.at(place);
        let wording = match member {
            Some(position) => {
                let number = ground::integer(lang, position as i64 + 1);
                let slots = [("number", &*number), ("question", question.wording.get(lang))];
                self.sentence("member", lang, &slots).into()
            }
            None => question.wording.get(lang).into(),
        };
        let value = self.said(question, member, answers, lang);
        DecidingAnswer { question: Some(&question.id), member, wording, value }
    }
}
