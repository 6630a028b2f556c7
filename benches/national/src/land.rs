//! The communes of before 1 July 2025 with skewed numbers of households.

use anyhow::{Context as _, Result};
use ground::{Day, UnitId};
use places::{Area, Level, Region, Units};

use crate::dice::Dice;

/// One commune.
pub(crate) struct Commune {
    /// Official code as a number.
    pub(crate) code: i32,
    pub(crate) name: String,
    pub(crate) district: String,
    /// Official code of the province.
    pub(crate) province: i32,
    pub(crate) province_name: String,
    pub(crate) urban: bool,
    /// Households, all of one run of numbers beginning with `first`.
    pub(crate) first: u64,
    pub(crate) households: u64,
    /// How much better off than the nation, in logarithms of income.
    pub(crate) wealth: f64,
    /// Probability that a household is of an ethnic minority.
    pub(crate) minority: f64,
}

/// Spreads `households` over all communes: log-normal sizes, so that the largest has many times the
/// households of the median one.
pub(crate) fn survey(households: u64, seed: u64) -> Result<Vec<Commune>> {
    let units = Units::builtin();
    let day = Day::new(2025, 6, 30).context("a day of the calendar")?;
    let mut communes = Vec::new();
    let mut weights = Vec::new();
    for id in units.communes(UnitId::NATION, day) {
        let Some(unit) = units.get(id).filter(|unit| unit.level == Level::Commune) else {
            continue;
        };
        let mut dice = Dice::of(seed ^ 0x1a4d, id.0.cast_unsigned());
        let path = units.path(id);
        let at = |level: Level| path.iter().find(|unit| unit.level == level).copied();
        let province = at(Level::Province).context("every commune lies in a province")?;
        let urban = units.area(id, day).is_some_and(|area| area.value == Area::Urban);
        let region = units.region(province.id, day).map(|region| region.value);
        let (wealth, minority) = climate(region);
        weights.push((0.75 * dice.normal() + if urban { 0.6 } else { 0.0 }).exp());
        communes.push(Commune {
            code: unit.code.parse()?,
            name: unit.full_name.clone(),
            district: at(Level::District).map(|unit| unit.full_name.clone()).unwrap_or_default(),
            province: province.code.parse()?,
            province_name: province.full_name.clone(),
            urban,
            first: 0,
            households: 0,
            wealth: wealth + 0.22 * dice.normal(),
            minority: (minority + 0.25 * dice.normal() * minority).clamp(0.0, 0.98),
        });
    }
    let total: f64 = weights.iter().sum();
    let (mut weight_before, mut before) = (0.0, 0);
    for (commune, weight) in communes.iter_mut().zip(weights) {
        weight_before += weight;
        let until = ((households as f64) * weight_before / total).round() as u64;
        (commune.first, commune.households) = (before, until.min(households) - before);
        before = until.min(households);
    }
    Ok(communes)
}

/// Wealth in logarithms and share of minorities by region: invented, in the order that published
/// regional rates have.
fn climate(region: Option<Region>) -> (f64, f64) {
    match region {
        Some(Region::Nt2) => (-0.50, 0.55),
        Some(Region::Nt4) => (-0.30, 0.37),
        Some(Region::Nt3) => (-0.12, 0.10),
        Some(Region::Nt6) => (-0.05, 0.08),
        Some(Region::Nt5) => (0.35, 0.05),
        _ => (0.25, 0.02),
    }
}
