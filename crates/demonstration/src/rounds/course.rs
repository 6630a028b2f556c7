//! What came after the survey in the commune that is far on: the villages stand at every step.

use std::collections::BTreeSet;

use ground::{Day, Result, RoundId, VillageId};
use law::Class;
use review::case::{self, Case};
use review::meeting::{self, Minutes, Vote};
use review::opinion::{self, Opinion};
use review::rules::Stage;
use review::sample::{self, Plan, Strata};
use review::{complaint, posting};
use store::Tx;

use super::day;
use super::office::{Commune, act};
use super::periodic::{by_village, surveyed};
use crate::family::Sex;
use crate::names;
use crate::review::RUNNING;

/// How far a village has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// The opinion is there; the chair has to decide.
    Opinion,
    /// The posting is over.
    Posted,
    /// Somebody complained: one household is posted again, another waits for its re-check.
    Complaint,
    /// The posting runs.
    Posting,
    /// The meeting was held, and did not agree to two households.
    Meeting,
    /// The meeting is still to come.
    Survey,
}

/// One after the other, for as many villages as there are.
const REACHED: [Reached; 6] = [
    Reached::Opinion,
    Reached::Posted,
    Reached::Complaint,
    Reached::Posting,
    Reached::Meeting,
    Reached::Survey,
];

const COMPLAINTS: [&str; 2] = [
    "Người dân phản ánh hộ mới mua máy cày và có con đi làm công ty.",
    "Chủ hộ cho rằng diện tích nhà ở ghi trong phiếu lớn hơn thực tế.",
];
const FINDINGS: &str =
    "Đã đo lại nhà, đối chiếu giấy tờ xe, máy: chấm lại điểm, thay đổi kết quả phân loại.";
const DIFFERENT: &str = "Vật liệu mái và nguồn nước ghi khác với phiếu lần đầu.";

/// The villages with how far they came.
struct Course {
    round: RoundId,
    villages: Vec<(Option<VillageId>, Reached)>,
}

/// Goes through the days of November.
pub(super) async fn hold(tx: &mut Tx, commune: &mut Commune<'_>, round: RoundId) -> Result<()> {
    let villages = surveyed(tx, round).await?;
    let villages = villages.iter().zip(REACHED.into_iter().cycle());
    let villages = villages.map(|(own, reached)| (own[0].village, reached)).collect();
    let course = Course { round, villages };
    let on = |on| day(RUNNING, 11, on);
    second_look(tx, commune, round, on(3)).await?;
    course.meet(tx, commune, Reached::Opinion, on(3)).await?;
    course.post(tx, commune, Reached::Opinion, on(4)).await?;
    course.meet(tx, commune, Reached::Posted, on(4)).await?;
    course.meet(tx, commune, Reached::Complaint, on(4)).await?;
    course.post(tx, commune, Reached::Complaint, on(5)).await?;
    course.complain(tx, commune, on(6)).await?;
    course.recheck(tx, commune, on(10)).await?;
    course.opine(tx, commune, on(10)).await?;
    course.post(tx, commune, Reached::Posted, on(10)).await?;
    course.post(tx, commune, Reached::Complaint, on(11)).await?;
    course.meet(tx, commune, Reached::Posting, on(12)).await?;
    course.meet(tx, commune, Reached::Meeting, on(12)).await?;
    let yesterday = commune.working_day_before(commune.today);
    course.post(tx, commune, Reached::Posting, yesterday.max(on(13))).await
}

impl Course {
    /// The cases at a stage in villages that come so far.
    async fn cases(&self, tx: &mut Tx, reached: Reached, stage: Stage) -> Result<Vec<Case>> {
        let mut cases = case::of_round(tx, self.round).await?;
        cases.retain(|case| {
            case.state.stage == stage && self.villages.contains(&(case.village, reached))
        });
        Ok(cases)
    }

    /// The villages with cases at a stage, each with its own; none before that day has come.
    async fn waiting(
        &self,
        tx: &mut Tx,
        commune: &Commune<'_>,
        on: Day,
        (reached, stage): (Reached, Stage),
    ) -> Result<Vec<Vec<Case>>> {
        if !commune.reached(on) {
            return Ok(Vec::new());
        }
        Ok(by_village(self.cases(tx, reached, stage).await?))
    }

    async fn meet(
        &self,
        tx: &mut Tx,
        commune: &mut Commune<'_>,
        reached: Reached,
        on: Day,
    ) -> Result<()> {
        let officer = commune.officer.clone();
        let villages = self.waiting(tx, commune, on, (reached, Stage::Meeting)).await?;
        for (at, cases) in villages.into_iter().enumerate() {
            let village = cases[0].village;
            let mut dice = commune.dice(at as u64 + 100 * u64::from(on.day()));
            let attendance = dice.between(38, 64);
            let votes = cases.iter().enumerate().map(|(nth, case)| {
                let against = if reached == Reached::Meeting && nth < 2 { 25 } else { 0 };
                let disagree = against + dice.between(0, 3);
                let agree = attendance - disagree - dice.between(0, 2);
                Vote { case: case.id, version: case.version, agree, disagree }
            });
            let votes = votes.collect();
            let mut named = |sex| {
                let family = names::family_name(&mut dice, "Mường");
                names::full_name(&mut dice, family, sex)
            };
            let (chair, secretary) = (named(Sex::Male), named(Sex::Female));
            let minutes = Minutes { village, day: on, chair, secretary, attendance, votes };
            act!(tx, commune, officer, on, meeting::hold, self.round, &minutes);
        }
        Ok(())
    }

    async fn post(
        &self,
        tx: &mut Tx,
        commune: &mut Commune<'_>,
        reached: Reached,
        on: Day,
    ) -> Result<()> {
        let officer = commune.officer.clone();
        for cases in self.waiting(tx, commune, on, (reached, Stage::Posting)).await? {
            let village = cases[0].village;
            act!(tx, commune, officer, on, posting::post, self.round, village, on);
        }
        Ok(())
    }

    /// In each village two households are complained of.
    async fn complain(&self, tx: &mut Tx, commune: &mut Commune<'_>, on: Day) -> Result<()> {
        let officer = commune.officer.clone();
        for cases in self.waiting(tx, commune, on, (Reached::Complaint, Stage::Posted)).await? {
            for (case, text) in cases.iter().zip(COMPLAINTS) {
                let seen = (case.id, case.version);
                act!(tx, commune, officer, on, complaint::receive, seen, on, text);
            }
        }
        Ok(())
    }

    /// The first of the two has been re-checked.
    async fn recheck(&self, tx: &mut Tx, commune: &mut Commune<'_>, on: Day) -> Result<()> {
        let officer = commune.officer.clone();
        for cases in self.waiting(tx, commune, on, (Reached::Complaint, Stage::Recheck)).await? {
            let case = &cases[0];
            let (seen, class) = ((case.id, case.version), other(case.classes.latest()));
            act!(tx, commune, officer, on, complaint::recheck, seen, on, class, FINDINGS);
        }
        Ok(())
    }

    async fn opine(&self, tx: &mut Tx, commune: &mut Commune<'_>, on: Day) -> Result<()> {
        let posted = self.cases(tx, Reached::Opinion, Stage::Posted).await?;
        if !commune.reached(on) || !posted.iter().any(|case| case.posting_over(on)) {
            return Ok(());
        }
        let officer = commune.officer.clone();
        let opinion = Opinion {
            number: "187/UBND-VX".to_owned(),
            day: on,
            text: String::new(),
            against: BTreeSet::new(),
        };
        act!(tx, commune, officer, on, opinion::record, self.round, &opinion);
        Ok(())
    }
}

/// A sample is drawn, and more than half of it has been seen again.
async fn second_look(
    tx: &mut Tx,
    commune: &mut Commune<'_>,
    round: RoundId,
    on: Day,
) -> Result<()> {
    let surveyed = case::of_round(tx, round).await?;
    let any = surveyed.iter().any(|case| case.state.stage == Stage::Meeting);
    if !commune.reached(on) || !any {
        return Ok(());
    }
    let officer = commune.officer.clone();
    let plan = Plan { strata: Strata::Village, margin: 15 };
    act!(tx, commune, officer, on, sample::draw, round, plan, "");
    let drawn = sample::latest(tx, round).await?.map_or_else(Vec::new, |(_, _, drawn)| drawn);
    for (at, one) in drawn.iter().enumerate().filter(|(at, _)| at % 5 < 3) {
        let seen = on.plus_days(2 + (at % 4) as i64);
        let Some((_, by)) = one.reviewer.as_ref().filter(|_| commune.reached(seen)) else {
            continue;
        };
        let differs = at % 11 == 5;
        let (class, note) =
            if differs { (other(Some(one.class)), DIFFERENT) } else { (one.class, "") };
        let position = one.position;
        act!(tx, commune, officer, seen, sample::record, round, position, seen, class, by, note);
    }
    Ok(())
}

/// What a second look may find instead.
fn other(class: Option<Class>) -> Class {
    if class == Some(Class::Poor) { Class::NearPoor } else { Class::Poor }
}
