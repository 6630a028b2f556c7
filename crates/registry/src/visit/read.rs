//! The visits of a household, each with what the standards say of it.

use std::collections::HashMap;

use ground::{Day, HouseholdId, Result, UnitId, VisitId};
use law::Class;
use store::{Ask, Row};

store::statements! {
    OF_HOUSEHOLD = "registry.visit.of_household":
        "SELECT id, unit_id, day, reviewer, stated_class FROM visit WHERE household_id = $1
         ORDER BY day DESC, id DESC";
    EVALUATIONS = "registry.evaluation.of_household":
        "SELECT e.visit_id, e.standard, e.law, e.class
         FROM visit v JOIN evaluation e ON e.visit_id = v.id WHERE v.household_id = $1
         ORDER BY e.visit_id, e.standard";
    ANSWERS = "registry.visit.answers":
        "SELECT id, answers FROM visit WHERE household_id = $1 AND (id = $2 OR $2 IS NULL)
         ORDER BY day DESC, id DESC LIMIT 1";
}

/// A visit as read back, without its answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastVisit {
    /// Id.
    pub id: VisitId,
    /// The commune as it was called on that day.
    pub unit: UnitId,
    /// Day of the survey.
    pub day: Day,
    /// Who surveyed.
    pub reviewer: Option<String>,
    /// The class that the source itself gave.
    pub stated_class: Option<Class>,
    /// What each standard says of it.
    pub evaluations: Vec<PastEvaluation>,
}

/// An evaluation as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastEvaluation {
    /// The standard.
    pub standard: String,
    /// Fingerprint of the law that said it.
    pub law: String,
    /// The class it gave.
    pub class: Class,
}

/// Asks for all visits of a household, for what each standard says of them, and for the answers of one
/// of them: the latest, unless another is named.
pub(crate) fn of_household(household: HouseholdId, named: Option<VisitId>) -> [Ask; 3] {
    [
        Ask(&OF_HOUSEHOLD, vec![household.into()]),
        Ask(&EVALUATIONS, vec![household.into()]),
        Ask(&ANSWERS, vec![household.into(), named.into()]),
    ]
}

/// The visits that [`of_household`] found, latest first.
pub(crate) fn past(visits: &[Row], found: &[Row]) -> Result<Vec<PastVisit>> {
    let mut evaluations: HashMap<VisitId, Vec<PastEvaluation>> = HashMap::new();
    for row in found {
        let visit = VisitId(row.uuid(0)?);
        evaluations.entry(visit).or_default().push(read_evaluation(row)?);
    }
    let visits = visits.iter().map(|row| {
        let id = VisitId(row.uuid(0)?);
        Ok(PastVisit {
            id,
            unit: UnitId(row.int(1)?),
            day: row.day(2)?,
            reviewer: row.opt_text(3)?,
            stated_class: row.opt_text(4)?.map(|class| class.parse()).transpose()?,
            evaluations: evaluations.remove(&id).unwrap_or_default(),
        })
    });
    visits.collect()
}

/// The answers that [`of_household`] found, as stable JSON.
pub(crate) fn answers(row: &Row) -> Result<(VisitId, String)> {
    Ok((VisitId(row.uuid(0)?), row.text(1)?))
}

fn read_evaluation(row: &Row) -> Result<PastEvaluation> {
    Ok(PastEvaluation { standard: row.text(1)?, law: row.text(2)?, class: row.text(3)?.parse()? })
}
