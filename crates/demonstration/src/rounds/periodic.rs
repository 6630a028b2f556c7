//! The periodic review of 2026: the list, who surveys whom, and what came in.

use ground::{AccountId, Day, HouseholdId, Result, RoundId};
use review::case;
use review::relation::{self, Kind};
use review::request::{self, Channel, Form, NewRequest};
use review::round::{self, When};
use review::rules::Stage;
use review::{assign, survey};
use store::Tx;

use super::office::{Commune, act};
use super::{course, day};
use crate::people::surveys;
use crate::review::RUNNING;

store::statements! {
    // Visited this autumn though on no list: they had asked for it.
    ASKED = "demonstration.rounds.asked":
        "SELECT DISTINCT h.id FROM household h JOIN visit v ON v.household_id = h.id
         WHERE h.unit_id = $1 AND h.closed IS NULL AND h.class IN ('not_poor', 'average') AND v.day >= $2
           AND v.stated_class <> 'average' ORDER BY h.id";
    // On no list and in no round.
    OTHERS = "demonstration.rounds.others":
        "SELECT h.id FROM household h WHERE h.unit_id = $1 AND h.closed IS NULL AND h.class = 'not_poor'
           AND NOT EXISTS (SELECT 1 FROM review_case c WHERE c.household_id = h.id)
         ORDER BY h.id LIMIT 3";
}

/// Why households ask to be recognised, and to leave the list.
const GROUNDS: [&str; 3] = [
    "Chồng ốm nặng từ đầu năm, không còn người đi làm.",
    "Nhà hư hỏng sau mưa lũ, chưa có tiền sửa.",
    "Mất mùa, trâu bò chết rét, thu nhập giảm nhiều so với năm trước.",
];
const LEAVING: &str =
    "Con đi làm công ty có lương ổn định, gia đình tự nguyện xin ra khỏi danh sách.";
const REFUSAL: &str = "Hộ có người hưởng lương hưu hằng tháng và không thiếu hụt chỉ số nào; đã giải thích trực tiếp.";

/// The commune that began in time.
pub(super) async fn ahead(tx: &mut Tx, commune: &mut Commune<'_>) -> Result<()> {
    let Some(id) = opened(tx, commune, day(RUNNING, 9, 15)).await? else { return Ok(()) };
    for (month, on) in [(10, 12), (10, 19), (10, 26), (11, 2)] {
        take_up(tx, commune, id, day(RUNNING, month, on)).await?;
    }
    later(tx, commune).await?;
    course::hold(tx, commune, id).await
}

/// The commune that is still surveying: what came in last waits to be taken up.
pub(super) async fn behind(tx: &mut Tx, commune: &mut Commune<'_>) -> Result<()> {
    let Some(id) = opened(tx, commune, day(RUNNING, 9, 28)).await? else { return Ok(()) };
    take_up(tx, commune, id, day(RUNNING, 10, 26)).await
}

/// Requests, the round, and its villages given out, once that day has come.
async fn opened(tx: &mut Tx, commune: &mut Commune<'_>, on: Day) -> Result<Option<RoundId>> {
    if !commune.reached(on) {
        return Ok(None);
    }
    requests(tx, commune, on).await?;
    let officer = commune.officer.clone();
    let id = act!(tx, commune, officer, on, round::open, commune.unit);
    let next = on.next();
    if commune.reached(next) {
        relatives(tx, commune, id, next).await?;
        assign_villages(tx, commune, id, next).await?;
    }
    Ok(Some(id))
}

/// Who was visited without being listed had asked by form 01; a few listed ones ask to leave by form 04.
async fn requests(tx: &mut Tx, commune: &mut Commune<'_>, opens: Day) -> Result<()> {
    let autumn = day(RUNNING, 9, 1);
    let listed = round::proposed(tx, commune.unit, When::Year(RUNNING), opens).await?;
    let asked = tx.fetch(&ASKED, vec![commune.unit.into(), autumn.into()]).await?;
    let asked: Vec<HouseholdId> =
        asked.iter().map(|row| Ok(HouseholdId(row.uuid(0)?))).collect::<Result<_>>()?;
    let asked = asked.into_iter().filter(|id| listed.iter().all(|one| one.household != *id));
    let leaving = listed.iter().filter(|one| registry::status::is_below(one.class));
    let leaving = leaving.step_by(40).take(3).map(|one| (one.household, Form::Exit));
    let all: Vec<_> = asked.map(|id| (id, Form::Entry)).chain(leaving).collect();
    for (at, (household, form)) in all.into_iter().enumerate() {
        let received = autumn.plus_days(6 + (at % 5) as i64);
        let channel = [Channel::Counter, Channel::VillageHead, Channel::Portal][at % 3];
        receive(tx, commune, household, form, channel, received, at).await?;
    }
    Ok(())
}

async fn receive(
    tx: &mut Tx,
    commune: &mut Commune<'_>,
    household: HouseholdId,
    form: Form,
    channel: Channel,
    received: Day,
    at: usize,
) -> Result<ground::RequestId> {
    let grounds = if form == Form::Exit { LEAVING } else { GROUNDS[at % GROUNDS.len()] };
    let new = NewRequest { household, form, channel, received, grounds: grounds.to_owned() };
    let who = if channel == Channel::VillageHead {
        commune.reviewers[at % commune.reviewers.len()].clone()
    } else {
        commune.officer.clone()
    };
    Ok(act!(tx, commune, who, received, request::receive, &new))
}

/// A reviewer says where relatives live, the officer where another one's own household is.
async fn relatives(tx: &mut Tx, commune: &mut Commune<'_>, id: RoundId, on: Day) -> Result<()> {
    let cases = case::of_round(tx, id).await?;
    let reviewers = commune.reviewers.clone();
    let surveyed_by =
        |case: &&case::Case, at: usize| surveys(&case.village_name, reviewers.len()) == at;
    for (at, (kind, note)) in
        [(Kind::Kin, "Em gái ruột là vợ chủ hộ."), (Kind::Other, "Chủ hộ làm thuê cho gia đình.")]
            .into_iter()
            .enumerate()
    {
        let Some(reviewer) = reviewers.get(at) else { continue };
        let Some(case) = cases.iter().filter(|case| surveyed_by(case, at)).nth(2) else { continue };
        let account = account(reviewer);
        let who = if at == 0 { reviewer } else { &commune.officer };
        act!(tx, commune, who, on, relation::declare, account, case.household, kind, note);
    }
    Ok(())
}

async fn assign_villages(
    tx: &mut Tx,
    commune: &mut Commune<'_>,
    id: RoundId,
    on: Day,
) -> Result<()> {
    let officer = commune.officer.clone();
    for cases in by_village(case::of_round(tx, id).await?) {
        let (village, name) = (cases[0].village, &cases[0].village_name);
        let account = account(&commune.reviewers[surveys(name, commune.reviewers.len())]);
        act!(tx, commune, officer, on, assign::give_village, id, village, account);
    }
    Ok(())
}

async fn take_up(tx: &mut Tx, commune: &mut Commune<'_>, id: RoundId, on: Day) -> Result<()> {
    if commune.reached(on) {
        let officer = commune.officer.clone();
        act!(tx, commune, officer, on, survey::take_up, id);
    }
    Ok(())
}

/// Requests that came after the round was opened: two wait, one was refused.
async fn later(tx: &mut Tx, commune: &mut Commune<'_>) -> Result<()> {
    let rows = tx.fetch(&OTHERS, vec![commune.unit.into()]).await?;
    for (at, row) in rows.iter().enumerate() {
        let received = day(RUNNING, 11, 9 + at as u32);
        if !commune.reached(received.plus_days(2)) {
            continue;
        }
        let (household, form) = (HouseholdId(row.uuid(0)?), Form::Entry);
        let id = receive(tx, commune, household, form, Channel::Counter, received, at).await?;
        if at == 2 {
            let officer = commune.officer.clone();
            act!(tx, commune, officer, received.plus_days(2), request::refuse, id, REFUSAL);
        }
    }
    Ok(())
}

/// The account of a person of the demonstration.
pub(super) fn account(actor: &access::Actor) -> AccountId {
    actor.account.expect("people of the demonstration have accounts")
}

/// The villages of a round whose survey is done but for a few stragglers, in the order of their names.
pub(super) async fn surveyed(tx: &mut Tx, id: RoundId) -> Result<Vec<Vec<case::Case>>> {
    let mut villages = by_village(case::of_round(tx, id).await?);
    let left =
        |own: &[case::Case]| own.iter().filter(|case| case.state.stage == Stage::Survey).count();
    villages.retain(|own| left(own) * 10 <= own.len() && left(own) < own.len());
    Ok(villages)
}

/// Cases as a round lists them, those of each village together.
pub(super) fn by_village(cases: Vec<case::Case>) -> Vec<Vec<case::Case>> {
    let mut villages: Vec<Vec<case::Case>> = Vec::new();
    for case in cases {
        match villages.last_mut().filter(|own| own[0].village == case.village) {
            Some(own) => own.push(case),
            None => villages.push(vec![case]),
        }
    }
    villages
}
