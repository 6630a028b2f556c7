//! `/units?q=&day=`: units by name or code on a day.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use ground::{Day, UnitId};
use places::{Level, Unit};
use serde::Deserialize;
use ui::{Form, Frame, link};

use super::{above, day_of, level_word, life};
use crate::pages::unit_field::before_the_reform;
use crate::reply::{Reply, page_with};
use crate::visitor::Visitor;

/// Most units shown for one search.
const MOST: usize = 100;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    day: Option<String>,
}

#[derive(Template)]
#[template(path = "units/find.html")]
struct FindPage {
    frame: Frame,
    form: Form,
    /// What the first list shows, in words.
    heading: String,
    rows: Vec<Row>,
    /// Units of another day, when there are none on the day asked for.
    elsewhen: Option<(String, Vec<Row>)>,
    /// Why a code means nothing on that day.
    note: Option<String>,
}

struct Row {
    url: String,
    name: String,
    code: String,
    level: &'static str,
    within: String,
    life: String,
}

pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let words = visitor.words();
    let today = visitor.desk.today();
    let mut form = Form::new().with("q", asked.q.trim());
    form = form.with("day", asked.day.clone().unwrap_or_else(|| today.vietnamese()));
    let mut status = StatusCode::OK;
    let day = day_of(&visitor, asked.day.as_deref()).unwrap_or_else(|problem| {
        form = form.clone().wrong("day", words.problem(&problem));
        status = StatusCode::UNPROCESSABLE_ENTITY;
        today
    });
    let units = visitor.desk.units;
    let wanted = asked.q.trim();
    let (found, note) = search(&visitor, wanted, day);
    let heading = if wanted.is_empty() {
        words.units_top(day)
    } else if found.is_empty() {
        words.units_none(day)
    } else {
        words.units_found(found.len(), day)
    };
    // The two pictures of the country lie on either side of 1 July 2025.
    let other =
        if units.children(UnitId::NATION, day).len() > 40 { today } else { before_the_reform() };
    let elsewhen = if found.is_empty() { search(&visitor, wanted, other).0 } else { Vec::new() };
    let row = |day: Day| {
        let visitor = &visitor;
        move |unit: &Unit| row(visitor, unit, day)
    };
    let page = FindPage {
        frame: visitor.frame(words.nav_units()),
        form,
        heading,
        rows: found.into_iter().map(row(day)).collect(),
        elsewhen: (!elsewhen.is_empty())
            .then(|| (words.units_elsewhen(other), elsewhen.into_iter().map(row(other)).collect())),
        note,
    };
    page_with(status, &page)
}

/// The units of a name or code; the provinces when nothing is asked for.
fn search<'u>(visitor: &Visitor, wanted: &str, day: Day) -> (Vec<&'u Unit>, Option<String>) {
    let units = visitor.desk.units;
    if wanted.is_empty() {
        return (units.children(UnitId::NATION, day), None);
    }
    if wanted.bytes().all(|byte| byte.is_ascii_digit()) {
        let levels = [Level::Province, Level::District, Level::Commune];
        let level = levels.into_iter().find(|level| level.digits() >= wanted.len());
        return match units.by_code(level.unwrap_or(Level::Commune), wanted, day) {
            Ok(unit) => (vec![unit], None),
            Err(problem) => (Vec::new(), Some(visitor.words().problem(&problem))),
        };
    }
    (units.search(wanted, day, MOST), None)
}

fn row(visitor: &Visitor, unit: &Unit, day: Day) -> Row {
    let words = visitor.words();
    let day = if day == visitor.desk.today() { String::new() } else { day.vietnamese() };
    Row {
        url: link(&format!("/units/{}", unit.id), &[("day", &day)]),
        name: unit.full_name.clone(),
        code: unit.code.clone(),
        level: level_word(words, unit.level),
        within: above(visitor, unit),
        life: life(words, unit),
    }
}
