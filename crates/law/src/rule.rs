//! Rules as a typed tree.
//!
//! Rules are written in CEL, the Common Expression Language, over the questions of the questionnaire:
//! comparisons, counts, membership, `exists`/`all`/`filter(…).size()` over members, dated values and
//! named definitions. There are no loops and no functions of one's own, so every rule ends, and the
//! same tree can be read three ways: one household at a time here, over columns, and as SQL.
//!
//! Numbers are one kind: whole numbers and measured numbers compare by value. Division is left out;
//! `area < 8 * head_count` says the same as a quotient and stays exact.

mod compile;
mod evaluate;
mod trace;

pub(crate) use compile::{Compiled, Mistake, Named, Names, Parsed, compile, identifiers, parse};
pub use evaluate::KnownQuestions;
pub(crate) use evaluate::World;
pub(crate) use trace::Leaf;

use crate::{Area, Place};

/// A statement that is true, false or unknown of a household (or of a member, inside [`Rule::Exists`],
/// [`Rule::Every`] and [`Number::Count`]).
#[derive(Clone, PartialEq, Debug)]
pub enum Rule {
    /// Always so.
    Const(bool),
    /// A yes-or-no question answered yes.
    Yes(Place),
    /// A choice question answered with one of these choices (positions among the question's choices).
    OneOf(Place, Vec<u16>),
    /// The household lives in this kind of area.
    In(Area),
    /// Two numbers compared.
    Compare(Number, Comparison, Number),
    /// The opposite.
    Not(Box<Rule>),
    /// Both.
    And(Box<Rule>, Box<Rule>),
    /// At least one.
    Or(Box<Rule>, Box<Rule>),
    /// Some member is such.
    Exists(Box<Rule>),
    /// Every member is such.
    Every(Box<Rule>),
    /// The truth of the standard's definition at this position.
    Named(usize),
}

/// How two numbers are compared. The other orders are written with the sides exchanged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// Left below right.
    Less,
    /// Left below or equal to right.
    AtMost,
    /// Both equal.
    Equal,
}

/// A number, known exactly or within bounds.
#[derive(Clone, PartialEq, Debug)]
pub enum Number {
    /// Written in the rule.
    Const(f64),
    /// The answer to a number question.
    Answer(Place),
    /// The member's completed years of age on the day of the visit.
    Age,
    /// The standard's dated value at this position, for the household's area and day.
    Value(usize),
    /// Something the engine works out before the rules run.
    Fact(Fact),
    /// The number of the standard's definition at this position.
    Named(usize),
    /// How many members are such.
    Count(Box<Rule>),
    /// Sum.
    Plus(Box<Number>, Box<Number>),
    /// Difference.
    Minus(Box<Number>, Box<Number>),
    /// Product.
    Times(Box<Number>, Box<Number>),
}

/// What the engine works out before the rules run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fact {
    /// Number of members: counted when the roster is complete, else as stated (`head_count`).
    HeadCount,
    /// Score of form B1, as stated or from a score table (`income_score`).
    IncomeScore,
    /// Number of deprived indicators (`deprivation_count`).
    DeprivationCount,
}

/// A definition's body.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// A statement.
    Truth(Rule),
    /// A number.
    Number(Number),
}

/// A named part of a standard's rules, such as `dependants` or `income_low`.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    /// Name used in rules.
    pub id: String,
    /// What it stands for, as the file writes it, in CEL.
    pub cel: String,
    /// What it stands for.
    pub body: Body,
    /// What it stands for when there is no score, but an income per head is answered.
    pub by_amount: Option<Body>,
}
