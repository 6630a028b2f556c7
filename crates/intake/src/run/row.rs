//! One row of a list of households, read and judged. Nothing here touches the database.

mod answers;
mod person;

use std::sync::Arc;

use ground::{Day, Problem};
use law::{Answer, Answers, Class, Evaluation, Questionnaire};
use registry::household::{Household, Sex};
use registry::status::Basis;
use registry::visit::{Extract, extract};
use sha2::{Digest as _, Sha256};

use crate::mapping::Field;
use crate::sheet::{Cell, Row};
use crate::value;

use super::fault::Fault;
use super::place::{Place, Places, Spot, Written};
use super::plan::Plan;

pub(crate) use person::Person;

/// The earliest review day accepted: the first standard with dated lists began in 2016, and registers
/// reach back a little further.
const EARLIEST_YEAR: i32 = 2000;

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
        let mut text = |field| {
            if let failed @ Cell::Error(_) = plan.cell(row, field) {
                doubts.push(Fault::cell(field, "import.row.formula", failed));
            }
            plan.text(row, field)
        };
        let code = text(Field::HouseholdCode);
        let (village, address) = (text(Field::Village), text(Field::Address));
        let reviewer = text(Field::Reviewer);
        Ok(Draft {
            row: row.number as i64,
            rows,
            key: self.key(row, &place, day, &persons),
            day,
            head_sex: persons[0].sex,
            birth: persons[0].birth,
            village,
            address,
            ethnicity,
            reviewer,
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
        // A household never lands in a commune because the formula that names another has failed.
        let text = |field| match self.plan.cell(row, field) {
            failed @ Cell::Error(_) => Err(Fault::cell(field, "import.row.formula", failed)),
            _ => Ok(self.plan.text(row, field).unwrap_or_default()),
        };
        let written = Written {
            province: text(Field::Province)?,
            district: text(Field::District)?,
            commune: text(Field::Commune)?,
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

    /// Sixteen bytes that are equal for equal rows of one commune and day, whatever the file format. The
    /// first four are the commune's, so that a list's keys lie together in the index.
    fn key(&self, row: &Row, place: &Place, day: Day, persons: &[Person]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let commune = place.spot.now.0.to_be_bytes();
        hash.update(commune);
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
        [&commune[4..], &hash.finalize()[..12]].concat()
    }
}

/// A stated class follows from the scores when it is the evaluated one. Average living standard is
/// decided on income of the last twelve months (QĐ 24/2021), which scores above the line do not tell.
fn agrees(stated: Class, evaluated: Class) -> bool {
    evaluated == Class::Undetermined
        || stated == evaluated
        || (stated == Class::AverageLiving && evaluated == Class::NotPoor)
}
