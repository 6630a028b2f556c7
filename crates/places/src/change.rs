//! What became of what: mergers and splits, and any unit seen on any other day.

use std::collections::{BTreeMap, BTreeSet};

use ground::{Day, UnitId};

use crate::{Level, Unit, Units};

/// A unit at the other end of a change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Succession {
    /// The unit before (of predecessors) or after (of successors).
    pub unit: UnitId,
    /// Whether the *older* of the two went into the newer one whole.
    pub whole: bool,
}

/// Where a record filed under some unit belongs on another day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Succeeds {
    /// The unit exists on that day.
    Same(UnitId),
    /// All of it lies in this unit.
    Whole(UnitId),
    /// It lies in several: a household has to be placed by its village. Empty when nothing is known.
    Split(Vec<UnitId>),
}

/// One row of `successions.csv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Change {
    pub(crate) old: UnitId,
    pub(crate) new: UnitId,
    pub(crate) whole: bool,
}

/// All changes, ordered by the old and by the new unit.
pub(crate) struct Changes {
    forward: Vec<Change>,
    backward: Vec<Change>,
}

impl Changes {
    pub(crate) fn new(mut forward: Vec<Change>) -> Changes {
        forward.sort_unstable();
        let mut backward = forward.clone();
        backward.sort_unstable_by_key(|change| (change.new, change.old));
        Changes { forward, backward }
    }

    /// What `id` went into.
    fn after(&self, id: UnitId) -> impl Iterator<Item = Succession> {
        let from = self.forward.partition_point(|change| change.old < id);
        let rows = self.forward[from..].iter().take_while(move |change| change.old == id);
        rows.map(|change| Succession { unit: change.new, whole: change.whole })
    }

    /// What came into `id`.
    fn before(&self, id: UnitId) -> impl Iterator<Item = Succession> {
        let from = self.backward.partition_point(|change| change.new < id);
        let rows = self.backward[from..].iter().take_while(move |change| change.new == id);
        rows.map(|change| Succession { unit: change.old, whole: change.whole })
    }
}

impl Units {
    /// The units that hold the territory of `id` on a later `day`, in order of id; empty when `id`
    /// lives on that day or later, or has no successor.
    ///
    /// A district has the communes made of its communes; `whole` only when it is all one commune.
    pub fn successors(&self, id: UnitId, day: Day) -> Vec<Succession> {
        match self.get(id) {
            Some(unit) if unit.nearest(day) < day => self.follow(unit, day, true),
            _ => Vec::new(),
        }
    }

    /// The units on an earlier `day` whose territory came into `id`, in order of id; empty when `id`
    /// lives on that day or earlier.
    pub fn predecessors(&self, id: UnitId, day: Day) -> Vec<Succession> {
        match self.get(id) {
            Some(unit) if unit.nearest(day) > day => self.follow(unit, day, false),
            _ => Vec::new(),
        }
    }

    /// Steps from change to change until `day`; `whole` survives only when every step was whole.
    fn follow(&self, unit: &Unit, day: Day, forward: bool) -> Vec<Succession> {
        let step = |id: UnitId| -> Vec<Succession> {
            if forward {
                self.changes.after(id).collect()
            } else {
                self.changes.before(id).collect()
            }
        };
        let parts = self.leaves(unit, unit.nearest(day));
        let by_parts = unit.level == Level::District && parts != [unit.id];
        let mut open: Vec<Succession> = if by_parts {
            parts.iter().flat_map(|part| step(*part)).collect()
        } else {
            step(unit.id)
        };
        let mut found: BTreeMap<UnitId, bool> = BTreeMap::new();
        while let Some(Succession { unit, whole }) = open.pop() {
            let Some(other) = self.get(unit) else { continue };
            if other.exists(day) {
                found.entry(unit).and_modify(|all| *all &= whole).or_insert(whole);
            } else if (other.nearest(day) < day) == forward {
                open.extend(
                    step(unit).into_iter().map(|s| Succession { whole: whole && s.whole, ..s }),
                );
            }
        }
        let single = found.len() == 1;
        found
            .into_iter()
            .map(|(unit, whole)| Succession { unit, whole: whole && (single || !by_parts) })
            .collect()
    }

    /// Where a record filed under `id` belongs on `day`, later or earlier.
    pub fn today_of(&self, id: UnitId, day: Day) -> Succeeds {
        let Some(unit) = self.get(id) else { return Succeeds::Split(Vec::new()) };
        if unit.exists(day) {
            return Succeeds::Same(id);
        }
        let later = self.successors(id, day);
        if let [Succession { unit, whole: true }] = later[..] {
            return Succeeds::Whole(unit);
        }
        if !later.is_empty() {
            return Succeeds::Split(later.iter().map(|s| s.unit).collect());
        }
        match self.predecessors(id, day)[..] {
            [only] => Succeeds::Whole(only.unit),
            ref several => Succeeds::Split(several.iter().map(|s| s.unit).collect()),
        }
    }

    /// The communes of `id` that exist on `day`, in order of code.
    ///
    /// Works across changes: an old district asked on a later day gives every commune that took some of
    /// it (so two old districts may share one); a unit asked on a day before it began gives the communes
    /// it was made of. A district that has no communes (an island) stands for itself.
    pub fn communes(&self, id: UnitId, day: Day) -> Vec<UnitId> {
        let Some(unit) = self.get(id) else { return Vec::new() };
        if unit.exists(day) {
            return self.leaves(unit, day);
        }
        let then = self.leaves(unit, unit.nearest(day));
        let moved: BTreeSet<UnitId> = then.iter().flat_map(|part| self.moved(*part, day)).collect();
        moved.into_iter().collect()
    }

    /// Whether `id` lies in `within`, at its own time or, through changes, at the time of `within`. An
    /// old commune that was split lies in each of its successors.
    pub fn is_inside(&self, id: UnitId, within: UnitId) -> bool {
        let lies_in = |id: UnitId| self.path(id).iter().any(|unit| unit.id == within);
        if lies_in(id) {
            return true;
        }
        let (Some(unit), Some(target)) = (self.get(id), self.get(within)) else { return false };
        if unit.period.overlaps(target.period) {
            return false;
        }
        let day = target.nearest(unit.period.from);
        self.moved(id, day).into_iter().any(lies_in)
    }

    /// `id` itself when it lives on `day`, else its successors or predecessors then.
    fn moved(&self, id: UnitId, day: Day) -> Vec<UnitId> {
        match self.today_of(id, day) {
            Succeeds::Same(unit) | Succeeds::Whole(unit) => vec![unit],
            Succeeds::Split(units) => units,
        }
    }

    /// The lowest units below a unit living on `day`, in order of id.
    fn leaves(&self, unit: &Unit, day: Day) -> Vec<UnitId> {
        let mut leaves = Vec::new();
        let mut open = vec![unit];
        while let Some(unit) = open.pop() {
            let children =
                if unit.level < Level::Commune { self.children(unit.id, day) } else { vec![] };
            if unit.level == Level::Commune
                || (unit.level == Level::District && children.is_empty())
            {
                leaves.push(unit.id);
            }
            open.extend(children);
        }
        leaves.sort_unstable();
        leaves
    }
}
