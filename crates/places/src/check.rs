//! Whether what the files say fits together.

use ground::{Period, Problem, UnitId};

use crate::attributes::{Attributes, Dated, Fact, Subject, Table, Value};
use crate::change::Change;
use crate::load::{About, Place, RawFact, Read};
use crate::{Level, Unit, Units};

/// Parents exist and outlive their children; no two units hold one code on one day.
///
/// `units` is ordered by id.
pub(crate) fn units(units: &[Read], problems: &mut Vec<Problem>) {
    let mut earlier: Option<&Read> = None;
    for read in units {
        let (unit, place) = (&read.unit, &read.place);
        let parent = unit.parent.and_then(|id| find(units, id));
        let fits = parent.is_some_and(|parent| {
            parent.level < unit.level && is_within(unit.period, parent.period)
        });
        if !fits && (unit.level != Level::Nation || unit.parent.is_some()) {
            let parent = unit.parent.map_or_else(String::new, |id| id.to_string());
            let problem = place.problem("places.row.parent").with("name", &*unit.full_name);
            problems.push(problem.with("parent", parent));
        }
        if let Some(Read { unit: before, .. }) = earlier
            && before.id.0 / 100 == unit.id.0 / 100
            && before.period.overlaps(unit.period)
        {
            let problem = place.problem("places.row.same_code").with("name", &*unit.full_name);
            problems.push(problem.with("other", &*before.full_name).with("code", &*unit.code));
        }
        earlier = Some(read);
    }
}

/// Both ends exist and the old one ends before the new one begins.
pub(crate) fn change(units: &[Read], change: Change, place: &Place) -> Result<(), Problem> {
    let unit = |id: UnitId| {
        let missing = || place.problem("places.row.no_unit").with("id", id.to_string());
        find(units, id).ok_or_else(missing)
    };
    let (old, new) = (unit(change.old)?, unit(change.new)?);
    if old.period.to.is_some_and(|to| to < new.period.from) {
        return Ok(());
    }
    let problem = place.problem("places.row.order").with("old", &*old.full_name);
    Err(problem.with("new", &*new.full_name))
}

/// The attributes of all facts whose unit and value are known.
pub(crate) fn attributes(
    units: &Units,
    facts: Vec<RawFact>,
    problems: &mut Vec<Problem>,
) -> Attributes {
    let mut area = Facts::default();
    let mut difficulty = Facts::default();
    let mut region = Facts::default();
    for fact in facts {
        let added = match &*fact.attribute {
            "area" => area.add(units, fact),
            "difficulty" => difficulty.add(units, fact),
            "region" => region.add(units, fact),
            other => Err(fact.place.bad_value("attribute", other)),
        };
        problems.extend(added.err());
    }
    Attributes { area: area.table(), difficulty: difficulty.table(), region: region.table() }
}

/// The facts of one attribute, none of which contradict each other.
struct Facts<T>(Vec<Fact<T>>);

impl<T> Default for Facts<T> {
    fn default() -> Facts<T> {
        Facts(Vec::new())
    }
}

impl<T: Value> Facts<T> {
    fn add(&mut self, units: &Units, raw: RawFact) -> Result<(), Problem> {
        let RawFact { place, about, dated, added, .. } = raw;
        let value = T::parse(&dated.value).ok_or_else(|| place.bad_value("value", &dated.value))?;
        let subject = match about {
            About::Kind(kind) => Subject::Kind(kind),
            About::Code { level, code, name } => {
                Subject::Unit(subject(units, level, &code, &name, dated.period, &place)?)
            }
        };
        let clash = self.0.iter().any(|other| {
            other.subject == subject
                && other.added == added
                && other.dated.period.overlaps(dated.period)
        });
        if clash {
            return Err(place.problem("places.row.overlap").with("attribute", raw.attribute));
        }
        let Dated { period, act, verified, .. } = dated;
        self.0.push(Fact { subject, dated: Dated { value, period, act, verified }, added });
        Ok(())
    }

    fn table(self) -> Table<T> {
        Table::new(self.0)
    }
}

/// The one holder of a code during a period, whose name must be the one given.
fn subject(
    units: &Units,
    level: Level,
    code: &str,
    name: &str,
    period: Period,
    place: &Place,
) -> Result<UnitId, Problem> {
    let mut holders = units.holders(level, code).iter().filter(|unit| unit.period.overlaps(period));
    let Some(unit) = holders.next() else {
        return Err(place.problem("places.row.code").with("code", code));
    };
    if let Some(other) = holders.next() {
        let problem = place.problem("places.row.two_holders").with("code", code);
        return Err(problem.with("name", &*unit.full_name).with("other", &*other.full_name));
    }
    // The plain comparison spares building the index of names at every start.
    if !name.is_empty() && unit.name != name && !units.named(unit, name) {
        let problem = place.problem("places.row.name").with("code", code).with("name", name);
        return Err(problem.with("means", &*unit.full_name));
    }
    Ok(unit.id)
}

fn find(units: &[Read], id: UnitId) -> Option<&Unit> {
    let at = units.binary_search_by_key(&id, |read| read.unit.id).ok()?;
    Some(&units[at].unit)
}

fn is_within(inner: Period, outer: Period) -> bool {
    let ends = match (inner.to, outer.to) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => inner <= outer,
    };
    outer.from <= inner.from && ends
}
