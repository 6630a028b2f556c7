//! `/law/questionnaire`: the questions that rules may ask.

use ::law::{AnswerType, Question, Scope};
use askama::Template;
use ui::{Frame, NavItem};

use super::tabs;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "law/questionnaire.html")]
struct QuestionnairePage {
    frame: Frame,
    tabs: Vec<NavItem>,
    blocks: Vec<Block>,
}

/// One part of the forms, with its questions.
struct Block {
    name: String,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    wording: String,
    scope: &'static str,
    answer: &'static str,
    /// Choices, or the unit of a number.
    detail: String,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    let words = visitor.words();
    let questionnaire = visitor.desk.law.questionnaire();
    let questions = |scope| questionnaire.questions(scope).iter();
    let blocks = questionnaire.blocks().iter().map(|block| Block {
        name: match words.lang() {
            ground::Lang::Vi => block.vi.clone(),
            ground::Lang::En => block.en.clone(),
        },
        rows: questions(Scope::Household)
            .chain(questions(Scope::Member))
            .filter(|question| question.block == block.id)
            .map(|question| row(words, question))
            .collect(),
    });
    page(&QuestionnairePage {
        frame: visitor.frame(words.law_questionnaire()),
        tabs: tabs(&visitor),
        blocks: blocks.filter(|block| !block.rows.is_empty()).collect(),
    })
}

fn row(words: &'static ui::Words, question: &Question) -> Row {
    let label = |choice: &::law::Choice| match words.lang() {
        ground::Lang::Vi => choice.vi.clone(),
        ground::Lang::En => choice.en.clone(),
    };
    let choices: Vec<_> = question.choices.iter().map(label).collect();
    let unit = question.unit.as_deref().map_or("", |unit| words.unit_of(unit));
    Row {
        id: question.id.clone(),
        wording: question.wording.get(words.lang()).to_owned(),
        scope: match question.place.scope {
            Scope::Household => words.law_per_household(),
            Scope::Member => words.law_per_member(),
        },
        answer: match question.answer {
            AnswerType::YesNo => words.law_type_yes_no(),
            AnswerType::Integer => words.law_type_integer(),
            AnswerType::Decimal => words.law_type_decimal(),
            AnswerType::Choice => words.law_type_choice(),
            AnswerType::Date => words.law_type_date(),
        },
        detail: if choices.is_empty() { unit.to_owned() } else { choices.join("; ") },
    }
}
