//! Reading worked cases.

use std::collections::BTreeMap;

use ground::Problem;
use serde_json::Value as Json;

use super::File;
use super::raw::{RawCase, RawExpectation};
use crate::cases::{Case, Expectation};
use crate::shared::Shared;
use crate::{Answer, Answers, Questionnaire, Setting, Standard, Truth};

pub(super) fn build(
    files: &[File],
    shared: &Shared,
    standards: &[Standard],
    problems: &mut Vec<Problem>,
) -> Vec<Case> {
    let mut cases = Vec::new();
    for file in files {
        for written in &file.raw.cases {
            let raw = written.get_ref();
            let built = case(raw, &shared.questionnaire, standards);
            match built {
                Ok(case) => cases.push(case),
                Err(problem) => {
                    problems.push(file.at(written.span().start, named(problem, &raw.name)));
                }
            }
        }
    }
    cases
}

/// A problem with an answer, told as one of the case.
fn named(problem: Problem, case: &str) -> Problem {
    let Some(what) = problem.code.strip_prefix("law.answers.").map(str::to_owned) else {
        return problem;
    };
    let mut told = Problem::invalid("law.case.answer").with("case", case).with("what", what);
    told.args.extend(problem.args.into_iter().filter(|(name, _)| name == "question"));
    told
}

fn case(
    raw: &RawCase,
    questionnaire: &Questionnaire,
    standards: &[Standard],
) -> Result<Case, Problem> {
    let mut answers = Answers::new();
    for (id, value) in &raw.household {
        answers.set(questionnaire, id, answer(questionnaire, id, value)?)?;
    }
    for written in &raw.members {
        let member = answers.add_member();
        each(written, |id, value| {
            answers.set_member(questionnaire, member, id, answer(questionnaire, id, value)?)
        })?;
    }
    answers.members_complete = raw.members_complete.unwrap_or(!raw.members.is_empty());
    Ok(Case {
        name: raw.name.clone(),
        author: raw.author.clone(),
        source: raw.source.clone(),
        setting: Setting {
            area: raw.area,
            region: raw.region.clone(),
            province: raw.province,
            day: raw.day.0,
        },
        specimens: raw.specimens.clone(),
        without: raw.without.clone(),
        without_points: raw.without_points,
        answers,
        expect: raw
            .expect
            .iter()
            .map(|raw| expectation(raw, standards))
            .collect::<Result<_, _>>()?,
    })
}

fn each(
    written: &BTreeMap<String, toml::Value>,
    mut set: impl FnMut(&str, &toml::Value) -> Result<(), Problem>,
) -> Result<(), Problem> {
    written.iter().try_for_each(|(id, value)| set(id, value))
}

fn answer(questionnaire: &Questionnaire, id: &str, value: &toml::Value) -> Result<Answer, Problem> {
    let question = questionnaire
        .find(id)
        .ok_or_else(|| Problem::invalid("law.answers.unknown_question").with("question", id))?;
    let json = match value {
        toml::Value::Boolean(yes) => Json::from(*yes),
        toml::Value::Integer(number) => Json::from(*number),
        toml::Value::Float(number) => Json::from(*number),
        toml::Value::String(text) => Json::from(text.as_str()),
        toml::Value::Datetime(day) => Json::from(day.to_string()),
        _ => Json::Null,
    };
    crate::answers::read(question, &json)
}

fn expectation(raw: &RawExpectation, standards: &[Standard]) -> Result<Expectation, Problem> {
    let standard = standards.iter().find(|standard| standard.id() == raw.standard);
    let Some(standard) = standard else {
        return Err(Problem::invalid("law.standard.unknown").with("name", raw.standard.as_str()));
    };
    let named = raw.deprived.iter().chain(&raw.unknown).flatten();
    if let Some(code) = named.clone().find(|code| standard.indicator(code).is_none()) {
        return Err(Problem::invalid("law.indicator.unknown").with("name", code.as_str()));
    }
    let truths = [Truth::True, Truth::False, Truth::Unknown];
    let income_low = match &raw.income_low {
        None => None,
        Some(text) => Some(
            truths
                .into_iter()
                .find(|truth| truth.as_str() == text)
                .ok_or_else(|| Problem::invalid("law.case.truth").with("value", text.as_str()))?,
        ),
    };
    Ok(Expectation {
        standard: raw.standard.clone(),
        class: raw.class,
        rule: raw.rule.clone(),
        income_low,
        income_score: raw.income_score,
        deprived: raw.deprived.clone(),
        unknown: raw.unknown.clone(),
        count: raw.count,
        unverified: raw.unverified,
        caveats: raw.caveats.clone(),
    })
}
