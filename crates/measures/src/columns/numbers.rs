//! Numbers of many rows, each known exactly, within bounds, or not at all.

use std::ops::Deref;
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
    /// Small whole numbers, known in every row: ages and counts mostly are, and compare fastest.
    Small(Rc<Vec<i16>>),
    /// Lower and upper ends that are small whole numbers in every row.
    SmallRanges(Rc<Vec<i16>>, Rc<Vec<i16>>),
    /// Known exactly or not at all.
    Points(Points<'a>),
    /// Lower and upper ends.
    Ranges(Rc<Vec<f64>>, Rc<Vec<f64>>),
}

/// Numbers known exactly or not at all, and whether all of them are.
#[derive(Clone, Debug)]
pub(super) struct Points<'a> {
    each: Each<'a>,
    known: bool,
}

/// An array that is cheap to clone.
#[derive(Clone, Debug)]
enum Each<'a> {
    Lent(&'a [f64]),
    Shared(Rc<Vec<f64>>),
}

impl Deref for Points<'_> {
    type Target = [f64];
    fn deref(&self) -> &[f64] {
        match &self.each {
            Each::Lent(numbers) => numbers,
            Each::Shared(numbers) => numbers,
        }
    }
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

    /// Whether it is a number in every row.
    fn is_told(self) -> bool {
        match self {
            End::Same(number) => !number.is_nan(),
            End::Small(_) => true,
            End::Each(_) => false,
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

impl<'a> Numbers<'a> {
    /// Nothing is known of any row.
    pub(super) const UNKNOWN: Numbers<'static> = Numbers::Same(Bounds::UNKNOWN);

    /// Small whole numbers.
    pub(super) fn small(numbers: Vec<i16>) -> Numbers<'static> {
        Numbers::Small(Rc::new(numbers))
    }

    /// Known exactly or, where not-a-number, not at all; `known` says that all of them are.
    pub(super) fn points(each: Vec<f64>, known: bool) -> Numbers<'static> {
        Numbers::Points(Points { each: Each::Shared(Rc::new(each)), known })
    }

    /// The same, lent.
    pub(super) fn lent(each: &'a [f64], known: bool) -> Numbers<'a> {
        Numbers::Points(Points { each: Each::Lent(each), known })
    }

    fn low(&self) -> End<'_> {
        match self {
            Numbers::Same(bounds) => End::Same(bounds.low),
            Numbers::Small(numbers) | Numbers::SmallRanges(numbers, _) => End::Small(numbers),
            Numbers::Points(points) => End::Each(points),
            Numbers::Ranges(low, _) => End::Each(low),
        }
    }

    fn high(&self) -> End<'_> {
        match self {
            Numbers::Same(bounds) => End::Same(bounds.high),
            Numbers::SmallRanges(_, high) => End::Small(high),
            Numbers::Ranges(_, high) => End::Each(high),
            Numbers::Small(_) | Numbers::Points(_) => self.low(),
        }
    }

    /// Whether one expression stands for both ends.
    fn is_single(&self) -> bool {
        match self {
            Numbers::Same(bounds) => bounds.value().is_some(),
            Numbers::Small(_) | Numbers::Points(_) => true,
            Numbers::SmallRanges(..) | Numbers::Ranges(..) => false,
        }
    }

    /// Whether every row is known exactly.
    fn is_exact(&self) -> bool {
        match self {
            Numbers::Points(points) => points.known,
            _ => self.is_single(),
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
            _ if self.is_exact() => all(rows),
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
        if self.is_single() && other.is_single() {
            return Numbers::points(low, self.is_exact() && other.is_exact());
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
            Numbers::Small(numbers) if stay_small(numbers, factor) => {
                let factor = factor as i16;
                Numbers::small(numbers.iter().map(|number| number * factor).collect())
            }
            Numbers::Small(_) | Numbers::Points(_) => {
                Numbers::points(times(self.low()), self.is_exact())
            }
            Numbers::SmallRanges(..) | Numbers::Ranges(..) => {
                Numbers::ranges(times(self.low()), times(self.high()))
            }
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
        fn each<T: Copy>(numbers: &[T], household: &[u32]) -> Vec<T> {
            household.iter().map(|row| numbers[*row as usize]).collect()
        }
        match self {
            Numbers::Same(bounds) => Numbers::Same(*bounds),
            Numbers::Small(numbers) => Numbers::small(each(numbers, household)),
            Numbers::SmallRanges(low, high) => {
                let (low, high) = (each(low, household), each(high, household));
                Numbers::SmallRanges(Rc::new(low), Rc::new(high))
            }
            Numbers::Points(points) => Numbers::points(each(points, household), points.known),
            Numbers::Ranges(low, high) => {
                Numbers::ranges(each(low, household), each(high, household))
            }
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

/// Whether they are small whole numbers still when multiplied by a positive factor.
fn stay_small(numbers: &[i16], factor: f64) -> bool {
    let largest = numbers.iter().map(|number| number.unsigned_abs()).max().unwrap_or(0);
    factor.fract() == 0.0 && fits(f64::from(largest.max(1)) * factor)
}

fn less(a: &Numbers<'_>, b: &Numbers<'_>, rows: usize) -> Truths {
    let yes = below(a.high(), b.low(), rows);
    // Where both are known exactly, what does not hold is false.
    let no = if a.is_exact() && b.is_exact() {
        others(&yes, rows)
    } else {
        reaches(a.low(), b.high(), rows)
    };
    Truths { yes, no }
}

/// The rows that are not in the bitmap.
fn others(bits: &[u64], rows: usize) -> Vec<u64> {
    bits.iter().zip(all(rows)).map(|(bits, all)| !bits & all).collect()
}

/// Rows where `a < b`. The cases are written out so that the loops hold no choice.
fn below(a: End<'_>, b: End<'_>, rows: usize) -> Vec<u64> {
    match (a, b) {
        (End::Same(a), End::Same(b)) => pack(rows, |_| a < b),
        (End::Same(a), End::Each(b)) => pack_each(b, |b| a < b),
        (End::Each(a), End::Same(b)) => pack_each(a, |a| a < b),
        (End::Each(a), End::Each(b)) => pack_pairs(a, b, |a, b| a < b),
        (End::Each(a), End::Small(b)) => pack_pairs(a, b, |a, b| a < f64::from(b)),
        (End::Small(a), End::Each(b)) => pack_pairs(a, b, |a, b| f64::from(a) < b),
        (End::Small(a), End::Small(b)) => pack_pairs(a, b, |a, b| a < b),
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
        _ if a.is_told() && b.is_told() => others(&below(a, b, rows), rows),
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

    /// Known exactly; within bounds; unknown too; or open at the top too.
    fn any_numbers(rows: usize) -> impl Strategy<Value = Vec<Bounds>> {
        let number = || (-3..4_i32).prop_map(f64::from);
        let exact = || number().prop_map(Bounds::exact);
        let unknown = || Just(Bounds::UNKNOWN);
        let within =
            || (number(), 0..3_i32).prop_map(|(n, above)| Bounds::between(n, n + f64::from(above)));
        let open = number().prop_map(|n| Bounds::between(n, f64::INFINITY));
        let of = move |one: BoxedStrategy<Bounds>| prop::collection::vec(one, rows);
        prop_oneof![
            exact().prop_flat_map(move |one| Just(vec![one; rows])),
            of(exact().boxed()),
            of(within().boxed()),
            of(prop_oneof![exact(), unknown()].boxed()),
            of(prop_oneof![within(), unknown(), open].boxed()),
        ]
    }

    /// The same numbers in every layout that can hold them.
    fn layouts(all: &[Bounds]) -> Vec<Numbers<'static>> {
        let ends = |of: fn(&Bounds) -> f64| all.iter().map(of).collect::<Vec<f64>>();
        let small = |of: fn(&Bounds) -> f64| {
            Rc::new(all.iter().map(|b| of(b) as i16).collect::<Vec<i16>>())
        };
        let untold = |end: f64| if end.is_infinite() { f64::NAN } else { end };
        let exact = all.iter().all(|b| b.value().is_some());
        let mut layouts = vec![
            Numbers::ranges(ends(|b| b.low), ends(|b| b.high)),
            Numbers::ranges(
                ends(|b| b.low).into_iter().map(untold).collect(),
                ends(|b| b.high).into_iter().map(untold).collect(),
            ),
        ];
        if all.iter().all(|b| b.low.is_finite() && b.high.is_finite()) {
            layouts.push(Numbers::SmallRanges(small(|b| b.low), small(|b| b.high)));
        }
        if all.iter().all(|b| b.value().is_some() || *b == Bounds::UNKNOWN) {
            let points = ends(|b| b.value().unwrap_or(f64::NAN));
            layouts.push(Numbers::points(points, exact));
        }
        if exact {
            layouts.push(Numbers::Small(small(|b| b.low)));
        }
        if all.iter().all(|b| *b == all[0]) {
            layouts.push(Numbers::Same(all[0]));
        }
        layouts
    }

    proptest! {
        #[test]
        fn rows_compare_and_combine_as_single_bounds_do(
            (x, y) in (1..150_usize).prop_flat_map(|rows| (any_numbers(rows), any_numbers(rows)))
        ) {
            let rows = x.len();
            for a in layouts(&x) {
                for b in layouts(&y) {
                    let less = a.compare(Comparison::Less, &b, rows);
                    let at_most = a.compare(Comparison::AtMost, &b, rows);
                    let equal = a.compare(Comparison::Equal, &b, rows);
                    let (plus, minus, times) =
                        (a.plus(&b, rows), a.minus(&b, rows), a.times(&b, rows));
                    let exact = times.exact(rows);
                    for (row, (x, y)) in x.iter().zip(&y).enumerate() {
                        prop_assert_eq!(less.get(row), x.less(*y), "{:?} < {:?}", &a, &b);
                        prop_assert_eq!(at_most.get(row), !y.less(*x), "{:?} <= {:?}", &a, &b);
                        prop_assert_eq!(equal.get(row), x.equals(*y));
                        prop_assert_eq!(plus.bounds(row), x.plus(*y));
                        prop_assert_eq!(minus.bounds(row), x.minus(*y));
                        prop_assert_eq!(times.bounds(row), x.times(*y));
                        let known = x.times(*y).value().is_some();
                        prop_assert_eq!(super::super::truths::bit(&exact, row), known);
                    }
                }
            }
        }

        #[test]
        fn what_grows_too_large_to_be_small_stays_right(
            small in prop::collection::vec(-400..400_i16, 1..100), factor in 1..400_i32,
        ) {
            let numbers = Numbers::small(small.clone());
            let factor = f64::from(factor) / 2.0;
            let product = numbers.times(&Numbers::Same(Bounds::exact(factor)), small.len());
            for (row, number) in small.iter().enumerate() {
                prop_assert_eq!(product.bounds(row), Bounds::exact(f64::from(*number) * factor));
            }
        }

        #[test]
        fn small_numbers_compare_as_any_others(
            small in prop::collection::vec(-5..100_i16, 1..150), other in -200..1700_i32,
        ) {
            let other = Bounds::exact(f64::from(other) / 16.0);
            let (numbers, rows) = (Numbers::small(small.clone()), small.len());
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
