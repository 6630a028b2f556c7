//! Answers as text that is kept for ever: questions and choices by name, sorted, nothing lost.
//!
//! A decimal is written as a string, because readers of JSON disagree on the last digit of a number.

use std::collections::BTreeMap;

use ground::Problem;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::{Answer, Answers, Member, accept, find, put};
use crate::{AnswerType, Question, Questionnaire, Scope};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    household: BTreeMap<String, Value>,
    members: Vec<BTreeMap<String, Value>>,
    members_complete: bool,
}

/// The same as [`Text`], to be written: millions of visits are, and nothing need be copied for it.
#[derive(Serialize)]
struct Written<'a> {
    household: Named<'a>,
    members: Vec<Named<'a>>,
    members_complete: bool,
}

/// The answers of one row, in the order of the questions' names.
struct Named<'a>(Vec<(&'a str, Said<'a>)>);

impl<'a> Named<'a> {
    fn of(questions: &'a [Question], row: &Member) -> Named<'a> {
        let answered = questions.iter().zip(row);
        let mut said: Vec<_> = answered
            .filter_map(|(question, answer)| {
                Some((question.id.as_str(), Said { question, answer: (*answer)? }))
            })
            .collect();
        said.sort_unstable_by_key(|(name, _)| *name);
        Named(said)
    }
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, said)| (name, said)))
    }
}

impl Answers {
    /// The answers as JSON text; the same answers always give the same text.
    pub fn to_json(&self, questionnaire: &Questionnaire) -> String {
        let named = |scope, row| Named::of(questionnaire.questions(scope), row);
        let text = Written {
            household: named(Scope::Household, &self.household),
            members: self.members.iter().map(|member| named(Scope::Member, member)).collect(),
            members_complete: self.members_complete,
        };
        serde_json::to_string(&text).expect("names and plain values always make JSON")
    }

    /// Reads answers written by [`Answers::to_json`].
    ///
    /// # Errors
    /// `law.answers.unreadable` when it is not such a text, or the problems of [`Answers::set`].
    pub fn from_json(questionnaire: &Questionnaire, text: &str) -> Result<Answers, Problem> {
        let text: Text = serde_json::from_str(text)
            .map_err(|error| Problem::invalid("law.answers.unreadable").because(error))?;
        let row = |scope, named: &BTreeMap<String, Value>| {
            let mut row = Member::new();
            for (id, value) in named {
                let question = find(questionnaire, id, scope)?;
                let answer = read(question, value)?;
                accept(question, answer)?;
                put(&mut row, question.place.index, answer);
            }
            Ok(row)
        };
        Ok(Answers {
            household: row(Scope::Household, &text.household)?,
            members: text
                .members
                .iter()
                .map(|member| row(Scope::Member, member))
                .collect::<Result<_, Problem>>()?,
            members_complete: text.members_complete,
        })
    }
}

/// One answer in the words of its question.
struct Said<'a> {
    question: &'a Question,
    answer: Answer,
}

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.answer {
            Answer::Bool(yes) => serializer.serialize_bool(yes),
            Answer::Int(number) => serializer.serialize_i64(number),
            Answer::Decimal(number) => serializer.collect_str(&number),
            Answer::Choice(choice) => {
                serializer.serialize_str(&self.question.choices[usize::from(choice)].code)
            }
            Answer::Day(day) => serializer.collect_str(&day),
        }
    }
}

/// Reads one value as the question's type.
pub(crate) fn read(question: &Question, value: &Value) -> Result<Answer, Problem> {
    let answer = match (question.answer, value) {
        (AnswerType::YesNo, Value::Bool(yes)) => Some(Answer::Bool(*yes)),
        (AnswerType::Integer, Value::Number(number)) => number.as_i64().map(Answer::Int),
        (AnswerType::Decimal, Value::Number(number)) => number.as_f64().map(Answer::Decimal),
        (AnswerType::Decimal, Value::String(text)) => text.parse().ok().map(Answer::Decimal),
        (AnswerType::Date, Value::String(text)) => text.parse().ok().map(Answer::Day),
        (AnswerType::Choice, Value::String(code)) => {
            let choice = question.choice(code).ok_or_else(|| {
                Problem::invalid("law.answers.unknown_choice")
                    .with("question", question.id.as_str())
                    .with("choice", code.as_str())
            })?;
            Some(Answer::Choice(choice))
        }
        _ => None,
    };
    answer.ok_or_else(|| {
        Problem::invalid("law.answers.wrong_type")
            .with("question", question.id.as_str())
            .with("type", question.answer.as_str())
    })
}
