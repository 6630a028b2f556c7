//! `/units…`: administrative units on any day. Units are public: nothing here depends on the scope.

mod find;
mod show;

use axum::Router;
use axum::routing::get;
use ground::Day;
use places::{Level, Unit};
use ui::Words;

use crate::desk::Desk;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/units", get(find::show)).route("/units/{id}", get(show::show))
}

/// A level in words.
fn level_word(words: &'static Words, level: Level) -> &'static str {
    match level {
        Level::Nation => words.units_level_nation(),
        Level::Province => words.units_level_province(),
        Level::District => words.units_level_district(),
        Level::Commune => words.units_level_commune(),
    }
}

/// When a unit existed, in words. The record begins by convention on 01/01/2000, which is not said as
/// if it were a date of the unit.
fn life(words: &Words, unit: &Unit) -> String {
    let convention = unit.period.from.year() == 2000;
    match (convention, unit.period.to) {
        (true, None) => words.units_life_always().to_owned(),
        (true, Some(to)) => words.units_life_until(to),
        (false, None) => words.units_life_from(unit.period.from),
        (false, Some(to)) => words.units_life_between(unit.period.from, to),
    }
}

/// The names of the units above, nearest first.
fn above(visitor: &Visitor, unit: &Unit) -> String {
    let path = visitor.desk.units.path(unit.id);
    let names: Vec<&str> = path
        .iter()
        .rev()
        .skip(1)
        .filter(|unit| unit.level != Level::Nation)
        .map(|unit| unit.full_name.as_str())
        .collect();
    names.join(", ")
}

/// The day asked for in an address, or today.
fn day_of(visitor: &Visitor, text: Option<&str>) -> Result<Day, ground::Problem> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => ui::read_day(text),
        None => Ok(visitor.desk.today()),
    }
}
