//! `chieusau measure`: Alkire–Foster figures from a specification and a table.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use clap::ArgMatches;
use ground::Problem;
use measures::{Spec, Table};
use ui::Words;

use crate::{cli, say};

pub(crate) fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let spec = Spec::read(Path::new(cli::text(matches, "spec")))?;
    let input = cli::text(matches, "input");
    let file = File::open(input).map_err(|error| {
        vec![Problem::missing("chieusau.file.unreadable").with("file", input).because(error)]
    })?;
    let table = Table::read_csv(BufReader::new(file), input)?;
    let output = measures::run(&spec, &table)?;
    let mut bytes = Vec::new();
    let path = cli::optional(matches, "output");
    let json = path.is_some_and(|path| {
        Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
    });
    if json { output.write_json(&mut bytes) } else { output.write_csv(&mut bytes) }
        .map_err(|problem| vec![problem])?;
    match path {
        Some(path) => {
            super::write_file(path, &bytes)?;
            say::note(words.cli_written(path));
        }
        None => say::line(String::from_utf8_lossy(&bytes).trim_end()),
    }
    let lang = words.lang();
    let excluded =
        output.summary.excluded.iter().map(|exclusion| exclusion.rows as i64).sum::<i64>();
    say::note(words.cli_measured(
        ground::integer(lang, excluded),
        ground::integer(lang, output.estimates.len() as i64),
    ));
    Ok(())
}
