//! Formulas as they are printed under the heads: `4=3/1*100`, `9=1-2-3-4+5+6+7+8`.

use std::fmt;

/// How one printed column follows from others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Formula {
    /// `part/whole*100`.
    Share {
        /// Column divided.
        part: u8,
        /// Column it is divided by.
        whole: u8,
    },
    /// Columns added and taken away, in print order.
    Sum(Vec<Term>),
}

/// One column in a sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Whether it is taken away.
    pub minus: bool,
    /// Printed column number.
    pub column: u8,
}

impl Formula {
    /// Reads the right-hand side and the column number on the left; `None` when it is not one of the
    /// two forms.
    pub fn read(text: &str) -> Option<(u8, Formula)> {
        let text: String = text.split_whitespace().collect();
        let (left, right) = text.split_once('=')?;
        let left = left.parse().ok()?;
        let formula = match right.strip_suffix("*100") {
            Some(share) => {
                let (part, whole) = share.split_once('/')?;
                Formula::Share { part: part.parse().ok()?, whole: whole.parse().ok()? }
            }
            None => Formula::Sum(terms(right)?),
        };
        Some((left, formula))
    }

    /// The columns it is made of.
    pub fn columns(&self) -> Vec<u8> {
        match self {
            Formula::Share { part, whole } => vec![*part, *whole],
            Formula::Sum(terms) => terms.iter().map(|term| term.column).collect(),
        }
    }
}

fn terms(text: &str) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    let mut rest = text;
    let mut minus = false;
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        terms.push(Term { minus, column: rest[..end].parse().ok()? });
        let Some(sign) = rest[end..].chars().next() else { return Some(terms) };
        minus = sign == '-';
        rest = &rest[end + 1..];
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Formula::Share { part, whole } => write!(f, "{part}/{whole}*100"),
            Formula::Sum(terms) => terms.iter().enumerate().try_for_each(|(at, term)| {
                let sign = match (at, term.minus) {
                    (0, false) => "",
                    (_, false) => "+",
                    (_, true) => "-",
                };
                write!(f, "{sign}{}", term.column)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_a_printed_formula_is_not_read() {
        for text in ["", "4", "4=", "x=1/2*100", "4=1/2", "4=1//2*100", "9=1-", "9=-1", "9=1--2"] {
            assert_eq!(Formula::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_formula_is_written_as_it_is_read(
            first in 1_u8..20,
            rest in prop::collection::vec((any::<bool>(), 1_u8..20), 0..9),
        ) {
            let rest = rest.into_iter().map(|(minus, column)| Term { minus, column });
            let terms: Vec<_> = std::iter::once(Term { minus: false, column: first }).chain(rest).collect();
            for formula in [Formula::Sum(terms), Formula::Share { part: first, whole: 7 }] {
                prop_assert_eq!(Formula::read(&format!("3={formula}")), Some((3, formula)));
            }
        }
    }
}
