//! Puts what a reading found into the matrix, whoever read it: statements over the statuses, or the
//! columns of a snapshot.

use ground::{Day, UnitId};
use law::Class;
use places::Units;

use super::behind::Behind;
use super::group::{Group, Groups};
use super::model::{Fate, Moved, Transitions, fate};
use super::read::Asked;
use super::rules::{Pair, Stay};
use crate::figures::{Count, Frame, Kept};

/// What is known of a household besides its statuses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known<'a> {
    /// Its commune now, or the one of the status where that tells the place by itself.
    pub now: UnitId,
    /// Its commune until 30 June 2025.
    pub before: Option<UnitId>,
    /// Its ethnic group or the sex of its head, where households are told apart by that.
    pub one: Option<&'a str>,
}

/// The commune and the class of a status; nothing on a day without one.
pub type Stood = Option<(UnitId, Class)>;

impl Known<'_> {
    fn at(&self, unit: UnitId) -> Kept {
        Kept { unit, now: self.now, before: self.before }
    }
}

/// The group of a status of a household; `None` when it lies outside the frame.
fn group(groups: &mut Groups<'_, '_>, known: Known<'_>, unit: UnitId) -> Option<Group> {
    groups.of(known.at(unit), known.one)
}

fn stay(groups: &mut Groups<'_, '_>, known: Known<'_>, stood: Stood) -> Option<Stay> {
    stood.map(|(unit, class)| Stay { class, group: group(groups, known, unit) })
}

/// Adds up the transitions of a frame, many households at a time.
pub struct Counting<'f, 'u> {
    groups: Groups<'f, 'u>,
    known: Day,
    found: Transitions,
}

impl<'f, 'u> Counting<'f, 'u> {
    /// Nothing so far.
    pub fn new(units: &'u Units, frame: &'f Frame<'u>, asked: Asked) -> Counting<'f, 'u> {
        let groups = Groups::new(units, frame, asked.by);
        Counting { groups, known: asked.known, found: Transitions::default() }
    }

    /// Households that stood so on the first day and so on the second; those that were in the frame on
    /// neither are not counted.
    pub fn moved(&mut self, known: Known<'_>, before: Stood, after: Stood, moved: Moved) {
        let before = stay(&mut self.groups, known, before);
        let after = stay(&mut self.groups, known, after);
        self.found.add(&Pair { before, after, moved });
    }

    /// Households that left poverty or near-poverty by a status in this unit on this day, and were poor or
    /// near-poor again for the first time since on `again`.
    pub fn left(
        &mut self,
        known: Known<'_>,
        unit: UnitId,
        (on, again): (Day, Option<Day>),
        count: Count,
    ) {
        let Some(group) = group(&mut self.groups, known, unit) else { return };
        let fate = fate(on, again, self.known);
        self.found.whole.relapse.add(fate, count);
        self.found.groups.entry(group).or_default().relapse.add(fate, count);
    }

    /// Households of a unit on the second day that were poor on so many of the last year-ends.
    pub fn poor(&mut self, known: Known<'_>, unit: UnitId, times: usize, count: Count) {
        let Some(group) = group(&mut self.groups, known, unit) else { return };
        self.found.whole.persistence.add(times, count);
        self.found.groups.entry(group).or_default().persistence.add(times, count);
    }

    /// Whether a status in this unit falls into the frame.
    pub(super) fn is_here(&mut self, known: Known<'_>, unit: UnitId) -> bool {
        group(&mut self.groups, known, unit).is_some()
    }

    /// What was found.
    pub fn found(self) -> Transitions {
        self.found
    }
}

/// Chooses the households behind one number, one at a time.
pub struct Choosing<'f, 'u, 'a> {
    groups: Groups<'f, 'u>,
    known: Day,
    /// One group, or the whole frame.
    group: Option<&'a Group>,
    behind: Behind<'a>,
}

impl<'f, 'u, 'a> Choosing<'f, 'u, 'a> {
    /// For this number of the whole (`group` is `None`) or of one group.
    pub fn new(
        units: &'u Units,
        frame: &'f Frame<'u>,
        asked: Asked,
        (group, behind): (Option<&'a Group>, Behind<'a>),
    ) -> Choosing<'f, 'u, 'a> {
        Choosing { groups: Groups::new(units, frame, asked.by), known: asked.known, group, behind }
    }

    /// Whether a household that stood so on the two days is meant.
    pub fn moved(&mut self, known: Known<'_>, before: Stood, after: Stood) -> bool {
        let Behind::Moved(from, to) = self.behind else { return false };
        let before = stay(&mut self.groups, known, before);
        let after = stay(&mut self.groups, known, after);
        let pair = Pair { before, after, moved: Moved::default() };
        pair.ends(self.group).is_some_and(|(was, is)| from.contains(&was) && to.contains(&is))
    }

    /// Whether a household that left on this day, and fell back on that, is meant.
    pub fn left(&mut self, known: Known<'_>, unit: UnitId, on: Day, again: Option<Day>) -> bool {
        let fits = matches!(
            (self.behind, fate(on, again, self.known)),
            (Behind::Exited, _)
                | (Behind::Again, Fate::Again(_))
                | (Behind::Watched, Fate::Watched)
        );
        fits && self.is_here(known, unit)
    }

    /// Whether a household of the second day that was poor on so many year-ends is meant.
    pub fn poor(&mut self, known: Known<'_>, unit: UnitId, times: usize) -> bool {
        self.behind == Behind::Poor(times) && self.is_here(known, unit)
    }

    fn is_here(&mut self, known: Known<'_>, unit: UnitId) -> bool {
        let own = group(&mut self.groups, known, unit);
        own.is_some() && self.group.is_none_or(|group| own.as_ref() == Some(group))
    }
}
