//! What the address asks for: a place, a day, a standard, the poor, weights, groups.

use std::collections::BTreeMap;

use access::Scope;
use ground::{Day, Instant, Problem, Result, UnitId};
use law::Standard;
use measures::census::{Alike, Index};
use measures::planes::{By, Total, Weights};
use places::{Level, Units};
use registry::figures::{Count, Frame, Geography};
use registry::poverty::{self, Judged, Pattern};
use registry::transitions::{self, Group};
use serde::Deserialize;
use ui::Form;

use crate::pages::unit_field;
use crate::visitor::Visitor;

/// The query of every page here.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    unit: String,
    standard: String,
    /// The day; today when empty.
    day: String,
    /// An earlier day to compare with, or nothing.
    since: String,
    /// Cut-off in percent; the poor by the standard's own rules when empty.
    k: String,
    /// `equal`, `indicators` or `own`.
    weights: String,
    /// Weights of one's own, one for each indicator.
    own: String,
    by: String,
    /// `household` or `person`.
    count: String,
    /// The figure on the map.
    pub(super) show: String,
}

/// The question once it is understood.
pub(super) struct Question<'a> {
    pub(super) unit: UnitId,
    pub(super) scope: Scope,
    pub(super) standard: &'a Standard,
    pub(super) index: Index,
    pub(super) day: Day,
    pub(super) since: Option<Day>,
    pub(super) groups: transitions::By,
    pub(super) by: By,
}

/// The counts of one day.
pub(super) struct OfDay {
    pub(super) day: Day,
    pub(super) whole: Total,
    pub(super) groups: BTreeMap<Group, Total>,
}

/// The counts of the day, and of the earlier one if asked for.
pub(super) struct Read {
    pub(super) now: OfDay,
    pub(super) then: Option<OfDay>,
    /// The state of the registry that they show, where it is not the newest.
    pub(super) as_of: Option<Instant>,
}

impl Asked {
    fn fields(&self) -> [(&'static str, &str); 10] {
        [
            ("unit", &self.unit),
            ("standard", &self.standard),
            ("day", &self.day),
            ("since", &self.since),
            ("k", &self.k),
            ("weights", &self.weights),
            ("own", &self.own),
            ("by", &self.by),
            ("count", &self.count),
            ("show", &self.show),
        ]
    }

    /// This question on one of the pages, with other or further parts.
    pub(super) fn link(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = self.fields().into_iter();
        let own = own.filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        let all: Vec<(&str, &str)> = own.chain(more.iter().copied()).collect();
        ui::link(path, &all)
    }

    /// What was typed, defaults filled in, and what is wrong with it.
    pub(super) fn form(&self, visitor: &Visitor) -> Form {
        let today = visitor.desk.today();
        let unit = match self.unit(visitor) {
            Ok(unit) => unit_field::shown(visitor, unit),
            Err(_) => self.unit.clone(),
        };
        let standard = self.standard(visitor);
        let day = self.day(today).map_or_else(|_| self.day.clone(), Day::vietnamese);
        let since = match self.since() {
            Ok(Some(day)) => day.vietnamese(),
            _ => self.since.clone(),
        };
        let known = |word: &str, all: &[&str]| {
            all.iter().find(|known| **known == word).map_or(all[0], |known| *known).to_owned()
        };
        let mut form = Form::new()
            .with("unit", unit)
            .with("standard", standard.as_ref().map_or("", |standard| standard.id()))
            .with("day", day)
            .with("since", since)
            .with("k", self.k.as_str())
            .with("weights", known(&self.weights, &["equal", "indicators", "own"]))
            .with("own", self.own.as_str())
            .with("by", self.groups().as_str())
            .with("count", known(&self.count, &["household", "person"]));
        let index = standard.as_ref().ok().map(|standard| self.index(standard));
        let (k, own) = match index.and_then(Result::err) {
            Some(problem) if problem.code.contains("cutoff") => (Some(problem), None),
            problem => (None, problem),
        };
        for (name, problem) in [
            ("unit", self.unit(visitor).err()),
            ("standard", standard.err()),
            ("day", self.day(today).err()),
            ("since", self.since().err().or_else(|| self.order(today))),
            ("k", k),
            ("own", own),
        ] {
            if let Some(problem) = problem {
                form = form.wrong(name, visitor.words().problem(&problem));
            }
        }
        form
    }

    /// The question.
    ///
    /// # Errors
    /// What [`Asked::form`] says of each field; `access.unit.missing` for a place of others.
    pub(super) fn question<'a>(&self, visitor: &'a Visitor) -> Result<Question<'a>> {
        let today = visitor.desk.today();
        let unit = self.unit(visitor)?;
        let (unit, scope) = visitor.chosen(Some(&unit.to_string()))?;
        if let Some(problem) = self.order(today) {
            return Err(problem);
        }
        let standard = self.standard(visitor)?;
        Ok(Question {
            unit,
            scope,
            standard,
            index: self.index(standard)?,
            day: self.day(today)?,
            since: self.since()?,
            groups: self.groups(),
            by: if self.count == "person" { By::Person } else { By::Household },
        })
    }

    fn unit(&self, visitor: &Visitor) -> Result<UnitId> {
        match self.unit.trim() {
            "" => Ok(visitor.actor().unit),
            text => unit_field::read(visitor, text),
        }
    }

    /// The standard chosen, or the national one in force on the day.
    fn standard<'a>(&self, visitor: &'a Visitor) -> Result<&'a Standard> {
        let (law, today) = (&visitor.desk.law, visitor.desk.today());
        let day = self.day(today).unwrap_or(today);
        let found = match &*self.standard {
            "" => registry::national_standard(law, day).or_else(|| law.standards().next()),
            id => law.standard(id),
        };
        found.ok_or_else(|| {
            Problem::missing("measures.planes.no_standard").with("standard", &*self.standard)
        })
    }

    fn day(&self, today: Day) -> Result<Day> {
        match self.day.trim() {
            "" => Ok(today),
            text => ui::read_day(text),
        }
    }

    fn since(&self) -> Result<Option<Day>> {
        match self.since.trim() {
            "" => Ok(None),
            text => ui::read_day(text).map(Some),
        }
    }

    /// The problem of a day to compare with that does not lie before the day.
    fn order(&self, today: Day) -> Option<Problem> {
        let (day, since) = (self.day(today).ok()?, self.since().ok()??);
        (since >= day).then(|| Problem::invalid("desk.measures.order"))
    }

    fn cutoff(&self) -> Result<Option<f64>> {
        let text = self.k.trim().replace(',', ".");
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = || {
            Problem::invalid("measures.planes.cutoff_out_of_range").with("value", self.k.as_str())
        };
        text.parse().map(Some).map_err(|_| wrong())
    }

    fn index(&self, standard: &Standard) -> Result<Index> {
        let indicators: Vec<(String, String)> = standard
            .indicators()
            .iter()
            .map(|one| (one.code.clone(), one.dimension.get(ground::Lang::En).to_owned()))
            .collect();
        let weights = match &*self.weights {
            "indicators" => Weights::equal(indicators.len()),
            "own" => Weights::given(&self.own()?)?,
            _ => {
                let mut sizes: Vec<(&str, usize)> = Vec::new();
                for (_, dimension) in &indicators {
                    match sizes.last_mut() {
                        Some((last, size)) if last == dimension => *size += 1,
                        _ => sizes.push((dimension, 1)),
                    }
                }
                Weights::nested(&sizes.iter().map(|(_, size)| *size).collect::<Vec<_>>())?
            }
        };
        Index::new(indicators, weights, self.cutoff()?)
    }

    /// Weights of one's own: numbers with spaces or semicolons between.
    fn own(&self) -> Result<Vec<f64>> {
        let parts = self.own.split([' ', ';']).filter(|part| !part.is_empty());
        let number = |(at, text): (usize, &str)| {
            text.replace(',', ".").parse().map_err(|_| {
                Problem::invalid("measures.planes.weight_unusable")
                    .with("number", at + 1)
                    .with("weight", text)
            })
        };
        parts.enumerate().map(number).collect()
    }

    fn groups(&self) -> transitions::By {
        self.by.parse().unwrap_or(transitions::By::Unit)
    }
}

impl Question<'_> {
    /// The place on the map of a day: the nation by province, all else by commune.
    pub(super) fn frame<'u>(&self, units: &'u Units, day: Day) -> Frame<'u> {
        let level = if self.scope == Scope::Nation { Level::Province } else { Level::Commune };
        Frame::new(units, &self.scope, level, Geography::AsOf(self.day), day)
    }

    /// What is asked for a day, of the registry or of columns.
    pub(super) fn of_day(&self, day: Day) -> poverty::Asked<'_> {
        poverty::Asked { day, standard: self.standard.id(), by: self.groups }
    }

    /// The counts of a day, from the patterns of its groups.
    pub(super) fn count(&self, day: Day, found: BTreeMap<Group, Vec<Pattern>>) -> OfDay {
        let alike = |(judged, count): &Pattern| alike(judged, *count);
        let found: BTreeMap<Group, Vec<Alike>> = found
            .into_iter()
            .map(|(group, patterns)| (group, patterns.iter().map(alike).collect()))
            .collect();
        let whole = self.index.count(found.values().flatten());
        let groups = found.into_iter().map(|(group, all)| (group, self.index.count(&all)));
        OfDay { day, whole, groups: groups.collect() }
    }
}

/// Households of the registry as the census counts them.
pub(super) fn alike(judged: &Judged, count: Count) -> Alike {
    Alike {
        class: judged.class,
        deprived: judged.deprived,
        known: judged.known,
        households: u64::try_from(count.households).unwrap_or(0),
        persons: u64::try_from(count.persons).unwrap_or(0),
    }
}
