//! `/jobs…`: long work, how far it is, and what came of it.

mod list;
mod one;

use axum::Router;
use axum::routing::{get, post};
use ground::{Day, Instant};
use store::jobs::{Job, State};
use ui::Words;

use crate::desk::Desk;
use crate::pages::rounds;
use crate::work;

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/jobs", get(list::show))
        .route("/jobs/classify", post(list::classify))
        .route("/jobs/{id}", get(one::show))
        .route("/jobs/{id}/cancel", post(one::cancel))
        .route("/jobs/{id}/progress", get(one::progress))
}

/// What a job does, in words.
fn title(words: &Words, job: &Job) -> String {
    let input: serde_json::Value = serde_json::from_str(&job.input).unwrap_or_default();
    match job.kind.as_str() {
        work::IMPORT => {
            let file = input["file"].as_str().unwrap_or_default();
            let dry_run = input["dry_run"].as_bool().unwrap_or_default();
            if dry_run { words.jobs_import_try(file) } else { words.jobs_import(file) }
        }
        work::REPORT => words.jobs_report(input["report"].as_i64().unwrap_or_default()),
        work::CERTIFICATES => words.jobs_certificates(input["number"].as_str().unwrap_or_default()),
        work::CLASSIFY => words.jobs_classify().to_owned(),
        work::EXPORT => {
            let day = input["day"].as_str().and_then(|day| day.parse().ok());
            words.jobs_export(day.map(Day::vietnamese).unwrap_or_default())
        }
        other => other.to_owned(),
    }
}

/// A job's state in words.
fn state_word(words: &'static Words, job: &Job) -> &'static str {
    match job.state {
        State::Queued | State::Running if job.cancel => words.jobs_cancelling(),
        State::Queued => words.jobs_state_queued(),
        State::Running => words.jobs_state_running(),
        State::Done => words.jobs_state_done(),
        State::Cancelled => words.jobs_state_cancelled(),
        State::Failed => words.jobs_state_failed(),
    }
}

/// Where the result of a finished job is looked at, with its name.
fn result_link(words: &'static Words, job: &Job) -> Option<(String, &'static str)> {
    let result: serde_json::Value = serde_json::from_str(job.result.as_deref()?).ok()?;
    match job.kind.as_str() {
        work::IMPORT => {
            Some((format!("/imports/{}", result["import"].as_str()?), words.jobs_to_import()))
        }
        work::REPORT => {
            Some((format!("/reports/kept/{}", result["report"].as_str()?), words.jobs_to_report()))
        }
        work::EXPORT => Some((format!("/measures/export/{}", job.id), words.jobs_to_export())),
        work::CERTIFICATES => Some((rounds::certificates_at(job)?, words.jobs_to_certificates())),
        _ => None,
    }
}

/// An instant as people say it.
pub(crate) fn when(words: &Words, at: Instant) -> String {
    words.jobs_at(at.day(), at.hour_minute())
}
