//! The off-cycle review of December 2025: households that had left the lists and fell back.

use std::collections::BTreeSet;

use ground::{HouseholdId, Result, RoundId};
use registry::visit::{self, NewVisit};
use review::case;
use review::decision;
use review::meeting::{self, Minutes, Vote};
use review::opinion::{self, Opinion};
use review::posting;
use review::request::{self, Channel, Form, NewRequest};
use review::round;
use review::survey;
use store::Tx;

use super::day;
use super::office::{Commune, act};

store::statements! {
    // Poor or near-poor once, now on no list and left alone since the new year; with what was answered when
    // they last were.
    FELL_BACK = "demonstration.rounds.fell_back":
        "SELECT h.id, h.version, v.answers FROM household h JOIN visit v ON v.household_id = h.id
         WHERE h.unit_id = $1 AND h.closed IS NULL AND h.class = 'not_poor' AND h.members = v.members
           AND v.stated_class IN ('poor', 'near_poor') AND v.day < $2
           AND NOT EXISTS (SELECT 1 FROM visit l WHERE l.household_id = h.id AND l.day > v.day
             AND (l.day > $2 OR l.stated_class IN ('poor', 'near_poor')))
           AND NOT EXISTS (SELECT 1 FROM status s WHERE s.household_id = h.id AND s.from_day > $2)
         ORDER BY h.id LIMIT 6";
}

const GROUNDS: &str = "Người lao động chính bị tai nạn, gia đình mất nguồn thu nhập.";
/// The certificates of this decision wait for the signature of the next year.
const DECISION: &str = "412/QĐ-UBND";

/// Holds it from request to decision, once all of it lies in the past.
pub(super) async fn hold(tx: &mut Tx, commune: &mut Commune<'_>) -> Result<()> {
    let on = |day| super::day(2025, 12, day);
    if !commune.reached(on(26)) {
        return Ok(());
    }
    let rows = tx.fetch(&FELL_BACK, vec![commune.unit.into(), day(2025, 1, 1).into()]).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let (officer, chair) = (commune.officer.clone(), commune.chair.clone());
    for row in &rows {
        let household = HouseholdId(row.uuid(0)?);
        let (form, channel) = (Form::Entry, Channel::Counter);
        let grounds = GROUNDS.to_owned();
        let new = NewRequest { household, form, channel, received: on(10), grounds };
        act!(tx, commune, officer, on(10), request::receive, &new);
    }
    let id = act!(tx, commune, officer, on(15), round::open, commune.unit);
    for row in &rows {
        visited(tx, commune, (HouseholdId(row.uuid(0)?), row.int(1)?), row.text(2)?).await?;
    }
    act!(tx, commune, officer, on(17), survey::take_up, id);
    meet(tx, commune, id).await?;
    let cases = case::of_round(tx, id).await?;
    if !cases.iter().any(|case| case.posting_over(on(25))) {
        return Ok(());
    }
    let opinion = Opinion {
        number: "903/UBND-VX".to_owned(),
        day: on(25),
        text: String::new(),
        against: BTreeSet::new(),
    };
    act!(tx, commune, officer, on(25), opinion::record, id, &opinion);
    let signer = chair.by.name.clone();
    act!(tx, commune, chair, on(26), decision::decide, id, DECISION, on(26), &signer);
    Ok(())
}

/// A reviewer visits a household on 16 December and finds it as it once was.
async fn visited(
    tx: &mut Tx,
    commune: &mut Commune<'_>,
    household: (HouseholdId, i64),
    answers: String,
) -> Result<()> {
    let on = day(2025, 12, 16);
    let reviewer = commune.reviewers[0].clone();
    let new = NewVisit {
        day: on,
        source: "paper",
        reviewer: Some(reviewer.by.name.clone()),
        answers,
        source_key: None,
        stated_class: None,
    };
    let (law, units) = (commune.law, commune.units);
    let mut moment = commune.moment(on);
    visit::record(tx, law, &reviewer, units, &mut moment, household, &new, &[]).await.map(drop)
}

/// Every village meets on 18 December and is posted the day after.
async fn meet(tx: &mut Tx, commune: &mut Commune<'_>, id: RoundId) -> Result<()> {
    let (met, posted) = (day(2025, 12, 18), day(2025, 12, 19));
    let officer = commune.officer.clone();
    let cases = case::of_round(tx, id).await?;
    let villages: BTreeSet<_> = cases.iter().map(|case| case.village).collect();
    for village in villages {
        let own = meeting::waiting(tx, id, village).await?;
        if own.is_empty() {
            continue;
        }
        let vote = |case: &case::Case| Vote {
            case: case.id,
            version: case.version,
            agree: 41,
            disagree: 2,
        };
        let minutes = Minutes {
            village,
            day: met,
            chair: "Bùi Văn Thực".to_owned(),
            secretary: "Quách Thị Minh".to_owned(),
            attendance: 44,
            votes: own.iter().map(vote).collect(),
        };
        act!(tx, commune, officer, met, meeting::hold, id, &minutes);
        act!(tx, commune, officer, posted, posting::post, id, village, posted);
    }
    Ok(())
}
