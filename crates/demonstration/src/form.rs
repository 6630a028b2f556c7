//! A questionnaire being filled in, with questions and choices by name.

use ground::{Day, Result};
use law::{Answer, Answers, Questionnaire};

/// The form of one visit.
pub(crate) struct Form<'q> {
    questionnaire: &'q Questionnaire,
    pub(crate) answers: Answers,
}

impl<'q> Form<'q> {
    /// A blank form with a complete roster to come.
    pub(crate) fn new(questionnaire: &'q Questionnaire) -> Form<'q> {
        let mut answers = Answers::new();
        answers.members_complete = true;
        Form { questionnaire, answers }
    }

    /// Starts the next member's row.
    pub(crate) fn member(&mut self) -> usize {
        self.answers.add_member()
    }

    /// Answers about the household.
    pub(crate) fn household(&mut self, answers: &[(&str, Said)]) -> Result<()> {
        for (id, said) in answers {
            let answer = self.read(id, *said);
            self.answers.set(self.questionnaire, id, answer)?;
        }
        Ok(())
    }

    /// Answers about one member.
    pub(crate) fn of(&mut self, member: usize, answers: &[(&str, Said)]) -> Result<()> {
        for (id, said) in answers {
            let answer = self.read(id, *said);
            self.answers.set_member(self.questionnaire, member, id, answer)?;
        }
        Ok(())
    }

    /// A choice that the questionnaire does not offer becomes one out of range, which is then refused.
    fn read(&self, id: &str, said: Said) -> Answer {
        match said {
            Said::Is(yes) => Answer::Bool(yes),
            Said::Whole(number) => Answer::Int(number),
            Said::Measured(number) => Answer::Decimal(number),
            Said::On(day) => Answer::Day(day),
            Said::One(code) => {
                let choice = self.questionnaire.find(id).and_then(|question| question.choice(code));
                Answer::Choice(choice.unwrap_or(u16::MAX))
            }
        }
    }
}

/// What was said.
#[derive(Clone, Copy)]
pub(crate) enum Said {
    Is(bool),
    Whole(i64),
    Measured(f64),
    One(&'static str),
    On(Day),
}
