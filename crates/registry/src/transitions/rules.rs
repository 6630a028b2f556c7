//! Where a household goes in the matrix of a place: pure, and balanced for any histories.

use super::group::Group;
use super::model::{End, Moved, Transitions};
use law::Class;

/// A household (or many alike) on both days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Pair {
    /// Its status on the first day; `None` where it was not in the registry.
    pub(super) before: Option<Stay>,
    /// Its status on the second day.
    pub(super) after: Option<Stay>,
    /// How many, and their members on both days.
    pub(super) moved: Moved,
}

/// A status on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Stay {
    pub(super) class: Class,
    /// The group it falls into; `None` where the household lived outside the place in view.
    pub(super) group: Option<Group>,
}

impl Pair {
    /// From where to where, seen from the whole place (`group` is `None`) or from one group of it;
    /// nothing when it belonged there on neither day.
    pub(super) fn ends(&self, group: Option<&Group>) -> Option<(End, End)> {
        let end = |stay: &Option<Stay>| match stay {
            None => End::Absent,
            Some(Stay { group: None, .. }) => End::Elsewhere,
            Some(Stay { group: Some(own), .. }) if group.is_some_and(|group| group != own) => {
                End::Elsewhere
            }
            Some(Stay { class, .. }) => End::Here(*class),
        };
        let ends = (end(&self.before), end(&self.after));
        let here = |end| matches!(end, End::Here(_));
        (here(ends.0) || here(ends.1)).then_some(ends)
    }

    /// The groups it belongs to on one day or the other, each once.
    fn groups(&self) -> impl Iterator<Item = &Group> {
        let [before, after] =
            [&self.before, &self.after].map(|stay| stay.as_ref().and_then(|s| s.group.as_ref()));
        before.into_iter().chain(after.filter(|group| Some(*group) != before))
    }
}

impl Transitions {
    /// Counts it in the whole and in its groups.
    pub(super) fn add(&mut self, pair: &Pair) {
        if let Some(ends) = pair.ends(None) {
            self.whole.matrix.add(ends, pair.moved);
        }
        for group in pair.groups() {
            if let Some(ends) = pair.ends(Some(group)) {
                self.groups.entry(group.clone()).or_default().matrix.add(ends, pair.moved);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Count;
    use ground::UnitId;
    use proptest::prelude::*;

    /// Class, commune of three (two in view) and members on each day.
    type Day = Option<(Class, i64, i64)>;

    fn day() -> impl Strategy<Value = Day> {
        let class = proptest::sample::select(&Class::ALL[..]);
        proptest::option::weighted(0.8, (class, 0_i64..3, 1_i64..9))
    }

    fn stay(day: Day) -> Option<Stay> {
        day.map(|(class, unit, _)| Stay {
            class,
            group: (unit > 0).then_some(Group::Unit(Some(UnitId(unit)))),
        })
    }

    /// The stock of one day, counted without the matrix.
    fn stock(days: &[Day], class: Class, units: &[i64]) -> Count {
        let here =
            days.iter().flatten().filter(|(is, unit, _)| *is == class && units.contains(unit));
        here.map(|(_, _, members)| Count { households: 1, persons: *members }).sum()
    }

    proptest! {
        #[test]
        fn rows_add_up_to_the_opening_and_columns_to_the_closing(
            histories in proptest::collection::vec((day(), day()), 0..60)
        ) {
            let mut found = Transitions::default();
            for (before, after) in &histories {
                let members = |day: &Day| day.map_or(0, |(_, _, members)| members);
                let moved =
                    Moved { households: 1, before: members(before), after: members(after) };
                found.add(&Pair { before: stay(*before), after: stay(*after), moved });
            }
            let (before, after): (Vec<Day>, Vec<Day>) = histories.into_iter().unzip();
            for class in Class::ALL {
                let whole = &found.whole.matrix;
                prop_assert_eq!(whole.opening(class), stock(&before, class, &[1, 2]));
                prop_assert_eq!(whole.closing(class), stock(&after, class, &[1, 2]));
                for unit in [1, 2] {
                    let group = found.groups.get(&Group::Unit(Some(UnitId(unit))));
                    let matrix = group.map(|found| found.matrix.clone()).unwrap_or_default();
                    prop_assert_eq!(matrix.opening(class), stock(&before, class, &[unit]));
                    prop_assert_eq!(matrix.closing(class), stock(&after, class, &[unit]));
                }
            }
        }
    }

    #[test]
    fn a_move_inside_the_place_is_elsewhere_only_for_the_units() {
        let [here, there] = [1, 2].map(|unit| Group::Unit(Some(UnitId(unit))));
        let stay = |group: &Group| Some(Stay { class: Class::Poor, group: Some(group.clone()) });
        let moved = Moved { households: 1, before: 4, after: 4 };
        let pair = Pair { before: stay(&here), after: stay(&there), moved };
        let poor = End::Here(Class::Poor);
        assert_eq!(pair.ends(None), Some((poor, poor)));
        assert_eq!(pair.ends(Some(&here)), Some((poor, End::Elsewhere)));
        assert_eq!(pair.ends(Some(&there)), Some((End::Elsewhere, poor)));
        assert_eq!(pair.ends(Some(&Group::Unit(None))), None);
    }
}
