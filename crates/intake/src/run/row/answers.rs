//! What a row answers of the questionnaire: scores, deprivation marks, the members of a person list.

use ground::Problem;
use law::{Answer, Answers};
use registry::visit::{CAUSES, NEEDS};

use super::{Person, Reader};
use crate::mapping::Field;
use crate::run::fault::Fault;
use crate::run::place::Place;
use crate::sheet::Row;
use crate::value;

impl Reader<'_> {
    /// Scores and indicator marks, and whether they agree.
    pub(super) fn scores(
        &self,
        row: &Row,
        place: &Place,
        answers: &mut Answers,
        doubts: &mut Vec<Fault>,
    ) -> Result<(), Fault> {
        let number = |field| {
            let cell = self.plan.cell(row, field);
            value::count(cell).map_err(|()| Fault::cell(field, "import.row.not_a_number", cell))
        };
        if let Some(score) = number(Field::ScoreB1)? {
            self.set(answers, Field::ScoreB1, "stated_income_score", Answer::Int(score))?;
        }
        let b2 = number(Field::ScoreB2)?;
        let of_standard =
            place.standards.first().filter(|_| place.in_force).map(|(_, standard)| *standard);
        if let Some(score) = b2 {
            let most = of_standard.map_or(12, |standard| standard.indicators().len()) as i64 * 10;
            if score < 0 || score > most {
                return Err(Fault::at(Field::ScoreB2, out_of_range(score, 0, most)));
            }
            self.set(answers, Field::ScoreB2, "stated_deprivation_score", Answer::Int(score))?;
        }
        let mut marks = Vec::with_capacity(self.plan.indicators.len());
        for (code, question) in &self.plan.indicators {
            let field = Field::Indicator(code);
            let cell = self.plan.cell(row, field);
            let marked = value::mark(cell)
                .map_err(|()| Fault::cell(field, "import.row.not_a_mark", cell))?;
            let counts = of_standard.is_none_or(|standard| standard.indicator(code).is_some());
            marks.push((question, marked, counts));
        }
        let marked =
            marks.iter().filter(|(_, mark, counts)| *counts && *mark == Some(true)).count() as i64;
        let blank = marks.iter().any(|(_, mark, _)| mark.is_none());
        // Ten points for each deprivation (TT 07/2021): when the marks alone make up the score, the
        // blanks between them say "not deprived". A score of 0 without any mark says so too.
        let complete = of_standard.is_some_and(|standard| {
            standard.indicators().iter().all(|i| self.plan.has(Field::Indicator(known(&i.code))))
        });
        let settled = self.plan.blank_means_no || complete && b2 == Some(marked * 10);
        for (question, mark, _) in &marks {
            if let Some(deprived) = mark.or(settled.then_some(false)) {
                self.set(answers, Field::ScoreB2, question, Answer::Bool(deprived))?;
            }
        }
        if let Some(score) = b2
            && complete
            && score != marked * 10
            && (!blank || score < marked * 10 || self.plan.blank_means_no)
        {
            let problem = Problem::invalid("import.row.score_mismatch")
                .with("score", score)
                .with("marks", marked);
            doubts.push(Fault::at(Field::ScoreB2, problem));
        } else if b2.is_some_and(|score| score % 10 != 0) {
            let problem =
                Problem::invalid("import.row.score_not_tens").with("score", b2.unwrap_or(0));
            doubts.push(Fault::at(Field::ScoreB2, problem));
        }
        Ok(())
    }

    /// Everything that is marked and decides nothing: groups, causes, needs, screening, income. What
    /// cannot be read is left unanswered, with a remark.
    pub(super) fn marks(&self, row: &Row, answers: &mut Answers, doubts: &mut Vec<Fault>) {
        let plan = self.plan;
        for (field, _) in plan.columns() {
            let question = match field {
                Field::Merit => "merit_person",
                Field::NoLabour => "no_labour_capacity",
                Field::LocalEthnic => "local_ethnic",
                Field::Cause(number) => CAUSES[usize::from(number) - 1],
                Field::Need(number) => NEEDS[usize::from(number) - 1],
                _ => continue,
            };
            let cell = plan.cell(row, field);
            match value::mark(cell) {
                Ok(Some(yes)) => {
                    let set = answers.set(self.questions, question, Answer::Bool(yes));
                    doubts.extend(set.err().map(|problem| Fault::at(field, problem)));
                }
                Ok(None) => {}
                Err(()) => doubts.push(Fault::cell(field, "import.row.not_a_mark", cell)),
            }
        }
        let cell = plan.cell(row, Field::QuickScreen);
        match value::screened(cell) {
            Ok(Some(passed)) => {
                let choice = if passed { "not_poor" } else { "survey" };
                self.choose(answers, "quick_screen", choice);
            }
            Ok(None) => {}
            Err(()) => doubts.push(Fault::cell(Field::QuickScreen, "import.row.not_a_mark", cell)),
        }
        let cell = plan.cell(row, Field::Income);
        match value::money(cell) {
            Ok(Some(dong)) => {
                let set = answers.set(self.questions, "monthly_income_per_head", Answer::Int(dong));
                doubts.extend(set.err().map(|problem| Fault::at(Field::Income, problem)));
            }
            Ok(None) => {}
            Err(()) => doubts.push(Fault::cell(Field::Income, "import.row.not_money", cell)),
        }
    }

    fn choose(&self, answers: &mut Answers, question: &str, choice: &str) {
        let chosen = self.questions.find(question).and_then(|question| question.choice(choice));
        let set =
            chosen.map(|choice| answers.set(self.questions, question, Answer::Choice(choice)));
        debug_assert!(matches!(set, Some(Ok(()))), "{question} offers {choice}");
    }

    /// The members as answers about persons.
    pub(super) fn roster(&self, persons: &[Person], members: i64, answers: &mut Answers) {
        answers.members_complete = persons.len() as i64 == members;
        for person in persons {
            let at = answers.add_member();
            let mut put = |question: &str, answer| {
                // A year far off was refused before; nothing else here can be out of range.
                let set = answers.set_member(self.questions, at, question, answer);
                debug_assert!(set.is_ok(), "{set:?}");
            };
            let choice = |question: &str, code: &str| {
                self.questions
                    .find(question)
                    .and_then(|question| question.choice(code))
                    .map(Answer::Choice)
            };
            match person.birth {
                Some((_, Some(day))) => put("birth_date", Answer::Day(day)),
                Some((year, None)) => put("birth_year", Answer::Int(year.into())),
                None => {}
            }
            let sex = person.sex.and_then(|sex| choice("sex", sex.as_str()));
            let relation = choice("relation", person.relation);
            let ethnicity = person.ethnicity.as_ref().and_then(|name| {
                let code = ground::fold(name).replace(' ', "_");
                choice("ethnicity", &code)
            });
            let insured = person.insured.map(Answer::Bool);
            for (question, answer) in [
                ("sex", sex),
                ("relation", relation),
                ("ethnicity", ethnicity),
                ("health_insurance", insured),
            ] {
                if let Some(answer) = answer {
                    put(question, answer);
                }
            }
        }
    }

    /// Sets an answer, turning a value out of the question's range into a fault of its column.
    pub(super) fn set(
        &self,
        answers: &mut Answers,
        field: Field,
        question: &str,
        answer: Answer,
    ) -> Result<(), Fault> {
        answers.set(self.questions, question, answer).map_err(|problem| {
            let asked = self.questions.find(question);
            match (answer, asked.and_then(|q| q.min), asked.and_then(|q| q.max)) {
                (Answer::Int(number), Some(min), Some(max)) => {
                    Fault::at(field, out_of_range(number, min as i64, max as i64))
                }
                _ => Fault::at(field, problem),
            }
        })
    }
}

pub(super) fn out_of_range(number: i64, min: i64, max: i64) -> Problem {
    Problem::invalid("import.row.out_of_range")
        .with("value", number)
        .with("min", min)
        .with("max", max)
}

/// The indicator's code as the fields know it.
fn known(code: &str) -> &'static str {
    Field::all()
        .find_map(|field| match field {
            Field::Indicator(known) if known == code => Some(known),
            _ => None,
        })
        .unwrap_or("")
}
