//! What the address asks for: a place, two days, groups, and on whose map.

use access::Scope;
use ground::{Day, Problem, Result, UnitId};
use places::{Level, Units};
use registry::figures::{Frame, Geography};
use registry::transitions::By;
use serde::Deserialize;
use ui::{Form, Words};

use crate::pages::unit_field;
use crate::visitor::Visitor;

/// The query of both pages.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    unit: String,
    from: String,
    to: String,
    by: String,
    /// `from` shows the units of the first day; anything else those of the second.
    map: String,
}

/// The question once it is understood.
pub(super) struct Question {
    pub(super) unit: UnitId,
    pub(super) scope: Scope,
    pub(super) asked: registry::transitions::Asked,
    map: Day,
}

/// What may be told apart, in the order offered.
pub(crate) const GROUPS: [By; 4] = [By::Unit, By::Area, By::Ethnicity, By::Sex];

pub(crate) fn group_word(words: &Words, by: By) -> &'static str {
    match by {
        By::Unit => words.unit(),
        By::Area => words.movement_by_area(),
        By::Ethnicity => words.ethnicity(),
        By::Sex => words.movement_by_sex(),
    }
}

impl Asked {
    /// What was typed, defaults filled in, and what is wrong with it.
    pub(super) fn form(&self, visitor: &Visitor) -> Form {
        let unit = match self.unit(visitor) {
            Ok(unit) => unit_field::shown(visitor, unit),
            Err(_) => self.unit.clone(),
        };
        let days = self.days(visitor.desk.today());
        let day = |typed: &str, read: &Result<Day>| match read {
            Ok(day) => day.vietnamese(),
            Err(_) => typed.to_owned(),
        };
        let by = self.by().as_str();
        let map = if self.map == "from" { "from" } else { "to" };
        let mut form = Form::new()
            .with("unit", unit)
            .with("from", day(&self.from, &days[0]))
            .with("to", day(&self.to, &days[1]))
            .with("by", by)
            .with("map", map);
        let [from, to] = &days;
        for (name, problem) in [
            ("unit", self.unit(visitor).err()),
            ("from", from.as_ref().err().cloned()),
            ("to", to.as_ref().err().cloned()),
        ] {
            if let Some(problem) = problem {
                form = form.wrong(name, visitor.words().problem(&problem));
            }
        }
        match (from, to) {
            (Ok(from), Ok(to)) if from > to => {
                form.wrong("from", visitor.words().problem(&wrong_order()))
            }
            _ => form,
        }
    }

    /// The question.
    ///
    /// # Errors
    /// What [`Asked::form`] says of each field; `access.unit.missing` for a place of others.
    pub(super) fn question(&self, visitor: &Visitor) -> Result<Question> {
        let today = visitor.desk.today();
        let unit = self.unit(visitor)?;
        let (unit, scope) = visitor.chosen(Some(&unit.to_string()))?;
        let [from, to] = self.days(today);
        let (from, to) = (from?, to?);
        if from > to {
            return Err(wrong_order());
        }
        let map = if self.map == "from" { from } else { to };
        let asked = registry::transitions::Asked { from, to, known: today, by: self.by() };
        Ok(Question { unit, scope, asked, map })
    }

    fn unit(&self, visitor: &Visitor) -> Result<UnitId> {
        match self.unit.trim() {
            "" => Ok(visitor.actor().unit),
            text => unit_field::read(visitor, text),
        }
    }

    /// The two days; by default the end of last year and today.
    fn days(&self, today: Day) -> [Result<Day>; 2] {
        let first = Day::new(today.year() - 1, 12, 31).unwrap_or(today);
        [(&self.from, first), (&self.to, today)].map(|(text, default)| match text.trim() {
            "" => Ok(default),
            text => ui::read_day(text),
        })
    }

    fn by(&self) -> By {
        self.by.parse().unwrap_or(By::Unit)
    }
}

fn wrong_order() -> Problem {
    Problem::invalid("desk.movement.order")
}

impl Question {
    /// The place on the map asked for: the nation by province, all else by commune.
    pub(super) fn frame<'a>(&self, units: &'a Units) -> Frame<'a> {
        let level = if self.scope == Scope::Nation { Level::Province } else { Level::Commune };
        Frame::new(units, &self.scope, level, Geography::AsOf(self.map), self.asked.to)
    }

    /// The address of the same question on one of the pages, with further parts.
    pub(super) fn link(&self, path: &str, more: &[(&str, &str)]) -> String {
        let unit = self.unit.to_string();
        let (from, to) = (self.asked.from.to_string(), self.asked.to.to_string());
        let map = if self.map == self.asked.to { "to" } else { "from" };
        let asked: [(&str, &str); 5] = [
            ("unit", &unit),
            ("from", &from),
            ("to", &to),
            ("by", self.asked.by.as_str()),
            ("map", map),
        ];
        ui::link(path, &[&asked, more].concat())
    }
}
