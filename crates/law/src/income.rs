//! Incomes (thu nhập) that are asked and not estimated: the form they are written on, and what a person may
//! earn to be a low-income worker.

use ground::{Day, Period};
use serde::Deserialize;

use crate::{Area, Citation, Figure, Wording};

/// The income form. The loader has seen that it has sources and that none comes twice.
#[derive(Clone, PartialEq, Debug)]
pub struct IncomeForm {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Wording,
    /// Days on which it is used.
    pub period: Period,
    /// So many months are asked about.
    pub months: i64,
    /// Where it is laid down.
    pub citation: Citation,
    /// What the household may earn from, in the order of the form.
    pub sources: Vec<IncomeSource>,
}

/// A line of the income form.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomeSource {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Wording,
    /// Whether it counts as income; allowances of the State do not.
    pub counts: bool,
    /// Where it is laid down.
    pub citation: Citation,
}

impl IncomeForm {
    /// The sum of what counts, in đồng; `None` when it is more than can be written down.
    pub fn total(&self, amounts: &[(String, i64)]) -> Option<i64> {
        let counts = |id: &str| self.sources.iter().any(|source| source.id == id && source.counts);
        let mut counted = amounts.iter().filter(|(id, _)| counts(id));
        counted.try_fold(0_i64, |sum, (_, amount)| sum.checked_add(*amount))
    }

    /// What a total comes to per head and month, in whole đồng, the rest left out. Nobody's head is one.
    pub fn per_head_month(&self, total: i64, members: i64) -> i64 {
        total / (members.max(1) * self.months.max(1))
    }
}

/// What persons or households of a kind may have, by area and day.
#[derive(Clone, PartialEq, Debug)]
pub struct Ceiling {
    /// Stable id.
    pub id: String,
    /// Name of those it is about.
    pub name: Wording,
    /// What the law says, in words.
    pub wording: Wording,
    /// Where it is laid down.
    pub citation: Citation,
    pub(crate) figures: Vec<Figure>,
}

impl Ceiling {
    /// The figure for an area on a day.
    pub fn figure(&self, area: Area, day: Day) -> Option<&Figure> {
        let here = |figure: &&Figure| {
            figure.area.is_none_or(|own| own == area) && figure.period.contains(day)
        };
        self.figures.iter().find(here)
    }

    /// All figures.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Law;

    fn form() -> IncomeForm {
        let law = Law::builtin().unwrap();
        law.income_form_on(Day::new(2026, 11, 23).unwrap()).unwrap().clone()
    }

    proptest! {
        #[test]
        fn nothing_is_lost_but_less_than_a_đồng_a_head_and_month(
            total in 0_i64..100_000_000_000, members in 1_i64..30
        ) {
            let form = form();
            let each = form.per_head_month(total, members);
            let (least, parts) = (each * members * form.months, members * form.months);
            prop_assert!(least <= total && total < least + parts);
        }

        #[test]
        fn allowances_of_the_state_change_nothing(crops in 0_i64..1_000_000_000, more in 0_i64..1_000_000_000) {
            let form = form();
            let with = |allowances| [("crops".to_owned(), crops), ("allowances".to_owned(), allowances)];
            prop_assert_eq!(form.total(&with(0)), Some(crops));
            prop_assert_eq!(form.total(&with(more)), Some(crops));
        }
    }

    #[test]
    fn a_low_income_worker_may_earn_what_the_decree_says() {
        let law = Law::builtin().unwrap();
        let ceiling = law.ceiling("low_income_worker").unwrap();
        let on = |text: &str| text.parse().unwrap();
        let amount = |area, day| ceiling.figure(area, on(day)).map(|figure| figure.amount);
        assert_eq!(amount(Area::Rural, "2026-11-23"), Some(2_250_000));
        assert_eq!(amount(Area::Urban, "2026-11-23"), Some(3_000_000));
        assert_eq!(
            amount(Area::Rural, "2024-11-23"),
            None,
            "before the decree there was no such person"
        );
    }
}
