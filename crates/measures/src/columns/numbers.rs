//! Numbers of many rows, each known exactly, within bounds, or not at all.

use std::borrow::Cow;
use std::rc::Rc;

use law::Bounds;
use law::rule::Comparison;

use super::truths::{Truths, all, pack, pack_each, pack_pairs};

/// Stands for a whole number that is not known; half as large as an `Option` would be.
pub(super) const UNTOLD: i64 = i64::MIN;

/// One number for many rows. Not-a-number at an end says that nothing is known there: every comparison
/// with it fails, so it never decides, just as an infinite bound never does.
#[derive(Clone, Debug)]
pub(super) enum Numbers<'a> {
    /// The same for every row.
    Same(Bounds),
    /// Small whole numbers, known in every row: ages mostly are, and compare fastest.
    Small(Rc<[i16]>),
    /// Known exactly or not at all.
    Points(Cow<'a, [f64]>),
    /// The same, shared.
    Shared(Rc<Vec<f64>>),
    /// Lower and upper ends.
    Ranges(Rc<Vec<f64>>, Rc<Vec<f64>>),
}

/// One end of the bounds.
#[derive(Clone, Copy)]
enum End<'a> {
    Same(f64),
    Small(&'a [i16]),
    Each(&'a [f64]),
}

impl End<'_> {
    #[inline]
    fn at(self, row: usize) -> f64 {
        match self {
            End::Same(number) => number,
            End::Small(numbers) => numbers[row].into(),
            End::Each(numbers) => numbers[row],
        }
    }

    /// Both ends, row by row.
    fn with(self, other: End<'_>, rows: usize, how: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        match (self, other) {
            (End::Each(a), End::Each(b)) => a.iter().zip(b).map(|(a, b)| how(*a, *b)).collect(),
            (End::Each(a), End::Same(b)) => a.iter().map(|a| how(*a, b)).collect(),
            (End::Same(a), End::Each(b)) => b.iter().map(|b| how(a, *b)).collect(),
            (End::Small(a), End::Same(b)) => a.iter().map(|a| how((*a).into(), b)).collect(),
            _ => (0..rows).map(|row| how(self.at(row), other.at(row))).collect(),
        }
    }
}

impl Numbers<'_> {
    /// Nothing is known of any row.
    pub(super) const UNKNOWN: Numbers<'static> = Numbers::Same(Bounds::UNKNOWN);

    fn low(&self) -> End<'_> {
        match self {
            Numbers::Same(bounds) => End::Same(bounds.low),
            Numbers::Small(numbers) => End::Small(numbers),
            Numbers::Points(points) => End::Each(points),
            Numbers::Shared(points) => End::Each(points),
            Numbers::Ranges(low, _) => End::Each(low),
        }
    }

    fn high(&self) -> End<'_> {
        match self {
            Numbers::Same(bounds) => End::Same(bounds.high),
            Numbers::Ranges(_, high) => End::Each(high),
            _ => self.low(),
        }
    }

    /// The number, where one expression stands for both ends.
    fn single(&self) -> Option<End<'_>> {
        match self {
            Numbers::Same(bounds) => bounds.value().map(End::Same),
            Numbers::Ranges(..) => None,
            Numbers::Small(_) | Numbers::Points(_) | Numbers::Shared(_) => Some(self.low()),
        }
    }

    /// The bounds in one row, infinite where nothing is known.
    pub(super) fn bounds(&self, row: usize) -> Bounds {
        let known = |end: f64, else_: f64| if end.is_nan() { else_ } else { end };
        let (low, high) = (self.low().at(row), self.high().at(row));
        Bounds::between(known(low, f64::NEG_INFINITY), known(high, f64::INFINITY))
    }

    /// The rows where it is known exactly.
    pub(super) fn exact(&self, rows: usize) -> Vec<u64> {
        match self {
            Numbers::Points(points) => pack_each(points, |point| !point.is_nan()),
            _ => pack(rows, |row| self.bounds(row).value().is_some()),
        }
    }

    /// The whole numbers known exactly, [`UNTOLD`] elsewhere.
    pub(super) fn whole_numbers(&self, rows: usize) -> Vec<i64> {
        let whole = |number: f64| if number.is_nan() { UNTOLD } else { number as i64 };
        match self {
            Numbers::Points(points) => points.iter().map(|point| whole(*point)).collect(),
            _ => (0..rows).map(|row| self.bounds(row).value().map_or(UNTOLD, whole)).collect(),
        }
    }

    /// Sum.
    pub(super) fn plus(&self, other: &Numbers<'_>, rows: usize) -> Numbers<'static> {
        self.ends(other, other.low(), other.high(), rows, |a, b| a + b)
    }

    /// Difference: the smallest takes the largest away.
    pub(super) fn minus(&self, other: &Numbers<'_>, rows: usize) -> Numbers<'static> {
        self.ends(other, other.high(), other.low(), rows, |a, b| a - b)
    }

    fn ends(
        &self,
        other: &Numbers<'_>,
        with_low: End<'_>,
        with_high: End<'_>,
        rows: usize,
        how: impl Fn(f64, f64) -> f64,
    ) -> Numbers<'static> {
        let low = self.low().with(with_low, rows, &how);
        if self.single().is_some() && other.single().is_some() {
            return Numbers::Points(Cow::Owned(low));
        }
        Numbers::ranges(low, self.high().with(with_high, rows, how))
    }

    /// Product.
    pub(super) fn times(&self, other: &Numbers<'_>, rows: usize) -> Numbers<'static> {
        let positive = |numbers: &Numbers<'_>| match numbers {
            Numbers::Same(bounds) => bounds.value().filter(|factor| *factor > 0.0),
            _ => None,
        };
        // A positive factor moves each end by itself, and is by far the most frequent.
        match (positive(self), positive(other)) {
            (Some(factor), None) => other.scaled(factor, rows),
            (None, Some(factor)) => self.scaled(factor, rows),
            _ => self.combine(other, rows, Bounds::times),
        }
    }

    fn scaled(&self, factor: f64, rows: usize) -> Numbers<'static> {
        let times =
            |end: End<'_>| end.with(End::Same(factor), rows, |number, factor| number * factor);
        match self {
            Numbers::Same(bounds) => Numbers::Same(bounds.times(Bounds::exact(factor))),
            Numbers::Ranges(..) => Numbers::ranges(times(self.low()), times(self.high())),
            _ => Numbers::Points(Cow::Owned(times(self.low()))),
        }
    }

    /// Row by row from two others, by [`Bounds`].
    fn combine(
        &self,
        other: &Numbers<'_>,
        rows: usize,
        how: impl Fn(Bounds, Bounds) -> Bounds,
    ) -> Numbers<'static> {
        if let (Numbers::Same(a), Numbers::Same(b)) = (self, other) {
            return Numbers::Same(how(*a, *b));
        }
        Numbers::from_bounds((0..rows).map(|row| how(self.bounds(row), other.bounds(row))))
    }

    /// From the bounds of each row.
    pub(super) fn from_bounds(all: impl Iterator<Item = Bounds>) -> Numbers<'static> {
        let (low, high) = all.map(|bounds| (bounds.low, bounds.high)).unzip();
        Numbers::ranges(low, high)
    }

    /// From both ends.
    pub(super) fn ranges(low: Vec<f64>, high: Vec<f64>) -> Numbers<'static> {
        Numbers::Ranges(Rc::new(low), Rc::new(high))
    }

    /// `self` in the rows of `mask`, `other` in the others.
    pub(super) fn where_or(
        &self,
        mask: &[u64],
        other: &Numbers<'_>,
        rows: usize,
    ) -> Numbers<'static> {
        let mine = |row| super::truths::bit(mask, row);
        let chosen = |row| if mine(row) { self.bounds(row) } else { other.bounds(row) };
        Numbers::from_bounds((0..rows).map(chosen))
    }

    /// The same number for each member of a household: `household[member]` is the household's row.
    pub(super) fn spread(&self, household: &[u32]) -> Numbers<'static> {
        let each = |numbers: &[f64]| household.iter().map(|row| numbers[*row as usize]).collect();
        match self {
            Numbers::Same(bounds) => Numbers::Same(*bounds),
            Numbers::Small(numbers) => {
                Numbers::Small(household.iter().map(|row| numbers[*row as usize]).collect())
            }
            Numbers::Points(points) => Numbers::Points(Cow::Owned(each(points))),
            Numbers::Shared(points) => Numbers::Points(Cow::Owned(each(points))),
            Numbers::Ranges(low, high) => Numbers::ranges(each(low), each(high)),
        }
    }

    /// Whether the comparison holds, row by row.
    pub(super) fn compare(&self, how: Comparison, other: &Numbers<'_>, rows: usize) -> Truths {
        match how {
            Comparison::Less => less(self, other, rows),
            Comparison::AtMost => !less(other, self, rows),
            Comparison::Equal => equal(self, other, rows),
        }
    }
}

fn less(a: &Numbers<'_>, b: &Numbers<'_>, rows: usize) -> Truths {
    let yes = below(a.high(), b.low(), rows);
    // Small numbers are known in every row, so what does not hold is false.
    let no = match (a, b) {
        (Numbers::Small(_), Numbers::Same(other)) | (Numbers::Same(other), Numbers::Small(_))
            if other.value().is_some() =>
        {
            yes.iter().zip(all(rows)).map(|(yes, all)| !yes & all).collect()
        }
        _ => reaches(a.low(), b.high(), rows),
    };
    Truths { yes, no }
}

/// Rows where `a < b`. The cases are written out so that the loops hold no choice.
fn below(a: End<'_>, b: End<'_>, rows: usize) -> Vec<u64> {
    match (a, b) {
        (End::Same(a), End::Same(b)) => pack(rows, |_| a < b),
        (End::Same(a), End::Each(b)) => pack_each(b, |b| a < b),
        (End::Each(a), End::Same(b)) => pack_each(a, |a| a < b),
        (End::Each(a), End::Each(b)) => pack_pairs(a, b, |a, b| a < b),
        // A whole number is below another when it is below the next whole one.
        (End::Small(a), End::Same(b)) if fits(b) => {
            let b = b.ceil() as i16;
            pack_each(a, |a| a < b)
        }
        (End::Same(a), End::Small(b)) if fits(a) => {
            let a = a.floor() as i16;
            pack_each(b, |b| a < b)
        }
        _ => pack(rows, |row| a.at(row) < b.at(row)),
    }
}

/// Whether the nearest whole numbers are small.
fn fits(number: f64) -> bool {
    number.abs() < f64::from(i16::MAX)
}

/// Rows where `a ≥ b`.
fn reaches(a: End<'_>, b: End<'_>, rows: usize) -> Vec<u64> {
    match (a, b) {
        (End::Same(a), End::Same(b)) => pack(rows, |_| a >= b),
        (End::Same(a), End::Each(b)) => pack_each(b, |b| a >= b),
        (End::Each(a), End::Same(b)) => pack_each(a, |a| a >= b),
        (End::Each(a), End::Each(b)) => pack_pairs(a, b, |a, b| a >= b),
        _ => pack(rows, |row| a.at(row) >= b.at(row)),
    }
}

fn equal(a: &Numbers<'_>, b: &Numbers<'_>, rows: usize) -> Truths {
    let truth = |row| a.bounds(row).equals(b.bounds(row));
    Truths {
        yes: pack(rows, |row| truth(row) == law::Truth::True),
        no: pack(rows, |row| truth(row) == law::Truth::False),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Known exactly, unknown, or open at the top.
    fn any_bounds() -> impl Strategy<Value = Bounds> {
        let number = -3..4_i32;
        prop_oneof![
            number.clone().prop_map(|n| Bounds::exact(n.into())),
            Just(Bounds::UNKNOWN),
            (number.clone(), 0..3_i32)
                .prop_map(|(n, above)| Bounds::between(n.into(), (n + above).into())),
            number.prop_map(|n| Bounds::between(n.into(), f64::INFINITY)),
        ]
    }

    /// The same numbers laid out with not-a-number instead of infinity.
    fn laid_out(all: &[Bounds]) -> Numbers<'static> {
        let finite = |end: f64| if end.is_infinite() { f64::NAN } else { end };
        let ends = |of: fn(&Bounds) -> f64| all.iter().map(|b| finite(of(b))).collect();
        Numbers::ranges(ends(|b| b.low), ends(|b| b.high))
    }

    proptest! {
        #[test]
        fn rows_compare_and_combine_as_single_bounds_do(
            pairs in prop::collection::vec((any_bounds(), any_bounds()), 1..150)
        ) {
            let (a, b): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            let (a, b, rows) = (laid_out(&a), laid_out(&b), pairs.len());
            for (row, (x, y)) in pairs.iter().enumerate() {
                prop_assert_eq!(a.compare(Comparison::Less, &b, rows).get(row), x.less(*y));
                prop_assert_eq!(a.compare(Comparison::AtMost, &b, rows).get(row), !y.less(*x));
                prop_assert_eq!(a.compare(Comparison::Equal, &b, rows).get(row), x.equals(*y));
                prop_assert_eq!(a.plus(&b, rows).bounds(row), x.plus(*y));
                prop_assert_eq!(a.minus(&b, rows).bounds(row), x.minus(*y));
                prop_assert_eq!(a.times(&b, rows).bounds(row), x.times(*y));
            }
        }

        #[test]
        fn small_numbers_compare_as_any_others(
            small in prop::collection::vec(-5..100_i16, 1..150), other in -200..1700_i32,
        ) {
            let other = Bounds::exact(f64::from(other) / 16.0);
            let (numbers, rows) = (Numbers::Small(small.as_slice().into()), small.len());
            let same = Numbers::Same(other);
            for how in [Comparison::Less, Comparison::AtMost, Comparison::Equal] {
                let forth = numbers.compare(how, &same, rows);
                let back = same.compare(how, &numbers, rows);
                for (row, number) in small.iter().enumerate() {
                    let number = Numbers::Same(Bounds::exact((*number).into()));
                    prop_assert_eq!(forth.get(row), number.compare(how, &same, 1).get(0));
                    prop_assert_eq!(back.get(row), same.compare(how, &number, 1).get(0));
                }
            }
        }
    }
}
