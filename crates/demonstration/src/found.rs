//! The first day: every household that lives in the district on 1 January 2022.

use ground::Day;
use law::Class;
use registry::status::Movement;

use crate::dice::Dice;
use crate::family::{self, Wanted};
use crate::home::Home;
use crate::land::Place;
use crate::names;
use crate::need::INDICATORS;
use crate::world::OPENING;

/// Poor households on the first day, of all: the published rate of Hoà Bình at the start of 2022.
pub(crate) const POOR: f64 = 0.1549;
/// Near-poor: 23 388 for every 34 029 poor there.
pub(crate) const NEAR_POOR: f64 = POOR * 23_388.0 / 34_029.0;
/// Others near enough to the line to be listed one day.
const PRONE: f64 = 0.085;

/// Settles every place.
pub(crate) fn settle(places: &[Place], seed: u64) -> Vec<Home> {
    // How much poorer than the district a commune of special difficulty is; the others take the rest,
    // so that the district comes out at the published rate.
    let scale = |place: &Place| {
        if place.special {
            1.45
        } else if place.township {
            0.45
        } else {
            0.85
        }
    };
    let all: usize = places.iter().map(|place| place.households).sum();
    let scaled: f64 = places.iter().map(|place| place.households as f64 * scale(place)).sum();
    let level = all as f64 / scaled;
    let mut homes = Vec::with_capacity(all + all / 20);
    for (at, place) in places.iter().enumerate() {
        let share = scale(place) * level;
        for serial in 0..place.households {
            let mut dice = Dice::new(seed, homes.len() as u64);
            let lot = dice.unit() / share;
            let class = if lot < POOR {
                Class::Poor
            } else if lot < POOR + NEAR_POOR {
                Class::NearPoor
            } else {
                Class::NotPoor
            };
            let prone = lot < POOR + NEAR_POOR + PRONE;
            let village = dice.below(place.villages.len());
            let mut home = build(&mut dice, homes.len(), class, prone, OPENING);
            home.code = code(&mut dice, place, serial);
            home.stays.push((OPENING, at, village));
            homes.push(home);
        }
    }
    homes
}

/// A household with its family, not yet anywhere.
pub(crate) fn build(dice: &mut Dice, n: usize, class: Class, prone: bool, opened: Day) -> Home {
    let ethnicity = dice.weighted(names::ETHNICITIES);
    let size = dice.weighted(if prone { family::PRONE_SIZES } else { family::OTHER_SIZES });
    let burdened = dice.chance(match class {
        Class::Poor => 0.46,
        Class::NearPoor => 0.32,
        _ => 0.18,
    });
    let family = family::raise(dice, Wanted { size, burdened }, ethnicity, opened);
    let noise: [f64; INDICATORS] = std::array::from_fn(|_| dice.gumbel());
    Home {
        n,
        ethnicity,
        family,
        prone,
        farm: !prone && dice.chance(0.008),
        merit: dice.chance(0.03),
        leaning: noise,
        depth: dice.unit(),
        code: String::new(),
        stays: Vec::new(),
        opened,
        arrived: Movement::First,
        left: None,
        classes: vec![(opened, class, None)],
        visits: Vec::new(),
        notes: Vec::new(),
    }
}

/// The commune's code and a running number; about one list entry in eight hundred repeats its
/// neighbour's number, as real lists do.
fn code(dice: &mut Dice, place: &Place, serial: usize) -> String {
    let serial = if serial > 0 && dice.chance(0.001_2) { serial } else { serial + 1 };
    format!("{}-{serial:04}", place.code)
}

/// A code for a household that comes later, after all that were there first.
pub(crate) fn later_code(place: &Place, serial: usize) -> String {
    format!("{}-{:04}", place.code, 9_000 + serial % 1_000)
}
