//! Communes and households as one writes them into a field.

use ground::{Problem, UnitId};
use places::{Level, Unit};
use registry::household;
use registry::person::Seen;
use registry::search;

use super::form::Wrong;
use crate::visitor::Visitor;

/// So many units or households alike are enough to know that there are several.
const SEVERAL: usize = 20;

/// The commune of today with this code, or with this name, which may be followed by its province:
/// `Lạc Sơn, Phú Thọ`. It may lie anywhere: households move across the country.
pub(super) fn commune(visitor: &Visitor, text: &str) -> Result<UnitId, Wrong> {
    let (units, today) = (visitor.desk.units, visitor.desk.today());
    let wrong = |code| Wrong::with("unit")(Problem::invalid(code).with("text", text.trim()));
    let text = text.trim();
    if text.len() == Level::Commune.digits() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let found = units.by_code(Level::Commune, text, today);
        return found.map(|unit| unit.id).map_err(Wrong::with("unit"));
    }
    let (name, province) = text.split_once(',').unwrap_or((text, ""));
    let province = ground::fold(province);
    let inside = |unit: &Unit| {
        units
            .path(unit.id)
            .iter()
            .any(|above| above.level == Level::Province && above.fold.ends_with(&province))
    };
    let wanted = ground::fold(name);
    let mut found = units.search(name, today, 200);
    found.retain(|unit| unit.level == Level::Commune && inside(unit));
    let whole = |unit: &&Unit| ground::fold(&unit.name) == wanted || unit.fold == wanted;
    if found.iter().any(whole) {
        found.retain(whole);
    }
    match found[..] {
        [unit] => Ok(unit.id),
        [] => Err(wrong("desk.household.no_commune")),
        _ => Err(wrong("desk.household.communes")),
    }
}

/// The household that another merges into, by its code or its head's name within the same commune.
pub(super) async fn household(visitor: &Visitor, from: &str, text: &str) -> Result<Seen, Wrong> {
    let desk = &visitor.desk;
    let wrong = |code| Wrong::with("into")(Problem::invalid(code).with("text", text.trim()));
    let from = super::show::read(visitor, from).await?.household;
    let scope = access::Scope::Communes(vec![from.unit]);
    let mut tx = desk.database.read().await?;
    let hits =
        search::search(&mut tx, desk.units, &scope, desk.today(), None, text, SEVERAL).await?;
    let mut found: Vec<_> = hits
        .hits
        .iter()
        .filter(|hit| hit.gone.is_none() && hit.household != from.id)
        .filter(|hit| hit.person.is_none() || hit.name == hit.head)
        .map(|hit| hit.household)
        .collect();
    found.dedup();
    let [id] = found[..] else {
        let code =
            if found.is_empty() { "desk.household.no_other" } else { "desk.household.others" };
        return Err(wrong(code));
    };
    let found = household::by_id(&mut tx, id).await?;
    let (other, _) = found.ok_or_else(|| wrong("desk.household.no_other"))?;
    Ok((other.id, other.version))
}
