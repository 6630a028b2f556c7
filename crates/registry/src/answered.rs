//! What every household of a place said at its latest visit up to a day, with what each standard made of
//! it: the rows of an export. No name and no ID number is read.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use access::Scope;
use ground::{Day, HouseholdId, Result, UnitId};
use places::{Level, Units};
use store::{Row, Tx, among_units};

use crate::figures::{Frame, Geography, Placed, kept};

store::statements! {
    ANSWERED = "registry.answered": concat!(
        "SELECT s.unit_id, h.unit_id, h.unit_before, s.household_id, s.members, h.ethnicity,
           v.day, v.unit_id, v.answers,
           e.standard, e.deprived, e.known, e.score, e.low, e.high, e.income_low
         FROM status s JOIN household h ON h.id = s.household_id
         LEFT JOIN visit v ON v.id = (
           SELECT w.id FROM visit w WHERE w.household_id = s.household_id AND w.day <= $33
           ORDER BY w.day DESC, w.recorded_at DESC, w.id DESC LIMIT 1)
         LEFT JOIN evaluation e ON e.visit_id = v.id
         WHERE s.unit_id IN ",
        among_units!(),
        " AND s.from_day <= $33 AND (s.to_day IS NULL OR s.to_day >= $33)
         ORDER BY s.household_id, e.standard"
    );
}

/// A household that has a status on the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// The household.
    pub id: HouseholdId,
    /// Members, by the status of the day.
    pub members: i64,
    /// Its ethnic group, as it is known now.
    pub ethnicity: Option<String>,
    /// The latest visit up to the day.
    pub visit: Option<Seen>,
    /// What each standard says of that visit.
    pub judged: Vec<Evaluated>,
}

/// A visit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Its day.
    pub day: Day,
    /// Where it was made.
    pub unit: UnitId,
    /// Its answers, as JSON.
    pub answers: String,
}

/// An evaluation, as far as columns hold it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evaluated {
    /// Id of the standard.
    pub standard: String,
    /// Bits of the indicators that the household is deprived of, and of those with an answer.
    pub deprived: u32,
    /// See `deprived`.
    pub known: u32,
    /// The income score.
    pub score: Option<i64>,
    /// The least and the largest number of deprivations.
    pub told: (i64, i64),
    /// Whether the answers tell an income that stands for the score.
    pub by_income: bool,
}

/// The communes of a scope on the map of a day.
pub fn communes(units: &Units, scope: &Scope, day: Day) -> Vec<UnitId> {
    let frame = Frame::new(units, scope, Level::Commune, Geography::AsOf(day), day);
    frame.communes().map(|(commune, _)| commune).collect()
}

/// The households that a commune of the day's map had on the day, in order of their ids.
///
/// A household that may have lived here or in another part of a commune since split, which nothing tells,
/// is of neither.
pub async fn households(
    tx: &mut Tx,
    units: &Units,
    commune: UnitId,
    day: Day,
) -> Result<Vec<Answered>> {
    let scope = Scope::Communes(vec![commune]);
    let frame = Frame::new(units, &scope, Level::Commune, Geography::AsOf(day), day);
    let mut found: BTreeMap<HouseholdId, Answered> = BTreeMap::new();
    frame
        .fetch(tx, &ANSWERED, &[day.into()], |row| {
            if frame.place(kept(row, 0)?) != Placed::Row(commune) {
                return Ok(());
            }
            let id = HouseholdId(row.uuid(3)?);
            let one = match found.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(answered(row, id)?),
            };
            if let Some(standard) = row.opt_text(9)? {
                one.judged.push(judged(row, standard)?);
            }
            Ok(())
        })
        .await?;
    Ok(found.into_values().collect())
}

fn answered(row: &Row, id: HouseholdId) -> Result<Answered> {
    let visit = match (row.opt_day(6)?, row.opt_int(7)?, row.opt_text(8)?) {
        (Some(day), Some(unit), Some(answers)) => Some(Seen { day, unit: UnitId(unit), answers }),
        _ => None,
    };
    let (members, ethnicity) = (row.int(4)?, row.opt_text(5)?);
    Ok(Answered { id, members, ethnicity, visit, judged: Vec::new() })
}

fn judged(row: &Row, standard: String) -> Result<Evaluated> {
    let bits = |at| Ok::<u32, ground::Problem>(u32::try_from(row.int(at)?).unwrap_or(0));
    let score = row.opt_int(12)?;
    Ok(Evaluated {
        standard,
        deprived: bits(10)?,
        known: bits(11)?,
        score,
        told: (row.int(13)?, row.int(14)?),
        by_income: score.is_none() && row.text(15)? != "unknown",
    })
}
