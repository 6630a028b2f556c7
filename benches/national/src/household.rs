//! One household in one year, from its number alone.

use crate::dice::Dice;
use crate::land::Commune;

/// Indicators of the standard of 2022.
pub(crate) const INDICATORS: usize = 12;

/// Published share of poor households in want of each indicator, in percent (see
/// `docs/demonstration.md`).
const SHARES: [f64; INDICATORS] =
    [26.7, 43.6, 33.3, 33.8, 45.9, 26.5, 18.2, 49.8, 4.2, 46.4, 28.2, 24.5];

/// Official serial numbers of ethnic groups: Kinh, and the minorities drawn here.
const KINH: i32 = 1;
const MINORITIES: [i32; 8] = [2, 3, 5, 6, 6, 7, 8, 9];

/// What a row holds.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Household {
    /// Official serial number of the ethnic group of the head.
    pub(crate) ethnicity: i32,
    pub(crate) members: i32,
    pub(crate) female_head: bool,
    /// Đồng per head and month.
    pub(crate) income: i32,
    /// Income score; the rural line lies at 140, the urban at 175.
    pub(crate) score: i32,
    /// `None` where nobody asked.
    pub(crate) deprived: [Option<bool>; INDICATORS],
}

/// Household `number` of the nation, living in `commune`, in `year`. Years of one household hang
/// together: the same people, an income that moves slowly, deprivations that stay unless they lift.
pub(crate) fn household(
    commune: &Commune,
    number: u64,
    year: i32,
    missing: f64,
    seed: u64,
) -> Household {
    let mut life = Dice::of(seed, number);
    let minority = life.unit() < commune.minority;
    let ethnicity = if minority { MINORITIES[life.below(MINORITIES.len())] } else { KINH };
    let size = 3.6 + 1.4 * life.normal() + if minority { 0.7 } else { 0.0 };
    let female_head = life.unit() < 0.24;
    let standing = 0.5 * life.normal();
    let frailty = 0.4 * life.normal();
    let mut of_year =
        Dice::of(seed ^ 0x7ea5, number.wrapping_mul(64).wrapping_add(year.cast_unsigned().into()));
    let level =
        15.36 + 0.05 * f64::from(year - 2022) + commune.wealth - if minority { 0.3 } else { 0.0 };
    let log_income =
        level + standing + 0.15 * of_year.normal() + if commune.urban { 0.3 } else { 0.0 };
    let income = log_income.exp();
    let (line, at_line) = if commune.urban { (2_000_000.0, 175.0) } else { (1_500_000.0, 140.0) };
    let above = (income / line).ln();
    let score = ((at_line + 60.0 * above) / 5.0).round().clamp(0.0, 80.0) * 5.0;
    let mut deprived = [None; INDICATORS];
    for (share, slot) in SHARES.iter().zip(&mut deprived) {
        let chance = (share / 100.0 * (frailty - 0.9 * above).exp()).min(0.95);
        let lacks = life.unit() < chance;
        *slot = (of_year.unit() >= missing).then_some(lacks);
    }
    Household {
        ethnicity,
        members: (size.round() as i32).clamp(1, 14),
        female_head,
        income: income as i32,
        score: score as i32,
        deprived,
    }
}

impl Household {
    /// How many indicators are known to be deprived.
    pub(crate) fn count(&self) -> usize {
        self.deprived.iter().filter(|lacks| **lacks == Some(true)).count()
    }

    /// Whether the score lies at or below the line of 2022.
    pub(crate) fn income_low(&self, urban: bool) -> bool {
        self.score <= if urban { 175 } else { 140 }
    }
}
