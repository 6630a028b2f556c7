//! The shapes of the official tables: one row per unit, and a total that is their sum.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::AddAssign;

use ground::UnitId;

/// Households and the persons in them.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// Households (hộ).
    pub households: i64,
    /// Persons (nhân khẩu).
    pub persons: i64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.households += other.households;
        self.persons += other.persons;
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        let mut sum = Count::default();
        counts.for_each(|count| sum += count);
        sum
    }
}

/// A table: rows in order of unit, and the total of all rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Table<T> {
    /// One row per unit of the frame, also where nothing was counted; then, if there is anything in it,
    /// the row of what cannot be told to belong to one of them.
    pub rows: Vec<UnitRow<T>>,
    /// All rows together.
    pub total: T,
}

/// The figures of one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct UnitRow<T> {
    /// The unit; `None` is the row "not assigned": households that lived in a commune that was split and
    /// of which nothing says in which part.
    pub unit: Option<UnitId>,
    /// Its figures.
    pub figures: T,
}

impl<T> Table<T> {
    /// The figures of a unit; `None` asks for the row "not assigned".
    pub fn of(&self, unit: Option<UnitId>) -> Option<&T> {
        self.rows.iter().find(|row| row.unit == unit).map(|row| &row.figures)
    }

    /// The table with every cell turned into something else.
    pub fn map<U>(self, turn: impl Fn(T) -> U) -> Table<U> {
        let rows = self.rows.into_iter();
        let rows = rows.map(|row| UnitRow { unit: row.unit, figures: turn(row.figures) });
        Table { rows: rows.collect(), total: turn(self.total) }
    }
}

/// The same figures for poor and for near-poor households.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ByClass<T> {
    /// Poor (hộ nghèo).
    pub poor: T,
    /// Near-poor (hộ cận nghèo).
    pub near_poor: T,
}

impl<T: AddAssign> AddAssign for ByClass<T> {
    fn add_assign(&mut self, other: ByClass<T>) {
        self.poor += other.poor;
        self.near_poor += other.near_poor;
    }
}

/// Denominators: resident households and persons of a unit in a year.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Resident {
    /// All residents.
    pub all: Count,
    /// Of ethnic minorities; `None` where the source does not say.
    pub minority: Option<Count>,
}

/// Households by class on a day.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ClassFigures {
    /// Poor.
    pub poor: Count,
    /// Near-poor.
    pub near_poor: Count,
    /// Farm, forest, fishing and salt households of average living standard.
    pub average: Count,
    /// Above the standard.
    pub not_poor: Count,
    /// Could not be told.
    pub undetermined: Count,
}

/// Table 1: official result of the review.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ReviewFigures {
    /// Columns 1 and 2; `None` where a denominator is missing, and then every rate is refused.
    pub residents: Option<Resident>,
    /// Columns 3, 5, 7 (households) and 9, 11, 13 (persons).
    pub classes: ClassFigures,
}

/// Tables 4 to 7: deprivations of the households of one class.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct DeprivationFigures {
    /// All households of the class.
    pub total: Count,
    /// Those of them whose visit was evaluated under the standard asked for.
    pub evaluated: Count,
    /// The sum of deprivations over households.
    pub deprivations: i64,
    /// Households deprived, by indicator in the order of the standard.
    pub deprived: [i64; INDICATORS],
    /// Households of which it is not known, by indicator.
    pub unknown: [i64; INDICATORS],
}

/// No standard so far has more indicators than this.
pub const INDICATORS: usize = 12;

/// Table 8: households of one class by group. A household may belong to several.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct GroupFigures {
    /// All.
    pub total: Count,
    /// Ethnic minority (DTTS).
    pub minority: Count,
    /// No member able to work (KCKNLĐ).
    pub no_labour: Count,
    /// With a person of merit (CSCC).
    pub merit: Count,
    /// In none of these groups.
    pub other: Count,
    /// Of a group native to the place (DTTC), for tables 12 and 13.
    pub local_ethnic: Count,
    /// Headed by a woman, for tables 12 and 13.
    pub female_head: Count,
}

/// Table 9: households of one class by ethnic group.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct EthnicityFigures {
    /// All.
    pub total: Count,
    /// By official name of the group, in order of name.
    pub groups: BTreeMap<String, Count>,
    /// Ethnic minorities together, also those whose group is not named.
    pub minority: Count,
    /// Neither a group nor "minority" is recorded.
    pub unknown: Count,
}

impl EthnicityFigures {
    /// Households of the Kinh majority.
    pub fn kinh(&self) -> Count {
        self.groups.get(crate::ethnicity::KINH).copied().unwrap_or_default()
    }
}

/// Tables 10 and 11 and the support needs of 14 and 15, for households of one class.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct CircumstanceFigures {
    /// All.
    pub total: Count,
    /// By cause of poverty, 1 to 8; several per household.
    pub causes: [Count; 8],
    /// Households for which no cause is recorded.
    pub no_cause: Count,
    /// By support need: health, education, production, credit, housing, other.
    pub needs: [Count; 6],
    /// Children under 16.
    pub children: i64,
    /// Children lacking health services (insurance or nutrition).
    pub children_health: i64,
    /// Children lacking education.
    pub children_education: i64,
    /// Households whose roster does not say how many children there are.
    pub children_unknown: i64,
}

/// Tables 12 and 13: summary of one class.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct SummaryFigures {
    /// Resident households and persons.
    pub residents: Option<Resident>,
    /// Households and persons of the class.
    pub class: GroupFigures,
    /// Of these, Kinh.
    pub kinh: Count,
}

/// Tables 2 and 3: movement of one class, columns 1 to 9.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct MovementFigures {
    /// Columns 1 to 9 at positions 0 to 8.
    pub columns: [Count; 9],
}

impl MovementFigures {
    /// The column by its printed number, 1 to 9.
    pub fn column(&self, number: usize) -> Count {
        self.columns[number - 1]
    }

    /// Column 1 less 2, 3, 4 plus 5, 6, 7, 8: what column 9 must be.
    pub fn balance(&self) -> Count {
        let sum = |of: fn(&Count) -> i64| {
            let at = |n: usize| of(&self.columns[n - 1]);
            at(1) - at(2) - at(3) - at(4) + at(5) + at(6) + at(7) + at(8)
        };
        Count { households: sum(|count| count.households), persons: sum(|count| count.persons) }
    }
}

macro_rules! sums {
    ($($name:ident { $($field:ident),* } [ $($list:ident),* ];)*) => {$(
        impl AddAssign for $name {
            fn add_assign(&mut self, other: $name) {
                $(self.$field += other.$field;)*
                $(self.$list.iter_mut().zip(other.$list).for_each(|(sum, one)| *sum += one);)*
            }
        }
    )*};
}

sums! {
    ClassFigures { poor, near_poor, average, not_poor, undetermined } [];
    DeprivationFigures { total, evaluated, deprivations } [deprived, unknown];
    GroupFigures { total, minority, no_labour, merit, other, local_ethnic, female_head } [];
    CircumstanceFigures {
        total, no_cause, children, children_health, children_education, children_unknown
    } [causes, needs];
    MovementFigures {} [columns];
}

impl AddAssign for EthnicityFigures {
    fn add_assign(&mut self, other: EthnicityFigures) {
        self.total += other.total;
        self.minority += other.minority;
        self.unknown += other.unknown;
        for (name, count) in other.groups {
            *self.groups.entry(name).or_default() += count;
        }
    }
}
