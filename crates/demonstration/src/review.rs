//! The yearly review: who is listed, who was visited, and what followed.

use ground::Day;
use law::Class;

use crate::dice::Dice;
use crate::home::{Home, Seen, is_below};
use crate::need::{count, needs};
use crate::world::World;

/// How a household of a class goes on, in thousandths: poor, near-poor, neither. Exits are about a fifth
/// of the poor and a quarter of the near-poor in a year, between the extremes of the published movement
/// tables (a fifth to two fifths of the poor).
const POOR: &[(u32, Class)] = &[(765, Class::Poor), (150, Class::NearPoor), (85, Class::NotPoor)];
const NEAR_POOR: &[(u32, Class)] =
    &[(30, Class::Poor), (735, Class::NearPoor), (235, Class::NotPoor)];
/// Within 36 months of an exit: few fall back.
const ESCAPED: &[(u32, Class)] = &[(22, Class::Poor), (30, Class::NearPoor), (948, Class::NotPoor)];
/// On their own request: most are found above the line.
const REQUESTED: &[(u32, Class)] =
    &[(120, Class::Poor), (280, Class::NearPoor), (600, Class::NotPoor)];

/// Share of households not listed but near the line that ask to be reviewed (form 01).
const REQUESTS: f64 = 0.16;
/// Share of households within 36 months of an exit that were looked at again in one of the autumns that are
/// over. The running review lists all of them.
const WATCHED: f64 = 0.6;
/// Share of visits whose written class does not follow from the answers.
const MISMATCHES: f64 = 0.002;

/// The year from which decisions are still to come.
pub(crate) const RUNNING: i32 = 2026;

/// Holds the review of one autumn. Decisions of mid-December give every listed household its class from
/// 1 January on; the running review has none yet.
pub(crate) fn hold(world: &mut World, year: i32) {
    let (seed, today) = (world.seed, world.today);
    let first = Day::new(year, 10, 1).expect("a day of the calendar");
    let takes_effect = Day::new(year + 1, 1, 1).expect("a day of the calendar");
    for home in &mut world.homes {
        let mut dice = Dice::new(seed ^ 0x5ee, ((home.n as u64) << 8) | (year - 2000) as u64);
        let (place, village) = home.stay(first);
        let day = first.plus_days(dice.between(0, 30));
        if !home.here(first) {
            continue;
        }
        let Some((class, requested)) = outcome(home, year, first, &mut dice) else { continue };
        if year >= RUNNING && (day > today || !reached(seed, place, village, &mut dice)) {
            continue;
        }
        let depth = (home.depth + 0.24 * (dice.unit() - 0.5)).clamp(0.0, 0.999);
        let needs = needs(&home.family, &home.leaning, count(class, depth), day);
        let class = agreed(class, needs.count());
        let stated =
            if dice.chance(MISMATCHES) && is_below(class) { Some(other(class)) } else { None };
        home.visits.push(Seen { day, class, needs, requested, stated });
        if year < RUNNING {
            home.classes.push((takes_effect, stated.unwrap_or(class), Some(home.visits.len() - 1)));
        }
    }
}

/// The class that a listed household will be found in; `None` when it is not listed.
fn outcome(home: &Home, year: i32, day: Day, dice: &mut Dice) -> Option<(Class, bool)> {
    let was = home.class(day);
    Some(match was {
        Class::Poor => (dice.weighted(POOR), false),
        Class::NearPoor => (dice.weighted(NEAR_POOR), false),
        _ if home.escaped(day) && year < RUNNING && !dice.chance(WATCHED) => return None,
        _ if home.escaped(day) => (dice.weighted(ESCAPED), false),
        _ if home.farm => (Class::AverageLiving, true),
        _ if home.prone && dice.chance(REQUESTS) => (dice.weighted(REQUESTED), true),
        _ => return None,
    })
}

/// Dependants count by the family alone: a class below the line follows the number that comes out.
fn agreed(class: Class, count: usize) -> Class {
    match class {
        Class::Poor | Class::NearPoor if count >= 3 => Class::Poor,
        Class::Poor | Class::NearPoor => Class::NearPoor,
        class => class,
    }
}

fn other(class: Class) -> Class {
    if class == Class::Poor { Class::NearPoor } else { Class::Poor }
}

/// Whether the running review has reached a household: some villages are done, some half, some not begun,
/// two thirds in all.
fn reached(seed: u64, place: usize, village: usize, dice: &mut Dice) -> bool {
    let mut of_village = Dice::new(seed ^ 0x0a11, (place * 100 + village) as u64);
    dice.chance(of_village.weighted(&[(54, 1.0), (26, 0.5), (20, 0.0)]))
}
