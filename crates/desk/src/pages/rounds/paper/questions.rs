//! The questionnaire as it stands on paper: every question with its number, every choice with its code.
//!
//! The form on the phone asks the same questions in the same order ([`field::form::asked`]). A question about
//! members is T1, T2 …; one about the household a plain number.

use ::paper::{Codes, Part, Question as Printed};
use ground::{Lang, Problem, Result};
use law::{Answer, AnswerType, Law, Question, Scope};
use ui::{read_day, read_number};

use super::words;

/// A numbered question.
pub(super) struct Numbered<'a> {
    pub(super) number: String,
    pub(super) question: &'a Question,
}

/// A part of the form.
pub(super) struct Block<'a> {
    pub(super) title: [&'a str; 2],
    pub(super) questions: Vec<Numbered<'a>>,
}

impl Block<'_> {
    pub(super) fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => self.title[0],
            Lang::En => self.title[1],
        }
    }
}

/// The parts asked of members or of the household, in the order of the form.
pub(super) fn blocks(law: &Law, scope: Scope) -> Vec<Block<'_>> {
    let questionnaire = law.questionnaire();
    let letter = if scope == Scope::Member { "T" } else { "" };
    let mut number = 0;
    let blocks = questionnaire.blocks().iter().map(|block| {
        let all = questionnaire.questions(scope).iter();
        let own = all.filter(|question| question.block == block.id && field::form::asked(question));
        let numbered = own.map(|question| {
            number += 1;
            Numbered { number: format!("{letter}{number}"), question }
        });
        Block { title: [&block.vi, &block.en], questions: numbered.collect() }
    });
    blocks.filter(|block| !block.questions.is_empty()).collect()
}

/// Codes and what they mean: 1 yes and 2 no, or the place of a choice.
pub(super) fn codes(question: &Question, lang: Lang) -> Vec<(String, String)> {
    let words = ui::Words::of(lang);
    match question.answer {
        AnswerType::YesNo => {
            vec![("1".to_owned(), words.yes().to_owned()), ("2".to_owned(), words.no().to_owned())]
        }
        AnswerType::Choice => {
            let choices = question.choices.iter().enumerate();
            choices
                .map(|(at, one)| ((at + 1).to_string(), one.wording().get(lang).to_owned()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What an answer looks like as a code.
pub(super) fn code(answer: Answer) -> String {
    match answer {
        Answer::Bool(yes) => if yes { "1" } else { "2" }.to_owned(),
        Answer::Int(number) => number.to_string(),
        Answer::Decimal(number) => ground::decimal(Lang::Vi, number, 2),
        Answer::Choice(at) => (at + 1).to_string(),
        Answer::Day(day) => day.vietnamese(),
    }
}

/// Reads a code; `None` for a field left empty, which is an answer not known.
///
/// # Errors
/// `desk.entry.code` for a code that the question does not have; those of days and numbers.
pub(super) fn read(question: &Question, typed: &str) -> Result<Option<Answer>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let no_code = || Problem::invalid("desk.entry.code").with("text", typed);
    let among = |count: usize| match typed.parse::<usize>() {
        Ok(code) if (1..=count).contains(&code) => Ok(code - 1),
        _ => Err(no_code().with("last", count)),
    };
    Ok(Some(match question.answer {
        AnswerType::YesNo => Answer::Bool(among(2)? == 0),
        AnswerType::Choice => Answer::Choice(among(question.choices.len())? as u16),
        AnswerType::Integer => Answer::Int(read_number(typed)?),
        AnswerType::Decimal => {
            let number: f64 = typed
                .replace(',', ".")
                .parse()
                .map_err(|_| Problem::invalid("form.number.unreadable").with("text", typed))?;
            Answer::Decimal(number)
        }
        AnswerType::Date => Answer::Day(read_day(typed)?),
    }))
}

/// More choices than fit beside a question go to the end of the form.
const BESIDE: usize = 12;

/// A part as it is printed.
pub(super) fn printed(block: &Block<'_>) -> Part {
    let question = |it: &Numbered<'_>| {
        let choices = codes(it.question, Lang::Vi);
        let many = choices.len() > BESIDE;
        let hint = match it.question.answer {
            _ if many => words().questionnaire_codes().to_owned(),
            AnswerType::Date => words().date_hint().to_owned(),
            _ => it.question.unit.as_deref().map_or("", |unit| words().unit_of(unit)).to_owned(),
        };
        // Of every question is said that 1 is yes and 2 no.
        let known = it.question.answer == AnswerType::YesNo || many;
        Printed {
            number: it.number.clone(),
            text: it.question.wording.get(Lang::Vi).to_owned(),
            hint,
            choices: if known { Vec::new() } else { choices },
        }
    };
    Part {
        title: block.title(Lang::Vi).to_owned(),
        questions: block.questions.iter().map(question).collect(),
    }
}

/// The lists of codes for the end of the form.
pub(super) fn lists(blocks: &[Block<'_>]) -> Vec<Codes> {
    let questions = blocks.iter().flat_map(|block| &block.questions);
    let long = questions.filter(|it| it.question.choices.len() > BESIDE);
    let list = |it: &Numbered<'_>| Codes {
        number: it.number.clone(),
        text: it.question.wording.get(Lang::Vi).to_owned(),
        choices: codes(it.question, Lang::Vi),
    };
    long.map(list).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_on_paper_is_read_as_the_answer_it_stands_for() {
        let law = Law::builtin().unwrap();
        for scope in [Scope::Household, Scope::Member] {
            let blocks = blocks(&law, scope);
            let questions: Vec<_> = blocks.iter().flat_map(|block| &block.questions).collect();
            let asked = law.questionnaire().questions(scope).iter();
            assert_eq!(questions.len(), asked.filter(|one| field::form::asked(one)).count());
            for it in questions {
                for (text, _) in codes(it.question, Lang::Vi) {
                    let answer = read(it.question, &text).unwrap().unwrap();
                    assert_eq!(code(answer), text, "{}", it.number);
                }
                assert_eq!(read(it.question, "  ").unwrap(), None);
                assert!(read(it.question, "x").is_err(), "{}", it.number);
            }
        }
        let walls = law.questionnaire().find("wall_material").unwrap();
        assert_eq!(read(walls, "5").unwrap_err().code, "desk.entry.code");
        assert!(read(walls, "0").is_err() && read(walls, "-1").is_err());
        let area = law.questionnaire().find("house_area").unwrap();
        assert_eq!(read(area, "42,5").unwrap(), Some(Answer::Decimal(42.5)));
    }
}
