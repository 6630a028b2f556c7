//! The pass that crosses two classifications.

use std::collections::BTreeMap;

use ground::Problem;

use super::super::chunk::{Chunk, Wanted};
use super::super::classify::Work;
use super::super::figures::add;
use super::super::machine;
use super::super::pass::{Groups, Pass, share};
use super::super::plan::Plan;
use super::super::scenario::Scenario;
use super::super::snapshot::Snapshot;
use super::super::strip::{LANE, Strip, WORDS, Wide};
use super::super::tally::add_up;
use super::super::view::View;
use super::{CELLS, Cells, Crossing};

impl Snapshot {
    /// Who changes class when one scenario takes the place of another, in one pass over the file.
    pub fn compare(
        &self,
        before: &Scenario<'_>,
        after: &Scenario<'_>,
        pass: Pass,
    ) -> Result<Crossing, Problem> {
        let plans = (before.plan(self.schema())?, after.plan(self.schema())?);
        Ok(crossing(before, &plans, (self, self), pass))
    }

    /// Who moved between classes from this snapshot to a `later` one of the same households.
    ///
    /// Both must hold the same units with the same households in the same order, which their keys
    /// prove; households that come and go are followed by [`crate::transitions`] instead.
    pub fn movement(
        &self,
        before: &Scenario<'_>,
        later: &Snapshot,
        after: &Scenario<'_>,
        pass: Pass,
    ) -> Result<Crossing, Problem> {
        self.same_households(later)?;
        let plans = (before.plan(self.schema())?, after.plan(later.schema())?);
        Ok(crossing(before, &plans, (self, later), pass))
    }

    /// Refuses a snapshot whose households are not exactly these, naming the first unit that differs.
    pub(crate) fn same_households(&self, later: &Snapshot) -> Result<(), Problem> {
        let differs = |unit: u32| {
            Problem::conflict("measures.planes.other_households")
                .with("earlier", self.name())
                .with("later", later.name())
                .with("unit", i64::from(unit))
        };
        for (at, unit) in self.units().iter().enumerate() {
            let same = later.units().get(at).is_some_and(|other| {
                other.code == unit.code
                    && self.unit_households(at) == later.unit_households(at)
                    && self.roster(at) == later.roster(at)
            });
            if !same {
                return Err(differs(unit.code));
            }
        }
        match later.units().get(self.units().len()) {
            Some(more) => Err(differs(more.code)),
            None => Ok(()),
        }
    }
}

fn crossing(
    before: &Scenario<'_>,
    plans: &(Plan, Plan),
    (earlier, later): (&Snapshot, &Snapshot),
    pass: Pass,
) -> Crossing {
    let mut found = Crossing {
        units: later.units().to_vec(),
        indicators: before.indicators().to_vec(),
        by_unit: vec![0; later.units().len() * CELLS],
        by_ethnicity: BTreeMap::new(),
        by_indicator: vec![0; before.indicators().len() * CELLS],
    };
    let same_file = std::ptr::eq(earlier, later);
    let jobs = later.jobs(&mut found.by_unit, CELLS, pass.threads);
    let states = share(
        pass.threads,
        jobs,
        || Crosser::new(plans, same_file, pass),
        |crosser, (first, cells): (usize, &mut [u64])| {
            for (at, cells) in cells.chunks_exact_mut(CELLS).enumerate() {
                let view = later.view(first + at);
                let older = (!same_file).then(|| earlier.view(first + at));
                crosser.unit(older.as_ref(), &view, cells);
            }
        },
    );
    for state in &states {
        for (wide, sums) in
            state.by_indicator.chunks_exact(CELLS).zip(found.by_indicator.chunks_exact_mut(CELLS))
        {
            add_up(wide, sums);
        }
        for (group, sums) in state.groups.totals() {
            add(found.by_ethnicity.entry(group).or_insert_with(|| vec![0; CELLS]), &sums);
        }
    }
    found
}

/// One thread's room and findings.
struct Crosser<'a> {
    plans: &'a (Plan, Plan),
    pass: Pass,
    wanted: Wanted,
    older: Chunk,
    chunk: Chunk,
    works: (Work, Work),
    cells: Cells,
    groups: Groups,
    by_unit: Vec<Wide>,
    by_indicator: Vec<Wide>,
}

impl<'a> Crosser<'a> {
    fn new(plans: &'a (Plan, Plan), same_file: bool, pass: Pass) -> Crosser<'a> {
        let (before, after) = plans;
        Crosser {
            wanted: if same_file { before.wanted.and(&after.wanted) } else { after.wanted.clone() },
            older: Chunk::new(before.answers, before.numbers),
            chunk: Chunk::new(after.answers, after.numbers),
            works: (Work::new(before), Work::new(after)),
            cells: Cells::default(),
            groups: Groups::new(CELLS),
            by_unit: vec![[0; LANE]; CELLS],
            by_indicator: vec![[0; LANE]; before.indicators.len() * CELLS],
            plans,
            pass,
        }
    }

    /// Crosses one unit; `older` is its view in the earlier file, if that is another one.
    fn unit(&mut self, older: Option<&View<'_>>, view: &View<'_>, cells_of_unit: &mut [u64]) {
        let level = self.pass.level;
        let (before, after) = self.plans;
        self.works.0.area = older.unwrap_or(view).unit.area;
        self.works.1.area = view.unit.area;
        self.by_unit.fill([0; LANE]);
        let Crosser { works, cells, groups, by_indicator, by_unit, .. } = self;
        for word in (0..view.words).step_by(WORDS) {
            if let Some(older) = older {
                self.older.load(older, &before.wanted, word);
            }
            self.chunk.load(view, &self.wanted, word);
            let chunk = &self.chunk;
            let first = if older.is_some() { &self.older } else { chunk };
            machine::classify(level, before, first, &mut works.0);
            machine::classify(level, after, chunk, &mut works.1);
            machine::cells(level, &works.0, &works.1, chunk, cells);
            let count = |mask: &Strip, at: usize, sums: &mut [Wide]| {
                let (strips, starts) = (&cells.strips, &cells.starts);
                machine::count(level, mask, strips, starts, chunk, at, sums);
            };
            count(&chunk.live, 0, by_unit);
            let told_apart = if self.pass.indicators { &before.indicators[..] } else { &[] };
            for (at, &column) in told_apart.iter().enumerate() {
                count(&first.yes[column], at * CELLS, by_indicator);
            }
            if self.pass.ethnicity {
                groups.load(view, chunk);
                for (mask, &start) in groups.strips.iter().zip(&groups.starts) {
                    count(mask, start, &mut groups.sums);
                }
            }
        }
        if self.pass.ethnicity {
            groups.whole(view, by_unit);
        }
        add_up(by_unit, cells_of_unit);
    }
}
