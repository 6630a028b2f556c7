//! `/jobs/{id}`: one piece of work.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use ground::Problem;
use store::audit::{self, Entry};
use store::jobs::{self, Job, State};
use ui::{Crumb, Flash, Frame};

use super::{result_link, state_word, title, when};
use crate::reply::{Reply, Trouble, go, page};
use crate::visitor::{Posted, Visitor};
use crate::work;

#[derive(Template)]
#[template(path = "jobs/one.html")]
struct JobPage {
    frame: Frame,
    id: String,
    unit: String,
    by: String,
    when: String,
    state: &'static str,
    /// Steps done and in all, while it runs.
    progress: Option<(i64, i64)>,
    waiting: bool,
    cancellable: bool,
    result: Option<(String, &'static str)>,
    summary: Option<String>,
    problem: Option<String>,
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let words = visitor.words();
    let job = found(&visitor, &id).await?;
    let open = matches!(job.state, State::Queued | State::Running);
    let frame = visitor.frame(&title(words, &job));
    page(&JobPage {
        frame: Frame { trail: vec![Crumb::new(words.nav_jobs(), "/jobs")], ..frame },
        id: job.id.to_string(),
        unit: visitor.unit_name(job.unit),
        by: job.account_name.clone(),
        when: when(words, job.created_at),
        state: state_word(words, &job),
        progress: open.then(|| steps(&visitor, &job)),
        waiting: job.state == State::Queued,
        cancellable: open && !job.cancel && may_cancel(&visitor, &job),
        result: result_link(words, &job),
        summary: summary(&visitor, &job),
        problem: job
            .problem
            .as_deref()
            .filter(|_| job.state == State::Failed)
            .map(|problem| words.problem(&work::problem_of(problem))),
    })
}

/// How far a job is, for the script of the page: `{"done", "whole", "text", "finished"}`.
pub(super) async fn progress(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let words = visitor.words();
    let job = found(&visitor, &id).await?;
    let (done, whole) = steps(&visitor, &job);
    let text = match job.state {
        State::Queued => words.jobs_state_queued().to_owned(),
        State::Running if whole == 0 => words.jobs_starting().to_owned(),
        State::Running => words.jobs_rows_done(done, whole),
        _ => words.progress_done().to_owned(),
    };
    let finished = !matches!(job.state, State::Queued | State::Running);
    let answer = serde_json::json!({
        "done": done, "whole": whole.max(1), "text": text, "finished": finished,
    });
    let head = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    Ok((head, answer.to_string()).into_response())
}

pub(super) async fn cancel(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let job = found(&visitor, &id).await?;
    let (actor, desk) = (visitor.actor(), &visitor.desk);
    if !may_cancel(&visitor, &job) {
        visitor.must(Verb::CancelJob)?;
    }
    // Work that runs in this process is told directly: it may hold the only write lock there is, which
    // is free once it has stopped. It may have ended by the time the wish is noted.
    let mut moment = desk.moment();
    let here = desk.watch.cancel(job.id);
    let noted = async {
        let mut tx = desk.database.begin().await?;
        let asked = jobs::cancel(&mut tx, job.id).await? || here;
        if asked {
            let entry = Entry {
                action: "store.job.cancel",
                subject: "job",
                subject_id: job.id.to_string(),
                unit: job.unit,
                reason: None,
                detail: Some(serde_json::json!({ "kind": job.kind }).to_string()),
            };
            audit::write(&mut tx, &actor.by, &mut moment, entry).await?;
        }
        tx.commit().await?;
        Ok::<_, Problem>(asked)
    };
    let asked = noted.await.map_err(|problem| visitor.trouble(problem))?;
    let words = visitor.words();
    let flash = if asked {
        Flash::done(words.jobs_cancel_asked())
    } else {
        Flash::note(words.jobs_cancel_late())
    };
    go(&format!("/jobs/{}", job.id), Some(flash))
}

/// Whoever asked for work may stop it; others need the right.
fn may_cancel(visitor: &Visitor, job: &Job) -> bool {
    let actor = visitor.actor();
    actor.may(Verb::CancelJob) || (job.account.is_some() && job.account == actor.account)
}

/// Steps done and in all: from this process where the work runs here, else from the database.
fn steps(visitor: &Visitor, job: &Job) -> (i64, i64) {
    visitor
        .desk
        .watch
        .of(job.id)
        .map_or((job.done, job.total), |progress| (progress.done, progress.total))
}

fn summary(visitor: &Visitor, job: &Job) -> Option<String> {
    let result: serde_json::Value = serde_json::from_str(job.result.as_deref()?).ok()?;
    (job.kind == work::CLASSIFY)
        .then(|| {
            let (visits, changed) = (result["visits"].as_i64()?, result["changed"].as_i64()?);
            Some(visitor.words().jobs_classified(changed, visits))
        })
        .flatten()
}

async fn found(visitor: &Visitor, id: &str) -> Result<Job, Trouble> {
    let missing = || visitor.trouble(Problem::missing("desk.job.missing"));
    let id = id.parse().map_err(|_| missing())?;
    let job = jobs::find(&visitor.desk.database, id).await;
    let job = job.map_err(|problem| visitor.trouble(problem))?;
    job.filter(|job| visitor.actor().covers(job.unit, visitor.desk.units)).ok_or_else(missing)
}
