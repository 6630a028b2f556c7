//! All answers of a visit in words, in the order of the forms.

use std::borrow::Cow;

use ground::Lang;

use crate::{Answers, Block, Law, Question, Scope};

/// What was answered in one part of a form, or about one member.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered<'a> {
    /// The part of the form.
    pub block: &'a Block,
    /// Position of the member, from 0; `None` for the household.
    pub member: Option<usize>,
    /// Questions and their answers, in the reader's language.
    pub answers: Vec<(&'a str, Cow<'a, str>)>,
}

impl Answered<'_> {
    /// Name of the part of the form in the reader's language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.block.vi,
            Lang::En => &self.block.en,
        }
    }
}

impl Law {
    /// Everything answered: first the household's answers by part of the form, then those about each
    /// member. What was not answered is left out.
    pub fn answered(&self, answers: &Answers, lang: Lang) -> Vec<Answered<'_>> {
        let blocks = self.questionnaire().blocks();
        let mut all: Vec<_> =
            blocks.iter().map(|block| self.part(block, None, answers, lang)).collect();
        for member in 0..answers.members().len() {
            all.extend(blocks.iter().map(|block| self.part(block, Some(member), answers, lang)));
        }
        all.retain(|part| !part.answers.is_empty());
        all
    }

    fn part<'a>(
        &'a self,
        block: &'a Block,
        member: Option<usize>,
        answers: &Answers,
        lang: Lang,
    ) -> Answered<'a> {
        let scope = if member.is_some() { Scope::Member } else { Scope::Household };
        let said = |question: &'a Question| {
            Some((question.wording.get(lang), self.shared.said(question, member, answers, lang)?))
        };
        let questions = self.questionnaire().questions(scope).iter();
        let questions = questions.filter(|question| question.block == block.id);
        Answered { block, member, answers: questions.filter_map(said).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn every_answer_is_said_once_and_nothing_else() {
        let law = Law::builtin().unwrap();
        let questionnaire = law.questionnaire();
        let mut answers = Answers::new();
        answers.set(questionnaire, "household_size", Answer::Int(4)).unwrap();
        answers.set(questionnaire, "stated_income_score", Answer::Int(120)).unwrap();
        let second = (answers.add_member(), answers.add_member()).1;
        answers.set_member(questionnaire, second, "birth_year", Answer::Int(1980)).unwrap();
        let said: Vec<_> = law
            .answered(&answers, Lang::Vi)
            .iter()
            .map(|part| (part.member, part.answers[0].1.to_string(), part.answers.len()))
            .collect();
        let expected = [(None, "4 người", 1), (None, "120 điểm", 1), (Some(1), "1980", 1)];
        assert_eq!(said, expected.map(|(member, text, count)| (member, text.to_owned(), count)));
    }
}
