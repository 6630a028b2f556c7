//! Times the bit planes over the nation, one task per line of standard input.
//!
//! `benches/nation/run.py` drives it beside other engines; each answer is one line of JSON with the
//! seconds taken. Tasks:
//!
//! ```text
//! read PARQUET                     plain read of every column
//! build PARQUET SNAPSHOT YEAR      snapshot from Parquet
//! open SNAPSHOT                    opens (and checks) the snapshot that the next tasks use
//! measure CSV                      figures of every commune
//! breakdowns CSV                   commune, province, ethnicity, area and nation together
//! whatif CSV                       figures under other lines and another count
//! compare                          who changes class from the plain to the other lines
//! direct PARQUET YEAR CSV          figures straight from Parquet
//! movement SNAPSHOT SNAPSHOT …     classes from each year to the next
//! memory                           anonymous memory in use and highest use beside mapped files
//! ```

mod memory;
mod plain;
mod table;

use std::fmt::Write as _;
use std::io::BufRead as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, bail};
use ground::{Day, Problem};
use law::{Area, Class, Law};
use measures::planes::parquet::{Selection, measure_parquet, snapshot_from_parquet};
use measures::planes::{By, Crossing, Pass, Scenario, Schema, Snapshot};

/// Indicators of the standard of 2022.
const STANDARD: &str = "vn-2022";

fn main() -> Result<()> {
    let law = Law::builtin().map_err(|problems| anyhow!("{problems:?}"))?;
    let mut bench = Bench { law: &law, open: None };
    for line in std::io::stdin().lock().lines() {
        println!("{}", bench.task(&line?)?);
    }
    Ok(())
}

struct Bench<'a> {
    law: &'a Law,
    open: Option<Snapshot>,
}

impl<'a> Bench<'a> {
    fn task(&mut self, line: &str) -> Result<String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let pass = Pass::default();
        let all = Pass { ethnicity: true, ..pass };
        match words[..] {
            ["read", file] => timed(|| plain::read(Path::new(file), pass.threads)),
            ["build", file, snapshot, year] => {
                let selection = self.selection(year)?;
                timed(|| {
                    let (from, to) = (Path::new(file), Path::new(snapshot));
                    let made = ground::Instant(0);
                    let law = self.law.fingerprint();
                    plain(snapshot_from_parquet(from, &selection, to, law, made, pass.threads))
                })
            }
            ["open", snapshot] => {
                self.open = None;
                let mut opened = None;
                let told = timed(|| {
                    opened = Some(plain(Snapshot::open(Path::new(snapshot)))?);
                    Ok(())
                });
                self.open = opened;
                told
            }
            ["measure", csv] => self.measure(&self.scenario(false)?, pass, csv),
            ["breakdowns", csv] => self.measure(&self.scenario(false)?, all, csv),
            ["whatif", csv] => self.measure(&self.scenario(true)?, pass, csv),
            ["compare"] => {
                let (before, after) = (self.scenario(false)?, self.scenario(true)?);
                let snapshot = self.snapshot()?;
                let mut found = None;
                let told = timed(|| {
                    found = Some(plain(snapshot.compare(
                        &before,
                        &after,
                        Pass { indicators: true, ..pass },
                    ))?);
                    Ok(())
                })?;
                Ok(with_moves(&told, &[found.context("compared")?]))
            }
            ["direct", file, year, csv] => {
                let (scenario, selection) = (self.scenario(false)?, self.selection(year)?);
                let mut figures = None;
                let told = timed(|| {
                    let file = Path::new(file);
                    figures = Some(plain(measure_parquet(file, &selection, &scenario, pass))?);
                    Ok(())
                })?;
                table::write(&figures.context("measured")?, Path::new(csv))?;
                Ok(told)
            }
            ["movement", ref years @ ..] => self.movement(years, pass),
            ["memory"] => memory::in_use(),
            _ => bail!("no such task: {line}"),
        }
    }

    fn measure(&self, scenario: &Scenario<'_>, pass: Pass, csv: &str) -> Result<String> {
        let snapshot = self.snapshot()?;
        let mut figures = None;
        let told = timed(|| {
            let found = plain(snapshot.measure(scenario, pass))?;
            // Putting provinces, areas and the nation together belongs to the five breakdowns.
            if pass.ethnicity {
                std::hint::black_box((found.by_province(), found.by_area(), found.total()));
            }
            figures = Some(found);
            Ok(())
        })?;
        table::write(&figures.context("measured")?, Path::new(csv))?;
        Ok(told)
    }

    fn movement(&self, files: &[&str], pass: Pass) -> Result<String> {
        let scenario = self.scenario(false)?;
        let years: Vec<Snapshot> = files
            .iter()
            .map(|file| plain(Snapshot::open(Path::new(file))))
            .collect::<Result<_>>()?;
        let mut found = Vec::new();
        let told = timed(|| {
            for pair in years.windows(2) {
                found.push(plain(pair[0].movement(&scenario, &pair[1], &scenario, pass))?);
            }
            Ok(())
        })?;
        Ok(with_moves(&told, &found))
    }

    fn snapshot(&self) -> Result<&Snapshot> {
        self.open.as_ref().context("no snapshot is open")
    }

    /// The standard of 2022 as it stands, or with other lines and one deprivation more.
    fn scenario(&self, other: bool) -> Result<Scenario<'a>> {
        let day = Day::new(2024, 10, 1).context("a day of the calendar")?;
        let plain = plain(Scenario::of_standard(self.law, STANDARD, day))?.without_rule("average");
        if !other {
            return Ok(plain);
        }
        Ok(plain
            .with_value("score_cutoff", Some(Area::Rural), 155)
            .with_value("score_cutoff", Some(Area::Urban), 190)
            .with_value("deprivations_min", None, 4))
    }

    fn selection(&self, year: &str) -> Result<Selection> {
        let standard = self.law.standard(STANDARD).context("the standard of 2022")?;
        let codes = standard.indicators().iter().map(|indicator| indicator.code.as_str());
        Ok(Selection { schema: Schema::of_indicators(codes), year: Some(year.parse()?) })
    }
}

fn plain<T>(found: Result<T, Problem>) -> Result<T> {
    found.map_err(|problem| anyhow!("{problem}"))
}

/// Runs a task and tells its seconds as JSON.
fn timed(task: impl FnOnce() -> Result<()>) -> Result<String> {
    let begun = Instant::now();
    task()?;
    Ok(format!("{{\"seconds\": {}}}", begun.elapsed().as_secs_f64()))
}

/// Adds the matrices of the whole to an answer: households, then persons, class by class.
fn with_moves(told: &str, crossings: &[Crossing]) -> String {
    let mut text = told.trim_end_matches('}').to_owned() + ", \"moves\": [";
    for (at, crossing) in crossings.iter().enumerate() {
        let total = crossing.total();
        let counts: Vec<u64> = By::BOTH
            .into_iter()
            .flat_map(|by| Class::ALL.map(|from| (by, from)))
            .flat_map(|(by, from)| Class::ALL.map(|to| (by, from, to)))
            .map(|(by, from, to)| total.moves().count(from, to, by))
            .collect();
        let _ = write!(text, "{}{counts:?}", if at > 0 { ", " } else { "" });
    }
    text + "]}"
}
