//! Building the questionnaire.

use ground::Problem;

use super::raw::RawQuestion;
use super::{File, twice};
use crate::questionnaire::{AnswerType, Place, Question, Questionnaire, Scope};
use crate::{UNITS, Wording};

pub(super) fn build(files: &[File], problems: &mut Vec<Problem>) -> Questionnaire {
    let mut built = Questionnaire::default();
    for file in files {
        built.blocks.extend(file.raw.blocks.iter().cloned());
    }
    for file in files {
        for written in &file.raw.questions {
            let (offset, raw) = (written.span().start, written.get_ref());
            if let Some(problem) = mistake(raw, &built) {
                problems.push(file.at(offset, problem.with("name", raw.id.as_str())));
            }
            let row = match raw.scope {
                Scope::Household => &mut built.household,
                Scope::Member => &mut built.member,
            };
            let place = Place { scope: raw.scope, index: row.len() };
            if built.places.insert(raw.id.clone(), place).is_some() {
                problems.push(twice(file, offset, "question", &raw.id));
            }
            row.push(Question {
                id: raw.id.clone(),
                place,
                answer: raw.answer,
                wording: Wording::of(raw.vi.clone(), raw.en.clone()),
                choices: raw.choices.clone(),
                unit: raw.unit.clone(),
                min: raw.min,
                max: raw.max,
                block: raw.block.clone(),
            });
        }
    }
    built
}

fn mistake(raw: &RawQuestion, built: &Questionnaire) -> Option<Problem> {
    if !built.blocks.iter().any(|block| block.id == raw.block) {
        return Some(
            Problem::invalid("law.question.unknown_block").with("block", raw.block.as_str()),
        );
    }
    if (raw.answer == AnswerType::Choice) == raw.choices.is_empty() {
        return Some(Problem::invalid("law.question.choices"));
    }
    let unit = raw.unit.as_deref().filter(|unit| !UNITS.contains(unit))?;
    Some(Problem::invalid("law.value.unknown_unit").with("unit", unit))
}
