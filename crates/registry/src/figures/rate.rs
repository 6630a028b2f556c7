//! Rates that are refused rather than printed wrong.

use ground::{Lang, Problem, percent};

/// A share of residents, or the reason why there is none.
///
/// Real tables have shown 204 poor among 10 residents and printed 2 040 %. Here a missing denominator,
/// or one smaller than what it divides, gives no rate.
#[derive(Clone, PartialEq, Debug)]
pub enum Rate {
    /// Numerator and denominator of a sound rate.
    Percent(i64, i64),
    /// Why there is none: `registry.rate.missing` or `registry.rate.too_small`.
    Refused(Problem),
}

impl Rate {
    /// The rate of `part` in `whole`.
    pub fn of(part: i64, whole: Option<i64>) -> Rate {
        match whole.filter(|whole| *whole > 0) {
            None => Rate::Refused(Problem::missing("registry.rate.missing")),
            Some(whole) if whole < part => Rate::Refused(
                Problem::invalid("registry.rate.too_small").with("part", part).with("whole", whole),
            ),
            Some(whole) => Rate::Percent(part, whole),
        }
    }

    /// The number with two decimals and without the sign, `15,49`; `None` when refused.
    pub fn display(&self, lang: Lang) -> Option<String> {
        match self {
            Rate::Percent(part, whole) => percent(lang, *part, *whole),
            Rate::Refused(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_rate_is_refused_with_the_reason() {
        assert_eq!(Rate::of(204, Some(4_700)).display(Lang::Vi).unwrap(), "4,34");
        for (part, whole, code) in [
            (204, Some(10), "registry.rate.too_small"),
            (1, Some(0), "registry.rate.missing"),
            (0, Some(0), "registry.rate.missing"),
            (1, None, "registry.rate.missing"),
        ] {
            let Rate::Refused(problem) = Rate::of(part, whole) else {
                panic!("{part} of {whole:?}")
            };
            assert_eq!(problem.code, code);
        }
    }
}
