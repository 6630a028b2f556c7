//! The land: Lạc Sơn's 24 communes of before 1 July 2025, the 8 of today, and their villages.

use ground::{Day, Result, UnitId};
use places::{Level, UnitKind, Units};

use crate::dice::Dice;
use crate::names;
use crate::world::{OPENING, REFORM};

/// The whole district as it was: its code until the reform.
const DISTRICT: &str = "157";

/// One commune of before the reform.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) before: UnitId,
    /// The commune it became part of, whole.
    pub(crate) now: UnitId,
    pub(crate) code: String,
    /// Listed as of special difficulty (Decision 861/QĐ-TTg).
    pub(crate) special: bool,
    pub(crate) township: bool,
    /// Households on the first day.
    pub(crate) households: usize,
    pub(crate) villages: Vec<String>,
}

impl Place {
    /// The commune as it was called on `day`.
    pub(crate) fn unit(&self, day: Day) -> UnitId {
        if day < REFORM { self.before } else { self.now }
    }
}

/// The district with `households` spread over its communes: fewer where it is difficult, most in the
/// township. How many each really has was not found, so the spread is the dice's.
pub(crate) fn survey(units: &Units, households: usize, seed: u64) -> Result<Vec<Place>> {
    let mut dice = Dice::new(seed, u64::MAX);
    let district = units.by_code(Level::District, DISTRICT, OPENING)?.id;
    let mut taken: Vec<(UnitId, Vec<String>)> = Vec::new();
    let mut places = Vec::new();
    let mut weights = Vec::new();
    for before in units.communes(district, OPENING) {
        let unit = units.get(before).expect("a listed commune is known");
        let now = units.successors(before, REFORM).first().map_or(before, |next| next.unit);
        let special = units.difficulty(before, OPENING).is_some();
        let township = unit.kind == UnitKind::Township;
        let scale = if special {
            0.78
        } else if township {
            1.5
        } else {
            1.15
        };
        weights.push(scale * (0.8 + 0.4 * dice.unit()));
        if !taken.iter().any(|(unit, _)| *unit == now) {
            taken.push((now, Vec::new()));
        }
        let (_, names) = taken.iter_mut().find(|(unit, _)| *unit == now).expect("just put there");
        let count = dice.between(8, 12) as usize;
        let villages = names::villages(&mut dice, count, township, names);
        places.push(Place {
            before,
            now,
            code: unit.code.clone(),
            special,
            township,
            households: 0,
            villages,
        });
    }
    let total: f64 = weights.iter().sum();
    for (place, weight) in places.iter_mut().zip(weights) {
        place.households = (households as f64 * weight / total).round() as usize;
    }
    Ok(places)
}
