//! What the review asks of people today, and with whom it lies.

use ground::{AccountId, Day, Result, RoundId, UnitId};
use law::Law;
use store::{Statement, Tx};

use crate::round::Round;
use crate::rules::{Rules, Stage};
use crate::{case, round};

/// What is to be done in a commune.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Tasks {
    /// Requests that wait for an answer.
    pub requests: usize,
    /// Of these, those past their due date.
    pub requests_late: usize,
    /// Filings whose household is to be found.
    pub filings: usize,
    /// Of these, those past their due date.
    pub filings_late: usize,
    /// Requests as low-income worker that wait for an answer.
    pub workers: usize,
    /// Of these, those past their due date.
    pub workers_late: usize,
    /// By open round, the latest first.
    pub rounds: Vec<Open>,
}

/// What is to be done in a round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Open {
    /// The round.
    pub round: Round,
    /// Households to survey, by whoever has them, most first; nobody's name is empty.
    pub survey: Vec<(String, usize)>,
    /// Households that wait for a meeting.
    pub meeting: usize,
    /// That wait for being posted.
    pub posting: usize,
    /// Whose posting is over and that wait for an opinion.
    pub opinion: usize,
    /// Whose re-check is late.
    pub recheck_late: usize,
    /// That wait for the chair's signature.
    pub decision: usize,
}

/// What is to be done by a reviewer.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Own {
    /// Households to survey.
    pub survey: usize,
    /// Households to see a second time.
    pub again: usize,
}

store::statements! {
    REQUESTS = "review.tasks.requests":
        "SELECT due FROM review_request WHERE unit_id = $1 AND state = 'open'";
    FILINGS = "review.tasks.filings":
        "SELECT due FROM review_filing WHERE unit_id = $1 AND state = 'open'";
    WORKERS = "review.tasks.workers":
        "SELECT due FROM review_worker WHERE unit_id = $1 AND state = 'open'";
    OPEN = "review.tasks.open":
        "SELECT DISTINCT round_id FROM review_case WHERE unit_id = $1
           AND step IN ('survey', 'meeting', 'posting', 'posted', 'recheck', 'decision')";
    STEPS = "review.tasks.steps":
        "SELECT step, reviewer, until_day, COUNT(*) FROM review_case WHERE round_id = $1
         GROUP BY step, reviewer, until_day";
}

/// What the review asks of a commune today.
pub async fn of_unit(tx: &mut Tx, law: &Law, unit: UnitId, today: Day) -> Result<Tasks> {
    let mut tasks = Tasks::default();
    (tasks.requests, tasks.requests_late) = waiting(tx, &REQUESTS, unit, today).await?;
    (tasks.filings, tasks.filings_late) = waiting(tx, &FILINGS, unit, today).await?;
    (tasks.workers, tasks.workers_late) = waiting(tx, &WORKERS, unit, today).await?;
    let mut open = Vec::new();
    for row in tx.fetch(&OPEN, vec![unit.into()]).await? {
        open.push(RoundId(row.uuid(0)?));
    }
    for round in round::of_unit(tx, unit).await? {
        if open.contains(&round.id) {
            tasks.rounds.push(of_round(tx, law, round, today).await?);
        }
    }
    Ok(tasks)
}

/// How many wait for an answer, and how many of them are late.
async fn waiting(
    tx: &mut Tx,
    statement: &'static Statement,
    unit: UnitId,
    today: Day,
) -> Result<(usize, usize)> {
    let (mut all, mut late) = (0, 0);
    for row in tx.fetch(statement, vec![unit.into()]).await? {
        all += 1;
        late += usize::from(row.day(0)? < today);
    }
    Ok((all, late))
}

async fn of_round(tx: &mut Tx, law: &Law, round: Round, today: Day) -> Result<Open> {
    let asks = Rules::of(law, &round.procedure)?.asks_opinion(today);
    let rows = tx.fetch(&STEPS, vec![round.id.into()]).await?;
    let mut open = Open {
        round,
        survey: Vec::new(),
        meeting: 0,
        posting: 0,
        opinion: 0,
        recheck_late: 0,
        decision: 0,
    };
    for row in rows {
        let count = usize::try_from(row.int(3)?).unwrap_or(0);
        let over = row.opt_day(2)?.is_some_and(|until| today > until);
        match row.text(0)?.parse::<Stage>()? {
            Stage::Survey => {
                let name = row.opt_text(1)?.unwrap_or_default();
                match open.survey.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, own)) => *own += count,
                    None => open.survey.push((name, count)),
                }
            }
            Stage::Meeting => open.meeting += count,
            Stage::Posting => open.posting += count,
            Stage::Posted if over && asks => open.opinion += count,
            Stage::Posted if over => open.decision += count,
            Stage::Recheck if over => open.recheck_late += count,
            Stage::Decision => open.decision += count,
            Stage::Posted | Stage::Recheck | Stage::Done | Stage::Withdrawn => {}
        }
    }
    open.survey.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(open)
}

/// What the review asks of a reviewer.
pub async fn of_reviewer(tx: &mut Tx, account: AccountId) -> Result<Own> {
    let cases = case::of_reviewer(tx, account).await?;
    let survey = cases.iter().filter(|case| {
        case.state.stage == Stage::Survey
            && case.reviewer.as_ref().is_some_and(|(own, _)| *own == account)
    });
    let survey = survey.count();
    Ok(Own { survey, again: cases.len() - survey })
}
