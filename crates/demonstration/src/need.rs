//! Deprivations: which of the twelve a household has, drawn so that the shares among poor households
//! are those of published official tables.

use ground::Day;
use law::Class;

use crate::family::{self, Member};
use crate::home::Home;

/// The twelve indicators of the standard of 2022, in the order of the official tables.
pub(crate) const INDICATORS: usize = 12;

/// Households in want of each indicator among the poor of four districts, as official tables 4 and 5
/// of one province show them, in percent; each district counts once, because the largest alone holds
/// six of ten poor households. `docs/demonstration.md` gives the table.
pub const PUBLISHED: [f64; INDICATORS] =
    [26.7, 43.6, 33.3, 33.8, 45.9, 26.5, 18.2, 49.8, 4.2, 46.4, 28.2, 24.5];

/// Second indicator: dependants. It follows from the family and is never drawn.
const DEPENDANTS: usize = 1;

/// Deprived indicators of one visit: bit `order − 1`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Needs(pub(crate) u32);

impl Needs {
    /// Whether the indicator of this order, from 1, is among them.
    pub(crate) fn has(self, order: usize) -> bool {
        self.0 >> (order - 1) & 1 == 1
    }

    /// How many.
    pub(crate) fn count(self) -> usize {
        self.0.count_ones() as usize
    }
}

/// What the family's members allow: nobody lacks schooling where there is no child.
fn possible(family: &[Member], day: Day) -> [bool; INDICATORS] {
    let mut possible = [true; INDICATORS];
    let any = |want: &dyn Fn(&Member, i32) -> bool| {
        family::present(family, day).any(|member| want(member, member.age(day)))
    };
    possible[0] = any(&|member, age| (18..55).contains(&age) && !member.disabled);
    possible[DEPENDANTS] = false;
    possible[2] = any(&|_, age| age < 16);
    possible[3] = any(&|_, age| age >= 6);
    possible[4] = any(&|_, age| (16..30).contains(&age));
    possible[5] = any(&|_, age| (3..16).contains(&age));
    possible
}

/// The `count` deprivations a household leans to most, with the one that follows from its family.
pub(crate) fn needs(
    family: &[Member],
    leaning: &[f64; INDICATORS],
    count: usize,
    day: Day,
) -> Needs {
    let burdened = family::burdened(family, day);
    let possible = possible(family, day);
    let mut order: Vec<usize> = (0..INDICATORS).filter(|at| possible[*at]).collect();
    order.sort_by(|a, b| leaning[*b].total_cmp(&leaning[*a]));
    let drawn = order.into_iter().take(count.saturating_sub(usize::from(burdened)));
    Needs(drawn.fold(u32::from(burdened) << DEPENDANTS, |bits, at| bits | 1 << at))
}

/// How many deprivations a household of the class has, by its depth `0..1`. The mean of the poor is the
/// published one, 3.8; the near-poor have fewer than three by definition.
pub(crate) fn count(class: Class, depth: f64) -> usize {
    let shares: &[f64] = match class {
        Class::Poor => &[0.0, 0.0, 0.0, 0.48, 0.31, 0.15, 0.04, 0.02],
        Class::NearPoor => &[0.06, 0.36, 0.58],
        _ => &[0.30, 0.34, 0.22, 0.10, 0.04],
    };
    let mut below = 0.0;
    for (count, share) in shares.iter().enumerate() {
        below += share;
        if depth < below {
            return count;
        }
    }
    shares.len() - 1
}

/// Logarithms of weights with which each indicator is drawn.
pub(crate) struct Weights([f64; INDICATORS]);

impl Weights {
    /// Weights under which those of `homes` that began poor come out with the published shares on `day`.
    ///
    /// Each round moves every weight by the ratio of the wanted to the reached share; families differ in
    /// what is possible for them, so there is no closed form.
    pub(crate) fn fitted(homes: &[Home], day: Day) -> Weights {
        let mut weights = Weights([0.0; INDICATORS]);
        let poor: Vec<&Home> =
            homes.iter().filter(|home| home.class(home.opened) == Class::Poor).collect();
        for _ in 0..25 {
            let mut reached = [1_usize; INDICATORS];
            for home in &poor {
                let leaning = weights.apply(&home.leaning);
                let needs = needs(&home.family, &leaning, count(Class::Poor, home.depth), day);
                (0..INDICATORS).for_each(|at| reached[at] += usize::from(needs.has(at + 1)));
            }
            for at in 0..INDICATORS {
                let share = 100.0 * reached[at] as f64 / (poor.len() + 1) as f64;
                weights.0[at] += 0.8 * (PUBLISHED[at] / share).ln();
            }
        }
        weights
    }

    /// Adds the weights to every household's own noise.
    pub(crate) fn lean(&self, homes: &mut [Home]) {
        for home in homes {
            home.leaning = self.apply(&home.leaning);
        }
    }

    fn apply(&self, noise: &[f64; INDICATORS]) -> [f64; INDICATORS] {
        std::array::from_fn(|at| noise[at] + self.0[at])
    }
}
