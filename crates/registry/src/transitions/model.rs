//! What is found of a place and of each group in it.

use std::collections::BTreeMap;

use ground::Day;
use law::Class;

use super::group::Group;
use crate::figures::Count;
use crate::status::NEWLY_ESCAPED_MONTHS;

/// Where a household stands on one of the two days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// In the place in view, of this class.
    Here(Class),
    /// In the registry, but outside the place (or group): it moved between the two days.
    Elsewhere,
    /// Not in the registry: not yet registered, or closed.
    Absent,
}

impl End {
    /// Every end, in the order of tables.
    pub const ALL: [End; 7] = [
        End::Here(Class::Poor),
        End::Here(Class::NearPoor),
        End::Here(Class::AverageLiving),
        End::Here(Class::NotPoor),
        End::Here(Class::Undetermined),
        End::Elsewhere,
        End::Absent,
    ];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            End::Here(class) => class.as_str(),
            End::Elsewhere => "elsewhere",
            End::Absent => "absent",
        }
    }

    /// The end with this word.
    pub fn named(word: &str) -> Option<End> {
        End::ALL.into_iter().find(|end| end.as_str() == word)
    }
}

/// Households of one cell, and their members on each of the two days (0 where they were not in the
/// registry).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Moved {
    /// Households.
    pub households: i64,
    /// Members on the first day.
    pub before: i64,
    /// Members on the second day.
    pub after: i64,
}

/// End on the first day × end on the second.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Matrix(BTreeMap<(End, End), Moved>);

impl Matrix {
    pub(super) fn add(&mut self, ends: (End, End), moved: Moved) {
        let cell = self.0.entry(ends).or_default();
        cell.households += moved.households;
        cell.before += moved.before;
        cell.after += moved.after;
    }

    /// One cell.
    pub fn cell(&self, from: End, to: End) -> Moved {
        self.0.get(&(from, to)).copied().unwrap_or_default()
    }

    /// Every cell in which somebody is.
    pub fn cells(&self) -> impl Iterator<Item = (End, End, Moved)> {
        self.0.iter().map(|((from, to), moved)| (*from, *to, *moved))
    }

    /// The stock of a class on the first day: the sum of its row.
    pub fn opening(&self, class: Class) -> Count {
        let row = self.cells().filter(|(from, _, _)| *from == End::Here(class));
        row.map(|(_, _, m)| Count { households: m.households, persons: m.before }).sum()
    }

    /// The stock of a class on the second day: the sum of its column.
    pub fn closing(&self, class: Class) -> Count {
        let column = self.cells().filter(|(_, to, _)| *to == End::Here(class));
        column.map(|(_, _, m)| Count { households: m.households, persons: m.after }).sum()
    }
}

/// Households that left poverty or near-poverty between the two days, and what became of them within
/// 36 months of that exit (the first one in the period).
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Relapse {
    /// Left; persons are those of the exit.
    pub exited: Count,
    /// Of these, poor or near-poor again within 36 months.
    pub again: Count,
    /// Of these, not again so far, and the 36 months have not passed.
    pub watched: Count,
    /// Households that fell back, by full months since their exit.
    months: BTreeMap<u32, i64>,
}

/// What became of an exit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// Fell back after so many full months.
    Again(u32),
    /// The 36 months are not over.
    Watched,
    /// Neither.
    Stayed,
}

/// What became of a household that left on `exit` and was poor or near-poor for the first time since on
/// `again`, as known on `known`.
pub(super) fn fate(exit: Day, again: Option<Day>, known: Day) -> Fate {
    let over = exit.plus_months(NEWLY_ESCAPED_MONTHS);
    match again.filter(|again| *again < over) {
        Some(again) => {
            let months = (1..NEWLY_ESCAPED_MONTHS).take_while(|n| exit.plus_months(*n) <= again);
            Fate::Again(months.last().unwrap_or(0))
        }
        None if known < over && again.is_none() => Fate::Watched,
        None => Fate::Stayed,
    }
}

impl Relapse {
    pub(super) fn add(&mut self, fate: Fate, count: Count) {
        self.exited += count;
        match fate {
            Fate::Again(months) => {
                self.again += count;
                *self.months.entry(months).or_default() += count.households;
            }
            Fate::Watched => self.watched += count,
            Fate::Stayed => {}
        }
    }

    /// Households that fell back among those that left; nothing when nobody left.
    pub fn share(&self) -> Option<f64> {
        let left = self.exited.households;
        (left > 0).then(|| self.again.households as f64 / left as f64)
    }

    /// The median of full months between exit and relapse; nothing when nobody fell back.
    pub fn median_months(&self) -> Option<f64> {
        let all: i64 = self.months.values().sum();
        let nth = |wanted: i64| {
            let mut seen = 0;
            let found = self.months.iter().find(|(_, households)| {
                seen += **households;
                seen > wanted
            });
            found.map(|(months, _)| f64::from(*months))
        };
        (all > 0).then_some(())?;
        Some(f64::midpoint(nth((all - 1) / 2)?, nth(all / 2)?))
    }
}

/// How many year-ends [`Persistence`] looks back.
pub const YEARS: usize = 5;

/// Households of the second day by the number of the last year-ends on which they were poor.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Persistence(pub [Count; YEARS + 1]);

impl Persistence {
    pub(super) fn add(&mut self, times: usize, count: Count) {
        self.0[times] += count;
    }
}

/// Everything found of a place or group.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Found {
    /// From which class to which.
    pub matrix: Matrix,
    /// Who fell back.
    pub relapse: Relapse,
    /// Who stayed poor.
    pub persistence: Persistence,
}

/// A place and the groups in it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Transitions {
    /// All together. A household that moved inside the place is here at both ends.
    pub whole: Found,
    /// Each group in which there is anybody.
    pub groups: BTreeMap<Group, Found>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn thirty_six_months_are_told_to_the_day() {
        let exit = day("2023-01-31");
        let known = day("2026-11-23");
        assert_eq!(fate(exit, Some(day("2023-02-27")), known), Fate::Again(0));
        assert_eq!(fate(exit, Some(day("2023-02-28")), known), Fate::Again(1));
        assert_eq!(fate(exit, Some(day("2026-01-30")), known), Fate::Again(35));
        assert_eq!(fate(exit, Some(day("2026-01-31")), known), Fate::Stayed);
        assert_eq!(fate(exit, None, known), Fate::Stayed);
        assert_eq!(fate(exit, None, day("2026-01-30")), Fate::Watched);
    }

    #[test]
    fn the_median_is_that_of_households_not_of_entries() {
        let mut relapse = Relapse::default();
        assert_eq!(relapse.median_months(), None);
        let count = |households| Count { households, persons: 0 };
        relapse.add(Fate::Again(12), count(3));
        relapse.add(Fate::Again(24), count(2));
        assert_eq!(relapse.median_months(), Some(12.0));
        relapse.add(Fate::Again(30), count(1));
        assert_eq!(relapse.median_months(), Some(18.0));
        relapse.add(Fate::Stayed, count(6));
        assert_eq!(relapse.share(), Some(0.5));
    }
}
