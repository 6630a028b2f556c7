//! The households that a reviewer is to visit, as a list that goes with the form: those assigned in a
//! review round and not surveyed yet; while nothing is assigned, all of the reviewer's units.

use access::Actor;
use ground::{Day, HouseholdId, Problem, Result};
use places::Units;
use registry::household::{Filter, Line, Sort, list, these};
use store::Tx;

/// The most households on one phone; a large commune has about ten thousand.
const MOST: usize = 20_000;

/// The households to visit, with what the form needs to know of each, as CSV.
///
/// # Errors
/// `field.list_long` rather than a list that silently leaves somebody out.
pub(super) async fn households(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    today: Day,
) -> Result<Vec<u8>> {
    let lines = to_visit(tx, actor, units, today).await?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| Problem::internal("field.list").because(error);
    out.write_record(["name", "label", "area", "region", "province"]).map_err(|e| failed(&e))?;
    for line in &lines {
        let place = registry::setting(units, line.unit, today);
        let province = place.province.map(|code| code.to_string()).unwrap_or_default();
        let record = [
            line.id.to_string(),
            label(line),
            place.area.map_or("", law::Area::as_str).to_owned(),
            place.region.unwrap_or_default(),
            province,
        ];
        out.write_record(record).map_err(|e| failed(&e))?;
    }
    out.into_inner().map_err(|error| failed(&error))
}

async fn to_visit(tx: &mut Tx, actor: &Actor, units: &Units, today: Day) -> Result<Vec<Line>> {
    let scope = actor.scope(units, today);
    if let Some(account) = actor.account {
        let cases = review::case::of_reviewer(tx, account).await?;
        let assigned: Vec<HouseholdId> = cases.iter().map(|case| case.household).collect();
        if !assigned.is_empty() {
            return these(tx, &scope, &assigned).await;
        }
    }
    let communes = scope.listed(units, today);
    let page = list(tx, &communes, &Filter::default(), Sort::Name, None, MOST).await?;
    if page.next.is_some() {
        return Err(Problem::conflict("field.list_long").with("limit", MOST));
    }
    Ok(page.lines)
}

/// Head, village and code: as a reviewer knows a household.
fn label(line: &Line) -> String {
    let parts = [Some(line.head.as_str()), line.village_name.as_deref(), line.code.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" – ")
}
