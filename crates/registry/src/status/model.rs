//! Intervals of a household's status.

use ground::{Day, UnitId, VisitId};
use law::Class;

ground::words! {
    /// How an interval began (diễn biến).
    Movement, internal "registry.word.unknown":
    /// First record of a household that is neither poor nor near-poor.
    First = "first",
    /// Reviewed again, same class.
    Confirmed = "confirmed",
    /// Newly poor (phát sinh mới).
    NewPoor = "new_poor",
    /// Poor again after an exit (tái nghèo).
    RePoor = "re_poor",
    /// Newly near-poor.
    NewNearPoor = "new_near_poor",
    /// Near-poor again after an exit (tái cận nghèo).
    ReNearPoor = "re_near_poor",
    /// Poor to near-poor.
    PoorToNearPoor = "poor_to_near_poor",
    /// Near-poor to poor.
    NearPoorToPoor = "near_poor_to_poor",
    /// Out of poverty, above near-poor (thoát nghèo).
    ExitPoor = "exit_poor",
    /// Out of near-poverty (thoát cận nghèo).
    ExitNearPoor = "exit_near_poor",
    /// Between classes above the line.
    AboveLine = "above_line",
    /// Moved in from elsewhere with this class.
    MovedIn = "moved_in",
    /// Split off another household with this class.
    SplitOff = "split_off",
    /// Members joined or left, same class.
    Resized = "resized",
    /// The class could no longer be told.
    Undetermined = "undetermined",
}

ground::words! {
    /// What a status rests on.
    Basis, internal "registry.word.unknown":
    /// The chair's decision.
    Decision = "decision",
    /// The class given in an imported official list.
    Stated = "stated",
    /// Only our evaluation of the answers so far.
    Evaluated = "evaluated",
}

ground::words! {
    /// How a household left the registry.
    Ended, internal "registry.word.unknown":
    /// Its only member died.
    Died = "died",
    /// It moved away.
    Moved = "moved",
    /// It was dissolved by a split.
    Split = "split",
    /// It merged into another.
    Merged = "merged",
}

/// One interval of status, both days included.
#[derive(Clone, PartialEq, Debug)]
pub struct Interval {
    /// First day.
    pub from: Day,
    /// Last day; `None` while it lasts.
    pub to: Option<Day>,
    /// Class.
    pub class: Class,
    /// How it began.
    pub movement: Movement,
    /// Members at its beginning.
    pub members: i64,
    /// The commune at its beginning, as it was called then.
    pub unit: UnitId,
    /// The standard under which the class was given.
    pub standard: Option<String>,
    /// What it rests on.
    pub basis: Basis,
    /// The visit behind it.
    pub visit: Option<VisitId>,
    /// How the household left at the end of this interval.
    pub ended: Option<Ended>,
}
