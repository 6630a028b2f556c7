//! Why a household has its class: everything a page prints, in both languages.

mod caveats;
mod text;

use std::collections::BTreeMap;

use super::judge::Judgement;
use super::{Change, Indicator, Standard, Value};
use crate::rule::Leaf;
use crate::shared::Shared;
use crate::{
    Answer, Answers, Area, Citation, Class, Evaluation, Question, Setting, Truth, Wording,
};

pub use caveats::Caveat;

/// The result with all its reasons.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The result itself, the same as [`Standard::evaluate`] gives.
    pub evaluation: Evaluation,
    /// Name of the class.
    pub class_name: Wording,
    /// Id of the standard.
    pub standard: String,
    /// Name of the standard.
    pub standard_name: Wording,
    /// Fingerprint of the law.
    pub fingerprint: String,
    /// Income line for the household's area; `None` when the area is not known.
    pub line: Option<UsedFigure>,
    /// Score cut-off for the area; `None` when the area is not known or no figure has been found.
    pub cutoff: Option<UsedFigure>,
    /// Id of the score table that gave the score; `None` when it was stated or there is none.
    pub score_table: Option<String>,
    /// The indicators in the order of the official tables.
    pub indicators: Vec<IndicatorResult>,
    /// The rule that fired; `None` when undetermined.
    pub rule: Option<FiredRule>,
    /// Classes still possible, poorest first; empty unless undetermined.
    pub possible: Vec<Class>,
    /// What would change the outcome.
    pub changes: Vec<Change>,
    /// What a reader must know before relying on it.
    pub caveats: Vec<Caveat>,
}

/// A figure of the law as it applied.
#[derive(Clone, PartialEq, Debug)]
pub struct UsedFigure {
    /// Id of the value.
    pub id: String,
    /// Name of the value.
    pub name: Wording,
    /// The amount in the unit; đồng for money.
    pub amount: i64,
    /// The amount as each language writes it, with its unit.
    pub amount_text: Wording,
    /// Unit, one of [`crate::UNITS`].
    pub unit: String,
    /// Area of the household.
    pub area: Area,
    /// Name of the area.
    pub area_name: Wording,
    /// Where it is laid down.
    pub citation: Citation,
    /// Number of that act.
    pub act_number: String,
}

/// One indicator of one household.
#[derive(Clone, PartialEq, Debug)]
pub struct IndicatorResult {
    /// Stable code.
    pub code: String,
    /// Position in the official tables, from 1.
    pub order: u8,
    /// Dimension.
    pub dimension: Wording,
    /// Name.
    pub name: Wording,
    /// When a household is deprived.
    pub wording: Wording,
    /// Where that is laid down.
    pub citation: Citation,
    /// Number of that act.
    pub act_number: String,
    /// Deprived, not deprived, or not known.
    pub truth: Truth,
    /// What settled it.
    pub reason: Reason,
    /// The answers that decided; for an unknown indicator, those that are missing.
    pub answers: Vec<DecidingAnswer>,
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
pub struct DecidingAnswer {
    /// Id of the question; `None` for the list of members itself.
    pub question: Option<String>,
    /// Position of the member, from 0; `None` for a household question.
    pub member: Option<usize>,
    /// The question, with the member's number where it is about one.
    pub wording: Wording,
    /// The answer; `None` when unanswered.
    pub value: Option<Wording>,
}

/// The rule that gave the class.
#[derive(Clone, PartialEq, Debug)]
pub struct FiredRule {
    /// Id within the standard.
    pub id: String,
    /// The rule in words.
    pub wording: Wording,
    /// Where it is laid down.
    pub citation: Citation,
    /// Number of that act.
    pub act_number: String,
}

impl Standard {
    /// Classifies one household and says why. For many households at once use [`Standard::evaluate`].
    pub fn explain(&self, answers: &Answers, setting: &Setting) -> Explanation {
        let judgement = self.judge(answers, setting);
        let class = judgement.evaluation.class;
        let undetermined = class == Class::Undetermined;
        Explanation {
            class_name: self.shared.class(class),
            standard: self.id.clone(),
            standard_name: self.name.clone(),
            fingerprint: self.shared.fingerprint.clone(),
            line: self.line.and_then(|line| self.used(&self.values[line], &judgement)),
            cutoff: self.cutoff.and_then(|cutoff| self.used(&self.values[cutoff], &judgement)),
            score_table: judgement.scored.table.map(|table| table.id.clone()),
            indicators: self
                .indicators
                .iter()
                .map(|indicator| self.indicator_result(indicator, &judgement))
                .collect(),
            rule: judgement.rule.map(|position| {
                let rule = &self.rules[position];
                FiredRule {
                    id: rule.id.clone(),
                    wording: rule.wording.clone(),
                    act_number: self.shared.act_number(&rule.citation),
                    citation: rule.citation.clone(),
                }
            }),
            possible: if undetermined { self.possible(&judgement.world) } else { Vec::new() },
            changes: self.changes(&judgement),
            caveats: self.caveats(&judgement),
            evaluation: judgement.evaluation,
        }
    }

    /// The value's figure in the household's area, with names.
    fn used(&self, value: &Value, judgement: &Judgement<'_>) -> Option<UsedFigure> {
        let area = judgement.world.setting.area?;
        let figure = value.figure(area, judgement.world.figures_on)?;
        Some(UsedFigure {
            id: value.id.clone(),
            name: value.name.clone(),
            amount: figure.amount,
            amount_text: self.shared.with_unit(Wording::number(figure.amount), Some(&value.unit)),
            unit: value.unit.clone(),
            area,
            area_name: self.shared.area(area),
            act_number: self.shared.act_number(&figure.citation),
            citation: figure.citation.clone(),
        })
    }

    fn indicator_result(
        &self,
        indicator: &Indicator,
        judgement: &Judgement<'_>,
    ) -> IndicatorResult {
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
            code: indicator.code.clone(),
            order: indicator.order,
            dimension: indicator.dimension.clone(),
            name: indicator.name.clone(),
            wording: indicator.wording.clone(),
            act_number: self.shared.act_number(&indicator.citation),
            citation: indicator.citation.clone(),
            truth,
            reason,
            answers: leaves
                .iter()
                .map(|leaf| self.shared.deciding(*leaf, judgement.world.answers))
                // Of an unknown indicator only what is missing says anything.
                .filter(|answer| truth.is_known() || answer.value.is_none())
                .collect(),
        }
    }
}

impl Shared {
    pub(crate) fn class(&self, class: Class) -> Wording {
        self.phrase(&["class_", class.as_str()].concat(), &[])
    }

    pub(crate) fn area(&self, area: Area) -> Wording {
        self.phrase(&["area_", area.as_str()].concat(), &[])
    }

    /// Number of the act cited, such as `07/2021/NĐ-CP`.
    pub(crate) fn act_number(&self, citation: &Citation) -> String {
        self.sources.get(&citation.act).map_or_else(String::new, |source| source.number.clone())
    }

    /// A number followed by its unit, where the unit has a name of its own.
    pub(crate) fn with_unit(&self, number: Wording, unit: Option<&String>) -> Wording {
        let named: &BTreeMap<String, Wording> = &self.phrases;
        match unit.and_then(|unit| named.get(&["unit_", unit].concat())) {
            Some(unit) => {
                let both = |number: &str, unit: &str| [number, " ", unit].concat();
                Wording::of(both(&number.vi, &unit.vi), both(&number.en, &unit.en))
            }
            None => number,
        }
    }

    /// An answer as a reader sees it.
    pub(crate) fn deciding(&self, leaf: Leaf, answers: &Answers) -> DecidingAnswer {
        let Leaf::Question(place, member) = leaf else {
            let wording = self.phrase("roster", &[]);
            return DecidingAnswer { question: None, member: None, wording, value: None };
        };
        let question = self.questionnaire.at(place);
        let wording = match member {
            Some(position) => {
                let number = Wording::number(position as i64 + 1);
                let slots = [("number", &number), ("question", &question.wording)];
                self.phrase("member", &slots)
            }
            None => question.wording.clone(),
        };
        let value = self.said(question, member, answers);
        DecidingAnswer { question: Some(question.id.clone()), member, wording, value }
    }

    /// The answer to a question in words; `None` when it was not answered.
    pub(crate) fn said(
        &self,
        question: &Question,
        member: Option<usize>,
        answers: &Answers,
    ) -> Option<Wording> {
        let row = member.and_then(|position| answers.members().get(position));
        Some(match answers.at(question.place, row)? {
            Answer::Bool(yes) => self.phrase(if yes { "answer_yes" } else { "answer_no" }, &[]),
            Answer::Int(number) if question.unit.as_deref() == Some("year") => {
                Wording::same(number.to_string())
            }
            Answer::Int(number) => self.with_unit(Wording::number(number), question.unit.as_ref()),
            Answer::Decimal(number) => {
                self.with_unit(Wording::decimal(number), question.unit.as_ref())
            }
            Answer::Choice(choice) => question.choices[usize::from(choice)].wording(),
            Answer::Day(day) => Wording::same(day.vietnamese()),
        })
    }
}
