//! `/rounds/decisions/{id}/certificates`: the certificates of a whole commune, typeset by a worker and kept
//! for some days.

use access::Actor;
use ground::{DecisionId, JobId, Problem, Result};
use reports::kept::{self, Kept};
use serde::{Deserialize, Serialize};
use store::jobs::{self, Job};

use axum::extract::Path;

use super::super::decision::found as decision;
use super::certificates::decided;
use super::{PDF, press, words};
use crate::desk::Desk;
use crate::reply::{Reply, file, go};
use crate::visitor::{Posted, Visitor};
use crate::work;

/// The papers asked for.
#[derive(Serialize, Deserialize)]
struct Asked {
    decision: DecisionId,
    /// The decision's number, for the list of work.
    number: String,
}

/// Asks a worker for them.
pub(super) async fn ask(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let found = decision(&visitor, &id).await;
    let (decision, _) = found.map_err(|problem| visitor.trouble(problem))?;
    let asked = Asked { decision: decision.id, number: decision.number };
    let (desk, actor) = (&visitor.desk, visitor.actor());
    let job = work::ask(desk, actor, work::CERTIFICATES, decision.unit, &asked).await;
    let job = job.map_err(|problem| visitor.trouble(problem))?;
    go(&format!("/jobs/{job}"), None)
}

/// Typesets them and keeps the file; `step` is told how far it is and may stop it.
pub(crate) async fn typeset_all(
    desk: &Desk,
    actor: &Actor,
    job: &Job,
    step: impl Fn(i64, i64) -> Result<()> + Send + 'static,
) -> Result<()> {
    let asked: Asked = work::input(job)?;
    let document = decided(desk, actor, asked.decision).await?;
    let pdf = press(desk, document, step).await?;
    let kept = Kept {
        job: job.id,
        unit: job.unit,
        number: kept::PAPERS,
        file_name: words().certificates_file(asked.number.replace('/', "-")),
        page: String::new(),
        made_at: desk.clock.now(),
        made_by: actor.by.name.clone(),
    };
    let mut tx = desk.database.begin().await?;
    kept::keep(&mut tx, &kept, pdf).await?;
    tx.commit().await
}

/// The file, for whoever may see the decision.
pub(super) async fn download(visitor: Visitor, Path((id, job)): Path<(String, String)>) -> Reply {
    let found = kept(&visitor, &id, &job).await;
    let (kept, pdf) = found.map_err(|problem| visitor.trouble(problem))?;
    file(&kept.file_name, PDF, pdf)
}

async fn kept(visitor: &Visitor, id: &str, job: &str) -> Result<(Kept, Vec<u8>)> {
    let missing = || Problem::missing("review.certificate.not_kept");
    let (decision, _) = decision(visitor, id).await?;
    let database = &visitor.desk.database;
    let job: JobId = job.parse().map_err(|_| missing())?;
    let asked = jobs::find(database, job).await?.filter(|job| job.kind == work::CERTIFICATES);
    let asked: Asked = work::input(&asked.ok_or_else(missing)?)?;
    let kept = kept::find(database, job, visitor.desk.clock.now()).await?;
    let kept = kept.filter(|_| asked.decision == decision.id);
    let pdf = kept::file(database, job).await?;
    kept.zip(pdf).ok_or_else(missing)
}

/// Forgets files that have been kept for long enough.
pub(crate) async fn forget_old(desk: &Desk) -> Result<()> {
    kept::forget_papers(&desk.database, desk.clock.now()).await
}

/// Where the file of finished work is.
pub(crate) fn certificates_at(job: &Job) -> Option<String> {
    let asked: Asked = work::input(job).ok()?;
    Some(format!("/rounds/decisions/{}/certificates/{}", asked.decision, job.id))
}
