//! `chieusau report`: an official table as a spreadsheet.

use access::Actor;
use clap::ArgMatches;
use ground::{Day, Problem};
use places::Level;
use registry::figures::Geography;
use reports::{Basis, Request};
use ui::Words;

use crate::context::{Context, one};
use crate::{cli, say};

pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let context = Context::open_existing(matches).await?;
    let today = context.clock.now().day();
    let number = *matches.get_one::<u8>("table").expect("clap has checked that it is there");
    let unit = super::unit(matches, context.units, today)?
        .ok_or_else(|| one(Problem::invalid("chieusau.unit.needed")))?;
    let to = super::day(matches, "to")?;
    let year = Day::new(to.year(), 1, 1).expect("every year begins");
    let from = match cli::optional(matches, "from") {
        Some(text) => text.parse().map_err(one)?,
        None => year,
    };
    let level = match cli::text(matches, "level") {
        "province" => Level::Province,
        "district" => Level::District,
        _ => Level::Commune,
    };
    let geography = match cli::optional(matches, "as-of") {
        Some(day) => Geography::AsOf(day.parse().map_err(one)?),
        None => Geography::AsThen,
    };
    let request = Request { level, geography, ..Request::new(number, unit, from, to) };
    let basis = Basis { law: &context.law, layouts: &context.layouts, units: context.units };
    let actor = Actor::program("chieusau report");
    let mut tx = context.database.read().await.map_err(one)?;
    let table = reports::table(&mut tx, basis, &actor, &request).await.map_err(one)?;
    let say_it = |problem: &Problem| words.problem(problem);
    let bytes = reports::xlsx(&table, words.lang(), today, &say_it).map_err(one)?;
    let named = format!("bieu-{number:02}-{to}.xlsx");
    let path = cli::optional(matches, "out").unwrap_or(&named);
    super::write_file(path, &bytes)?;
    say::line(words.cli_written(path));
    Ok(())
}
