//! Figures straight from a Parquet file, with no snapshot in between.

use std::path::Path;

use ground::Problem;

use super::super::figures::{Figures, add};
use super::super::pass::{Pass, Runner, share};
use super::super::scenario::Scenario;
use super::super::unit::{Gather, Unit};
use super::super::view::View;
use super::Selection;
use super::source::{Reader, Source};

/// The sums of one run of rows, with its place in the file.
type Part = ((usize, usize), Unit, Vec<u64>);

/// One thread's reader, room and findings.
struct State<'a> {
    reader: Result<Reader<'a>, Problem>,
    runner: Runner<'a>,
    gather: Gather,
    parts: Vec<Part>,
    problem: Option<Problem>,
}

/// Classifies and counts the chosen rows of a Parquet file. Each thread takes whole row groups; a unit
/// that lies in several is put together.
pub fn measure_parquet(
    file: &Path,
    selection: &Selection,
    scenario: &Scenario<'_>,
    pass: Pass,
) -> Result<Figures, Problem> {
    let source = Source::open(file, selection)?;
    let plan = scenario.plan(&selection.schema)?;
    let start = || State {
        reader: source.reader(),
        runner: Runner::new(&plan, pass),
        gather: Gather::new(&selection.schema),
        parts: Vec::new(),
        problem: None,
    };
    let mut states = share(pass.threads, source.groups().to_vec(), start, |state, group| {
        if state.problem.is_none() {
            state.problem = state.group(&source, group, plan.width()).err();
        }
    });
    if let Some(problem) = states.iter_mut().find_map(|state| state.problem.take()) {
        return Err(problem);
    }
    let mut parts: Vec<Part> =
        states.iter_mut().flat_map(|s| std::mem::take(&mut s.parts)).collect();
    parts.sort_by_key(|(place, ..)| *place);
    let (units, sums) = put_together(parts);
    let mut figures = Figures::new(
        scenario.indicators().to_vec(),
        scenario.weights().numbers().to_vec(),
        units,
        plan.width(),
    );
    figures.sums_mut().copy_from_slice(&sums);
    for state in &states {
        figures.add_ethnicities(state.runner.groups.totals());
    }
    Ok(figures)
}

impl State<'_> {
    fn group(&mut self, source: &Source, group: usize, width: usize) -> Result<(), Problem> {
        let schema = &source.selection().schema;
        let batch = match &self.reader {
            Ok(reader) => reader.read(group)?,
            Err(problem) => return Err(problem.clone()),
        };
        for (at, run) in batch.runs(source.selection().year).into_iter().enumerate() {
            batch.append(run, schema, &mut self.gather);
            let block = self.gather.take(schema);
            let view = View::read(schema, &run.unit, block.rows, block.missing, &block.words)
                .expect("a block just made can be read");
            let mut sums = vec![0; width];
            self.runner.unit(&view, &mut sums);
            self.parts.push(((group, at), run.unit, sums));
        }
        Ok(())
    }
}

/// Units in the order they first appear in, each with the sums of all its parts.
fn put_together(parts: Vec<Part>) -> (Vec<Unit>, Vec<u64>) {
    let mut places = std::collections::HashMap::new();
    let (mut units, mut sums) = (Vec::new(), Vec::new());
    for (_, unit, part) in parts {
        let place = *places.entry(unit.code).or_insert_with(|| {
            units.push(unit);
            sums.resize(sums.len() + part.len(), 0);
            units.len() - 1
        });
        add(&mut sums[place * part.len()..][..part.len()], &part);
    }
    (units, sums)
}
