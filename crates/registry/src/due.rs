//! What is due in a unit: what a commune officer looks at first in the morning.

use std::collections::BTreeSet;

use ground::{Day, HouseholdId, Result, UnitId};
use law::{Law, YearDate};
use store::{Row, Statement, Tx, UNITS_PER_STATEMENT, Value, among_units, unit_values};

use crate::figures::{Frame, Kept, Placed};
use crate::status::NEWLY_ESCAPED_MONTHS;

/// So many days ahead the end of a watch is announced.
pub const WATCH_DAYS: i64 = 60;

/// The households that something is due for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Due {
    /// With something that a person should settle.
    pub findings: Vec<HouseholdId>,
    /// Registered, but never visited and without a class from elsewhere.
    pub unsurveyed: Vec<HouseholdId>,
    /// Of those on the list and those newly off it.
    pub followed: Followed,
}

/// What is due for the poor and near-poor, and for those that have just escaped.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Followed {
    /// Poor or near-poor today.
    pub listed: usize,
    /// Of these, those not visited since the year's review began; empty before it begins.
    pub unvisited: Vec<HouseholdId>,
    /// Newly escaped, whose 36 months end within [`WATCH_DAYS`].
    pub watch_ends: Vec<HouseholdId>,
}

store::statements! {
    FINDINGS = "registry.due.findings":
        concat!("SELECT DISTINCT household_id FROM finding WHERE unit_id IN ", among_units!(),
        " AND settled_at IS NULL");
    LISTED = "registry.due.listed":
        concat!("SELECT h.id, v.day FROM household h LEFT JOIN visit v ON v.id = h.visit_id
         WHERE h.unit_id IN ", among_units!(), " AND h.class IN ('poor', 'near_poor') AND h.closed IS NULL");
    UNSURVEYED = "registry.due.unsurveyed":
        concat!("SELECT h.id, h.unit_id, h.unit_before FROM household h WHERE h.unit_id IN ", among_units!(),
        " AND h.class = 'undetermined' AND h.visit_id IS NULL AND h.opened <= $33
          AND (h.closed IS NULL OR h.closed >= $33)");
    // An exit that a later fall has undone is watched no more.
    WATCHED = "registry.due.watched":
        concat!("SELECT s.household_id, h.unit_id, s.from_day FROM status s JOIN household h ON h.id = s.household_id
         WHERE s.unit_id IN ", among_units!(), " AND s.from_day >= $33 AND s.from_day <= $34
           AND s.movement IN ('exit_poor', 'exit_near_poor') AND h.closed IS NULL
           AND h.class IN ('average', 'not_poor')
           AND NOT EXISTS (SELECT 1 FROM status n WHERE n.household_id = s.household_id
             AND n.from_day > s.from_day AND n.class IN ('poor', 'near_poor'))");
}

/// The first day of the year's periodic review, once it has begun. A household on the list that was last
/// visited before is still to be visited.
pub fn review_began(law: &Law, today: Day) -> Option<Day> {
    let begins = law.procedure_on(today)?.date_in(YearDate::Opens, today.year());
    (begins <= today).then_some(begins)
}

/// What is due on `today` in the communes of the frame.
pub async fn due(tx: &mut Tx, frame: &Frame<'_>, law: &Law, today: Day) -> Result<Due> {
    let followed = followed(tx, frame, law, today).await?;
    due_beside(tx, frame, followed, today).await
}

/// The same where those followed are known already.
pub async fn due_beside(
    tx: &mut Tx,
    frame: &Frame<'_>,
    followed: Followed,
    today: Day,
) -> Result<Due> {
    let mut findings = Vec::new();
    for row in among(tx, &FINDINGS, &communes(frame)).await? {
        findings.push(HouseholdId(row.uuid(0)?));
    }
    Ok(Due { findings, unsurveyed: unsurveyed(tx, frame, today).await?, followed })
}

/// What is due for the households on the list and for those newly off it.
pub async fn followed(tx: &mut Tx, frame: &Frame<'_>, law: &Law, today: Day) -> Result<Followed> {
    let mut followed = Followed::default();
    let review = review_began(law, today);
    for row in among(tx, &LISTED, &communes(frame)).await? {
        followed.listed += 1;
        let visited = row.opt_day(1)?;
        if review.is_some_and(|began| is_unvisited(visited, began)) {
            followed.unvisited.push(HouseholdId(row.uuid(0)?));
        }
    }
    // 36 months are at least 1 095 and at most 1 096 days: a window that surely holds every exit whose
    // watch ends soon; each is then reckoned by the calendar.
    let window: [Value; 2] =
        [today.plus_days(-1_097).into(), today.plus_days(WATCH_DAYS - 1_094).into()];
    let mut found = BTreeSet::new();
    frame
        .fetch(tx, &WATCHED, &window, |row| {
            if frame.holds(UnitId(row.int(1)?)) && ends_soon(row.day(2)?, today) {
                found.insert(HouseholdId(row.uuid(0)?));
            }
            Ok(())
        })
        .await?;
    followed.watch_ends = found.into_iter().collect();
    Ok(followed)
}

/// Whether a household on the list, last visited on that day, is still to be visited in the review that
/// began on this one.
pub fn is_unvisited(visited: Option<Day>, began: Day) -> bool {
    visited.is_none_or(|day| day < began)
}

fn communes(frame: &Frame<'_>) -> Vec<UnitId> {
    frame.communes().map(|(commune, _)| commune).collect()
}

/// The households of the frame that were registered by `day`, but never visited, and that came without a
/// class from elsewhere: they have no status and are in no table.
pub async fn unsurveyed(tx: &mut Tx, frame: &Frame<'_>, day: Day) -> Result<Vec<HouseholdId>> {
    let mut found = Vec::new();
    frame
        .fetch(tx, &UNSURVEYED, &[day.into()], |row| {
            let now = UnitId(row.int(1)?);
            let before = row.opt_int(2)?.map(UnitId);
            if frame.place(Kept { unit: now, now, before }) != Placed::Outside {
                found.push(HouseholdId(row.uuid(0)?));
            }
            Ok(())
        })
        .await?;
    Ok(found)
}

/// Whether the watch after an exit on this day ends today or within [`WATCH_DAYS`].
pub fn ends_soon(exit: Day, today: Day) -> bool {
    let last = exit.plus_months(NEWLY_ESCAPED_MONTHS).previous();
    today <= last && last <= today.plus_days(WATCH_DAYS)
}

async fn among(tx: &mut Tx, statement: &'static Statement, units: &[UnitId]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for slice in units.chunks(UNITS_PER_STATEMENT) {
        rows.extend(tx.fetch(statement, unit_values(slice).collect()).await?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_watch_that_ends_soon_lies_in_the_window_asked_for() {
        for start in ["2026-11-23", "2027-02-27", "2028-02-29", "2026-01-01"] {
            let today: Day = start.parse().unwrap();
            let soon: Vec<i64> =
                (-2_000..0).filter(|ago| ends_soon(today.plus_days(*ago), today)).collect();
            assert!(soon.len() as i64 > WATCH_DAYS - 2, "{start}");
            assert!(soon.iter().all(|ago| (-1_097..=WATCH_DAYS - 1_094).contains(ago)), "{start}");
        }
    }

    #[test]
    fn the_review_begins_in_september() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let law = Law::builtin().unwrap();
        assert_eq!(review_began(&law, day("2026-08-31")), None);
        assert_eq!(review_began(&law, day("2026-11-23")), Some(day("2026-09-01")));
        assert_eq!(
            review_began(&law, day("2021-08-31")),
            None,
            "before the procedure was in force"
        );
    }
}
