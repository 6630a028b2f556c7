//! `chieusau classify`: evaluate stored visits again under the law that is loaded now.

use std::sync::Mutex;

use access::{Actor, Scope};
use clap::ArgMatches;
use ground::Problem;
use ui::Words;

use crate::context::{Context, one};
use crate::say;

pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let context = Context::open_existing(matches).await?;
    let today = context.clock.now().day();
    let scope = match super::unit(matches, context.units, today)? {
        Some(unit) => Scope::of(unit, context.units, today),
        None => Scope::Nation,
    };
    let shown = Mutex::new(say::Progress::new(words));
    let progress = |done, total| {
        if let Ok(mut shown) = shown.lock() {
            shown.show(done, total);
        }
        true
    };
    let actor = Actor::program("chieusau classify");
    let mut moment = context.clock.moment();
    let done = registry::reevaluate(
        &context.database,
        &context.law,
        &actor,
        context.units,
        &mut moment,
        &scope,
        None,
        progress,
    )
    .await
    .map_err(one)?;
    let lang = words.lang();
    say::line(
        words.cli_classified(
            ground::integer(lang, done.changed),
            ground::integer(lang, done.visits),
        ),
    );
    Ok(())
}
