//! A snapshot open for reading.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use ground::{Instant, Problem};
use law::Area;

use super::figures::Figures;
use super::file::{HEADER, Header, LINE, VERSION, Wrong, body_checksum};
use super::machine::Words;
use super::pass::{Pass, Runner, share};
use super::scenario::Scenario;
use super::schema::Schema;
use super::unit::Unit;
use super::view::View;

/// A checked snapshot: columns of all households, by unit.
///
/// Opening reads the file once to check it; after that every pass reads the mapped file, and what a pass
/// needs beside it is a few strips per thread and the sums. The file may be replaced meanwhile: an open
/// snapshot stays what it was.
#[derive(Debug)]
pub struct Snapshot {
    name: String,
    words: Arc<Words>,
    schema: Schema,
    header: Header,
    units: Vec<Unit>,
    lines: Vec<Line>,
}

/// Where a unit lies.
#[derive(Clone, Copy, Debug)]
struct Line {
    rows: u32,
    missing: u32,
    place: usize,
    words: usize,
    roster: u64,
}

impl Snapshot {
    /// Opens a snapshot and checks all of it.
    ///
    /// Refused, each with its own code and the advice to build it anew: something that is no snapshot,
    /// one of another version, one cut short, one with a changed byte.
    pub fn open(path: &Path) -> Result<Snapshot, Problem> {
        let name = path.display().to_string();
        let unreadable = |error: std::io::Error| {
            Problem::missing("measures.planes.unreadable").with("file", name.clone()).because(error)
        };
        let file = File::open(path).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        if length < (HEADER * 8) as u64 {
            return Err(Problem::invalid("measures.planes.not_snapshot").with("file", name));
        }
        let words = Words::map(&file).map_err(unreadable)?;
        Snapshot::check(words, length, name)
    }

    /// The same, and refuses a snapshot that was made under another state of the law.
    pub fn open_for(path: &Path, law: &str) -> Result<Snapshot, Problem> {
        let snapshot = Snapshot::open(path)?;
        if snapshot.law() != law {
            return Err(Problem::conflict("measures.planes.outdated")
                .with("file", snapshot.name.as_str())
                .with("found", snapshot.law())
                .with("expected", law));
        }
        Ok(snapshot)
    }

    /// A snapshot from memory; `name` stands for the file in problems.
    pub fn from_bytes(bytes: &[u8], name: &str) -> Result<Snapshot, Problem> {
        let words = bytes
            .chunks_exact(8)
            .map(|eight| u64::from_le_bytes(eight.try_into().expect("eight bytes")))
            .collect();
        Snapshot::check(Words::Owned(words), bytes.len() as u64, name.to_owned())
    }

    fn check(words: Words, length: u64, name: String) -> Result<Snapshot, Problem> {
        let wrong = |code: &'static str| Problem::invalid(code).with("file", name.as_str());
        let all = words.all();
        let header = Header::read(all).map_err(|reason| match reason {
            Wrong::NotSnapshot => wrong("measures.planes.not_snapshot"),
            Wrong::Version(found) => wrong("measures.planes.version")
                .with("found", found.to_string())
                .with("known", VERSION.to_string()),
            Wrong::Damaged => wrong("measures.planes.damaged"),
        })?;
        if Some(length) != header.length.checked_mul(8) {
            return Err(wrong("measures.planes.truncated")
                .with("found", length.to_string())
                .with("expected", header.length.saturating_mul(8).to_string()));
        }
        let threads = Pass::default().threads;
        if body_checksum(super::machine::bytes(&all[HEADER..]), threads) != header.body {
            return Err(wrong("measures.planes.damaged"));
        }
        let Some((schema, units, lines)) = contents(all, &header) else {
            return Err(wrong("measures.planes.damaged"));
        };
        let words = Arc::new(words);
        let snapshot = Snapshot { name, words, schema, header, units, lines };
        if snapshot.is_sound() {
            Ok(snapshot)
        } else {
            Err(Problem::invalid("measures.planes.damaged").with("file", snapshot.name.as_str()))
        }
    }

    /// The fingerprint of the law that its columns were made by.
    pub fn law(&self) -> &str {
        std::str::from_utf8(&self.header.law).unwrap_or_default()
    }

    /// When it was made, as its builder was told.
    pub fn created(&self) -> Instant {
        self.header.created
    }

    /// Its columns.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Its units, in order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// How many households.
    pub fn households(&self) -> u64 {
        self.header.households
    }

    /// How many households a unit has.
    pub fn unit_households(&self, unit: usize) -> usize {
        self.lines[unit].rows as usize
    }

    /// The same file with only the units that `keep` says, for somebody who may see no others.
    #[must_use]
    pub fn narrowed(&self, keep: impl Fn(&Unit) -> bool) -> Snapshot {
        let kept: Vec<usize> = (0..self.units.len()).filter(|at| keep(&self.units[*at])).collect();
        let lines: Vec<Line> = kept.iter().map(|at| self.lines[*at]).collect();
        let households = lines.iter().map(|line| u64::from(line.rows)).sum();
        Snapshot {
            name: self.name.clone(),
            words: Arc::clone(&self.words),
            schema: self.schema.clone(),
            header: Header { households, ..self.header },
            units: kept.iter().map(|at| self.units[*at]).collect(),
            lines,
        }
    }

    /// Classifies every household and counts, by unit (and by ethnic group if asked).
    pub fn measure(&self, scenario: &Scenario<'_>, pass: Pass) -> Result<Figures, Problem> {
        let plan = scenario.plan(&self.schema)?;
        let mut figures = Figures::new(
            scenario.indicators().to_vec(),
            scenario.weights().numbers().to_vec(),
            self.units.clone(),
            plan.width(),
        );
        let jobs = self.jobs(figures.sums_mut(), plan.width(), pass.threads);
        let states = share(
            pass.threads,
            jobs,
            || Runner::new(&plan, pass),
            |runner, (first, sums): (usize, &mut [u64])| {
                for (at, sums) in sums.chunks_exact_mut(plan.width()).enumerate() {
                    runner.unit(&self.view(first + at), sums);
                }
            },
        );
        for state in &states {
            figures.add_ethnicities(state.groups.totals());
        }
        Ok(figures)
    }

    /// Runs of units with the place of their results, small enough to share fairly among threads.
    pub(crate) fn jobs<'s, T>(
        &self,
        sums: &'s mut [T],
        width: usize,
        threads: usize,
    ) -> Vec<(usize, &'s mut [T])> {
        let all: usize = self.lines.iter().map(|line| line.words).sum();
        let share = all / (threads.max(1) * 16) + 1;
        let mut jobs = Vec::new();
        let (mut rest, mut first, mut words) = (sums, 0, 0);
        for (unit, line) in self.lines.iter().enumerate() {
            words += line.words;
            if words >= share || unit + 1 == self.lines.len() {
                let taken;
                (taken, rest) = rest.split_at_mut((unit + 1 - first) * width);
                jobs.push((first, taken));
                (first, words) = (unit + 1, 0);
            }
        }
        jobs
    }

    pub(crate) fn view(&self, unit: usize) -> View<'_> {
        self.read(unit).expect("every block was read when the snapshot was opened")
    }

    pub(crate) fn roster(&self, unit: usize) -> u64 {
        self.lines[unit].roster
    }

    /// A unit's words as they stand in the file, its rows, how many of them miss something, its roster.
    pub(crate) fn block(&self, unit: usize) -> (&[u64], [u32; 2], u64) {
        let line = self.lines[unit];
        let words = &self.words.all()[line.place..line.place + line.words];
        (words, [line.rows, line.missing], line.roster)
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn read(&self, unit: usize) -> Option<View<'_>> {
        let line = self.lines[unit];
        let block = self.words.all().get(line.place..line.place.checked_add(line.words)?)?;
        View::read(&self.schema, &self.units[unit], line.rows, line.missing, block)
    }

    /// Whether every block is one and the counts of households agree.
    fn is_sound(&self) -> bool {
        let households: u64 = self.lines.iter().map(|line| u64::from(line.rows)).sum();
        let sound = |unit: usize| {
            self.read(unit).is_some_and(|view| view.is_sound(self.lines[unit].missing))
        };
        households == self.header.households && (0..self.units.len()).all(sound)
    }
}

/// Schema and table of units; nothing when they are not where the header says.
fn contents(all: &[u64], header: &Header) -> Option<(Schema, Vec<Unit>, Vec<Line>)> {
    let part = |(place, words): (u64, u64)| {
        let place = usize::try_from(place).ok().filter(|place| *place >= HEADER)?;
        all.get(place..place.checked_add(usize::try_from(words).ok()?)?)
    };
    let (place, length) = header.schema;
    let text = super::machine::bytes(part((place, length.div_ceil(8)))?);
    let schema: Schema = serde_json::from_slice(text.get(..usize::try_from(length).ok()?)?).ok()?;
    schema.check().ok()?;
    let (place, count) = header.units;
    let table = part((place, count.checked_mul(LINE as u64)?))?;
    let mut units = Vec::with_capacity(table.len() / LINE);
    let mut lines = Vec::with_capacity(table.len() / LINE);
    for line in table.chunks_exact(LINE) {
        let area = match line[1] {
            0 => None,
            1 => Some(Area::Rural),
            2 => Some(Area::Urban),
            _ => return None,
        };
        units.push(Unit { code: line[0] as u32, province: (line[0] >> 32) as u32, area });
        lines.push(Line {
            rows: line[2] as u32,
            missing: (line[2] >> 32) as u32,
            place: usize::try_from(line[3]).ok().filter(|place| *place >= HEADER)?,
            words: usize::try_from(line[4]).ok()?,
            roster: line[5],
        });
    }
    Some((schema, units, lines))
}
