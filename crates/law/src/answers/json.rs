//! Answers as text that is kept for ever: questions and choices by name, sorted, nothing lost.
//!
//! A decimal is written as a string, because readers of JSON disagree on the last digit of a number.

use std::collections::BTreeMap;

use ground::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Answer, Answers, Member, accept, find, put};
use crate::{AnswerType, Question, Questionnaire, Scope};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    household: BTreeMap<String, Value>,
    members: Vec<BTreeMap<String, Value>>,
    members_complete: bool,
}

impl Answers {
    /// The answers as JSON text; the same answers always give the same text.
    pub fn to_json(&self, questionnaire: &Questionnaire) -> String {
        let row = |scope, row: &Member| {
            let questions = questionnaire.questions(scope);
            row.iter()
                .enumerate()
                .filter_map(|(index, answer)| {
                    let question = &questions[index];
                    answer.map(|answer| (question.id.clone(), write(question, answer)))
                })
                .collect()
        };
        let text = Text {
            household: row(Scope::Household, &self.household),
            members: self.members.iter().map(|member| row(Scope::Member, member)).collect(),
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

fn write(question: &Question, answer: Answer) -> Value {
    match answer {
        Answer::Bool(yes) => yes.into(),
        Answer::Int(number) => number.into(),
        Answer::Decimal(number) => number.to_string().into(),
        Answer::Choice(choice) => question.choices[usize::from(choice)].code.clone().into(),
        Answer::Day(day) => day.to_string().into(),
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
