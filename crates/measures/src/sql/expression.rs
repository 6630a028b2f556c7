//! The rule tree as SQL expressions.

use std::collections::BTreeSet;

use law::rule::{Body, Fact, Number as Numeric, Rule};
use law::{AnswerType, Area, Place, Scope, Standard};

use super::Dialect;
use super::number::Number;

/// Where an expression stands, and so how a household's own columns are found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// In a condition on a member, to whom the household's columns needed are joined as `home_…`.
    Member,
    /// In a condition on the household, after members have been counted.
    Household,
}

/// Turns rules into text. Every condition on members met on the way is remembered, to be counted first.
pub(super) struct Writer<'a> {
    pub(super) standard: &'a Standard,
    pub(super) dialect: Dialect,
    /// Conditions on members, each counted once.
    pub(super) conditions: Vec<Rule>,
    /// Columns of the household that conditions on members need.
    pub(super) of_home: BTreeSet<String>,
}

impl Writer<'_> {
    /// A statement: `TRUE`, `FALSE` or `NULL`.
    pub(super) fn truth(&mut self, rule: &Rule, stand: Stand) -> String {
        match rule {
            Rule::Const(holds) => if *holds { "TRUE" } else { "FALSE" }.to_owned(),
            Rule::Yes(place) => self.answer(*place, stand),
            Rule::OneOf(place, choices) => self.one_of(*place, choices, stand),
            Rule::In(area) => {
                let area = if *area == Area::Urban { "urban" } else { "rural" };
                format!("{} = '{area}'", self.of_household("area", stand))
            }
            Rule::Compare(a, how, b) => {
                let (a, b) = (self.number(a, stand), self.number(b, stand));
                a.compare(*how, &b)
            }
            Rule::Not(a) => format!("NOT ({})", self.truth(a, stand)),
            Rule::And(a, b) => self.both(a, "AND", b, stand),
            Rule::Or(a, b) => self.both(a, "OR", b, stand),
            Rule::Exists(such) => {
                let who = self.counted(such);
                format!(
                    "CASE WHEN {who}_yes > 0 THEN TRUE WHEN roster_complete AND {who}_open = 0 THEN FALSE END"
                )
            }
            Rule::Every(such) => {
                let who = self.counted(such);
                format!(
                    "CASE WHEN listed > {who}_yes + {who}_open THEN FALSE \
                     WHEN roster_complete AND {who}_open = 0 THEN TRUE END"
                )
            }
            Rule::Named(index) => match stand {
                Stand::Household => format!("def_{}", self.standard.definitions()[*index].id),
                Stand::Member => match self.body(*index) {
                    Body::Truth(rule) => format!("({})", self.truth(&rule, stand)),
                    Body::Number(_) => unreachable!("the compiler tells truths from numbers"),
                },
            },
        }
    }

    fn both(&mut self, a: &Rule, word: &str, b: &Rule, stand: Stand) -> String {
        let mut side = |rule: &Rule| {
            let text = self.truth(rule, stand);
            let bare = !matches!((rule, word), (Rule::And(..), "OR") | (Rule::Or(..), "AND"));
            if bare { text } else { format!("({text})") }
        };
        let (a, b) = (side(a), side(b));
        format!("{a} {word} {b}")
    }

    fn one_of(&mut self, place: Place, choices: &[u16], stand: Stand) -> String {
        let answer = self.answer(place, stand);
        let question = self.standard.questionnaire().at(place);
        let code = |choice: &u16| self.dialect.quoted(&question.choices[usize::from(*choice)].code);
        let codes: Vec<String> = choices.iter().map(code).collect();
        match codes.as_slice() {
            [] => format!("CASE WHEN {answer} IS NOT NULL THEN FALSE END"),
            [one] => format!("{answer} = {one}"),
            some => format!("{answer} IN ({})", some.join(", ")),
        }
    }

    /// The column of an answer.
    fn answer(&mut self, place: Place, stand: Stand) -> String {
        let id = &self.standard.questionnaire().at(place).id;
        match place.scope {
            Scope::Household => self.of_household(id, stand),
            Scope::Member => id.clone(),
        }
    }

    /// A column of the household's own.
    fn of_household(&mut self, column: &str, stand: Stand) -> String {
        match stand {
            Stand::Household => column.to_owned(),
            Stand::Member => {
                self.of_home.insert(column.to_owned());
                format!("home_{column}")
            }
        }
    }

    /// Both ends of a number of the household's own.
    fn within(&mut self, name: &str, stand: Stand) -> Number {
        let mut end = |end: &str| self.of_household(&format!("{name}_{end}"), stand);
        Number::Within(end("low"), end("high"))
    }

    /// A number.
    pub(super) fn number(&mut self, number: &Numeric, stand: Stand) -> Number {
        match number {
            Numeric::Const(number) => Number::literal(*number),
            Numeric::Answer(place) => {
                let answer = self.answer(*place, stand);
                let whole = self.standard.questionnaire().at(*place).answer == AnswerType::Integer;
                // Whole numbers are reckoned with as the law's own reading does, in double precision.
                Number::Exact(if whole { format!("CAST({answer} AS DOUBLE)") } else { answer })
            }
            Numeric::Age => Number::Within("age_low".to_owned(), "age_high".to_owned()),
            Numeric::Value(index) => match super::plan::value(self.standard, *index) {
                Some(number) => number,
                None => self.within(&format!("law_{}", self.standard.values()[*index].id), stand),
            },
            Numeric::Fact(Fact::HeadCount) => self.within("heads", stand),
            Numeric::Fact(Fact::IncomeScore) if self.standard.score_tables().is_empty() => {
                Number::Exact("score".to_owned())
            }
            Numeric::Fact(Fact::IncomeScore) => self.within("score", stand),
            Numeric::Fact(Fact::DeprivationCount) => self.within("deprivations", stand),
            Numeric::Named(index) if stand == Stand::Household => {
                self.within(&format!("def_{}", self.standard.definitions()[*index].id), stand)
            }
            Numeric::Named(index) => match self.body(*index) {
                Body::Number(number) => self.number(&number, stand),
                Body::Truth(_) => unreachable!("the compiler tells truths from numbers"),
            },
            Numeric::Count(such) => {
                let who = self.counted(such);
                Number::Within(
                    format!("CAST({who}_yes AS DOUBLE)"),
                    format!(
                        "CASE WHEN roster_complete THEN CAST({who}_yes + {who}_open AS DOUBLE) END"
                    ),
                )
            }
            Numeric::Plus(a, b) => self.number(a, stand).plus(&self.number(b, stand)),
            Numeric::Minus(a, b) => self.number(a, stand).minus(&self.number(b, stand)),
            Numeric::Times(a, b) => self.number(a, stand).times(&self.number(b, stand)),
        }
    }

    /// A definition within a condition on members: never one of the whole household, so it has one body.
    fn body(&self, index: usize) -> Body {
        self.standard.definitions()[index].body.clone()
    }

    /// The name under which the members who are such are counted.
    fn counted(&mut self, such: &Rule) -> String {
        let known = self.conditions.iter().position(|condition| condition == such);
        let at = known.unwrap_or_else(|| {
            self.conditions.push(such.clone());
            self.conditions.len() - 1
        });
        format!("who{}", at + 1)
    }
}
