//! `chieusau export`: the registry on a day as Parquet for other programs, with a data dictionary.

use std::path::Path;
use std::sync::Mutex;

use access::Actor;
use clap::ArgMatches;
use ground::{Problem, UnitId};
use snapshots::export::{Wanted, export};
use ui::Words;

use crate::context::{Context, one};
use crate::{cli, say};

pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let context = Context::open_existing(matches).await?;
    let day = super::day(matches, "day")?;
    let unit = super::unit(matches, context.units, day)?.unwrap_or(UnitId::NATION);
    let folder = Path::new(cli::text(matches, "folder"));
    let shown = Mutex::new(say::Progress::new(words));
    let progress = |done, total| {
        if let Ok(mut shown) = shown.lock() {
            shown.show(done, total);
        }
        true
    };
    let wanted = Wanted { unit, day, answers: true };
    let actor = Actor::program("chieusau export");
    let households = export(
        &context.database,
        (&context.law, context.units),
        &actor,
        &mut context.clock.moment(),
        wanted,
        folder,
        &progress,
    )
    .await
    .map_err(one)?;
    for name in wanted.files() {
        say::line(words.cli_written(folder.join(name).display().to_string()));
    }
    say::note(words.cli_exported(ground::integer(words.lang(), households as i64)));
    Ok(())
}
