//! Numbers as SQL: one expression where a number is known exactly or not at all, two where it may be
//! known within bounds.

use law::rule::Comparison;

/// A number in SQL text, always of type DOUBLE or a whole number.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Number {
    /// Known exactly, or `NULL`.
    Exact(String),
    /// Ends; `NULL` means without end.
    Within(String, String),
}

use Number::{Exact, Within};

impl Number {
    /// A number written in a rule or a figure of the law.
    pub(super) fn literal(number: f64) -> Number {
        Exact(if number.fract() == 0.0 && number.abs() < 1e15 {
            format!("{number:.0}")
        } else {
            format!("{number:e}")
        })
    }

    pub(super) fn low(&self) -> &str {
        match self {
            Exact(both) => both,
            Within(low, _) => low,
        }
    }

    pub(super) fn high(&self) -> &str {
        match self {
            Exact(both) => both,
            Within(_, high) => high,
        }
    }

    /// The same operation on each end.
    pub(super) fn map(&self, how: impl Fn(&str) -> String) -> Number {
        match self {
            Exact(both) => Exact(how(both)),
            Within(low, high) => Within(how(low), how(high)),
        }
    }

    pub(super) fn plus(&self, other: &Number) -> Number {
        self.ends(other.low(), other.high(), other, '+')
    }

    pub(super) fn minus(&self, other: &Number) -> Number {
        // The smallest difference takes the largest away.
        self.ends(other.high(), other.low(), other, '-')
    }

    fn ends(&self, with_low: &str, with_high: &str, other: &Number, sign: char) -> Number {
        let low = format!("({} {sign} {with_low})", self.low());
        match (self, other) {
            (Exact(_), Exact(_)) => Exact(low),
            _ => Within(low, format!("({} {sign} {with_high})", self.high())),
        }
    }

    pub(super) fn times(&self, other: &Number) -> Number {
        match (self.constant(), other.constant()) {
            (Some(factor), _) if factor != 0.0 => other.scaled(self.low(), factor),
            (_, Some(factor)) if factor != 0.0 => self.scaled(other.low(), factor),
            _ => match (self, other) {
                // Zero of anything is zero, also of an unknown number.
                (Exact(a), Exact(b)) => Exact(product(a, b)),
                _ => self.corners(other),
            },
        }
    }

    fn scaled(&self, factor: &str, number: f64) -> Number {
        let times = |end: &str| format!("({factor} * {end})");
        match self {
            Within(low, high) if number < 0.0 => Within(times(high), times(low)),
            _ => self.map(times),
        }
    }

    /// The smallest and the largest of the four products of ends, reckoned with real infinities.
    fn corners(&self, other: &Number) -> Number {
        let low = |n: &Number| format!("COALESCE({}, {})", n.low(), infinity("-"));
        let high = |n: &Number| format!("COALESCE({}, {})", n.high(), infinity(""));
        let (a, b) = ([low(self), high(self)], [low(other), high(other)]);
        let pairs = a.iter().flat_map(|a| b.iter().map(move |b| product(a, b)));
        let products = pairs.collect::<Vec<_>>().join(", ");
        Within(
            format!("NULLIF(LEAST({products}), {})", infinity("-")),
            format!("NULLIF(GREATEST({products}), {})", infinity("")),
        )
    }

    fn constant(&self) -> Option<f64> {
        match self {
            Exact(text) => text.parse().ok(),
            Within(..) => None,
        }
    }

    /// Whether the comparison holds; `NULL` where the bounds leave it open.
    pub(super) fn compare(&self, how: Comparison, other: &Number) -> String {
        if let (Exact(a), Exact(b)) = (self, other) {
            let sign = match how {
                Comparison::Less => "<",
                Comparison::AtMost => "<=",
                Comparison::Equal => "=",
            };
            return format!("({a} {sign} {b})");
        }
        let (yes, no) = match how {
            Comparison::Less => (
                format!("{} < {}", self.high(), other.low()),
                format!("{} >= {}", self.low(), other.high()),
            ),
            Comparison::AtMost => (
                format!("{} <= {}", self.high(), other.low()),
                format!("{} > {}", self.low(), other.high()),
            ),
            Comparison::Equal => (
                format!(
                    "{a} = {} AND {b} = {} AND {a} = {b}",
                    self.high(),
                    other.high(),
                    a = self.low(),
                    b = other.low()
                ),
                format!("{} < {} OR {} < {}", self.high(), other.low(), other.high(), self.low()),
            ),
        };
        format!("CASE WHEN {yes} THEN TRUE WHEN {no} THEN FALSE END")
    }
}

fn product(a: &str, b: &str) -> String {
    format!("CASE WHEN {a} = 0 OR {b} = 0 THEN CAST(0 AS DOUBLE) ELSE {a} * {b} END")
}

fn infinity(sign: &str) -> String {
    format!("CAST('{sign}Infinity' AS DOUBLE)")
}
