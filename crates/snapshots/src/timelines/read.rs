//! From the registry to the columns of one commune.

use ground::{Day, HouseholdId, Result, UnitId};
use registry::household::Sex;
use store::{Row, Tx};

use super::commune::{Commune, Lacks};
use super::visits::Visits;

store::statements! {
    // Visits are looked up for the poor and near-poor only, and evaluations for their statuses of today
    // or later: that is what figures ask.
    TIMELINES = "snapshots.timelines":
        "SELECT h.id, h.unit_before, h.ethnicity, h.head_sex, h.class, h.closed, v.day,
           s.from_day, s.to_day, s.class, s.movement, s.members, s.unit_id, e.deprived, e.known
         FROM household h
         LEFT JOIN visit v ON v.id = CASE
           WHEN h.class IN ('poor', 'near_poor') AND h.closed IS NULL THEN h.visit_id END
         LEFT JOIN status s ON s.household_id = h.id
         LEFT JOIN evaluation e ON e.standard = $3 AND e.visit_id = CASE
           WHEN s.class IN ('poor', 'near_poor') AND (s.to_day IS NULL OR s.to_day >= $2)
           THEN s.visit_id END
         WHERE h.unit_id = $1 ORDER BY h.id, s.from_day";
}

/// Reads the households of a commune, those that have left the registry included.
pub(crate) async fn read(
    tx: &mut Tx,
    id: UnitId,
    (day, standard): (Day, &str),
    visits: Visits,
) -> Result<Commune> {
    let (sayings, visits) = visits.done();
    let mut commune = Commune::new(id, sayings);
    let mut visits = visits.into_iter().peekable();
    let mut last = None;
    let values = vec![id.into(), day.into(), standard.into()];
    tx.fetch_each(&TIMELINES, values, |row| {
        let id = HouseholdId(row.uuid(0)?);
        if last != Some(id) {
            last = Some(id);
            let sex = row.opt_text(3)?.and_then(|sex| Sex::read(&sex));
            let before = row.opt_int(1)?.map(UnitId);
            let now = (row.text(4)?.parse()?, row.opt_int(5)?.is_some(), row.opt_day(6)?);
            commune.household(id, (before, row.opt_text(2)?, sex), now);
            while let Some((_, visit)) = visits.next_if(|(of, _)| *of == id) {
                commune.visit(visit);
            }
        }
        if let Some(from) = row.opt_day(7)? {
            let members = u32::try_from(row.int(11)?).unwrap_or(0);
            let what = (row.text(9)?.parse()?, row.text(10)?.parse()?, members);
            commune.spell(UnitId(row.int(12)?), (from, row.opt_day(8)?), what, lacks(&row)?);
        }
        Ok(())
    })
    .await?;
    Ok(commune.done())
}

fn lacks(row: &Row) -> Result<Option<Lacks>> {
    let bits = |bits: i64| (bits & i64::from(u16::MAX)) as u16;
    Ok(match (row.opt_int(13)?, row.opt_int(14)?) {
        (Some(deprived), Some(known)) => {
            Some(Lacks { deprived: bits(deprived), known: bits(known) })
        }
        _ => None,
    })
}
