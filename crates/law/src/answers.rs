//! The answers of one visit.

mod json;

pub(crate) use json::read;

use ground::{Day, Problem};

use crate::{AnswerType, Place, Question, Questionnaire, Scope};

/// One answer, typed by its question.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Answer {
    /// Yes or no.
    Bool(bool),
    /// A whole number; money in đồng.
    Int(i64),
    /// A measured number, in the question's unit.
    Decimal(f64),
    /// Position of the chosen answer among the question's choices.
    Choice(u16),
    /// A day.
    Day(Day),
}

/// One member's answers.
pub type Member = Vec<Option<Answer>>;

/// The answers of one visit, laid out by the questionnaire so that evaluating needs no look-up by name.
///
/// The layout belongs to the [`Questionnaire`] the answers were set with. To keep answers, store
/// [`Answers::to_json`], which names questions and choices and so outlives any layout.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answers {
    household: Vec<Option<Answer>>,
    members: Vec<Member>,
    /// Whether every member of the household is listed. An import of household rows lists none, and
    /// then nothing may be concluded from members that are not there.
    pub members_complete: bool,
}

impl Answers {
    /// A blank form.
    pub fn new() -> Answers {
        Answers::default()
    }

    /// Answers a household question.
    ///
    /// # Errors
    /// `law.answers.unknown_question`, `law.answers.wrong_type`, `law.answers.out_of_range`.
    pub fn set(
        &mut self,
        questionnaire: &Questionnaire,
        id: &str,
        answer: Answer,
    ) -> Result<(), Problem> {
        let question = find(questionnaire, id, Scope::Household)?;
        accept(question, answer)?;
        put(&mut self.household, question.place.index, answer);
        Ok(())
    }

    /// Adds a member with no answers yet and returns the member's position, counted from 0.
    pub fn add_member(&mut self) -> usize {
        self.members.push(Member::new());
        self.members.len() - 1
    }

    /// Answers a question about one member.
    ///
    /// # Errors
    /// As [`Answers::set`], and `law.answers.no_member`.
    pub fn set_member(
        &mut self,
        questionnaire: &Questionnaire,
        member: usize,
        id: &str,
        answer: Answer,
    ) -> Result<(), Problem> {
        let question = find(questionnaire, id, Scope::Member)?;
        accept(question, answer)?;
        let row = self
            .members
            .get_mut(member)
            .ok_or_else(|| Problem::invalid("law.answers.no_member").with("member", member + 1))?;
        put(row, question.place.index, answer);
        Ok(())
    }

    /// The answer to a household question; `None` when unanswered or no such question.
    pub fn get(&self, questionnaire: &Questionnaire, id: &str) -> Option<Answer> {
        let question = questionnaire.find(id)?;
        (question.place.scope == Scope::Household).then(|| self.at(question.place, None)).flatten()
    }

    /// The answer about one member; `None` when unanswered, no such question or no such member.
    pub fn get_member(
        &self,
        questionnaire: &Questionnaire,
        member: usize,
        id: &str,
    ) -> Option<Answer> {
        let question = questionnaire.find(id)?;
        (question.place.scope == Scope::Member)
            .then(|| self.at(question.place, self.members.get(member)))
            .flatten()
    }

    /// Takes an answer back; the question counts as unanswered again.
    pub fn clear(&mut self, questionnaire: &Questionnaire, id: &str) {
        if let Some(question) = questionnaire.find(id)
            && let Some(slot) = self.household.get_mut(question.place.index)
            && question.place.scope == Scope::Household
        {
            *slot = None;
        }
    }

    /// The listed members' answers.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Sets a household answer that is known to fit.
    pub(crate) fn put(&mut self, place: Place, answer: Answer) {
        put(&mut self.household, place.index, answer);
    }

    /// The answer lying at `place`, of the household or of the given member.
    #[inline]
    pub fn at(&self, place: Place, member: Option<&Member>) -> Option<Answer> {
        let row = match place.scope {
            Scope::Household => &self.household,
            Scope::Member => member?,
        };
        row.get(place.index).copied().flatten()
    }
}

fn find<'q>(
    questionnaire: &'q Questionnaire,
    id: &str,
    scope: Scope,
) -> Result<&'q Question, Problem> {
    questionnaire
        .find(id)
        .filter(|question| question.place.scope == scope)
        .ok_or_else(|| Problem::invalid("law.answers.unknown_question").with("question", id))
}

fn put(row: &mut Vec<Option<Answer>>, index: usize, answer: Answer) {
    if row.len() <= index {
        row.resize(index + 1, None);
    }
    row[index] = Some(answer);
}

/// Refuses an answer of the wrong type or out of the question's range.
fn accept(question: &Question, answer: Answer) -> Result<(), Problem> {
    let number = match (question.answer, answer) {
        (AnswerType::YesNo, Answer::Bool(_)) | (AnswerType::Date, Answer::Day(_)) => return Ok(()),
        (AnswerType::Choice, Answer::Choice(choice))
            if usize::from(choice) < question.choices.len() =>
        {
            return Ok(());
        }
        (AnswerType::Integer, Answer::Int(number)) => number as f64,
        (AnswerType::Decimal, Answer::Decimal(number)) if number.is_finite() => number,
        _ => {
            return Err(Problem::invalid("law.answers.wrong_type")
                .with("question", question.id.as_str())
                .with("type", question.answer.as_str()));
        }
    };
    let too_low = question.min.is_some_and(|min| number < min);
    let too_high = question.max.is_some_and(|max| number > max);
    if too_low || too_high {
        let end = |end: Option<f64>| end.map_or_else(|| "…".to_owned(), |end| end.to_string());
        return Err(Problem::invalid("law.answers.out_of_range")
            .with("question", question.id.as_str())
            .with("value", number.to_string())
            .with("min", end(question.min))
            .with("max", end(question.max)));
    }
    Ok(())
}
