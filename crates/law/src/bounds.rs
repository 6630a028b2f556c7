//! Numbers known only within bounds.

use crate::Truth;

/// What is known of a number: it lies between `low` and `high`, both included.
///
/// An exact number has both ends equal, an unanswered one runs over all numbers, and a count over an
/// incomplete roster has no upper end. Whole numbers (people, points, đồng) are exact up to 2⁵³, nine
/// million billion, far above anything counted here.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// Smallest possible value.
    pub low: f64,
    /// Largest possible value.
    pub high: f64,
}

impl Bounds {
    /// Nothing is known.
    pub const UNKNOWN: Bounds = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Exactly this number.
    pub fn exact(number: f64) -> Bounds {
        Bounds { low: number, high: number }
    }

    /// Between the two numbers, both included.
    pub fn between(low: f64, high: f64) -> Bounds {
        Bounds { low, high }
    }

    /// The number, when only one is possible.
    pub fn value(self) -> Option<f64> {
        #[expect(clippy::float_cmp, reason = "both ends are copies of one number when it is exact")]
        (self.low == self.high).then_some(self.low)
    }

    /// The smallest bounds that contain both.
    #[must_use]
    pub fn hull(self, other: Bounds) -> Bounds {
        Bounds { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// Sum.
    #[must_use]
    pub fn plus(self, other: Bounds) -> Bounds {
        Bounds { low: self.low + other.low, high: self.high + other.high }
    }

    /// Difference.
    #[must_use]
    pub fn minus(self, other: Bounds) -> Bounds {
        Bounds { low: self.low - other.high, high: self.high - other.low }
    }

    /// Product.
    #[must_use]
    pub fn times(self, other: Bounds) -> Bounds {
        let corners = [
            product(self.low, other.low),
            product(self.low, other.high),
            product(self.high, other.low),
            product(self.high, other.high),
        ];
        let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
        let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Bounds { low, high }
    }

    /// Whether this number is below the other.
    pub fn less(self, other: Bounds) -> Truth {
        if self.high < other.low {
            Truth::True
        } else if self.low >= other.high {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Whether the two numbers are the same.
    pub fn equals(self, other: Bounds) -> Truth {
        match (self.value(), other.value()) {
            (Some(a), Some(b)) => Truth::from(a.total_cmp(&b).is_eq()),
            _ if self.high < other.low || other.high < self.low => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

/// Zero of anything is zero, also of an unbounded number.
fn product(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds_around(n: i32) -> impl Strategy<Value = Bounds> {
        (0..4_i32, 0..4_i32, any::<bool>()).prop_map(move |(below, above, open)| Bounds {
            low: f64::from(n - below),
            high: if open { f64::INFINITY } else { f64::from(n + above) },
        })
    }

    proptest! {
        #[test]
        fn what_bounds_say_holds_for_every_number_inside(
            (a, b, x, y) in (-9..9_i32, -9..9_i32)
                .prop_flat_map(|(a, b)| (Just(a), Just(b), bounds_around(a), bounds_around(b)))
        ) {
            let (a, b) = (f64::from(a), f64::from(b));
            for (bounds, number) in
                [(x.plus(y), a + b), (x.minus(y), a - b), (x.times(y), a * b), (x.hull(y), a)]
            {
                prop_assert!(bounds.low <= number && number <= bounds.high, "{bounds:?} {number}");
            }
            if x.less(y).is_known() {
                prop_assert_eq!(x.less(y), Truth::from(a < b));
            }
            if x.equals(y).is_known() {
                prop_assert_eq!(x.equals(y), Truth::from(a.total_cmp(&b).is_eq()));
            }
        }
    }
}
