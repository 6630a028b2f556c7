//! Movement as a pure rule: into which columns of official tables 2 and 3 a household falls, given its
//! status at both ends of the period.
//!
//! Every household enters the tables in balanced steps: what it adds to the opening it takes out again
//! or leaves in the closing, what it adds to the closing it brought in. So
//! 9 = 1 − 2 − 3 − 4 + 5 + 6 + 7 + 8 holds for every unit and period, for households and for persons,
//! whatever the histories look like.

use law::Class;

use crate::figures::{Count, MovementFigures};

/// The columns of tables 2 and 3 by their printed numbers. `Other class` is near-poor in the table of
/// the poor, and poor in the table of the near-poor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// 1, opening.
    Opening = 1,
    /// Table 2: became near-poor. Table 3: rose above near-poor.
    Out2 = 2,
    /// Table 2: rose above near-poor. Table 3: became poor.
    Out3 = 3,
    /// Left for another reason: fewer members, died, moved, split, merged, no longer told.
    OtherOut = 4,
    /// Came from the other class.
    FromOtherClass = 5,
    /// Fell back after an exit: tái nghèo, tái cận nghèo.
    Again = 6,
    /// Newly arisen.
    New = 7,
    /// Came for another reason: more members, moved in, split off, not told before.
    OtherIn = 8,
    /// 9, closing.
    Closing = 9,
}

impl Column {
    /// All columns in order.
    pub const ALL: [Column; 9] = [
        Column::Opening,
        Column::Out2,
        Column::Out3,
        Column::OtherOut,
        Column::FromOtherClass,
        Column::Again,
        Column::New,
        Column::OtherIn,
        Column::Closing,
    ];

    /// The column printed with this number, 1 to 9.
    pub fn numbered(number: usize) -> Option<Column> {
        Column::ALL.get(number.checked_sub(1)?).copied()
    }
}

/// A household (or many alike) that was of the table's class at the opening, in the unit looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Opened {
    /// How many, and their members at the opening.
    pub(crate) count: Count,
    /// At the closing: whether still in the unit, and the class; `None` when it has no status any more.
    pub(crate) closing: Option<(bool, Class)>,
    /// For those that stay: members lost by households that shrank, and gained by those that grew.
    pub(crate) shrunk: i64,
    pub(crate) grown: i64,
}

/// A household (or many alike) that is of the table's class at the closing, in the unit looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Closed {
    /// How many, and their members at the closing.
    pub(crate) count: Count,
    /// At the opening: whether in the unit, and the class; `None` when it had no status then.
    pub(crate) opening: Option<(bool, Class)>,
    /// Whether it was of the table's class at any time before the opening.
    pub(crate) before: bool,
    /// Whether its first status after the opening says that it moved in or was split off.
    pub(crate) arrived: bool,
}

impl Opened {
    /// Where those go that were of `class` at the opening; `None` when they stay.
    pub(crate) fn leaves_by(&self, class: Class) -> Option<Column> {
        match self.closing {
            Some((true, now)) if now == class => None,
            // The two tables print these two columns in opposite order.
            Some((true, Class::Poor)) => Some(Column::Out3),
            Some((true, Class::NearPoor)) => Some(Column::Out2),
            Some((true, Class::AverageLiving | Class::NotPoor)) => Some(match class {
                Class::NearPoor => Column::Out2,
                _ => Column::Out3,
            }),
            Some((true, Class::Undetermined) | (false, _)) | None => Some(Column::OtherOut),
        }
    }

    pub(crate) fn add_to(&self, figures: &mut MovementFigures, class: Class) {
        add(figures, Column::Opening, self.count);
        if let Some(column) = self.leaves_by(class) {
            add(figures, column, self.count);
        } else {
            let persons = |persons| Count { households: 0, persons };
            add(figures, Column::OtherOut, persons(self.shrunk));
            add(figures, Column::OtherIn, persons(self.grown));
        }
    }
}

impl Closed {
    /// Where those came from that are of `class` at the closing; `None` when they stayed.
    pub(crate) fn comes_by(&self, class: Class) -> Option<Column> {
        match self.opening {
            Some((true, then)) if then == class => None,
            Some((true, Class::Poor | Class::NearPoor)) => Some(Column::FromOtherClass),
            Some((true, Class::Undetermined) | (false, _)) => Some(Column::OtherIn),
            None if self.arrived => Some(Column::OtherIn),
            Some((true, Class::AverageLiving | Class::NotPoor)) | None => {
                Some(if self.before { Column::Again } else { Column::New })
            }
        }
    }

    pub(crate) fn add_to(&self, figures: &mut MovementFigures, class: Class) {
        if let Some(column) = self.comes_by(class) {
            add(figures, column, self.count);
        }
        add(figures, Column::Closing, self.count);
    }
}

fn add(figures: &mut MovementFigures, column: Column, count: Count) {
    figures.columns[column as usize - 1] += count;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn classes() -> impl Strategy<Value = Class> {
        proptest::sample::select(&Class::ALL[..])
    }

    /// Status at both ends: unit (of three), class, members.
    type Ends = [Option<(u8, Class, i64)>; 2];

    fn ends() -> impl Strategy<Value = Ends> {
        let end = || proptest::option::weighted(0.8, (0_u8..3, classes(), 1_i64..9));
        [end(), end()]
    }

    /// The two tables of one unit, household by household.
    fn table(histories: &[(Ends, bool, bool)], class: Class, unit: u8) -> MovementFigures {
        let mut figures = MovementFigures::default();
        for ([opening, closing], before, arrived) in histories {
            let one = |persons| Count { households: 1, persons };
            if let Some((at, was, members)) = opening
                && (*at, *was) == (unit, class)
            {
                let change = closing.map_or(0, |(_, _, now)| now - members);
                Opened {
                    count: one(*members),
                    closing: closing.map(|(at, is, _)| (at == unit, is)),
                    shrunk: (-change).max(0),
                    grown: change.max(0),
                }
                .add_to(&mut figures, class);
            }
            if let Some((at, is, members)) = closing
                && (*at, *is) == (unit, class)
            {
                Closed {
                    count: one(*members),
                    opening: opening.map(|(at, was, _)| (at == unit, was)),
                    before: *before,
                    arrived: *arrived,
                }
                .add_to(&mut figures, class);
            }
        }
        figures
    }

    proptest! {
        #[test]
        fn the_identity_holds_for_any_histories(
            histories in proptest::collection::vec((ends(), any::<bool>(), any::<bool>()), 0..40)
        ) {
            for class in [Class::Poor, Class::NearPoor] {
                for unit in 0..3 {
                    let figures = table(&histories, class, unit);
                    prop_assert_eq!(figures.balance(), figures.column(9));
                    prop_assert!(figures.columns.iter().all(|c| c.households >= 0 && c.persons >= 0));
                }
            }
        }

        #[test]
        fn what_leaves_one_table_for_the_other_arrives_there(
            histories in proptest::collection::vec((ends(), any::<bool>(), any::<bool>()), 0..40)
        ) {
            for unit in 0..3 {
                let poor = table(&histories, Class::Poor, unit);
                let near_poor = table(&histories, Class::NearPoor, unit);
                prop_assert_eq!(poor.column(2).households, near_poor.column(5).households);
                prop_assert_eq!(near_poor.column(3).households, poor.column(5).households);
            }
        }
    }

    #[test]
    fn each_kind_of_movement_has_its_column() {
        let opened = |closing| Opened {
            count: Count { households: 1, persons: 4 },
            closing,
            shrunk: 0,
            grown: 0,
        };
        for (class, closing, column) in [
            (Class::Poor, Some((true, Class::NearPoor)), Some(Column::Out2)),
            (Class::Poor, Some((true, Class::NotPoor)), Some(Column::Out3)),
            (Class::Poor, Some((true, Class::AverageLiving)), Some(Column::Out3)),
            (Class::Poor, Some((true, Class::Undetermined)), Some(Column::OtherOut)),
            (Class::Poor, Some((false, Class::Poor)), Some(Column::OtherOut)),
            (Class::Poor, None, Some(Column::OtherOut)),
            (Class::Poor, Some((true, Class::Poor)), None),
            (Class::NearPoor, Some((true, Class::Poor)), Some(Column::Out3)),
            (Class::NearPoor, Some((true, Class::NotPoor)), Some(Column::Out2)),
            (Class::NearPoor, Some((true, Class::AverageLiving)), Some(Column::Out2)),
            (Class::NearPoor, Some((true, Class::NearPoor)), None),
        ] {
            assert_eq!(opened(closing).leaves_by(class), column, "{class:?} to {closing:?}");
        }
        let closed = |opening, before, arrived| Closed {
            count: Count { households: 1, persons: 4 },
            opening,
            before,
            arrived,
        };
        for (opening, before, arrived, column) in [
            (Some((true, Class::NearPoor)), true, false, Some(Column::FromOtherClass)),
            (Some((true, Class::NotPoor)), true, false, Some(Column::Again)),
            (Some((true, Class::NotPoor)), false, false, Some(Column::New)),
            (Some((true, Class::Undetermined)), true, false, Some(Column::OtherIn)),
            (Some((false, Class::Poor)), true, false, Some(Column::OtherIn)),
            (None, false, false, Some(Column::New)),
            (None, false, true, Some(Column::OtherIn)),
            (Some((true, Class::Poor)), true, false, None),
        ] {
            assert_eq!(closed(opening, before, arrived).comes_by(Class::Poor), column);
        }
    }
}
