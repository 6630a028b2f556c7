//! The person a row tells of.

use ground::{Day, Problem, tidy};
use registry::ethnicity;
use registry::household::Sex;

use super::Reader;
use crate::mapping::Field;
use crate::run::fault::Fault;
use crate::sheet::{Cell, Row};
use crate::value;

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

impl Reader<'_> {
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

    pub(super) fn ethnicity(&self, row: &Row, doubts: &mut Vec<Fault>) -> Option<String> {
        let text = self.plan.text(row, Field::Ethnicity)?;
        let known = ethnicity::canonical(&text);
        if known.is_none() {
            let cell = self.plan.cell(row, Field::Ethnicity);
            doubts.push(Fault::cell(Field::Ethnicity, "import.row.not_an_ethnicity", cell));
        }
        known.map(str::to_owned)
    }
}
