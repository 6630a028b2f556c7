//! A poverty standard: lines, indicators and the rules that make a class of them.

mod changes;
mod explain;
mod judge;
mod value;

use std::sync::Arc;

use ground::{Lang, Period};

pub use changes::{Change, ChangeKind};
pub use explain::{
    Caveat, DecidingAnswer, Explanation, FiredRule, IndicatorResult, Reason, UsedFigure,
};
pub use value::{Figure, Trust, Value};

use crate::rule::KnownQuestions;
use crate::rule::{Definition, Rule};
use crate::shared::Shared;
use crate::{
    Answers, Citation, Class, Evaluation, Override, Place, Questionnaire, ScoreTable, Setting,
    Wording,
};

/// Whose standard it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Territory {
    /// The national standard.
    Nation,
    /// A province's own, higher standard beside the national one.
    Province(u32),
}

/// One poverty standard.
#[derive(Debug)]
pub struct Standard {
    pub(crate) id: String,
    pub(crate) territory: Territory,
    pub(crate) name: Wording,
    pub(crate) period: Period,
    pub(crate) citation: Citation,
    pub(crate) values: Vec<Value>,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) rules: Vec<ClassRule>,
    /// Position of the definition `income_low`.
    pub(crate) income_low: usize,
    /// Positions of well-known values.
    pub(crate) line: Option<usize>,
    pub(crate) cutoff: Option<usize>,
    pub(crate) points: i64,
    pub(crate) carry_over: Option<CarryOver>,
    pub(crate) known: KnownQuestions,
    /// Indicators whose wording is not confirmed, as bits.
    pub(crate) unverified: u32,
    /// Whether the rules rest on confirmed figures and wordings only, indicators apart.
    pub(crate) rules_confirmed: bool,
    pub(crate) shared: Arc<Shared>,
}

/// One indicator of deprivation.
#[derive(Clone, PartialEq, Debug)]
pub struct Indicator {
    /// Stable code, the same through all standards that measure the same thing.
    pub code: String,
    /// Position in the official tables, from 1.
    pub order: u8,
    /// Dimension it belongs to.
    pub dimension: Wording,
    /// Name.
    pub name: Wording,
    /// When a household is deprived.
    pub wording: Wording,
    /// Where that is laid down.
    pub citation: Citation,
    /// The typed rule: true means deprived.
    pub rule: Rule,
    /// The rule as the file writes it, in CEL.
    pub cel: String,
    /// Where an imported list's own mark for this indicator lies.
    pub stated: Option<Place>,
}

impl Indicator {
    /// The name in the reader's language.
    pub fn name(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }

    /// The wording in the reader's language.
    pub fn wording(&self, lang: Lang) -> &str {
        self.wording.get(lang)
    }

    /// The indicator's bit in [`Evaluation::deprived`].
    pub fn bit(&self) -> u32 {
        1 << (self.order - 1)
    }
}

/// A rule that gives a class. The first rule that holds decides.
#[derive(Clone, PartialEq, Debug)]
pub struct ClassRule {
    /// Id within the standard.
    pub id: String,
    /// The class it gives.
    pub class: Class,
    /// When it holds.
    pub when: Rule,
    /// The same as the file writes it, in CEL.
    pub cel: String,
    /// The rule in words.
    pub wording: Wording,
    /// Where it is laid down.
    pub citation: Citation,
    /// Positions of the values it rests on.
    pub(crate) values: Vec<usize>,
}

/// What a deprivation score given under another standard says about this one, when most indicators are
/// the same.
///
/// A number *n* of deprivations there means at least *n* − `dropped` and at most
/// min(*n*, `shared`) + `added` here.
#[derive(Clone, PartialEq, Debug)]
pub struct CarryOver {
    /// Days of the other standard.
    pub period: Period,
    /// Points per deprived indicator under the other standard.
    pub points: i64,
    /// Indicators that both have.
    pub shared: u8,
    /// Indicators that only the other has.
    pub dropped: u8,
    /// Indicators that only this one has.
    pub added: u8,
    /// Why the shared indicators may be taken as the same.
    pub citation: Citation,
}

impl Standard {
    /// Stable id, such as `vn-2022`; every stored result carries it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whose standard it is.
    pub fn territory(&self) -> Territory {
        self.territory
    }

    /// Name in the reader's language.
    pub fn name(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }

    /// Days on which it is the standard in force, both ends included.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The act that lays it down.
    pub fn citation(&self) -> &Citation {
        &self.citation
    }

    /// Its indicators in the order of the official tables.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// Its dated values: lines, cut-offs, limits.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Its named definitions, each before its first user.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// Its classification rules; the first that holds decides.
    pub fn rules(&self) -> &[ClassRule] {
        &self.rules
    }

    /// Position of the definition `income_low` among the [`Standard::definitions`].
    pub fn income_low_definition(&self) -> usize {
        self.income_low
    }

    /// Points of form B2 per deprived indicator.
    pub fn points_per_indicator(&self) -> i64 {
        self.points
    }

    /// What a deprivation score given under another standard says here.
    pub fn carry_over(&self) -> Option<&CarryOver> {
        self.carry_over.as_ref()
    }

    /// The questionnaire its rules are written over.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.shared.questionnaire
    }

    /// The questions that the engine itself reads.
    pub fn known_questions(&self) -> &KnownQuestions {
        &self.known
    }

    /// The score tables of the law it was loaded with.
    pub fn score_tables(&self) -> &[ScoreTable] {
        &self.shared.scores.tables
    }

    /// Provinces' decisions to score a block by another region's points.
    pub fn score_overrides(&self) -> &[Override] {
        &self.shared.scores.overrides
    }

    /// Fingerprint of the law it was loaded with; every stored result carries it.
    pub fn fingerprint(&self) -> &str {
        &self.shared.fingerprint
    }

    /// Classifies one household. Fast enough for a nation: see [`Standard::explain`] for the reasons.
    pub fn evaluate(&self, answers: &Answers, setting: &Setting) -> Evaluation {
        self.judge(answers, setting).evaluation
    }
}
