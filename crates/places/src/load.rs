//! The CSV files of units: three kinds of file, told apart by their column heads.
//!
//! Every problem of every file is collected, so that a province mending its lists sees them all at once.

use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use csv::StringRecord;
use ground::{Day, Period, Problem, UnitId, tidy};

use crate::attributes::{Attributes, Dated};
use crate::change::{Change, Changes};
use crate::check;
use crate::unit::record_begins;
use crate::{Level, Unit, UnitKind, Units};

const UNIT_COLUMNS: &[&str] = &["id", "kind", "name", "from", "to", "parent", "lat", "lon", "km2"];
const CHANGE_COLUMNS: &[&str] = &["old", "new", "share"];
const UNIT_FACT_COLUMNS: &[&str] =
    &["level", "code", "name", "attribute", "value", "from", "to", "act", "status"];
const KIND_FACT_COLUMNS: &[&str] = &["kind", "attribute", "value", "from", "to", "act", "status"];

/// Where something was read, for messages.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Shared by all rows of the file.
    file: Arc<str>,
    line: u64,
}

impl Place {
    pub(crate) fn problem(&self, code: &'static str) -> Problem {
        Problem::invalid(code).with("file", &*self.file).with("line", self.line as i64)
    }

    pub(crate) fn bad_value(&self, column: &'static str, value: &str) -> Problem {
        self.problem("places.row.value").with("column", column).with("value", value)
    }
}

/// Whom a fact of a file is about, before codes are looked up.
pub(crate) enum About {
    Kind(UnitKind),
    Code { level: Level, code: String, name: String },
}

/// One row of an attribute file, its value still a word.
pub(crate) struct RawFact {
    pub(crate) place: Place,
    pub(crate) about: About,
    pub(crate) attribute: String,
    pub(crate) dated: Dated<String>,
    pub(crate) added: bool,
}

/// One row of a file of units.
pub(crate) struct Read {
    pub(crate) unit: Unit,
    pub(crate) place: Place,
    added: bool,
}

/// Units being read.
#[derive(Default)]
pub(crate) struct Draft {
    units: Vec<Read>,
    changes: Vec<(Change, Place)>,
    facts: Vec<RawFact>,
    problems: Vec<Problem>,
    /// Days read so far; a few dates fill most cells.
    days: HashMap<String, Day>,
    /// Whether what is read now comes from a folder given at start.
    adding: bool,
}

impl Draft {
    pub(crate) fn builtin() -> Draft {
        let mut draft = Draft::default();
        for (name, text) in [
            ("units.csv", include_str!("../../../data/units/units.csv")),
            ("successions.csv", include_str!("../../../data/units/successions.csv")),
            ("area-by-kind.csv", include_str!("../../../data/units/area-by-kind.csv")),
            ("region.csv", include_str!("../../../data/units/attributes/region.csv")),
            ("difficulty.csv", include_str!("../../../data/units/attributes/difficulty.csv")),
        ] {
            draft.add_file(name, text);
        }
        draft
    }

    /// Adds all files `*.csv` of a folder in order of name.
    pub(crate) fn add_folder(&mut self, folder: &Path) {
        self.adding = true;
        let shown = folder.display().to_string();
        let paths = std::fs::read_dir(folder).and_then(|entries| {
            entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()
        });
        let mut paths = match paths {
            Ok(paths) => paths,
            Err(error) => {
                let problem = Problem::missing("places.folder.unreadable").with("folder", shown);
                return self.problems.push(problem.because(error));
            }
        };
        paths.retain(|path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")));
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match std::fs::read_to_string(&path) {
                Ok(text) => self.add_file(&name, &text),
                Err(error) => {
                    let problem = Problem::invalid("places.file.unreadable").with("file", name);
                    self.problems.push(problem.because(error));
                }
            }
        }
    }

    pub(crate) fn add_file(&mut self, file: &str, text: &str) {
        let text = text.trim_start_matches('\u{feff}');
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let head = rows.headers().into_iter().flatten();
        let head: Vec<String> = head.map(|column| column.trim().to_owned()).collect();
        let read: fn(&mut Draft, &Place, &StringRecord) -> Result<(), Problem> =
            match &head.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                UNIT_COLUMNS => Draft::unit,
                CHANGE_COLUMNS => Draft::change,
                UNIT_FACT_COLUMNS => Draft::unit_fact,
                KIND_FACT_COLUMNS => Draft::kind_fact,
                _ => {
                    let problem = Problem::invalid("places.file.columns").with("file", file);
                    return self.problems.push(problem.with("columns", head.join(", ")));
                }
            };
        let file: Arc<str> = file.into();
        let place = |at: Option<&csv::Position>| Place {
            file: file.clone(),
            line: at.map_or(0, csv::Position::line),
        };
        let mut row = StringRecord::new();
        loop {
            let read = match rows.read_record(&mut row) {
                Ok(false) => break,
                Ok(true) => {
                    let place = place(row.position());
                    if self.adding {
                        row.trim();
                    }
                    read(self, &place, &row)
                }
                Err(error) => {
                    let place = place(error.position());
                    Err(place.problem("places.row.unreadable").because(error))
                }
            };
            self.problems.extend(read.err());
        }
    }

    fn unit(&mut self, place: &Place, row: &StringRecord) -> Result<(), Problem> {
        let id = UnitId(value(place, row, 0, "id")?);
        let kind = UnitKind::from_word(&row[1]).ok_or_else(|| place.bad_value("kind", &row[1]))?;
        // The script writes tidy names; composing fourteen thousand again would delay every start.
        let name = if self.adding { tidy(&row[2]) } else { row[2].to_owned() };
        if name.is_empty() {
            return Err(place.bad_value("name", ""));
        }
        let period = self.period(place, &row[3], &row[4])?;
        let mut unit =
            Unit::new(id, kind, name, period).ok_or_else(|| place.bad_value("id", &row[0]))?;
        unit.parent = optional(place, row, 5, "parent")?.map(UnitId);
        unit.centre = measure(place, row, 6, "lat")?.zip(measure(place, row, 7, "lon")?);
        unit.km2 = measure(place, row, 8, "km2")?;
        self.units.push(Read { unit, place: place.clone(), added: self.adding });
        Ok(())
    }

    fn change(&mut self, place: &Place, row: &StringRecord) -> Result<(), Problem> {
        let whole = match &row[2] {
            "whole" => true,
            "part" => false,
            other => return Err(place.bad_value("share", other)),
        };
        let (old, new) = (value(place, row, 0, "old")?, value(place, row, 1, "new")?);
        self.changes.push((Change { old: UnitId(old), new: UnitId(new), whole }, place.clone()));
        Ok(())
    }

    fn unit_fact(&mut self, place: &Place, row: &StringRecord) -> Result<(), Problem> {
        let level = [Level::Province, Level::District, Level::Commune]
            .into_iter()
            .find(|level| level.as_str() == &row[0])
            .ok_or_else(|| place.bad_value("level", &row[0]))?;
        let about = About::Code { level, code: row[1].to_owned(), name: row[2].to_owned() };
        self.fact(place, about, row, 3)
    }

    fn kind_fact(&mut self, place: &Place, row: &StringRecord) -> Result<(), Problem> {
        let kind = UnitKind::from_word(&row[0]).ok_or_else(|| place.bad_value("kind", &row[0]))?;
        self.fact(place, About::Kind(kind), row, 1)
    }

    /// The columns from `attribute` on, which both kinds of attribute file share.
    fn fact(
        &mut self,
        place: &Place,
        about: About,
        row: &StringRecord,
        at: usize,
    ) -> Result<(), Problem> {
        let period = self.period(place, &row[at + 2], &row[at + 3])?;
        let act = tidy(&row[at + 4]);
        if act.is_empty() {
            return Err(place.problem("places.row.no_act"));
        }
        let verified = match &row[at + 5] {
            "verified" => true,
            "unverified" => false,
            other => return Err(place.bad_value("status", other)),
        };
        let dated = Dated { value: row[at + 1].to_owned(), period, act, verified };
        let (attribute, place) = (row[at].to_owned(), place.clone());
        self.facts.push(RawFact { place, about, attribute, dated, added: self.adding });
        Ok(())
    }

    /// The days from `from` (empty: since the record begins) to `to` (empty: still running).
    fn period(&mut self, place: &Place, from: &str, to: &str) -> Result<Period, Problem> {
        let from = self.day(place, "from", from)?.unwrap_or_else(record_begins);
        let period = Period { from, to: self.day(place, "to", to)? };
        if period.is_empty() { Err(place.problem("places.row.period")) } else { Ok(period) }
    }

    fn day(
        &mut self,
        place: &Place,
        column: &'static str,
        text: &str,
    ) -> Result<Option<Day>, Problem> {
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(day) = self.days.get(text) {
            return Ok(Some(*day));
        }
        let day: Day = text.parse().map_err(|_| place.bad_value(column, text))?;
        self.days.insert(text.to_owned(), day);
        Ok(Some(day))
    }

    /// Checks that everything fits together and builds the units, or gives every problem found.
    pub(crate) fn finish(mut self) -> Result<Units, Vec<Problem>> {
        self.settle();
        check::units(&self.units, &mut self.problems);
        let (units, problems) = (&self.units, &mut self.problems);
        self.changes.retain(|(change, place)| {
            check::change(units, *change, place).map_err(|problem| problems.push(problem)).is_ok()
        });
        self.build()
    }

    /// Builds the built-in units at once: that they fit together is checked by the tests.
    pub(crate) fn finish_builtin(mut self) -> Units {
        self.settle();
        self.build().unwrap_or_else(|problems| panic!("the built-in units are sound: {problems:?}"))
    }

    fn build(mut self) -> Result<Units, Vec<Problem>> {
        let all = self.units.into_iter().map(|read| read.unit).collect();
        let changes = self.changes.into_iter().map(|(change, _)| change).collect();
        let mut units = Units::new(all, Changes::new(changes), Attributes::default());
        units.attributes = check::attributes(&units, self.facts, &mut self.problems);
        if self.problems.is_empty() { Ok(units) } else { Err(self.problems) }
    }

    /// Orders the units by id. An added row replaces the built-in one of the same id.
    fn settle(&mut self) {
        self.units.sort_by_key(|read| read.unit.id);
        let problems = &mut self.problems;
        self.units.dedup_by(|later, kept| {
            if later.unit.id != kept.unit.id {
                return false;
            }
            if later.added == kept.added {
                let problem = later.place.problem("places.row.twice");
                problems.push(problem.with("id", kept.unit.id.to_string()));
            }
            std::mem::swap(later, kept);
            true
        });
    }
}

/// A number that must be there.
fn value<T: FromStr>(
    place: &Place,
    row: &StringRecord,
    at: usize,
    column: &'static str,
) -> Result<T, Problem> {
    row[at].parse().map_err(|_| place.bad_value(column, &row[at]))
}

/// A number that may be missing.
fn optional<T: FromStr>(
    place: &Place,
    row: &StringRecord,
    at: usize,
    column: &'static str,
) -> Result<Option<T>, Problem> {
    if row[at].is_empty() { Ok(None) } else { value(place, row, at, column).map(Some) }
}

/// A finite number that may be missing.
fn measure(
    place: &Place,
    row: &StringRecord,
    at: usize,
    column: &'static str,
) -> Result<Option<f64>, Problem> {
    match optional::<f64>(place, row, at, column)? {
        Some(number) if !number.is_finite() => Err(place.bad_value(column, &row[at])),
        number => Ok(number),
    }
}
