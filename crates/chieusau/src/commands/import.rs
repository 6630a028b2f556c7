//! `chieusau import`: a spreadsheet from the command line, of any size.

use std::path::Path;
use std::sync::Mutex;

use access::Actor;
use clap::ArgMatches;
use ground::{Problem, UnitId};
use intake::mapping::{propose, recall};
use intake::run::{Options, Setup, Summary, import, remarks_file};
use intake::sheet::{Sheet, Upload};
use ui::Words;

use crate::context::{Context, one};
use crate::{cli, say};

pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let context = Context::open(matches, &[]).await?;
    let upload = Upload::from_path(Path::new(cli::text(matches, "file"))).map_err(one)?;
    let sheet = Sheet::open(&upload, None).map_err(one)?;
    let recalled = recall(&context.database, &sheet.header).await.map_err(one)?;
    let today = context.clock.now().day();
    let options = Options {
        unit: super::unit(matches, context.units, today)?.unwrap_or(UnitId::NATION),
        mapping: recalled.unwrap_or_else(|| propose(&sheet).mapping),
        table: None,
        day: cli::optional(matches, "day").map(str::parse).transpose().map_err(one)?,
        dry_run: matches.get_flag("dry-run"),
        today,
        also: cli::all(matches, "standard"),
        import: None,
    };
    let setup = Setup {
        database: &context.database,
        law: &context.law,
        units: context.units,
        seal: &context.seal,
    };
    let shown = Mutex::new(say::Progress::new(words));
    let progress = |done, total| {
        if let Ok(mut shown) = shown.lock() {
            shown.show(done, total);
        }
        true
    };
    let mut moment = context.clock.moment();
    let actor = Actor::program("chieusau import");
    let summary =
        import(&setup, &actor, &mut moment, &upload, &options, &progress).await.map_err(one)?;
    // What is imported stays imported, and must not be told as lost, when tidying up after it fails.
    if let Err(problem) = context.database.settle().await {
        tracing::warn!(%problem, "tidying up after an import");
    }
    tell(&summary, words);
    if let Some(path) = cli::optional(matches, "remarks") {
        let say_it = |problem: &Problem| words.problem(problem);
        let heading = words.imports_download_column();
        let answer = remarks_file(&context.database, summary.import, None, heading, &say_it)
            .await
            .map_err(one)?;
        super::write_file(path, &answer.bytes)?;
        say::note(words.cli_written(path));
    }
    Ok(())
}

fn tell(summary: &Summary, words: &Words) {
    let counts = &summary.counts;
    say::line(words.cli_import_result(
        counts.accepted,
        counts.changed,
        counts.duplicates,
        counts.read,
        counts.rejected,
        counts.warned,
    ));
    if summary.dry_run {
        say::line(words.cli_import_dry());
    }
}
