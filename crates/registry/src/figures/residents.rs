//! Denominators on any map: resident households and persons of a year.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ground::{Result, UnitId};
use store::{Tx, UNITS_PER_STATEMENT, Value, among_units, unit_values};

use super::frame::Frame;
use super::model::{Count, Resident, Table, UnitRow};

store::statements! {
    OF_UNITS = "registry.resident.of_units":
        concat!("SELECT unit_id, households, persons, minority_households, minority_persons FROM resident
         WHERE unit_id IN ", among_units!(), " AND year = $33");
    SOURCES = "registry.resident.sources":
        concat!("SELECT unit_id, source FROM resident
         WHERE unit_id IN ", among_units!(), " AND year = $33");
}

/// Where the figures of these units in a year come from; a unit without figures of its own is absent.
pub async fn sources(tx: &mut Tx, units: &[UnitId], year: i32) -> Result<BTreeMap<UnitId, String>> {
    let mut sources = BTreeMap::new();
    for slice in units.chunks(UNITS_PER_STATEMENT) {
        let values = unit_values(slice).chain([Value::from(year)]).collect();
        for row in tx.fetch(&SOURCES, values).await? {
            sources.insert(UnitId(row.int(0)?), row.text(1)?);
        }
    }
    Ok(sources)
}

/// The residents of every row in a year. A row's own figure goes before the sum of its communes; a
/// commune has its own figure, or, made whole of communes that have one each, their sum. One that is
/// missing makes its row and the total missing: a sum without it would give too high a rate.
pub async fn residents(
    tx: &mut Tx,
    frame: &Frame<'_>,
    year: i32,
) -> Result<Table<Option<Resident>>> {
    let communes: Vec<(UnitId, UnitId)> = frame.communes().collect();
    let parts: HashMap<UnitId, Vec<UnitId>> =
        communes.iter().map(|(commune, _)| (*commune, frame.made_of(*commune))).collect();
    let wanted: BTreeSet<UnitId> =
        communes.iter().flat_map(|(commune, row)| [*commune, *row]).collect();
    let wanted = wanted.into_iter().chain(parts.values().flatten().copied());
    let known = known(tx, year, wanted.collect()).await?;
    let of_commune = |commune: UnitId| match known.get(&commune) {
        Some(found) => Some(*found),
        None => sum(parts[&commune].iter().map(|part| known.get(part).copied())),
    };
    let mut by_row: BTreeMap<UnitId, Vec<Option<Resident>>> = BTreeMap::new();
    for (commune, row) in communes {
        by_row.entry(row).or_default().push(of_commune(commune));
    }
    let rows: Vec<_> = by_row
        .into_iter()
        .map(|(row, communes)| UnitRow {
            unit: Some(row),
            figures: known.get(&row).copied().or_else(|| sum(communes.into_iter())),
        })
        .collect();
    let total = sum(rows.iter().map(|row| row.figures));
    Ok(Table { rows, total })
}

async fn known(
    tx: &mut Tx,
    year: i32,
    units: BTreeSet<UnitId>,
) -> Result<HashMap<UnitId, Resident>> {
    let mut known = HashMap::new();
    for slice in units.into_iter().collect::<Vec<_>>().chunks(UNITS_PER_STATEMENT) {
        let values = unit_values(slice).chain([Value::from(year)]).collect();
        for row in tx.fetch(&OF_UNITS, values).await? {
            let count = |households, persons| Count { households, persons };
            let minority = row.opt_int(3)?.zip(row.opt_int(4)?);
            let resident = Resident {
                all: count(row.int(1)?, row.int(2)?),
                minority: minority.map(|(households, persons)| count(households, persons)),
            };
            // Lists that were never submitted stand in real tables as zeros.
            if resident.all.households > 0 {
                known.insert(UnitId(row.int(0)?), resident);
            }
        }
    }
    Ok(known)
}

/// The sum of what is there; `None` as soon as one is missing, or when there is nothing to add.
fn sum(parts: impl Iterator<Item = Option<Resident>>) -> Option<Resident> {
    let parts = parts.collect::<Option<Vec<Resident>>>()?;
    let (first, rest) = parts.split_first()?;
    Some(rest.iter().fold(*first, |mut sum, part| {
        sum.all += part.all;
        sum.minority = sum.minority.zip(part.minority).map(|(a, b)| [a, b].into_iter().sum());
        sum
    }))
}
