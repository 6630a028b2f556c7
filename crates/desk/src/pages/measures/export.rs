//! `/measures/export`: the households of a unit as Parquet for other programs, made by a worker and kept for
//! some days. What the standards made of each household, without answers, names and ID numbers.

use access::{Actor, Verb};
use axum::extract::Path;
use ground::{Day, JobId, Problem, Result};
use reports::kept::{self, Kept};
use serde::{Deserialize, Serialize};
use snapshots::export::{self, SNAPSHOT, Wanted};
use store::jobs::{self, Job};

use crate::desk::Desk;
use crate::pages::unit_field;
use crate::reply::{Reply, file, go};
use crate::visitor::{Posted, Visitor};
use crate::work;

/// What was asked for; the unit is that of the job.
#[derive(Serialize, Deserialize)]
struct Asked {
    day: Day,
}

/// Asks a worker for the file.
pub(super) async fn ask(Posted { visitor, form }: Posted) -> Reply {
    visitor.must(Verb::Report)?;
    let asked = async {
        let unit = match form.value("unit") {
            "" => visitor.actor().unit,
            text => unit_field::read(&visitor, text)?,
        };
        let (unit, _) = visitor.chosen(Some(&unit.to_string()))?;
        let asked = Asked { day: ui::read_day(form.value("day"))? };
        work::ask(&visitor.desk, visitor.actor(), work::EXPORT, unit, &asked).await
    };
    let job = asked.await.map_err(|problem: Problem| visitor.trouble(problem))?;
    go(&format!("/jobs/{job}"), None)
}

/// Makes the file and keeps it; `step` is told how far it is, and answers whether to go on.
pub(crate) async fn export(
    desk: &Desk,
    actor: &Actor,
    job: &Job,
    step: &(dyn Fn(i64, i64) -> bool + Sync),
) -> Result<()> {
    let Asked { day } = work::input(job)?;
    let folder = std::env::temp_dir().join(format!("chieusau-{}", job.id));
    let wanted = Wanted { unit: job.unit, day, answers: false };
    let (law, units) = (&*desk.law, desk.units);
    let mut moment = desk.moment();
    let made =
        export::export(&desk.database, (law, units), actor, &mut moment, wanted, &folder, step);
    let made = made.await;
    let read = made.and_then(|_| {
        let unwritable = |error| Problem::unavailable("snapshots.unwritable").because(error);
        std::fs::read(folder.join(SNAPSHOT)).map_err(unwritable)
    });
    let _ = std::fs::remove_dir_all(&folder);
    let bytes = read?;
    let unit = units.get(job.unit).map_or("", |unit| &unit.full_name);
    let kept = Kept {
        job: job.id,
        unit: job.unit,
        number: kept::PAPERS,
        file_name: format!("{unit} {day}.parquet").trim().to_owned(),
        page: String::new(),
        made_at: desk.clock.now(),
        made_by: actor.by.name.clone(),
    };
    let mut tx = desk.database.begin().await?;
    kept::keep(&mut tx, &kept, bytes).await?;
    tx.commit().await
}

/// The file, for whoever may see the unit.
pub(super) async fn download(visitor: Visitor, Path(job): Path<String>) -> Reply {
    visitor.must(Verb::Report)?;
    let found = kept(&visitor, &job).await;
    let (kept, bytes) = found.map_err(|problem| visitor.trouble(problem))?;
    file(&kept.file_name, "application/vnd.apache.parquet", bytes)
}

async fn kept(visitor: &Visitor, job: &str) -> Result<(Kept, Vec<u8>)> {
    let missing = || Problem::missing("desk.report.missing");
    let (database, units) = (&visitor.desk.database, visitor.desk.units);
    let job: JobId = job.parse().map_err(|_| missing())?;
    let asked = jobs::find(database, job).await?.filter(|job| job.kind == work::EXPORT);
    asked.ok_or_else(missing)?;
    let kept = kept::find(database, job, visitor.desk.clock.now()).await?.ok_or_else(missing)?;
    if !visitor.actor().covers(kept.unit, units) {
        return Err(missing());
    }
    let bytes = kept::file(database, job).await?.ok_or_else(missing)?;
    Ok((kept, bytes))
}

/// What the columns of the file mean.
pub(super) async fn dictionary(visitor: Visitor) -> Reply {
    visitor.must(Verb::Report)?;
    let (law, day) = (&visitor.desk.law, visitor.desk.today());
    let mut bytes = Vec::new();
    let written = export::snapshot_dictionary(law, day, &mut bytes);
    written.map_err(|problem| visitor.trouble(problem))?;
    file("dictionary.csv", "text/csv; charset=utf-8", bytes)
}
