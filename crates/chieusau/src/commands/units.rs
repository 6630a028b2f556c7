//! `chieusau units`: look up administrative units, then and now.

use clap::ArgMatches;
use ground::Problem;
use places::{Level, Units};
use ui::Words;

use crate::{cli, say};

pub(crate) fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let day = super::day(matches, "day")?;
    let units = Units::builtin();
    let name = cli::text(matches, "name");
    if name.chars().all(|c| c.is_ascii_digit()) {
        let level = match name.len() {
            2 => Level::Province,
            3 => Level::District,
            _ => Level::Commune,
        };
        let unit = units.by_code(level, name, day).map_err(|problem| vec![problem])?;
        show(units, unit, words);
        return Ok(());
    }
    let found = units.search(name, day, 50);
    for unit in &found {
        show(units, unit, words);
    }
    if found.is_empty() {
        say::note(words.cli_units_none());
    }
    Ok(())
}

/// One line for the unit, then where it came from and what became of it.
fn show(units: &Units, unit: &places::Unit, words: &Words) {
    let path: Vec<&str> = units.path(unit.id).iter().map(|unit| unit.full_name.as_str()).collect();
    let to = unit.period.to.map_or_else(|| words.until_now().to_owned(), ground::Day::vietnamese);
    say::line(format!(
        "{}  {}  ({} – {to})",
        unit.code,
        path.join(" › "),
        unit.period.from.vietnamese()
    ));
    let name = |id| {
        units.get(id).map_or_else(String::new, |unit| format!("{} {}", unit.code, unit.full_name))
    };
    for before in units.predecessors(unit.id, unit.period.from.previous()) {
        say::line(format!("    ← {}", name(before.unit)));
    }
    if let Some(last) = unit.period.to {
        for after in units.successors(unit.id, last.next()) {
            say::line(format!("    → {}", name(after.unit)));
        }
    }
}
