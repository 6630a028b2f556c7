//! What the address asks for: two standards, and other cut-offs for the second.

use access::Scope;
use ground::{Problem, Result, UnitId};
use law::{Area, Class, Standard};
use measures::planes::{Scenario, Snapshot};
use serde::Deserialize;
use snapshots::Taken;
use ui::Form;

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
    /// Fewest deprivations tried.
    pub(super) lacking: String,
}

/// Ids of the values that may be tried.
const CUTOFF: &str = "score_cutoff";
const LACKING: &str = "deprivations_min";

/// The values that may be tried: name of the field, id of the value, area, largest number accepted.
const TRIED: [(&str, &str, Option<Area>, i64); 3] = [
    ("rural", CUTOFF, Some(Area::Rural), 1_000),
    ("urban", CUTOFF, Some(Area::Urban), 1_000),
    ("lacking", LACKING, None, 32),
];

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
        form
    }

    /// Names and values, as they stand in an address.
    pub(super) fn fields(&self) -> [(&'static str, &str); 6] {
        ["unit", "before", "after", "rural", "urban", "lacking"]
            .map(|name| (name, self.field(name)))
    }

    fn field(&self, name: &str) -> &str {
        match name {
            "unit" => &self.unit,
            "before" => &self.before,
            "after" => &self.after,
            "rural" => &self.rural,
            "urban" => &self.urban,
            _ => &self.lacking,
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
        Ok((before, after))
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

/// The standard with its figures of today, or of its own first day. The average living standard needs answers
/// that a snapshot does not hold; its rules are left out, and the page says so.
fn scenario<'a>(visitor: &'a Visitor, id: &str) -> Result<(Scenario<'a>, &'a Standard)> {
    let known = offered(visitor).into_iter().find(|standard| standard.id() == id);
    let standard = known
        .ok_or_else(|| Problem::missing("measures.planes.no_standard").with("standard", id))?;
    let day = standard.figures_on(visitor.desk.today());
    let mut scenario = Scenario::of_standard(&visitor.desk.law, id, day)?;
    for rule in standard.rules().iter().filter(|rule| rule.class == Class::AverageLiving) {
        scenario = scenario.without_rule(&rule.id);
    }
    Ok((scenario, standard))
}

/// A whole number up to `most`; nothing when nothing was typed.
fn number(text: &str, most: i64) -> Result<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    let fits = |number: &i64| (0..=most).contains(number);
    let number = text.parse::<i64>().ok().filter(fits);
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
