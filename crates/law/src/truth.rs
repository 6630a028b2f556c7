//! Three-valued logic: true, false, or not known.
//!
//! | `a`     | `b`     | `a && b` | `a \|\| b` | `!a`    |
//! |---------|---------|----------|----------|---------|
//! | True    | Unknown | Unknown  | True     | False   |
//! | False   | Unknown | False    | Unknown  | True    |
//! | Unknown | Unknown | Unknown  | Unknown  | Unknown |
//!
//! These are Kleene's strong tables. They have the one property a poverty review needs: answering one
//! more question can settle an Unknown, but never turns True into False or back. A question nobody
//! asked is therefore never taken for "not deprived".

use std::ops::Not;

/// True, false, or not known because an answer is missing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Truth {
    /// It holds, whatever the missing answers turn out to be.
    True,
    /// It does not hold, whatever the missing answers turn out to be.
    False,
    /// A missing answer decides.
    Unknown,
}

impl Truth {
    /// Both hold.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        !((!self).and(!other))
    }

    /// Whether it is known.
    pub fn is_known(self) -> bool {
        self != Truth::Unknown
    }

    /// `true`, `false` or `unknown`, as worked cases and storage write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Unknown => "unknown",
        }
    }
}

impl Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

impl From<Option<bool>> for Truth {
    fn from(holds: Option<bool>) -> Truth {
        holds.map_or(Truth::Unknown, Truth::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_truth() -> impl Strategy<Value = Truth> {
        prop_oneof![Just(Truth::True), Just(Truth::False), Just(Truth::Unknown)]
    }

    proptest! {
        #[test]
        fn de_morgan_holds(a in any_truth(), b in any_truth()) {
            prop_assert_eq!(!a.and(b), (!a).or(!b));
            prop_assert_eq!(!a.or(b), (!a).and(!b));
        }

        #[test]
        fn connectives_commute_and_associate(a in any_truth(), b in any_truth(), c in any_truth()) {
            prop_assert_eq!(a.and(b), b.and(a));
            prop_assert_eq!(a.and(b).and(c), a.and(b.and(c)));
            prop_assert_eq!(a.or(b).or(c), a.or(b.or(c)));
        }

        #[test]
        fn settling_an_unknown_never_flips_a_known_result(
            a in any_truth(), b in any_truth(), settled in any::<bool>(),
        ) {
            let settle = |t: Truth| if t.is_known() { t } else { settled.into() };
            for connective in [Truth::and, Truth::or] {
                let before = connective(a, b);
                if before.is_known() {
                    prop_assert_eq!(connective(settle(a), settle(b)), before);
                }
            }
        }
    }
}
