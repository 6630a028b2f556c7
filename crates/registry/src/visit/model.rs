//! One survey of one household: answers that never change, and what the official tables read out of
//! them.

use ground::{Day, HouseholdId, ImportId, UnitId, VisitId};
use law::Class;

use crate::household::Groups;

/// A visit (lượt khảo sát).
#[derive(Clone, PartialEq, Debug)]
pub struct Visit {
    /// Id.
    pub id: VisitId,
    /// Household.
    pub household: HouseholdId,
    /// The commune as it was called on that day.
    pub unit: UnitId,
    /// Day of the survey.
    pub day: Day,
    /// Where it came from: `import`, `form`, `demonstration`.
    pub source: &'static str,
    /// Hash of the source row, so that the same row never arrives twice.
    pub source_key: Option<Vec<u8>>,
    /// The import and row it came from.
    pub import: Option<(ImportId, i64)>,
    /// Who surveyed.
    pub reviewer: Option<String>,
    /// The answers as stable JSON (`law::Answers`), kept for ever.
    pub answers: String,
    /// What the tables read out of the answers.
    pub extract: Extract,
    /// The class that the source itself gave.
    pub stated_class: Option<Class>,
}

/// What the official tables need, read out of the answers once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extract {
    /// Members.
    pub members: i64,
    /// Groups of tables 8, 9, 12 and 13.
    pub groups: Groups,
    /// Causes of poverty (table 10), bit `n − 1` for cause `n` of the eight.
    pub causes: i64,
    /// Support needs: health, education, production, credit, housing, other; bit 0 to 5.
    pub needs: i64,
    /// Children under 16, and how many of them lack health (insurance or nutrition) and education
    /// services (table 11); `None` where the roster does not say.
    pub children: Option<i64>,
    /// Children lacking health services.
    pub children_health: Option<i64>,
    /// Children lacking education.
    pub children_education: Option<i64>,
}
