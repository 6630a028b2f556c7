//! What happens between reviews.

use ground::{Day, HouseholdId, PersonId, UnitId};
use uuid::Uuid;

ground::words! {
    /// The kind of event.
    EventKind, internal "registry.word.unknown":
    /// A child was born.
    Born = "born",
    /// A member died.
    Died = "died",
    /// A member joined (marriage, return).
    Joined = "joined",
    /// A member left.
    Left = "left",
    /// The household moved in from another commune.
    MovedIn = "moved_in",
    /// The household moved to another commune.
    MovedOut = "moved_out",
    /// The household was split off `other_household`.
    SplitFrom = "split_from",
    /// `other_household` was split off this one.
    SplitInto = "split_into",
    /// This household merged into `other_household`.
    MergedInto = "merged_into",
    /// `other_household` merged into this one.
    MergedFrom = "merged_from",
    /// Another member became head.
    HeadChanged = "head_changed",
}

/// One event.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Id.
    pub id: Uuid,
    /// Household.
    pub household: HouseholdId,
    /// The member concerned, if one.
    pub person: Option<PersonId>,
    /// Legal day.
    pub day: Day,
    /// Kind.
    pub kind: EventKind,
    /// The other household of a split or merger.
    pub other_household: Option<HouseholdId>,
    /// The other commune of a move.
    pub other_unit: Option<UnitId>,
    /// Why, in the words of whoever recorded it.
    pub note: Option<String>,
}
