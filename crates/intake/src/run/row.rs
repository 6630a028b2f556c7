//! One row of a list of households, read and judged. Nothing here touches the database.

use std::sync::Arc;

use ground::{Day, Problem, tidy};
use law::{Answer, Answers, Class, Evaluation, Questionnaire};
use registry::ethnicity;
use registry::household::{Household, Sex};
use registry::status::Basis;
use registry::visit::{CAUSES, Extract, NEEDS, extract};
use sha2::{Digest as _, Sha256};

use crate::mapping::Field;
use crate::sheet::{Cell, Row};
use crate::value;

use super::place::{Place, Places, Spot, Written};
use super::plan::Plan;

/// The earliest review day accepted: the first standard with dated lists began in 2016, and registers
/// reach back a little further.
const EARLIEST_YEAR: i32 = 2000;

/// A problem with one cell, or with the row as a whole.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) field: Option<Field>,
    pub(crate) problem: Problem,
}

impl Fault {
    pub(crate) fn row(code: &'static str) -> Fault {
        Fault { field: None, problem: Problem::invalid(code) }
    }

    pub(crate) fn at(field: Field, problem: Problem) -> Fault {
        Fault { field: Some(field), problem }
    }

    /// A cell that cannot be read. Its content is shown unless it may be somebody's ID number.
    pub(crate) fn cell(field: Field, code: &'static str, cell: Cell) -> Fault {
        if let Cell::Error(error) = cell {
            return Fault::at(field, Problem::invalid("import.row.formula").with("value", error));
        }
        let mut shown = cell.shown();
        if shown.chars().count() > 60 {
            shown = shown.chars().take(59).chain(['…']).collect();
        }
        Fault::at(field, Problem::invalid(code).with("value", shown))
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Fault {
        Fault { field: None, problem }
    }
}

/// A household as one row (or one group of rows) tells it.
pub(crate) struct Draft {
    pub(crate) row: i64,
    /// Every row it takes up.
    pub(crate) rows: u64,
    pub(crate) key: Vec<u8>,
    pub(crate) spot: Spot,
    pub(crate) day: Day,
    pub(crate) head: String,
    pub(crate) head_sex: Option<Sex>,
    pub(crate) birth: Option<(i32, Option<Day>)>,
    pub(crate) code: Option<String>,
    pub(crate) village: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) ethnicity: Option<String>,
    pub(crate) reviewer: Option<String>,
    pub(crate) members: i64,
    pub(crate) answers: String,
    pub(crate) extract: Extract,
    pub(crate) stated: Option<Class>,
    pub(crate) evaluations: Vec<(Arc<str>, Evaluation)>,
    pub(crate) class: Class,
    pub(crate) basis: Basis,
    pub(crate) standard: Option<Arc<str>>,
    pub(crate) persons: Vec<Person>,
    /// Doubts about the row, in order of reading.
    pub(crate) doubts: Vec<Fault>,
    /// Which of the doubts are also a finding on the household, by code.
    pub(crate) findings: Vec<Problem>,
    pub(crate) head_key: i64,
    pub(crate) code_key: Option<i64>,
}

/// A member as one row tells it; the head of a list of households is one too.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) row: i64,
    pub(crate) name: String,
    pub(crate) sex: Option<Sex>,
    pub(crate) birth: Option<(i32, Option<Day>)>,
    pub(crate) ethnicity: Option<String>,
    /// As the questionnaire names it.
    pub(crate) relation: &'static str,
    /// Digits, sealed before they are stored.
    pub(crate) identity: Option<String>,
    pub(crate) insured: Option<bool>,
}

/// Reads rows of one file.
pub(crate) struct Reader<'l> {
    pub(crate) plan: &'l Plan,
    pub(crate) questions: &'l Questionnaire,
    pub(crate) places: Places<'l>,
    /// The review day of rows that give none, when one was chosen for the file.
    pub(crate) day: Option<Day>,
}

impl<'l> Reader<'l> {
    /// One household row.
    pub(crate) fn household(&mut self, row: &Row) -> Result<Draft, Fault> {
        let mut doubts = Vec::new();
        let head =
            self.name(row, Field::HeadName)?.ok_or_else(|| Fault::row("import.row.no_head"))?;
        let person = self.person(row, head, Field::HeadSex, &mut doubts);
        let person = Person { relation: "head", ..person };
        self.draft(row, 1, vec![person], doubts)
    }

    /// A household of the given members, the first of whom is its head; `row` is the head's.
    pub(crate) fn draft(
        &mut self,
        row: &Row,
        rows: u64,
        persons: Vec<Person>,
        mut doubts: Vec<Fault>,
    ) -> Result<Draft, Fault> {
        let plan = self.plan;
        let day = self.review_day(row, &mut doubts)?;
        let place = self.place(row, day, &mut doubts)?;
        let mut answers = Answers::new();
        let mut findings = Vec::new();
        let members = self.members(row, persons.len(), &mut answers, &mut doubts, &mut findings)?;
        let stated = self.class(row)?;
        self.scores(row, &place, &mut answers, &mut doubts)?;
        self.marks(row, &mut answers, &mut doubts);
        if plan.kind == crate::mapping::Kind::Persons {
            self.roster(&persons, members, &mut answers);
        }
        let ethnicity = persons[0].ethnicity.clone();
        let mut extract =
            extract(self.questions, &answers, ethnicity.as_deref(), persons[0].sex, day);
        extract.members = members;
        for (field, slot) in [
            (Field::Children, &mut extract.children),
            (Field::ChildrenHealth, &mut extract.children_health),
            (Field::ChildrenEducation, &mut extract.children_education),
        ] {
            let cell = plan.cell(row, field);
            match value::count(cell) {
                Ok(Some(number)) if (0..=60).contains(&number) => *slot = Some(number),
                Ok(None) => {}
                _ => doubts.push(Fault::cell(field, "import.row.not_a_number", cell)),
            }
        }
        let evaluations: Vec<(Arc<str>, Evaluation)> = place
            .standards
            .iter()
            .map(|(id, standard)| (id.clone(), standard.evaluate(&answers, &place.setting)))
            .collect();
        let judged = evaluations.first().filter(|_| place.in_force);
        if let (Some(stated), Some((standard, evaluation))) = (stated, judged)
            && !agrees(stated, evaluation.class)
        {
            let problem = Problem::invalid("import.row.class_mismatch")
                .with("stated", stated.as_str())
                .with("evaluated", evaluation.class.as_str())
                .with("standard", &**standard);
            findings.push(problem.clone());
            doubts.push(Fault::at(Field::Class, problem));
        }
        let (class, basis) = match (stated, judged) {
            (Some(stated), _) => (stated, Basis::Stated),
            (None, Some((_, evaluation))) => (evaluation.class, Basis::Evaluated),
            (None, None) => (Class::Undetermined, Basis::Evaluated),
        };
        let head = persons[0].name.clone();
        let code = plan.text(row, Field::HouseholdCode);
        Ok(Draft {
            row: row.number as i64,
            rows,
            key: self.key(row, &place, day, &persons),
            day,
            head_sex: persons[0].sex,
            birth: persons[0].birth,
            village: plan.text(row, Field::Village),
            address: plan.text(row, Field::Address),
            ethnicity,
            reviewer: plan.text(row, Field::Reviewer),
            members,
            answers: answers.to_json(self.questions),
            extract,
            stated,
            standard: judged.map(|(id, _)| id.clone()),
            evaluations,
            class,
            basis,
            persons,
            doubts,
            findings,
            head_key: Household::head_key(place.spot.now, &head),
            code_key: code.as_deref().map(|code| Household::code_key(place.spot.now, code)),
            code,
            head,
            spot: place.spot,
        })
    }

    /// A name, refused when it has no letters or is beyond all measure.
    pub(crate) fn name(&self, row: &Row, field: Field) -> Result<Option<String>, Fault> {
        let cell = self.plan.cell(row, field);
        let name = match cell {
            Cell::Empty => return Ok(None),
            Cell::Text(text) => tidy(text),
            _ => return Err(Fault::cell(field, "import.row.not_a_name", cell)),
        };
        let letters = name.chars().any(char::is_alphabetic);
        match name.chars().count() {
            0 => Ok(None),
            1..=100 if letters => Ok(Some(name)),
            _ => Err(Fault::cell(field, "import.row.not_a_name", cell)),
        }
    }

    /// The person of a row; `sex` is the column that holds the sex.
    pub(crate) fn person(
        &self,
        row: &Row,
        name: String,
        sex: Field,
        doubts: &mut Vec<Fault>,
    ) -> Person {
        let plan = self.plan;
        let mut of_sex = value::sex(plan.cell(row, sex)).unwrap_or_else(|()| {
            doubts.push(Fault::cell(sex, "import.row.not_a_sex", plan.cell(row, sex)));
            None
        });
        let mut birth = None;
        for (field, is) in [
            (Field::BirthDate, None),
            (Field::BirthYearMale, Some(Sex::Male)),
            (Field::BirthYearFemale, Some(Sex::Female)),
        ] {
            let cell = plan.cell(row, field);
            match value::year_or_day(cell, plan.order(field), plan.today) {
                Ok(Some(found)) if found.1.is_none_or(|day| day <= plan.today) => {
                    birth = Some(found);
                    of_sex = is.or(of_sex);
                }
                Ok(None) => {}
                _ => doubts.push(Fault::cell(field, "import.row.not_a_day", cell)),
            }
        }
        let identity = value::identity(plan.cell(row, Field::IdNumber)).unwrap_or_else(|()| {
            // What was written there may be a mistyped ID number and is not repeated.
            doubts.push(Fault::at(Field::IdNumber, Problem::invalid("import.row.not_an_identity")));
            None
        });
        let insured = plan.cell(row, Field::Insurance);
        Person {
            row: row.number as i64,
            name,
            sex: of_sex,
            birth,
            ethnicity: self.ethnicity(row, doubts),
            relation: plan
                .text(row, Field::Relation)
                .map_or("other", |text| value::relation(&text)),
            identity,
            insured: value::mark(insured).unwrap_or_else(|()| {
                doubts.push(Fault::cell(Field::Insurance, "import.row.not_a_mark", insured));
                None
            }),
        }
    }

    fn ethnicity(&self, row: &Row, doubts: &mut Vec<Fault>) -> Option<String> {
        let text = self.plan.text(row, Field::Ethnicity)?;
        let known = ethnicity::canonical(&text);
        if known.is_none() {
            let cell = self.plan.cell(row, Field::Ethnicity);
            doubts.push(Fault::cell(Field::Ethnicity, "import.row.not_an_ethnicity", cell));
        }
        known.map(str::to_owned)
    }

    fn review_day(&self, row: &Row, doubts: &mut Vec<Fault>) -> Result<Day, Fault> {
        let plan = self.plan;
        let field = Field::ReviewDate;
        let cell = plan.cell(row, field);
        let day = value::day(cell, plan.order(field), plan.today)
            .map_err(|()| Fault::cell(field, "import.row.not_a_day", cell))?
            .or(self.day)
            .ok_or_else(|| Fault::row("import.row.no_day"))?;
        if day > plan.today {
            return Err(Fault::at(
                field,
                Problem::invalid("import.row.day_ahead").with("day", day),
            ));
        }
        if day.year() < EARLIEST_YEAR {
            return Err(Fault::at(
                field,
                Problem::invalid("import.row.day_too_early").with("day", day),
            ));
        }
        if plan.is_doubtful(field, cell) {
            doubts.push(Fault::at(
                field,
                Problem::invalid("import.row.day_assumed").with("day", day),
            ));
        }
        Ok(day)
    }

    fn place(
        &mut self,
        row: &Row,
        day: Day,
        doubts: &mut Vec<Fault>,
    ) -> Result<Arc<Place<'l>>, Fault> {
        let text = |field| self.plan.text(row, field).unwrap_or_default();
        let written = Written {
            province: text(Field::Province),
            district: text(Field::District),
            commune: text(Field::Commune),
        };
        let (place, first) = self.places.of(&written, day);
        let place = place.map_err(|problem| Fault::at(Field::Commune, problem))?;
        if let (true, Some(renamed)) = (first, &place.renamed) {
            doubts.push(Fault::at(Field::Commune, renamed.clone()));
        }
        Ok(place)
    }

    fn members(
        &self,
        row: &Row,
        listed: usize,
        answers: &mut Answers,
        doubts: &mut Vec<Fault>,
        findings: &mut Vec<Problem>,
    ) -> Result<i64, Fault> {
        let field = Field::Members;
        let cell = self.plan.cell(row, field);
        let written =
            value::count(cell).map_err(|()| Fault::cell(field, "import.row.not_a_number", cell))?;
        let persons = self.plan.kind == crate::mapping::Kind::Persons;
        let members = match written {
            Some(members) => members,
            None if persons => listed as i64,
            None => {
                // Counted as none rather than guessed, until somebody fills it in.
                let problem = Problem::invalid("import.row.no_members");
                findings.push(problem.clone());
                doubts.push(Fault::at(field, problem));
                return Ok(0);
            }
        };
        self.set(answers, field, "household_size", Answer::Int(members))?;
        if persons && members != listed as i64 {
            let problem = Problem::invalid("import.row.members_differ")
                .with("written", members)
                .with("listed", listed);
            doubts.push(Fault::at(field, problem));
        }
        Ok(members)
    }

    /// The class written in one column, or marked in one of several.
    fn class(&self, row: &Row) -> Result<Option<Class>, Fault> {
        let cell = self.plan.cell(row, Field::Class);
        let mut found = value::class(cell)
            .map_err(|()| Fault::cell(Field::Class, "import.row.not_a_class", cell))?;
        for (field, class) in [
            (Field::Poor, Class::Poor),
            (Field::NearPoor, Class::NearPoor),
            (Field::NotPoor, Class::NotPoor),
        ] {
            let cell = self.plan.cell(row, field);
            let marked = value::mark(cell)
                .map_err(|()| Fault::cell(field, "import.row.not_a_mark", cell))?;
            if marked == Some(true) {
                if found.is_some_and(|found| found != class) {
                    return Err(Fault::at(field, Problem::invalid("import.row.two_classes")));
                }
                found = Some(class);
            }
        }
        Ok(found)
    }

    /// Scores and indicator marks, and whether they agree.
    fn scores(
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
    fn marks(&self, row: &Row, answers: &mut Answers, doubts: &mut Vec<Fault>) {
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
    fn roster(&self, persons: &[Person], members: i64, answers: &mut Answers) {
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
    fn set(
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

    /// Sixteen bytes that are equal for equal rows of one commune and day, whatever the file format.
    fn key(&self, row: &Row, place: &Place, day: Day, persons: &[Person]) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(place.spot.now.0.to_be_bytes());
        hash.update(day.number().to_be_bytes());
        for (field, at) in self.plan.columns() {
            let cell = row.cell(at);
            if !cell.is_blank() && field != Field::ReviewDate {
                hash.update(field.code());
                hash.update([0]);
                match cell {
                    Cell::Text(text) => hash.update(text.trim()),
                    other => hash.update(other.shown()),
                }
                hash.update([0]);
            }
        }
        for person in persons.iter().skip(1) {
            hash.update(&person.name);
            hash.update(format!(
                "{:?}{:?}{:?}{:?}",
                person.birth, person.relation, person.identity, person.insured
            ));
        }
        hash.finalize()[..16].to_vec()
    }
}

/// A stated class follows from the scores when it is the evaluated one. Average living standard is
/// decided on income of the last twelve months (QĐ 24/2021), which scores above the line do not tell.
fn agrees(stated: Class, evaluated: Class) -> bool {
    evaluated == Class::Undetermined
        || stated == evaluated
        || (stated == Class::AverageLiving && evaluated == Class::NotPoor)
}

fn out_of_range(number: i64, min: i64, max: i64) -> Problem {
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
