//! The worker: takes long work from the queue, one piece at a time, for as long as the desk is open.
//!
//! The table in [`handle`] is the whole wiring of kinds of work to the rooms that do them.

use std::time::{Duration, Instant};

use desk::{Desk, work};
use ground::{Kind, Problem, Result};
use store::jobs::{self, Ending, Job};
use store::{Engine, Progress};

/// How long an idle worker waits before it looks again.
const IDLE: Duration = Duration::from_millis(300);

/// How often it forgets what is kept for a time only.
const FORGETTING: Duration = Duration::from_hours(1);

/// Works until the task is dropped. A piece of work that fails is noted and does not end the worker.
pub(crate) async fn run(desk: Desk) {
    let mut forgot: Option<Instant> = None;
    loop {
        if forgot.is_none_or(|last| last.elapsed() > FORGETTING) {
            forget(&desk).await;
            forgot = Some(Instant::now());
        }
        match jobs::take(&desk.database, desk.clock.now()).await {
            Ok(Some(job)) => finish(&desk, &job).await,
            Ok(None) => tokio::time::sleep(IDLE).await,
            Err(problem) => {
                tracing::warn!(%problem, "the queue cannot be read");
                tokio::time::sleep(IDLE * 10).await;
            }
        }
    }
}

async fn forget(desk: &Desk) {
    if let Err(problem) = work::forget_old(desk).await {
        tracing::warn!(%problem, "what was kept for a time cannot be forgotten");
    }
}

async fn finish(desk: &Desk, job: &Job) {
    desk.watch.start(job.id);
    let outcome = tokio::select! {
        outcome = handle(desk, job) => outcome,
        () = stay_alive(desk, job) => unreachable!("it goes on for as long as the work"),
    };
    let now = desk.clock.now();
    let ending = match outcome {
        Ok(result) => Some(Ending::Done(result)),
        Err(problem) if problem.code == work::CANCELLED => Some(Ending::Cancelled),
        // Trying again helps only where something was away.
        Err(problem) if problem.kind == Kind::Unavailable => {
            let problem = store::problem::to_json(&problem);
            let again = jobs::retry(&desk.database, job, now, problem).await;
            noted(job, again);
            None
        }
        Err(problem) => {
            tracing::warn!(%problem, kind = job.kind, "work failed");
            Some(Ending::Failed(store::problem::to_json(&problem)))
        }
    };
    if let Some(ending) = ending {
        let ended = jobs::end(&desk.database, job.this_try(), ending, now).await;
        noted(job, ended.map(drop));
    }
    desk.watch.end(job.id);
}

fn noted(job: &Job, outcome: Result<()>) {
    if let Err(problem) = outcome {
        tracing::error!(%problem, kind = job.kind, "the end of work cannot be noted");
    }
}

/// Tells the database from time to time that the work goes on, and hears there whether somebody on
/// another machine cancelled it. Where the work itself holds the only write lock (SQLite), nobody else
/// could take it up, and the note can wait.
async fn stay_alive(desk: &Desk, job: &Job) {
    loop {
        tokio::time::sleep(Duration::from_secs(jobs::LEASE_SECONDS as u64 / 4)).await;
        if desk.database.engine() == Engine::Sqlite {
            continue;
        }
        let Progress { done, total, .. } = desk.watch.of(job.id).unwrap_or_default();
        match jobs::progress(&desk.database, job.this_try(), done, total, desk.clock.now()).await {
            Ok(true) => {}
            Ok(false) => drop(desk.watch.cancel(job.id)),
            Err(problem) => tracing::warn!(%problem, "progress cannot be noted"),
        }
    }
}

/// Kind of work → who does it. Each returns its result as JSON.
async fn handle(desk: &Desk, job: &Job) -> Result<String> {
    match job.kind.as_str() {
        work::IMPORT => work::import(desk, job).await,
        work::CLASSIFY => work::classify(desk, job).await,
        work::CERTIFICATES => work::certificates(desk, job).await,
        work::REPORT => work::report(desk, job).await,
        work::EXPORT => work::export(desk, job).await,
        other => {
            Err(Problem::internal("store.job.state").because(format!("no worker for {other}")))
        }
    }
}
