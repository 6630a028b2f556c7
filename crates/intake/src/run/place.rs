//! From what a row says about its place to the commune on the day of the review and the commune now.

use std::collections::HashMap;
use std::sync::Arc;

use ground::{Day, Problem, Result, UnitId};
use law::{Law, Setting, Standard, Territory};
use places::{Found, Level, Succeeds, Units};
use registry::{asked_by_default, setting};

/// The eve of the reform: the last day of the old communes and districts.
const REFORM_EVE: (i32, u32, u32) = (2025, 6, 30);

/// Where a household lives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// The commune on the day of the review.
    pub(crate) then: UnitId,
    /// The commune today, under which households are kept.
    pub(crate) now: UnitId,
    /// The commune before the reform of 1 July 2025, where known.
    pub(crate) before: Option<UnitId>,
    /// The province today.
    pub(crate) province: UnitId,
}

/// Where a household lives, and which standards speak of it.
pub(crate) struct Place<'l> {
    pub(crate) spot: Spot,
    /// Where and when, for the law.
    pub(crate) setting: Setting,
    /// Standards to evaluate under. The first is the nation's of that day, if any holds.
    pub(crate) standards: Vec<(Arc<str>, &'l Standard)>,
    /// Whether the first of them is in force on the day.
    pub(crate) in_force: bool,
    /// Said once, on the first row of this place: its name or code is of another date.
    pub(crate) renamed: Option<Problem>,
}

/// What a row writes about its place.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct Written {
    pub(crate) province: String,
    pub(crate) district: String,
    pub(crate) commune: String,
}

type Answer<'l> = std::result::Result<Arc<Place<'l>>, Problem>;

/// Places already looked up, so that a million rows ask a few hundred times.
pub(crate) struct Places<'l> {
    law: &'l Law,
    units: &'l Units,
    chosen: UnitId,
    today: Day,
    also: &'l [String],
    known: HashMap<(Written, Day), Answer<'l>>,
    /// What the names of a province and a district lead to, on a day: few, and dear to find.
    around: HashMap<(String, String, Day), UnitId>,
}

/// Look-ups remembered; a file with more than this many places and days starts anew.
const REMEMBERED: usize = 20_000;

impl<'l> Places<'l> {
    pub(crate) fn new(
        law: &'l Law,
        units: &'l Units,
        chosen: UnitId,
        today: Day,
        also: &'l [String],
    ) -> Places<'l> {
        Places { law, units, chosen, today, also, known: HashMap::new(), around: HashMap::new() }
    }

    /// The place, and whether this is the first time it is asked for.
    pub(crate) fn of(&mut self, written: &Written, day: Day) -> (Answer<'l>, bool) {
        let key = (written.clone(), day);
        if let Some(known) = self.known.get(&key) {
            return (known.clone(), false);
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
            self.around.clear();
        }
        let answer = self.look(written, day).map(Arc::new);
        self.known.insert(key, answer.clone());
        (answer, true)
    }

    fn look(&mut self, written: &Written, day: Day) -> Result<Place<'l>> {
        let (then, renamed) = if written.commune.is_empty() {
            (self.on(self.chosen, day, "")?, None)
        } else if let Some(code) = code_of(Level::Commune, &written.commune) {
            self.by_code(code, day)?
        } else {
            self.by_name(written, day)?
        };
        if self.units.get(then).map(|unit| unit.level) != Some(Level::Commune) {
            return Err(Problem::invalid("import.row.no_commune"));
        }
        let now = self.on(then, self.today, &written.commune)?;
        if !self.units.is_inside(now, self.chosen) && !self.units.is_inside(then, self.chosen) {
            return Err(Problem::invalid("import.row.unit_outside")
                .with("unit", self.name(now))
                .with("chosen", self.name(self.chosen)));
        }
        let eve = Day::new(REFORM_EVE.0, REFORM_EVE.1, REFORM_EVE.2).expect("a real day");
        let original = renamed.as_ref().map_or(then, |(unit, _)| *unit);
        let lived = |id: &UnitId| self.units.get(*id).is_some_and(|unit| unit.exists(eve));
        let before = [then, original].into_iter().find(lived).or_else(|| {
            // A commune that the reform made out of one old one only.
            match self.units.today_of(now, eve) {
                Succeeds::Same(unit) | Succeeds::Whole(unit) => Some(unit),
                Succeeds::Split(_) => None,
            }
        });
        let standards = self.standards(then, day);
        let province = self.province(now).map_or(now, |unit| unit.id);
        Ok(Place {
            spot: Spot { then, now, before, province },
            setting: setting(self.units, then, day),
            in_force: standards.first().is_some_and(|(_, s)| s.period().contains(day)),
            standards,
            renamed: renamed.map(|(_, problem)| problem),
        })
    }

    /// The unit that holds `unit` on `day`.
    fn on(&self, unit: UnitId, day: Day, written: &str) -> Result<UnitId> {
        match self.units.today_of(unit, day) {
            Succeeds::Same(unit) | Succeeds::Whole(unit) => Ok(unit),
            // Chosen for the whole file, a commune of today stands for its parts on an older day.
            Succeeds::Split(_) if written.is_empty() => Ok(unit),
            Succeeds::Split(parts) => Err(Problem::invalid("import.row.unit_split")
                .with("unit", self.name(unit))
                .with("day", day)
                .with("candidates", self.names(&parts))),
        }
    }

    fn by_code(&self, code: &str, day: Day) -> Result<(UnitId, Option<(UnitId, Problem)>)> {
        match self.units.by_code(Level::Commune, code, day) {
            Ok(unit) => Ok((unit.id, None)),
            // A code of today on an older review, or the other way round.
            Err(problem) => match self.units.by_code(Level::Commune, code, self.today) {
                Ok(unit) => Ok(self.moved(unit.id, day, code)?),
                Err(_) => Err(problem),
            },
        }
    }

    fn by_name(
        &mut self,
        written: &Written,
        day: Day,
    ) -> Result<(UnitId, Option<(UnitId, Problem)>)> {
        let key = (written.province.clone(), written.district.clone(), day);
        let within = self.around.get(&key).copied();
        let within = within.unwrap_or_else(|| {
            let within = self.within(written, day);
            self.around.insert(key, within);
            within
        });
        let name = written.commune.as_str();
        match self.units.find(name, within, day) {
            Found::One(unit) => Ok((unit, None)),
            Found::Several(units) => Err(Problem::invalid("import.row.unit_ambiguous")
                .with("unit", name)
                .with("candidates", self.names(&units))),
            Found::AtAnotherDate(units) => {
                let mut found: Vec<_> =
                    units.iter().map(|unit| self.moved(*unit, day, name)).collect();
                found.sort_by_key(|moved| moved.as_ref().map_or(UnitId::NATION, |(unit, _)| *unit));
                found
                    .dedup_by_key(|moved| moved.as_ref().map_or(UnitId::NATION, |(unit, _)| *unit));
                match found.len() {
                    1 => found.remove(0),
                    _ => Err(Problem::invalid("import.row.unit_ambiguous")
                        .with("unit", name)
                        .with("candidates", self.names(&units))),
                }
            }
            Found::None => Err(Problem::invalid("import.row.unit_unknown")
                .with("unit", name)
                .with("within", self.name(within))),
        }
    }

    /// A unit written under a name or code of another date, on the day of the review.
    fn moved(
        &self,
        unit: UnitId,
        day: Day,
        written: &str,
    ) -> Result<(UnitId, Option<(UnitId, Problem)>)> {
        let then = self.on(unit, day, written)?;
        let problem = Problem::invalid("import.row.unit_renamed")
            .with("written", written)
            .with("day", day)
            .with("unit", self.name(then));
        Ok((then, Some((unit, problem))))
    }

    /// The smallest unit around the commune that the row names, or the one chosen for the file.
    fn within(&self, written: &Written, day: Day) -> UnitId {
        let named = |level, name: &str, within| {
            let unit = match code_of(level, name) {
                Some(code) => self.units.by_code(level, code, day).ok().map(|unit| unit.id),
                None if name.is_empty() => None,
                None => match self.units.find_level(level, name, within, day) {
                    Found::One(unit) => Some(unit),
                    Found::AtAnotherDate(units) if units.len() == 1 => Some(units[0]),
                    _ => None,
                },
            };
            unit.unwrap_or(within)
        };
        // The chosen unit may itself be a commune, beside which the row may name another.
        let chosen = match self.units.get(self.chosen) {
            Some(unit) if unit.level == Level::Commune => unit.parent.unwrap_or(UnitId::NATION),
            _ => self.chosen,
        };
        let province = named(Level::Province, &written.province, UnitId::NATION);
        let around = if province == UnitId::NATION { chosen } else { province };
        named(Level::District, &written.district, around)
    }

    fn standards(&self, unit: UnitId, day: Day) -> Vec<(Arc<str>, &'l Standard)> {
        let province = self.province(unit).and_then(|unit| unit.code.parse().ok());
        let applies = |standard: &&Standard| match standard.territory() {
            Territory::Nation => true,
            Territory::Province(code) => Some(code) == province,
        };
        let mut standards: Vec<&Standard> =
            self.law.standards_on(day).into_iter().filter(applies).collect();
        standards.sort_by_key(|standard| standard.territory() != Territory::Nation);
        for id in self.also.iter().map(String::as_str).chain(asked_by_default(day).iter().copied())
        {
            if let Some(standard) = self.law.standard(id)
                && standards.iter().all(|known| known.id() != standard.id())
            {
                standards.push(standard);
            }
        }
        standards.into_iter().map(|standard| (standard.id().into(), standard)).collect()
    }

    fn province(&self, unit: UnitId) -> Option<&'l places::Unit> {
        self.units.path(unit).into_iter().find(|unit| unit.level == Level::Province)
    }

    fn name(&self, unit: UnitId) -> String {
        self.units.get(unit).map_or_else(|| unit.to_string(), |unit| unit.full_name.clone())
    }

    fn names(&self, units: &[UnitId]) -> String {
        let names: Vec<String> = units
            .iter()
            .take(8)
            .filter_map(|id| self.units.get(*id))
            .map(|unit| format!("{} ({})", unit.full_name, unit.code))
            .collect();
        names.join(", ")
    }
}

/// A code rather than a name: digits only. A commune called `12` is the ward of that number.
fn code_of(level: Level, text: &str) -> Option<&str> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (level != Level::Commune || text.len() > 2)).then_some(text)
}
