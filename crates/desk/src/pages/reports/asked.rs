//! What was asked for in an address: unit, period, level, map, standard.

use ::reports::Request;
use ground::{Day, Problem, Result, UnitId};
use places::Level;
use registry::figures::Geography;
use serde::{Deserialize, Serialize};
use ui::{Choice, Form, link, read_day};

use crate::pages::unit_field::{self, before_the_reform};
use crate::visitor::Visitor;

/// The parts of the address, as they were typed.
#[derive(Clone, Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    map: String,
    #[serde(default)]
    standard: String,
}

/// A request as it waits for a worker.
#[derive(Serialize, Deserialize)]
pub(crate) struct ReportInput {
    /// Number of the table.
    pub(super) report: u8,
    from: Day,
    to: Day,
    level: String,
    /// The day of the map; none for the map of the last day.
    map: Option<Day>,
    standard: Option<String>,
    /// The language of whoever asked.
    pub(super) lang: String,
}

const LEVELS: [Level; 4] = [Level::Nation, Level::Province, Level::District, Level::Commune];

fn level_of(word: &str) -> Level {
    LEVELS.into_iter().find(|level| level.as_str() == word).unwrap_or(Level::Commune)
}

impl Asked {
    /// What a form sent.
    pub(super) fn of(form: &Form) -> Asked {
        let value = |name: &str| form.value(name).to_owned();
        Asked {
            unit: value("unit"),
            from: value("from"),
            to: value("to"),
            level: value("level"),
            map: value("map"),
            standard: value("standard"),
        }
    }

    /// The request, or what is wrong with which field. What was left out is this year in the visitor's
    /// own unit.
    pub(super) fn request(
        &self,
        visitor: &Visitor,
        number: u8,
    ) -> Result<Request, Vec<(&'static str, Problem)>> {
        let today = visitor.desk.today();
        let mut wrong = Vec::new();
        let mut read = |field, text: &str, default: Day| match text.trim() {
            "" => default,
            text => read_day(text).unwrap_or_else(|problem| {
                wrong.push((field, problem));
                default
            }),
        };
        let to = read("to", &self.to, today);
        let first = Day::new(to.year(), 1, 1).expect("the first day of a year");
        let from = read("from", &self.from, first);
        let unit = match self.unit.trim() {
            "" => Ok(visitor.actor().unit),
            text => unit_field::read(visitor, text),
        };
        let unit = unit.unwrap_or_else(|problem| {
            wrong.push(("unit", problem));
            UnitId::NATION
        });
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let level = level_of(&self.level);
        let geography = match self.map.as_str() {
            "today" => Geography::AsOf(today),
            "old" => Geography::AsOf(before_the_reform()),
            // Districts are only on the old map.
            _ if level == Level::District && to > before_the_reform() => {
                Geography::AsOf(before_the_reform())
            }
            _ => Geography::AsThen,
        };
        let standard = Some(self.standard.clone()).filter(|standard| !standard.is_empty());
        Ok(Request { report: number, unit, from, to, level, geography, standard })
    }

    /// The form that made this address.
    pub(super) fn form(&self, visitor: &Visitor) -> Form {
        let today = visitor.desk.today();
        let or = |text: &str, default: String| {
            if text.is_empty() { default } else { text.to_owned() }
        };
        let year = read_day(&self.to).unwrap_or(today).year();
        let first = Day::new(year, 1, 1).expect("the first day of a year");
        let unit = match unit_field::read(visitor, &self.unit) {
            Ok(unit) => unit_field::shown(visitor, unit),
            Err(_) if self.unit.is_empty() => unit_field::shown(visitor, visitor.actor().unit),
            Err(_) => self.unit.clone(),
        };
        Form::new()
            .with("unit", unit)
            .with("from", or(&self.from, first.vietnamese()))
            .with("to", or(&self.to, today.vietnamese()))
            .with("level", level_of(&self.level).as_str())
            .with("map", or(&self.map, "then".into()))
            .with("standard", self.standard.as_str())
    }

    /// This address under another path, with further parts.
    pub(super) fn link(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = vec![
            ("unit", self.unit.as_str()),
            ("from", &self.from),
            ("to", &self.to),
            ("level", &self.level),
            ("map", &self.map),
            ("standard", &self.standard),
        ];
        query.extend_from_slice(more);
        link(path, &query)
    }
}

impl ReportInput {
    pub(super) fn of(request: &Request, visitor: &Visitor) -> ReportInput {
        ReportInput {
            report: request.report,
            from: request.from,
            to: request.to,
            level: request.level.as_str().to_owned(),
            map: match request.geography {
                Geography::AsThen => None,
                Geography::AsOf(day) => Some(day),
            },
            standard: request.standard.clone(),
            lang: visitor.reader.lang.tag().to_owned(),
        }
    }

    /// The request for the unit of the work.
    pub(super) fn request(&self, unit: UnitId) -> Request {
        Request {
            report: self.report,
            unit,
            from: self.from,
            to: self.to,
            level: level_of(&self.level),
            geography: self.map.map_or(Geography::AsThen, Geography::AsOf),
            standard: self.standard.clone(),
        }
    }
}

/// What the form offers.
pub(super) struct Choices {
    pub(super) units: Vec<Choice>,
    pub(super) levels: Vec<Choice>,
    pub(super) maps: Vec<Choice>,
    pub(super) standards: Vec<Choice>,
}

impl Choices {
    pub(super) fn of(visitor: &Visitor, form: &Form) -> Choices {
        let words = visitor.words();
        let standards = visitor.desk.law.standards();
        Choices {
            units: unit_field::choices_ever(visitor, form.value("unit")),
            levels: vec![
                Choice::new("commune", words.reports_level_commune()),
                Choice::new("district", words.reports_level_district()),
                Choice::new("province", words.reports_level_province()),
                Choice::new("nation", words.reports_level_nation()),
            ],
            maps: vec![
                Choice::new("then", words.reports_map_then()),
                Choice::new("today", words.reports_map_today()),
                Choice::new("old", words.reports_map_old()),
            ],
            standards: std::iter::once(Choice::new("", words.reports_standard_in_force()))
                .chain(standards.map(|found| Choice::new(found.id(), found.name(words.lang()))))
                .collect(),
        }
    }
}
