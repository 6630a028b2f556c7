//! One file per command.

mod check;
mod classify;
mod copy;
mod export;
mod import;
mod law;
mod measure;
mod report;
mod serve;
mod units;
mod user;

use clap::ArgMatches;
use ground::Problem;
use ui::Words;

/// Runs the chosen command.
pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let (name, matches) = matches.subcommand().expect("clap asks for a command");
    match name {
        "demo" => serve::demo(matches, words).await,
        "serve" => serve::serve(matches, words).await,
        "import" => import::run(matches, words).await,
        "classify" => classify::run(matches, words).await,
        "report" => report::run(matches, words).await,
        "measure" => measure::run(matches, words),
        "export" => export::run(matches, words).await,
        "law" => law::run(matches, words),
        "units" => units::run(matches, words),
        "user" => user::run(matches, words).await,
        "check" => check::run(matches, words).await,
        "copy" => copy::run(matches, words).await,
        other => unreachable!("the command line has no command {other}"),
    }
}

/// Writes a result file whole: first beside its place, then moved there, so that nobody finds half.
fn write_file(path: &str, bytes: &[u8]) -> Result<(), Vec<Problem>> {
    let beside = format!("{path}.part");
    std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path)).map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        vec![Problem::unavailable("chieusau.file.unwritable").with("file", path).because(error)]
    })
}

/// The day an option names, or today.
fn day(matches: &ArgMatches, name: &str) -> Result<ground::Day, Vec<Problem>> {
    match crate::cli::optional(matches, name) {
        Some(text) => text.parse().map_err(|problem| vec![problem]),
        None => Ok(ground::Clock::system().now().day()),
    }
}

/// The unit whose code the option `unit` gives, as it is on `day`.
fn unit(
    matches: &ArgMatches,
    units: &places::Units,
    day: ground::Day,
) -> Result<Option<ground::UnitId>, Vec<Problem>> {
    let Some(code) = crate::cli::optional(matches, "unit") else { return Ok(None) };
    let level = match code.len() {
        2 => places::Level::Province,
        3 => places::Level::District,
        _ => places::Level::Commune,
    };
    // An old district has no life of its own today; it is looked up on its last day.
    let last = ground::Day::new(2025, 6, 30).expect("a day");
    let day = if level == places::Level::District { day.min(last) } else { day };
    units.by_code(level, code, day).map(|unit| Some(unit.id)).map_err(|problem| vec![problem])
}
