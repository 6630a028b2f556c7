//! Numbers as XPath: one expression where a number is known exactly or not at all, two where it is known
//! within bounds.

use ground::Problem;
use law::rule::Comparison;

/// Stands for "without end". Every number counted in a household lies far below it, and a phone's engine
/// reads it where it would not read "Infinity".
pub(super) const ENDLESS: &str = "1000000000000000";

/// A number in XPath.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Number {
    /// Written in the law.
    Constant(f64),
    /// Known exactly, or not a number (NaN), with which no comparison holds.
    Exact(String),
    /// The smallest and the largest it may be; [`ENDLESS`], or minus that, at an open end.
    Within(String, String),
}

use Number::{Constant, Exact, Within};

impl Number {
    /// Nothing is known.
    pub(super) fn unknown() -> Number {
        Within(format!("(-{ENDLESS})"), ENDLESS.to_owned())
    }

    /// The number of a node that is blank while it is not known.
    pub(super) fn answered(node: &str) -> Number {
        Exact(format!("number({node})"))
    }

    /// The number of two nodes, each blank where there is no end.
    pub(super) fn between(low: &str, high: &str) -> Number {
        let end = |node: &str, open: &str| format!("if({node} = '', {open}, number({node}))");
        Within(end(low, &format!("(-{ENDLESS})")), end(high, ENDLESS))
    }

    pub(super) fn low(&self) -> String {
        match self {
            Constant(number) => literal(*number),
            Exact(both) => both.clone(),
            Within(low, _) => low.clone(),
        }
    }

    pub(super) fn high(&self) -> String {
        match self {
            Constant(number) => literal(*number),
            Exact(both) => both.clone(),
            Within(_, high) => high.clone(),
        }
    }

    pub(super) fn plus(&self, other: &Number) -> Number {
        self.ends('+', other, (&other.low(), &other.high()))
    }

    pub(super) fn minus(&self, other: &Number) -> Number {
        // The smallest difference takes the largest away.
        self.ends('-', other, (&other.high(), &other.low()))
    }

    fn ends(&self, sign: char, other: &Number, (with_low, with_high): (&str, &str)) -> Number {
        let low = format!("({} {sign} {with_low})", self.low());
        match (self, other) {
            (Within(..), _) | (_, Within(..)) => {
                Within(low, format!("({} {sign} {with_high})", self.high()))
            }
            _ => Exact(low),
        }
    }

    /// Product.
    ///
    /// # Errors
    /// `field.form.product` when both are known within bounds only: XPath 1.0 has no word for the smallest
    /// of four products of open ends, and no rule of the law needs it.
    pub(super) fn times(&self, other: &Number) -> Result<Number, Problem> {
        match (self, other) {
            (Constant(factor), number) | (number, Constant(factor)) => Ok(number.scaled(*factor)),
            // Zero of anything is zero, also of an unknown number.
            (Exact(a), Exact(b)) => Ok(Exact(format!("if({a} = 0 or {b} = 0, 0, {a} * {b})"))),
            _ => Err(Problem::invalid("field.form.product")),
        }
    }

    fn scaled(&self, factor: f64) -> Number {
        if factor == 0.0 {
            return Constant(0.0);
        }
        let times = |end: &str| format!("({} * {end})", literal(factor));
        match self {
            Constant(number) => Constant(factor * number),
            Exact(both) => Exact(times(both)),
            Within(low, high) if factor < 0.0 => Within(times(high), times(low)),
            Within(low, high) => Within(times(low), times(high)),
        }
    }

    /// When the comparison surely holds, and when it surely does not. Where a number is not known,
    /// neither does.
    pub(super) fn compare(&self, how: Comparison, other: &Number) -> (String, String) {
        let [a_low, a_high] = [self.low(), self.high()];
        let [b_low, b_high] = [other.low(), other.high()];
        match how {
            Comparison::Less => (format!("{a_high} < {b_low}"), format!("{a_low} >= {b_high}")),
            Comparison::AtMost => (format!("{a_high} <= {b_low}"), format!("{a_low} > {b_high}")),
            Comparison::Equal => (
                format!("({a_low} = {b_high} and {a_high} = {b_low})"),
                format!("({a_high} < {b_low} or {a_low} > {b_high})"),
            ),
        }
    }
}

/// A number as XPath 1.0 writes it, which knows no exponents.
pub(super) fn literal(number: f64) -> String {
    if number < 0.0 { format!("(-{})", -number) } else { format!("{number}") }
}
