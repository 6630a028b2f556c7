//! The typed questionnaire: every question that a form, a survey or an imported list can answer.

use std::collections::HashMap;
use std::sync::Arc;

use ground::Lang;
use serde::Deserialize;

use crate::Wording;

/// Whether a question is asked once per household or once per member.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Once per household.
    Household,
    /// Once for each member.
    Member,
}

/// What an answer looks like.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerType {
    /// Yes or no.
    YesNo,
    /// A whole number.
    Integer,
    /// A measured number.
    Decimal,
    /// One of the question's choices.
    Choice,
    /// A day.
    Date,
}

impl AnswerType {
    /// The name used in the questionnaire's files and in error messages.
    pub fn as_str(self) -> &'static str {
        match self {
            AnswerType::YesNo => "yes_no",
            AnswerType::Integer => "integer",
            AnswerType::Decimal => "decimal",
            AnswerType::Choice => "choice",
            AnswerType::Date => "date",
        }
    }
}

/// Where the answer to a question lies in [`crate::Answers`]: which of the two rows, and its column.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// Household row or member row.
    pub scope: Scope,
    /// Column, counted from 0 within the scope.
    pub index: usize,
}

/// One of the answers offered by a choice question.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stable code, used in rules and in stored answers.
    pub code: String,
    /// Vietnamese label.
    pub vi: Arc<str>,
    /// English label.
    pub en: Arc<str>,
}

impl Choice {
    /// The label in the reader's language.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    /// The label in both languages.
    pub fn wording(&self) -> Wording {
        Wording { vi: self.vi.clone(), en: self.en.clone() }
    }
}

/// One question.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    /// Stable English id, used in rules and in stored answers.
    pub id: String,
    /// Where its answer lies.
    pub place: Place,
    /// What an answer looks like.
    pub answer: AnswerType,
    /// The question as it is put.
    pub wording: Wording,
    /// The offered choices, empty unless `answer` is a choice.
    pub choices: Vec<Choice>,
    /// Unit of a number, one of [`crate::UNITS`].
    pub unit: Option<String>,
    /// Smallest number accepted.
    pub min: Option<f64>,
    /// Largest number accepted.
    pub max: Option<f64>,
    /// Id of the [`Block`] of the legal form it belongs to.
    pub block: String,
}

/// A part of a legal form, such as the roster or "Phiếu B1".
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Stable id.
    pub id: String,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
}

/// All questions, in the order of the forms.
#[derive(Debug, Default)]
pub struct Questionnaire {
    pub(crate) blocks: Vec<Block>,
    pub(crate) household: Vec<Question>,
    pub(crate) member: Vec<Question>,
    pub(crate) places: HashMap<String, Place>,
}

impl Questionnaire {
    /// The parts of the forms, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All questions of one scope, in the order of the forms.
    pub fn questions(&self, scope: Scope) -> &[Question] {
        match scope {
            Scope::Household => &self.household,
            Scope::Member => &self.member,
        }
    }

    /// The question with this id.
    pub fn find(&self, id: &str) -> Option<&Question> {
        self.places.get(id).map(|place| self.at(*place))
    }

    /// The question whose answer lies at `place`.
    pub fn at(&self, place: Place) -> &Question {
        &self.questions(place.scope)[place.index]
    }
}

impl Question {
    /// The position of the choice with this code.
    pub fn choice(&self, code: &str) -> Option<u16> {
        let position = self.choices.iter().position(|choice| choice.code == code)?;
        u16::try_from(position).ok()
    }
}
