//! The households behind a number.

use ground::Problem;
use law::Class;

use super::super::chunk::{Chunk, Wanted};
use super::super::classify::Work;
use super::super::machine::{self, Level};
use super::super::pass::{load_groups, select};
use super::super::plan::Plan;
use super::super::scenario::Scenario;
use super::super::snapshot::Snapshot;
use super::super::strip::{Strip, WORDS};

/// One number of a comparison: the households of these classes, and of what else is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Class under the first scenario; any when `None`.
    pub before: Option<Class>,
    /// Class under the second; any when `None`.
    pub after: Option<Class>,
    /// Deprived in the indicator of this code.
    pub indicator: Option<String>,
    /// Of this ethnic group.
    pub ethnicity: Option<u32>,
    /// Only these units, by their position in the snapshot; all when empty.
    pub units: Vec<usize>,
}

impl Snapshot {
    /// The households of a cell as (position of the unit, row within the unit), in order. Lazy: a page
    /// of a list reads no more of the file than it shows.
    pub fn behind<'a>(
        &'a self,
        before: &Scenario<'_>,
        after: &Scenario<'_>,
        cell: &Cell,
    ) -> Result<impl Iterator<Item = (usize, usize)> + use<'a>, Problem> {
        let plans = (before.plan(self.schema())?, after.plan(self.schema())?);
        let indicator = match &cell.indicator {
            None => None,
            Some(code) => Some(self.schema().indicator(code).ok_or_else(|| {
                Problem::missing("measures.planes.indicator_absent")
                    .with("indicator", code.as_str())
            })?),
        };
        let units = if cell.units.is_empty() {
            (0..self.units().len()).collect()
        } else {
            cell.units.iter().copied().filter(|unit| *unit < self.units().len()).collect()
        };
        let mut wanted = plans.0.wanted.and(&plans.1.wanted);
        wanted.answers.extend(indicator);
        Ok(Behind {
            snapshot: self,
            chunk: Chunk::new(plans.0.answers, plans.0.numbers),
            works: (Work::new(&plans.0), Work::new(&plans.1)),
            level: Level::best(),
            found: Vec::new().into_iter(),
            next: (0, 0),
            cell: cell.clone(),
            indicator,
            wanted,
            plans,
            units,
        })
    }
}

struct Behind<'a> {
    snapshot: &'a Snapshot,
    plans: (Plan, Plan),
    cell: Cell,
    indicator: Option<usize>,
    units: Vec<usize>,
    wanted: Wanted,
    chunk: Chunk,
    works: (Work, Work),
    level: Level,
    /// Households of the chunk read last.
    found: std::vec::IntoIter<(usize, usize)>,
    /// Position among `units`, and word, of the chunk to read next.
    next: (usize, usize),
}

impl Iterator for Behind<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        loop {
            if let Some(household) = self.found.next() {
                return Some(household);
            }
            let unit = *self.units.get(self.next.0)?;
            self.read(unit);
        }
    }
}

impl Behind<'_> {
    fn read(&mut self, unit: usize) {
        let view = self.snapshot.view(unit);
        let word = self.next.1;
        self.next = if word + WORDS < view.words {
            (self.next.0, word + WORDS)
        } else {
            (self.next.0 + 1, 0)
        };
        if view.words == 0 {
            return;
        }
        let chunk = &mut self.chunk;
        chunk.load(&view, &self.wanted, word);
        self.works.0.area = view.unit.area;
        self.works.1.area = view.unit.area;
        machine::classify(self.level, &self.plans.0, chunk, &mut self.works.0);
        machine::classify(self.level, &self.plans.1, chunk, &mut self.works.1);
        let lanes = chunk.lanes;
        let mut mask = chunk.live;
        let mut keep = |strip: &Strip| {
            let words = mask.words_mut().iter_mut().zip(strip.words());
            words.take(lanes * 8).for_each(|(mask, word)| *mask &= word);
        };
        for (class, work) in [(self.cell.before, &self.works.0), (self.cell.after, &self.works.1)] {
            if let Some(class) = class {
                keep(&work.classes[class as usize]);
            }
        }
        if let Some(column) = self.indicator {
            keep(&chunk.yes[column]);
        }
        if let Some(group) = self.cell.ethnicity {
            let position = view.groups.iter().position(|known| *known == u64::from(group));
            let Some(position) = position else { return };
            let (mut planes, mut of_group) = (Vec::new(), Strip::NONE);
            load_groups(&mut planes, &view, chunk);
            select(&mut of_group, position as u64, &planes, chunk);
            keep(&of_group);
        }
        let mut found = Vec::new();
        for (at, &bits) in mask.words()[..lanes * 8].iter().enumerate() {
            let mut rest = bits;
            while rest != 0 {
                found.push((unit, chunk.first + at * 64 + rest.trailing_zeros() as usize));
                rest &= rest - 1;
            }
        }
        self.found = found.into_iter();
    }
}
