//! Entering denominators and targets.

use access::{Actor, Verb};
use ground::{Moment, Problem, Result, UnitId, tidy};
use law::Class;
use places::Units;
use serde_json::json;
use store::{Row, Tx, audit};

use super::model::Resident;

store::statements! {
    SET_RESIDENT = "registry.resident.set":
        "INSERT INTO resident (unit_id, year, households, persons, minority_households, minority_persons, source)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (unit_id, year) DO UPDATE SET households = excluded.households,
           persons = excluded.persons, minority_households = excluded.minority_households,
           minority_persons = excluded.minority_persons, source = excluded.source";
    SET_TARGET = "registry.target.set":
        "INSERT INTO target (unit_id, year, class, rate, source) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (unit_id, year, class) DO UPDATE SET rate = excluded.rate, source = excluded.source";
    RESIDENT = "registry.resident.of_unit":
        "SELECT households, persons, source FROM resident WHERE unit_id = $1 AND year = $2";
    TARGETS = "registry.target.of_unit":
        "SELECT class, rate, source FROM target WHERE unit_id = $1 AND year = $2 ORDER BY class";
}

/// A target rate of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// Of which class.
    pub class: Class,
    /// In hundredths of a percent of resident households.
    pub rate: i64,
    /// Where it is laid down.
    pub source: String,
}

/// Enters the residents of a unit in a year, in place of what was there.
///
/// # Errors
/// `access.refused.*`, `registry.figures.odd` when there are fewer persons than households, no households
/// or more minority than all, `registry.figures.no_source`.
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn set_resident(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    unit: UnitId,
    year: i32,
    resident: &Resident,
    source: &str,
) -> Result<()> {
    actor.check(Verb::ManageFigures, unit, units)?;
    let all = resident.all;
    let minority = resident.minority;
    let too_many = minority.is_some_and(|part| {
        part.households > all.households || part.persons > all.persons || part.households < 0
    });
    if all.households < 1 || all.persons < all.households || too_many {
        return Err(Problem::invalid("registry.figures.odd"));
    }
    let source = sourced(source)?;
    let before = tx.fetch_optional(&RESIDENT, vec![unit.into(), year.into()]).await?;
    let before = before.as_ref().map(as_json).transpose()?;
    let values = vec![
        unit.into(),
        year.into(),
        all.households.into(),
        all.persons.into(),
        minority.map(|part| part.households).into(),
        minority.map(|part| part.persons).into(),
        source.as_str().into(),
    ];
    tx.execute(&SET_RESIDENT, values).await?;
    let after = json!([all.households, all.persons, source]);
    let detail = json!({ "year": year, "before": before, "after": after });
    note(tx, actor, moment, "registry.resident.set", unit, detail).await
}

/// Enters the target rate of a class for a unit and year, in hundredths of a percent.
///
/// # Errors
/// `access.refused.*`, `registry.figures.odd` for a rate below 0 or above 100 %,
/// `registry.figures.no_source`.
pub async fn set_target(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    unit: UnitId,
    year: i32,
    target: &Target,
) -> Result<()> {
    actor.check(Verb::ManageFigures, unit, units)?;
    if !(0..=10_000).contains(&target.rate) {
        return Err(Problem::invalid("registry.figures.odd"));
    }
    let source = sourced(&target.source)?;
    let before = targets(tx, unit, year).await?;
    let before = before.iter().find(|known| known.class == target.class).map(|known| known.rate);
    let values = vec![
        unit.into(),
        year.into(),
        target.class.as_str().into(),
        target.rate.into(),
        source.into(),
    ];
    tx.execute(&SET_TARGET, values).await?;
    let class = target.class.as_str();
    let detail = json!({ "year": year, "class": class, "before": before, "after": target.rate });
    note(tx, actor, moment, "registry.target.set", unit, detail).await
}

/// The targets of a unit in a year.
pub async fn targets(tx: &mut Tx, unit: UnitId, year: i32) -> Result<Vec<Target>> {
    let rows = tx.fetch(&TARGETS, vec![unit.into(), year.into()]).await?;
    let read = |row: &Row| {
        Ok(Target { class: row.text(0)?.parse()?, rate: row.int(1)?, source: row.text(2)? })
    };
    rows.iter().map(read).collect()
}

fn sourced(source: &str) -> Result<String> {
    let source = tidy(source);
    if source.is_empty() {
        return Err(Problem::invalid("registry.figures.no_source"));
    }
    Ok(source)
}

fn as_json(row: &Row) -> Result<serde_json::Value> {
    Ok(json!([row.int(0)?, row.int(1)?, row.text(2)?]))
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    moment: &mut Moment,
    action: &'static str,
    unit: UnitId,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        subject: "unit",
        subject_id: unit.to_string(),
        unit,
        reason: None,
        detail: Some(detail.to_string()),
    };
    audit::write(tx, &actor.by, moment, entry).await
}
