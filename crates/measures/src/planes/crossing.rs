//! Who is in which class twice: under two scenarios, or in two years.

mod cell;
mod run;

use std::collections::BTreeMap;

use law::Class;

use super::chunk::Chunk;
use super::classify::Work;
use super::figures::{By, add};
use super::strip::{Lane, Strip};
use super::unit::Unit;

pub use cell::Cell;

/// Sums of one crossing: five classes before × five after, for households and then for persons.
pub(crate) const CELLS: usize = 50;

/// Households and persons by their class before and after.
///
/// Between two scenarios, "before" is the first and "after" the second; between two years the earlier
/// and the later, and persons are those of the later year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crossing {
    pub(crate) units: Vec<Unit>,
    pub(crate) indicators: Vec<String>,
    pub(crate) by_unit: Vec<u64>,
    pub(crate) by_ethnicity: BTreeMap<u32, Vec<u64>>,
    pub(crate) by_indicator: Vec<u64>,
}

/// One matrix of classes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moves<'a>(&'a [u64]);

impl Moves<'_> {
    /// How many were in one class and then in the other.
    pub fn count(&self, before: Class, after: Class, by: By) -> u64 {
        let half = if by == By::Household { 0 } else { CELLS / 2 };
        self.0[half + before as usize * 5 + after as usize]
    }

    /// How many came to a class from another one.
    pub fn arrived(&self, class: Class, by: By) -> u64 {
        let others = Class::ALL.into_iter().filter(|other| *other != class);
        others.map(|other| self.count(other, class, by)).sum()
    }

    /// How many left a class for another one.
    pub fn left(&self, class: Class, by: By) -> u64 {
        let others = Class::ALL.into_iter().filter(|other| *other != class);
        others.map(|other| self.count(class, other, by)).sum()
    }
}

impl Crossing {
    /// Each unit.
    pub fn by_unit(&self) -> impl Iterator<Item = (&Unit, Moves<'_>)> {
        self.units.iter().zip(self.by_unit.chunks_exact(CELLS).map(Moves))
    }

    /// Each ethnic group; empty unless asked for.
    pub fn by_ethnicity(&self) -> impl Iterator<Item = (u32, Moves<'_>)> {
        self.by_ethnicity.iter().map(|(group, cells)| (*group, Moves(cells)))
    }

    /// Those deprived in each indicator before, of all units together; all zero unless asked for.
    pub fn by_indicator(&self) -> impl Iterator<Item = (&str, Moves<'_>)> {
        let cells = self.by_indicator.chunks_exact(CELLS).map(Moves);
        self.indicators.iter().map(String::as_str).zip(cells)
    }

    /// All units together.
    pub fn total(&self) -> Total {
        self.grouped(|_| ()).remove(&()).unwrap_or_else(|| Total(vec![0; CELLS]))
    }

    /// Units put together by any key: provinces, areas, units of another date.
    pub fn grouped<K: Ord>(&self, key: impl Fn(&Unit) -> K) -> BTreeMap<K, Total> {
        let mut groups: BTreeMap<K, Total> = BTreeMap::new();
        for (unit, moves) in self.by_unit() {
            let total = groups.entry(key(unit)).or_insert_with(|| Total(vec![0; CELLS]));
            add(&mut total.0, moves.0);
        }
        groups
    }
}

/// A matrix put together from units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total(Vec<u64>);

impl Total {
    /// The matrix.
    pub fn moves(&self) -> Moves<'_> {
        Moves(&self.0)
    }
}

/// The cells of a chunk that have any households.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    /// Households of each.
    pub(crate) strips: Vec<Strip>,
    /// Twice each one's position among the 25: where its sums begin.
    pub(crate) starts: Vec<usize>,
}

/// Finds the households of every cell.
#[inline(always)]
pub(crate) fn cells<L: Lane>(before: &Work, after: &Work, chunk: &Chunk, cells: &mut Cells) {
    cells.strips.clear();
    cells.starts.clear();
    let mut cell = Strip::NONE;
    for (from, was) in before.classes.iter().enumerate() {
        for (to, is) in after.classes.iter().enumerate() {
            let mut any = L::none();
            for lane in 0..chunk.lanes {
                let both = was.get::<L>(lane).and(is.get(lane));
                any = any.or(both);
                cell.set(lane, both);
            }
            if any.ones().sum() > 0 {
                cells.strips.push(cell);
                cells.starts.push(2 * (from * 5 + to));
            }
        }
    }
}
