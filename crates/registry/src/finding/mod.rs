//! Findings: something about a household that a person should settle, such as a class that does not
//! follow from the scores. A finding stays open until somebody says how it was settled.

mod actions;
mod read;

use ground::{AccountId, HouseholdId, Instant, UnitId, VisitId};
use uuid::Uuid;

pub use actions::settle;
pub(crate) use read::{of_household, read};
pub use read::{open, open_count};

/// A finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Id.
    pub id: Uuid,
    /// Household.
    pub household: HouseholdId,
    /// Its commune when it was found.
    pub unit: UnitId,
    /// The visit it is about.
    pub visit: Option<VisitId>,
    /// Code of its message.
    pub code: String,
    /// The message's values, a JSON object.
    pub args: String,
    /// When it was found.
    pub found_at: Instant,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// By whom.
    pub settled_by: Option<AccountId>,
    /// How, in their words.
    pub settlement: Option<String>,
}

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [actions::STATEMENTS, read::STATEMENTS].concat()
}
