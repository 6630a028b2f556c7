//! Long work of the desk, done by the worker of the binary in the name of whoever asked for it.
//!
//! Each kind of work has an input, kept as JSON with the job, and a result, JSON as well. Progress goes
//! through [`store::Watch`]: an import on SQLite holds the only write lock for its whole length.

use access::{Actor, Scope, account};
use ground::{Day, ImportId, Problem, Result, UnitId};
use intake::mapping::Mapping;
use intake::run::{self as import_run, Options, Setup};
use serde::{Deserialize, Serialize};
use store::jobs::{self, Job};

use crate::desk::Desk;
use crate::pages;

/// Bringing in a spreadsheet.
pub const IMPORT: &str = "import";
/// Evaluating the visits of a unit again.
pub const CLASSIFY: &str = "classify";
/// Drawing up a table of a large unit.
pub const REPORT: &str = "report";
/// Typesetting the certificates of a commune.
pub const CERTIFICATES: &str = "certificates";
/// Writing the households of a unit as Parquet.
pub const EXPORT: &str = "export";
/// The code under which cancelled work ends.
pub const CANCELLED: &str = "desk.work.cancelled";

/// What an import needs to know.
#[derive(Serialize, Deserialize)]
pub(crate) struct ImportInput {
    /// The kept file.
    pub(crate) import: ImportId,
    /// Its name, for the list of work.
    pub(crate) file: String,
    /// [`Mapping::to_json`].
    pub(crate) mapping: String,
    /// The review day of rows that give none.
    pub(crate) day: Option<Day>,
    /// Whether only to say what would happen.
    pub(crate) dry_run: bool,
}

/// Imports a kept file. The result names the import: `{"import": …}`.
///
/// # Errors
/// Those of [`intake::run::import`]; [`CANCELLED`].
pub async fn import(desk: &Desk, job: &Job) -> Result<String> {
    let input: ImportInput = input(job)?;
    let actor = actor(desk, job).await?;
    let upload = import_run::upload_of(&desk.database, input.import).await?;
    let upload = upload.ok_or_else(|| Problem::missing("import.missing"))?;
    let options = Options {
        unit: job.unit,
        mapping: Mapping::from_json(&input.mapping)?,
        table: None,
        day: input.day,
        dry_run: input.dry_run,
        today: desk.today(),
        also: Vec::new(),
        import: Some(input.import),
    };
    let setup =
        Setup { database: &desk.database, law: &desk.law, units: desk.units, seal: &desk.seal };
    let mut moment = desk.moment();
    let progress = |done, total| desk.watch.report(job.id, done, total);
    let done = import_run::import(&setup, &actor, &mut moment, &upload, &options, &progress).await;
    done.map_err(|problem| match &*problem.code {
        "import.cancelled" => cancelled(),
        _ => problem,
    })?;
    // What is imported stays imported, and must not be told as lost, when tidying up after it fails.
    if let Err(problem) = desk.database.settle().await {
        tracing::warn!(%problem, "tidying up after an import");
    }
    Ok(serde_json::json!({ "import": input.import }).to_string())
}

/// Evaluates the visits of the job's unit again under the law that is loaded now. The result says how
/// many: `{"visits": …, "changed": …}`.
///
/// # Errors
/// Those of [`registry::reevaluate`]; [`CANCELLED`], and then what was done so far stays done.
pub async fn classify(desk: &Desk, job: &Job) -> Result<String> {
    let actor = actor(desk, job).await?;
    let scope = Scope::of(job.unit, desk.units, desk.today());
    let mut moment = desk.moment();
    let progress = |done, total| desk.watch.report(job.id, done, total);
    let (db, law, units) = (&desk.database, &desk.law, desk.units);
    let done =
        registry::reevaluate(db, law, &actor, units, &mut moment, &scope, None, progress).await?;
    if !done.finished {
        return Err(cancelled());
    }
    Ok(serde_json::json!({ "visits": done.visits, "changed": done.changed }).to_string())
}

/// Draws up a table and keeps it. The result names it: `{"report": …}`.
///
/// # Errors
/// Those of [`reports::table`].
pub async fn report(desk: &Desk, job: &Job) -> Result<String> {
    let actor = actor(desk, job).await?;
    let kept = pages::reports::draw_up(desk, &actor, job, &|done, total| {
        if desk.watch.report(job.id, done, total) { Ok(()) } else { Err(cancelled()) }
    })
    .await?;
    Ok(serde_json::json!({ "report": kept }).to_string())
}

/// Typesets the certificates of a decision and keeps them. The result is empty: the input names the decision.
///
/// # Errors
/// `review.decision.missing`; those of the press; [`CANCELLED`].
pub async fn certificates(desk: &Desk, job: &Job) -> Result<String> {
    let actor = actor(desk, job).await?;
    let (watch, id) = (desk.watch.clone(), job.id);
    pages::rounds::typeset_all(desk, &actor, job, move |done, total| {
        if watch.report(id, done, total) { Ok(()) } else { Err(cancelled()) }
    })
    .await?;
    Ok("{}".to_owned())
}

/// Writes the households of the job's unit as Parquet and keeps the file. The result is empty.
///
/// # Errors
/// Those of [`snapshots::export::export`]; [`CANCELLED`].
pub async fn export(desk: &Desk, job: &Job) -> Result<String> {
    let actor = actor(desk, job).await?;
    let step = |done, total| desk.watch.report(job.id, done, total);
    let done = pages::measures::export(desk, &actor, job, &step).await;
    done.map_err(|problem| match &*problem.code {
        "snapshots.export.cancelled" => cancelled(),
        _ => problem,
    })?;
    Ok("{}".to_owned())
}

/// Forgets what is kept for a time only and has been kept for long enough.
///
/// # Errors
/// Those of the database.
pub async fn forget_old(desk: &Desk) -> Result<()> {
    pages::rounds::forget_old(desk).await
}

fn cancelled() -> Problem {
    Problem::conflict(CANCELLED)
}

/// The input of a job.
pub(crate) fn input<T: for<'de> Deserialize<'de>>(job: &Job) -> Result<T> {
    serde_json::from_str(&job.input)
        .map_err(|error| Problem::internal("desk.work.input").because(error))
}

/// Whoever asked, with the rights they have now.
async fn actor(desk: &Desk, job: &Job) -> Result<Actor> {
    let program = Actor::program("chieusau");
    let Some(id) = job.account else { return Ok(program) };
    let account = account::find(&desk.database, &program, desk.units, id).await?;
    if account.disabled_at.is_some() {
        return Err(Problem::refused("desk.work.account").with("name", account.name));
    }
    Ok(account.actor())
}

/// The problem that work ended with, as it was kept with the job.
pub(crate) fn problem_of(kept: &str) -> Problem {
    store::problem::of_json(kept).unwrap_or_else(|| Problem::internal("desk.work.unnamed"))
}

/// The unit a new job is for must be one the actor may work in; the caller's action has checked the
/// verb.
pub(crate) async fn ask<T: Serialize>(
    desk: &Desk,
    actor: &Actor,
    kind: &'static str,
    unit: UnitId,
    input: &T,
) -> Result<ground::JobId> {
    let input = serde_json::to_string(input)
        .map_err(|error| Problem::internal("desk.work.input").because(error))?;
    let mut moment = desk.moment();
    let mut tx = desk.database.begin().await?;
    let job = jobs::queue(&mut tx, &actor.by, &mut moment, kind, unit, input).await?;
    tx.commit().await?;
    Ok(job)
}
