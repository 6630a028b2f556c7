//! `chieusau measure`: Alkire–Foster figures from a specification and a table, here or in a
//! ministry's own engine.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use clap::ArgMatches;
use engine::Engine;
use ground::Problem;
use measures::{Spec, Table};
use ui::Words;

use crate::{cli, say};

pub(crate) fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let spec = Spec::read(Path::new(cli::text(matches, "spec")))?;
    let path = cli::optional(matches, "output");
    let form = path.map_or(Ok(Form::Csv), |path| Form::of(path, &Form::OUT))?;
    let input = cli::text(matches, "input");
    let output = match cli::optional(matches, "engine") {
        Some(address) => {
            let engine = Engine::connect(address).map_err(|problem| vec![problem])?;
            engine::measure(&engine, &spec, input)?
        }
        None => measures::run(&spec, &read(input, &spec)?)?,
    };
    let mut bytes = Vec::new();
    match form {
        Form::Csv => output.write_csv(&mut bytes),
        Form::Parquet => output.write_parquet(&mut bytes),
        Form::Json => output.write_json(&mut bytes),
    }
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

/// Reads the table from a CSV or Parquet file.
fn read(input: &str, spec: &Spec) -> Result<Table, Vec<Problem>> {
    let form = Form::of(input, &Form::IN)?;
    let file = File::open(input).map_err(|error| {
        vec![Problem::missing("chieusau.file.unreadable").with("file", input).because(error)]
    })?;
    match form {
        Form::Parquet => Table::read_parquet(file, input, &spec.columns()),
        _ => Table::read_csv(BufReader::new(file), input),
    }
}

/// What a file's name says it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Parquet,
    Json,
}

impl Form {
    const IN: [(&str, Form); 2] = [("csv", Form::Csv), ("parquet", Form::Parquet)];
    const OUT: [(&str, Form); 3] =
        [("csv", Form::Csv), ("parquet", Form::Parquet), ("json", Form::Json)];

    /// The form among those that can be, by the ending.
    fn of(path: &str, among: &[(&str, Form)]) -> Result<Form, Vec<Problem>> {
        let ending =
            Path::new(path).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let found = among.iter().find(|(known, _)| *known == ending);
        found.map(|(_, form)| *form).ok_or_else(|| {
            let known: Vec<String> = among.iter().map(|(known, _)| format!(".{known}")).collect();
            let problem = Problem::invalid("chieusau.measure.ending").with("file", path);
            vec![problem.with("known", known.join(", "))]
        })
    }
}
