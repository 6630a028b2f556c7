//! Tables of large units: asked for, drawn up by a worker, kept, looked at.

use ::reports::kept::{self, Kept};
use ::reports::table;
use access::{Actor, Verb};
use askama::Template;
use axum::extract::Path;
use ground::{JobId, Problem, Result};
use store::jobs::Job;
use ui::{Crumb, Frame, Words};

use super::asked::{Asked, ReportInput};
use super::one::{file_name, is_wide, spreadsheet};
use super::sheet::sheet;
use super::{XLSX, basis};
use crate::desk::Desk;
use crate::pages::jobs::when;
use crate::reply::{Reply, Trouble, file, go, page};
use crate::visitor::{Posted, Visitor};
use crate::work;

#[derive(Template)]
#[template(path = "reports/kept.html")]
struct KeptPage {
    frame: Frame,
    made: String,
    download: String,
    /// Safe HTML, as the worker rendered it.
    sheet: String,
}

/// Asks a worker for a table.
pub(super) async fn ask(Path(number): Path<u8>, Posted { visitor, form }: Posted) -> Reply {
    visitor.must(Verb::Report)?;
    let asked = Asked::of(&form);
    let to_form = asked.link(&format!("/reports/{number}"), &[]);
    let Ok(request) = asked.request(&visitor, number) else { return go(&to_form, None) };
    // What is quickly drawn up, or refused, is so on the page itself.
    let frame = ::reports::frame(visitor.desk.units, visitor.actor(), &request);
    if !is_wide(&visitor.desk, &request) || frame.is_err() {
        frame.map(drop).map_err(|problem| visitor.trouble(problem))?;
        return go(&to_form, None);
    }
    let input = ReportInput::of(&request, &visitor);
    let (desk, actor) = (&visitor.desk, visitor.actor());
    let job = work::ask(desk, actor, work::REPORT, request.unit, &input).await;
    let job = job.map_err(|problem| visitor.trouble(problem))?;
    go(&format!("/jobs/{job}"), None)
}

/// Draws up the table of a job and keeps it; `step` is told how far it is and may stop it.
pub(crate) async fn draw_up(
    desk: &Desk,
    actor: &Actor,
    job: &Job,
    step: &(dyn Fn(i64, i64) -> Result<()> + Send + Sync),
) -> Result<JobId> {
    let input: ReportInput = work::input(job)?;
    let words = Words::of(input.lang.parse()?);
    let request = input.request(job.unit);
    step(0, 3)?;
    let table = {
        let mut tx = desk.database.read().await?;
        table(&mut tx, basis(desk), actor, &request).await?
    };
    step(1, 3)?;
    let file = spreadsheet(desk, words, &table)?;
    step(2, 3)?;
    let page = sheet(words, &table, None).render();
    let kept = Kept {
        job: job.id,
        unit: job.unit,
        number: input.report,
        file_name: file_name(desk, &request, words.lang()),
        page: page.map_err(|error| Problem::internal("desk.page.unrendered").because(error))?,
        made_at: desk.clock.now(),
        made_by: actor.by.name.clone(),
    };
    let mut tx = desk.database.begin().await?;
    kept::keep(&mut tx, &kept, file).await?;
    tx.commit().await?;
    step(3, 3)?;
    Ok(job.id)
}

pub(super) async fn show(visitor: Visitor, Path(job): Path<String>) -> Reply {
    let kept = found(&visitor, &job).await?;
    let words = visitor.words();
    let title = format!("{} {}", words.reports_number(), kept.number);
    page(&KeptPage {
        frame: Frame {
            trail: vec![Crumb::new(words.nav_reports(), "/reports")],
            ..visitor.frame(&title)
        },
        made: words.reports_kept(when(words, kept.made_at), kept.made_by.as_str()),
        download: format!("/reports/kept/{}/file", kept.job),
        sheet: kept.page,
    })
}

pub(super) async fn download(visitor: Visitor, Path(job): Path<String>) -> Reply {
    let kept = found(&visitor, &job).await?;
    let bytes = kept::file(&visitor.desk.database, kept.job).await;
    let bytes = bytes.map_err(|problem| visitor.trouble(problem))?;
    let missing = || visitor.trouble(Problem::missing("desk.report.missing"));
    file(&kept.file_name, XLSX, bytes.ok_or_else(missing)?)
}

async fn found(visitor: &Visitor, job: &str) -> Result<Kept, Trouble> {
    visitor.must(Verb::Report)?;
    let missing = || visitor.trouble(Problem::missing("desk.report.missing"));
    let job = job.parse().map_err(|_| missing())?;
    let kept = kept::find(&visitor.desk.database, job, visitor.desk.clock.now()).await;
    let kept = kept.map_err(|problem| visitor.trouble(problem))?;
    kept.filter(|kept| kept.number != kept::PAPERS)
        .filter(|kept| visitor.actor().covers(kept.unit, visitor.desk.units))
        .ok_or_else(missing)
}
