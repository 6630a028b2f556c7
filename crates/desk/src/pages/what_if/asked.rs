//! What the address asks for: two standards, and other cut-offs, lines and points for the second.

use access::Scope;
use ground::{Problem, Result, UnitId};
use law::{Area, Class, Standard};
use measures::planes::{Scenario, Snapshot};
use serde::Deserialize;
use snapshots::Taken;
use ui::Form;

use super::points::Points;
use crate::visitor::Visitor;

/// The query of every page here, so that an address says all of a question.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) unit: String,
    /// Id of the standard compared with.
    pub(super) before: String,
    /// Id of the standard tried.
    pub(super) after: String,
    /// Score cut-off tried, rural.
    pub(super) rural: String,
    /// Score cut-off tried, urban.
    pub(super) urban: String,
    /// Income line tried, in đồng per head and month, rural.
    pub(super) line_rural: String,
    /// Income line tried, urban.
    pub(super) line_urban: String,
    /// Fewest deprivations tried.
    pub(super) lacking: String,
    /// Points tried, of the indicators that have others than the law gives them; see [`Points`].
    pub(super) points: String,
}

/// Ids of the values that may be tried.
const CUTOFF: &str = "score_cutoff";
const LINE: &str = "income_line";
const LACKING: &str = "deprivations_min";

/// The values that may be tried: name of the field, id of the value, area, largest number accepted.
const TRIED: [(&str, &str, Option<Area>, i64); 5] = [
    ("rural", CUTOFF, Some(Area::Rural), 1_000),
    ("urban", CUTOFF, Some(Area::Urban), 1_000),
    ("line_rural", LINE, Some(Area::Rural), 1_000_000_000),
    ("line_urban", LINE, Some(Area::Urban), 1_000_000_000),
    ("lacking", LACKING, None, 32),
];

/// Every field, in the order of the address.
const FIELDS: [&str; 9] =
    ["unit", "before", "after", "rural", "urban", "line_rural", "line_urban", "lacking", "points"];

impl Asked {
    /// The question with standards filled in: by default the one in force, and the one after it.
    pub(super) fn filled(mut self, visitor: &Visitor) -> Asked {
        let today = visitor.desk.today();
        let national = registry::national_standard(&visitor.desk.law, today);
        let offered = offered(visitor);
        if self.before.is_empty() {
            let first = national.or_else(|| offered.first().copied());
            self.before = first.map(|standard| standard.id().to_owned()).unwrap_or_default();
        }
        if self.after.is_empty() {
            let later = offered.iter().find(|standard| standard.period().from > today);
            self.after = later.map_or_else(|| self.before.clone(), |later| later.id().to_owned());
        }
        self
    }

    /// Whether a standard is one of the two compared.
    pub(super) fn uses(&self, standard: &str) -> bool {
        [&self.before, &self.after].into_iter().any(|used| used == standard)
    }

    /// What was typed, and what is wrong with it.
    pub(super) fn form(&self, visitor: &Visitor) -> Form {
        let mut form = Form::new();
        for (name, value) in self.fields() {
            form = form.with(name, value);
        }
        for (name, _, _, most) in TRIED {
            if number(self.field(name), most).is_err() {
                form = form.wrong(name, visitor.words().what_if_number(most));
            }
        }
        for &(code, typed) in Points::of(&self.points).given() {
            let field = Points::field(code);
            form = form.with(&field, typed);
            if number(typed, Points::MOST).is_err() {
                form = form.wrong(field, visitor.words().what_if_number(Points::MOST));
            }
        }
        form
    }

    /// Names and values, as they stand in an address.
    pub(super) fn fields(&self) -> [(&'static str, &str); 9] {
        FIELDS.map(|name| (name, self.field(name)))
    }

    fn field(&self, name: &str) -> &str {
        match name {
            "unit" => &self.unit,
            "before" => &self.before,
            "after" => &self.after,
            "rural" => &self.rural,
            "urban" => &self.urban,
            "line_rural" => &self.line_rural,
            "line_urban" => &self.line_urban,
            "lacking" => &self.lacking,
            _ => &self.points,
        }
        .trim()
    }

    /// The two sides of the comparison.
    pub(super) fn scenarios<'a>(
        &self,
        visitor: &'a Visitor,
    ) -> Result<(Scenario<'a>, Scenario<'a>)> {
        let (before, _) = scenario(visitor, &self.before)?;
        let (mut after, standard) = scenario(visitor, &self.after)?;
        for (name, id, area, most) in TRIED {
            let known = standard.values().iter().any(|value| value.id == id);
            if let (Some(amount), true) = (number(self.field(name), most)?, known) {
                after = after.with_value(id, area, amount);
            }
        }
        if !self.points.is_empty() {
            after = after.with_points(Points::of(&self.points).in_full(standard)?);
        }
        Ok((before, after))
    }

    /// The standard tried.
    pub(super) fn tried<'a>(&self, visitor: &'a Visitor) -> Result<&'a Standard> {
        known(visitor, &self.after)
    }

    /// The points of every indicator of the standard tried, and how many a household needs to count as
    /// lacking enough.
    pub(super) fn pointed(&self, visitor: &Visitor) -> Result<(Vec<u32>, i64)> {
        let standard = self.tried(visitor)?;
        let day = standard.figures_on(visitor.desk.today());
        let by_law = standard.values().iter().find(|value| value.id == LACKING);
        let by_law = by_law.and_then(|value| value.figure(Area::Rural, day));
        let tried = number(self.field("lacking"), 32)?;
        let fewest = tried.or(by_law.map(|figure| figure.amount)).unwrap_or(0);
        let points = Points::of(&self.points).in_full(standard)?;
        Ok((points, fewest * standard.points_per_indicator()))
    }

    /// The unit in view and the part of the country it stands for.
    pub(super) fn place(&self, visitor: &Visitor) -> Result<(UnitId, Scope)> {
        visitor.chosen(Some(&self.unit))
    }
}

/// Standards that the snapshot can be asked about: those in force and those to come.
pub(super) fn offered(visitor: &Visitor) -> Vec<&Standard> {
    let today = visitor.desk.today();
    let open = |standard: &&Standard| standard.period().to.is_none_or(|to| to >= today);
    visitor.desk.law.standards().filter(open).collect()
}

fn known<'a>(visitor: &'a Visitor, id: &str) -> Result<&'a Standard> {
    let known = offered(visitor).into_iter().find(|standard| standard.id() == id);
    known.ok_or_else(|| Problem::missing("measures.planes.no_standard").with("standard", id))
}

/// The standard with its figures of today, or of its own first day. The average living standard needs answers
/// that a snapshot does not hold; its rules are left out, and the page says so.
fn scenario<'a>(visitor: &'a Visitor, id: &str) -> Result<(Scenario<'a>, &'a Standard)> {
    let standard = known(visitor, id)?;
    let day = standard.figures_on(visitor.desk.today());
    let mut scenario = Scenario::of_standard(&visitor.desk.law, id, day)?;
    for rule in standard.rules().iter().filter(|rule| rule.class == Class::AverageLiving) {
        scenario = scenario.without_rule(&rule.id);
    }
    Ok((scenario, standard))
}

/// A whole number up to `most`; nothing when nothing was typed.
pub(super) fn number(text: &str, most: i64) -> Result<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    let fits = |number: &i64| (0..=most).contains(number);
    let number = ui::read_number(text).ok().filter(fits);
    number.map(Some).ok_or_else(|| {
        Problem::invalid("desk.list.unreadable").with("name", "what-if").with("text", text)
    })
}

/// The snapshot with only the units of a scope.
pub(super) fn narrowed(taken: &Taken, scope: &Scope) -> Snapshot {
    taken.planes.narrowed(|unit| match scope {
        Scope::Nation => true,
        Scope::Province(province) => i64::from(unit.province) == province.0,
        Scope::Communes(communes) => communes.binary_search(&UnitId(i64::from(unit.code))).is_ok(),
    })
}
