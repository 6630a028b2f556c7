//! Numbers of many rows, each known exactly, within bounds, or not at all.

use std::borrow::Cow;

use law::Bounds;
use law::rule::Comparison;

use super::truths::{Truths, pack};

/// One number for many rows. Not-a-number at an end says that nothing is known there: every comparison
/// with it fails, so it never decides, just as an infinite bound never does.
#[derive(Clone, Debug)]
pub(super) enum Numbers<'a> {
    /// The same for every row.
    Same(Bounds),
    /// Known exactly or not at all.
    Points(Cow<'a, [f64]>),
    /// Lower and upper ends.
    Ranges(Vec<f64>, Vec<f64>),
}

/// One end of the bounds.
#[derive(Clone, Copy)]
enum End<'a> {
    Same(f64),
    Each(&'a [f64]),
}

impl End<'_> {
    #[inline]
    fn at(self, row: usize) -> f64 {
        match self {
            End::Same(number) => number,
            End::Each(numbers) => numbers[row],
        }
    }
}

impl Numbers<'_> {
    /// Nothing is known of any row.
    pub(super) const UNKNOWN: Numbers<'static> = Numbers::Same(Bounds::UNKNOWN);

    fn low(&self) -> End<'_> {
        match self {
            Numbers::Same(bounds) => End::Same(bounds.low),
            Numbers::Points(points) => End::Each(points),
            Numbers::Ranges(low, _) => End::Each(low),
        }
    }

    fn high(&self) -> End<'_> {
        match self {
            Numbers::Same(bounds) => End::Same(bounds.high),
            Numbers::Points(points) => End::Each(points),
            Numbers::Ranges(_, high) => End::Each(high),
        }
    }

    /// The bounds in one row, infinite where nothing is known.
    pub(super) fn bounds(&self, row: usize) -> Bounds {
        let known = |end: f64, else_: f64| if end.is_nan() { else_ } else { end };
        let (low, high) = (self.low().at(row), self.high().at(row));
        Bounds::between(known(low, f64::NEG_INFINITY), known(high, f64::INFINITY))
    }

    /// Row by row from two others; both ends from [`Bounds`], so that nothing is worked out twice.
    pub(super) fn combine(
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
        Numbers::Ranges(low, high)
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
            Numbers::Points(points) => Numbers::Points(Cow::Owned(each(points))),
            Numbers::Ranges(low, high) => Numbers::Ranges(each(low), each(high)),
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
    Truths { yes: below(a.high(), b.low(), rows), no: reaches(a.low(), b.high(), rows) }
}

/// Rows where `a < b`. The four cases are written out so that the loops hold no choice.
fn below(a: End<'_>, b: End<'_>, rows: usize) -> Vec<u64> {
    match (a, b) {
        (End::Same(a), End::Same(b)) => pack(rows, |_| a < b),
        (End::Same(a), End::Each(b)) => pack(rows, |row| a < b[row]),
        (End::Each(a), End::Same(b)) => pack(rows, |row| a[row] < b),
        (End::Each(a), End::Each(b)) => pack(rows, |row| a[row] < b[row]),
    }
}

/// Rows where `a ≥ b`.
fn reaches(a: End<'_>, b: End<'_>, rows: usize) -> Vec<u64> {
    match (a, b) {
        (End::Same(a), End::Same(b)) => pack(rows, |_| a >= b),
        (End::Same(a), End::Each(b)) => pack(rows, |row| a >= b[row]),
        (End::Each(a), End::Same(b)) => pack(rows, |row| a[row] >= b),
        (End::Each(a), End::Each(b)) => pack(rows, |row| a[row] >= b[row]),
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
        Numbers::Ranges(ends(|b| b.low), ends(|b| b.high))
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
                for how in [Bounds::plus, Bounds::minus, Bounds::times] {
                    prop_assert_eq!(a.combine(&b, rows, how).bounds(row), how(*x, *y));
                }
            }
        }
    }
}
