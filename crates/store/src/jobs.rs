//! Long work: asked for in the caller's own transaction, leased by a worker, watched and cancelled
//! by whoever asked.
//!
//! A job that dies with its worker is taken up again when its lease runs out; after [`ATTEMPTS`] tries
//! it is dead and stays on the page of jobs with its problem. The handlers are wired in the binary.

use ground::{AccountId, Instant, JobId, Moment, Problem, Result, UnitId};

use crate::audit::By;
use crate::feed::{Cursor, Feed, Page, Wanted};
use crate::{Database, Row, Tx, Value};

macro_rules! columns {
    () => {
        "SELECT id, kind, input, unit_id, account_name, state, created_at, attempts, done, total, cancel, ended_at, result, problem, account_id
         FROM job "
    };
}

macro_rules! latest {
    ($place:literal) => {
        concat!(
            columns!(),
            "WHERE unit_id ",
            $place,
            crate::among_units!(),
            " AND created_at >= $33 AND (created_at, id) < ($34, $35)
              AND (CAST($37 AS TEXT) IS NULL OR state IN ($37, $38))
         ORDER BY created_at DESC, id DESC LIMIT $36"
        )
    };
}

crate::statements! {
    QUEUE = "store.job.queue":
        "INSERT INTO job (id, kind, input, unit_id, account_id, account_name, state, created_at, due_at, attempts, done, total, cancel)
         VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $7, 0, 0, 0, 0)";
    DUE = "store.job.due":
        "SELECT id, state, attempts, cancel FROM job WHERE (state = 'queued' AND due_at <= $1) OR (state = 'running' AND leased_until < $1)
         ORDER BY due_at, id LIMIT 1";
    LEASE = "store.job.lease":
        "UPDATE job SET state = 'running', leased_until = $2, attempts = attempts + 1
         WHERE id = $1 AND ((state = 'queued') OR (state = 'running' AND leased_until < $3))";
    PROGRESS = "store.job.progress":
        "UPDATE job SET done = $2, total = $3, leased_until = $4
         WHERE id = $1 AND state = 'running' AND attempts = $5";
    END = "store.job.end":
        "UPDATE job SET state = $2, ended_at = $3, result = $4, problem = $5, leased_until = NULL
         WHERE id = $1 AND state IN ('queued', 'running') AND attempts = $6";
    RETRY = "store.job.retry":
        "UPDATE job SET state = 'queued', due_at = $2, problem = $3, leased_until = NULL
         WHERE id = $1 AND state = 'running' AND attempts = $4";
    CANCEL = "store.job.cancel":
        "UPDATE job SET cancel = 1 WHERE id = $1 AND state IN ('queued', 'running')";
    FIND = "store.job.find": concat!(columns!(), "WHERE id = $1");
    LATEST_AMONG = "store.job.latest_among": latest!("IN ");
    LATEST_NOT_AMONG = "store.job.latest_not_among": latest!("NOT IN ");
}

/// How often a job is tried before it is dead.
pub const ATTEMPTS: i64 = 3;

/// How long a worker may stay silent before another takes over, in seconds.
pub const LEASE_SECONDS: i64 = 120;

/// A job's state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Waiting for a worker.
    Queued,
    /// Under way.
    Running,
    /// Finished; the result says with what.
    Done,
    /// Cancelled by a person; nothing of it remains.
    Cancelled,
    /// Given up; the problem says why.
    Failed,
}

impl State {
    /// The states that nothing comes after.
    pub const ENDED: [State; 3] = [State::Done, State::Cancelled, State::Failed];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Running => "running",
            State::Done => "done",
            State::Cancelled => "cancelled",
            State::Failed => "failed",
        }
    }

    fn read(text: &str) -> Result<State> {
        [State::Queued, State::Running, State::Done, State::Cancelled, State::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| Problem::internal("store.job.state").because(text))
    }
}

/// A job as it stands.
#[derive(Clone, Debug)]
pub struct Job {
    /// Id.
    pub id: JobId,
    /// What kind of work; names the handler.
    pub kind: String,
    /// The handler's input, JSON.
    pub input: String,
    /// The unit it works for.
    pub unit: UnitId,
    /// Who asked.
    pub account_name: String,
    /// Their account; none when the program itself asked.
    pub account: Option<AccountId>,
    /// State.
    pub state: State,
    /// When it was asked for.
    pub created_at: Instant,
    /// Tries so far.
    pub attempts: i64,
    /// Steps done.
    pub done: i64,
    /// Steps in all; 0 while unknown.
    pub total: i64,
    /// Whether somebody asked to cancel it.
    pub cancel: bool,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// What came of it, JSON.
    pub result: Option<String>,
    /// The problem it ended with, as JSON `{"code", "args"}`, to be said in the reader's language.
    pub problem: Option<String>,
}

/// One try of a job. Only the latest may say anything about it: a worker that was taken for dead and
/// comes back finds that the job has another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Try {
    /// The job.
    pub job: JobId,
    /// The how-manieth try, from 1.
    pub attempt: i64,
}

/// How a job ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// With this result, JSON.
    Done(String),
    /// A person cancelled it.
    Cancelled,
    /// With this problem, JSON `{"code", "args"}`.
    Failed(String),
}

/// Which jobs a list shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Waiting or under way.
    Open,
    /// In this state.
    Only(State),
}

impl Job {
    /// The try that this job is in.
    pub fn this_try(&self) -> Try {
        Try { job: self.id, attempt: self.attempts }
    }
}

/// Queues work in the caller's transaction: if that rolls back, the work was never asked for.
pub async fn queue(
    tx: &mut Tx,
    by: &By,
    moment: &mut Moment,
    kind: &'static str,
    unit: UnitId,
    input: String,
) -> Result<JobId> {
    let id = JobId(moment.id());
    let values = vec![
        id.into(),
        kind.into(),
        input.into(),
        unit.into(),
        by.account.into(),
        by.name.as_str().into(),
        moment.now().into(),
    ];
    tx.execute(&QUEUE, values).await?;
    Ok(id)
}

/// Takes the next due job, or one whose worker has fallen silent. What was cancelled meanwhile, or
/// has taken [`ATTEMPTS`] workers down, is ended on the way.
pub async fn take(database: &Database, now: Instant) -> Result<Option<Job>> {
    // Looking first without a write lock keeps an idle worker from disturbing anybody.
    while let Some(row) = database.fetch_optional(&DUE, vec![now.into()]).await? {
        let (id, state) = (JobId(row.uuid(0)?), State::read(&row.text(1)?)?);
        let last = Try { job: id, attempt: row.int(2)? };
        if row.flag(3)? {
            end(database, last, Ending::Cancelled, now).await?;
        } else if state == State::Running && last.attempt >= ATTEMPTS {
            let lost = r#"{"code":"store.job.lost","args":{}}"#.to_owned();
            end(database, last, Ending::Failed(lost), now).await?;
        } else if let Some(job) = lease(database, id, now).await? {
            return Ok(Some(job));
        }
    }
    Ok(None)
}

/// Leases the job unless another worker was faster.
async fn lease(database: &Database, id: JobId, now: Instant) -> Result<Option<Job>> {
    let mut tx = database.begin().await?;
    let until = now.plus_seconds(LEASE_SECONDS);
    let taken = tx.execute(&LEASE, vec![id.into(), until.into(), now.into()]).await?;
    let job = find_in(&mut tx, id).await?;
    tx.commit().await?;
    Ok(job.filter(|_| taken == 1))
}

/// Notes progress and extends the lease. Says whether the job should go on: not when it was cancelled, has
/// ended, or another worker has taken it over.
pub async fn progress(
    database: &Database,
    this: Try,
    done: i64,
    total: i64,
    now: Instant,
) -> Result<bool> {
    let mut tx = database.begin().await?;
    let until = now.plus_seconds(LEASE_SECONDS);
    let values =
        vec![this.job.into(), done.into(), total.into(), until.into(), this.attempt.into()];
    let noted = tx.execute(&PROGRESS, values).await? == 1;
    let job = find_in(&mut tx, this.job).await?;
    tx.commit().await?;
    Ok(noted && job.is_some_and(|job| !job.cancel))
}

/// Ends a job. Says whether it did: one that has ended already, or that another worker has taken over,
/// stays as it is.
pub async fn end(database: &Database, this: Try, ending: Ending, now: Instant) -> Result<bool> {
    let (state, result, problem) = match ending {
        Ending::Done(result) => (State::Done, Some(result), None),
        Ending::Cancelled => (State::Cancelled, None, None),
        Ending::Failed(problem) => (State::Failed, None, Some(problem)),
    };
    let mut tx = database.begin().await?;
    let values = vec![
        this.job.into(),
        state.as_str().into(),
        now.into(),
        result.into(),
        problem.into(),
        this.attempt.into(),
    ];
    let ended = tx.execute(&END, values).await? == 1;
    tx.commit().await?;
    Ok(ended)
}

/// Puts a job back in the queue after a passing problem, later each time, unless another worker has
/// taken it over meanwhile.
pub async fn retry(database: &Database, job: &Job, now: Instant, problem: String) -> Result<()> {
    if job.attempts >= ATTEMPTS {
        return end(database, job.this_try(), Ending::Failed(problem), now).await.map(drop);
    }
    let due = now.plus_seconds(10 * job.attempts * job.attempts);
    let mut tx = database.begin().await?;
    let values = vec![job.id.into(), due.into(), problem.into(), job.attempts.into()];
    tx.execute(&RETRY, values).await?;
    tx.commit().await
}

/// Asks for a job to be cancelled. Says whether there was still something to cancel.
pub async fn cancel(tx: &mut Tx, id: JobId) -> Result<bool> {
    Ok(tx.execute(&CANCEL, vec![id.into()]).await? == 1)
}

/// One job.
pub async fn find(database: &Database, id: JobId) -> Result<Option<Job>> {
    database.fetch_optional(&FIND, vec![id.into()]).await?.as_ref().map(job).transpose()
}

/// The latest jobs, newest first.
pub async fn latest(tx: &mut Tx, ask: Wanted<'_>, shown: Option<Shown>) -> Result<Page<Job>> {
    let feed = Feed { among: &LATEST_AMONG, not_among: &LATEST_NOT_AMONG };
    let states = shown.map(|shown| match shown {
        Shown::Open => (State::Queued, State::Running),
        Shown::Only(state) => (state, state),
    });
    let word = |state: State| state.as_str().to_owned();
    let filter = [
        Value::Text(states.map(|(one, _)| word(one))),
        Value::Text(states.map(|(_, other)| word(other))),
    ];
    feed.page(tx, ask, &filter, |row| {
        let job = job(row)?;
        Ok((Cursor::new(job.created_at, job.id.0), job))
    })
    .await
}

async fn find_in(tx: &mut Tx, id: JobId) -> Result<Option<Job>> {
    tx.fetch_optional(&FIND, vec![Value::from(id)]).await?.as_ref().map(job).transpose()
}

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: JobId(row.uuid(0)?),
        kind: row.text(1)?,
        input: row.text(2)?,
        unit: UnitId(row.int(3)?),
        account_name: row.text(4)?,
        account: row.opt_uuid(14)?.map(AccountId),
        state: State::read(&row.text(5)?)?,
        created_at: Instant(row.int(6)?),
        attempts: row.int(7)?,
        done: row.int(8)?,
        total: row.int(9)?,
        cancel: row.flag(10)?,
        ended_at: row.opt_int(11)?.map(Instant),
        result: row.opt_text(12)?,
        problem: row.opt_text(13)?,
    })
}
