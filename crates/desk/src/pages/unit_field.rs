//! The field in which a unit is chosen: a list where the visitor's own units are few, else its name or
//! code as one would write it.

use ground::{Day, Problem, Result, UnitId};
use places::{Level, Unit};
use ui::Choice;

use crate::visitor::Visitor;

/// The longest list anybody wants to choose from.
const LONGEST: usize = 200;

/// The units a visitor may choose, theirs first; empty when there are too many and the field is one
/// for typing.
pub(crate) fn choices(visitor: &Visitor) -> Vec<Choice> {
    let (units, today) = (visitor.desk.units, visitor.desk.today());
    let own = visitor.actor().unit;
    let below = units.children(own, today);
    if own == UnitId::NATION || below.len() > LONGEST {
        return Vec::new();
    }
    std::iter::once(Choice::new(own.to_string(), visitor.unit_name(own)))
        .chain(below.into_iter().map(|unit| Choice::new(unit.id.to_string(), &*unit.full_name)))
        .collect()
}

/// As [`choices`], with the former districts inside, for pages that look back; and with the unit already
/// chosen, whatever it is.
pub(crate) fn choices_ever(visitor: &Visitor, chosen: &str) -> Vec<Choice> {
    let mut choices = choices(visitor);
    if choices.is_empty() {
        return choices;
    }
    let (words, units) = (visitor.words(), visitor.desk.units);
    let former = |unit: &Unit| {
        let until = unit.period.to.map_or(unit.full_name.clone(), |to| {
            format!("{} ({})", unit.full_name, words.units_life_until(to))
        });
        Choice::new(unit.id.to_string(), until)
    };
    let districts = units.all().iter().filter(|unit| unit.level == Level::District);
    let inside = districts.filter(|unit| visitor.actor().covers(unit.id, units));
    choices.extend(inside.map(former));
    if !choices.iter().any(|choice| choice.value == chosen) {
        let other = chosen.parse().ok().and_then(|id| units.get(id));
        choices.extend(other.map(former));
    }
    choices
}

/// What stands in the field at first: the unit itself.
pub(crate) fn shown(visitor: &Visitor, unit: UnitId) -> String {
    match visitor.desk.units.get(unit) {
        Some(found) if choices(visitor).is_empty() && unit != UnitId::NATION => found.code.clone(),
        _ if choices(visitor).is_empty() => visitor.words().unit_nation().to_owned(),
        _ => unit.to_string(),
    }
}

/// The unit that was chosen or written: a number means it at any time; a name or code means a unit of
/// today, or, where there is none, one of the last day before the reform of 2025.
///
/// # Errors
/// `desk.unit.unknown`, `desk.unit.several`. Whether the visitor may use it is for the action to say.
pub(crate) fn read(visitor: &Visitor, text: &str) -> Result<UnitId> {
    let (units, today) = (visitor.desk.units, visitor.desk.today());
    let text = text.trim();
    let unknown = || Problem::invalid("desk.unit.unknown").with("text", text);
    // Addresses name the nation by its number, which is too short to be told from a code.
    if text == UnitId::NATION.to_string() {
        return Ok(UnitId::NATION);
    }
    if let Ok(id) = text.parse::<UnitId>()
        && text.len() > Level::Commune.digits()
    {
        return units.get(id).map(|unit| unit.id).ok_or_else(unknown);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        let (level, day) = match text.len() {
            0..=2 => (Level::Province, today),
            3 => (Level::District, before_the_reform()),
            _ => (Level::Commune, today),
        };
        return units.by_code(level, text, day).map(|unit| unit.id);
    }
    if ground::fold(text) == ground::fold(visitor.words().unit_nation()) {
        return Ok(UnitId::NATION);
    }
    let within = |id| visitor.actor().covers(id, units);
    let mut found = units.search(text, today, LONGEST);
    found.retain(|unit| within(unit.id));
    if found.is_empty() {
        found = units.search(text, before_the_reform(), LONGEST);
        found.retain(|unit| within(unit.id));
    }
    // A name written whole goes before names that only begin so.
    let whole: Vec<_> = found
        .iter()
        .copied()
        .filter(|unit| {
            [&unit.name, &unit.full_name].iter().any(|n| ground::fold(n) == ground::fold(text))
        })
        .collect();
    match if whole.is_empty() { found } else { whole }[..] {
        [] => Err(unknown()),
        [unit] => Ok(unit.id),
        ref several => {
            let names: Vec<String> = several
                .iter()
                .take(6)
                .map(|unit| format!("{} ({})", unit.full_name, unit.code))
                .collect();
            Err(Problem::invalid("desk.unit.several")
                .with("text", text)
                .with("names", names.join(", ")))
        }
    }
}

/// The last day of the old map.
pub(crate) fn before_the_reform() -> Day {
    Day::new(2025, 6, 30).expect("a day of the calendar")
}
