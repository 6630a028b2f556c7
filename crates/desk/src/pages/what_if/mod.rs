//! `/what-if`: what if the cut-off, the income line, the number or the points of deprivations, or the whole
//! standard were another one.
//!
//! One request, one pass over the snapshot's bit planes: who becomes poor or near-poor and who leaves, by
//! commune, ethnic group and indicator, each number with the households behind it. The address holds the
//! whole question, so that it can be kept and sent on.

mod asked;
mod behind;
mod compared;
mod cost;
mod found;
mod points;
mod saved;

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::{get, post};
use ground::{Problem, Result};
use law::{Area, Standard, Status};
use measures::planes::Pass;
use places::Level;
use ui::{Choice, Form, Frame, NavItem};

use crate::desk::Desk;
use crate::pages::unit_field;
use crate::reply::{Reply, go, page};
use crate::visitor::Visitor;
use asked::{Asked, narrowed, offered};
use found::Found;
use points::Points;
use saved::Kept;

#[derive(Template)]
#[template(path = "what_if/show.html")]
struct WhatIfPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    standards: Vec<Choice>,
    /// How the standard tried reads incomes: by score, by đồng.
    income: String,
    /// A field for the points of each indicator of the standard tried, and what they come to.
    points: Vec<Choice>,
    points_hint: String,
    points_open: bool,
    /// The unit in view.
    unit: String,
    /// The units below, to go on with the same question.
    below: Vec<NavItem>,
    /// The state of the registry shown, and whether it is the newest.
    as_of: String,
    fresh: bool,
    /// Whether a figure of one of the standards has not been compared with the gazette, or is invented.
    unverified: bool,
    specimen: bool,
    /// The question as an address keeps it, to be saved under a name; and those saved before.
    query: String,
    kept: Vec<Kept>,
    /// Nothing when there is a mistake in the form or no household.
    found: Option<Found>,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/what-if", get(show))
        .route("/what-if/households", get(behind::get))
        .route("/what-if/compare", get(compared::get))
        .route("/what-if/saved", post(saved::save))
        .route("/what-if/saved/{id}/remove", post(saved::remove))
}

async fn show(
    visitor: Visitor,
    Query(mut asked): Query<Asked>,
    Query(query): Query<Vec<(String, String)>>,
) -> Reply {
    // The form sends a field for every indicator; the address keeps those that say something.
    if let Some(points) = Points::gathered(&query) {
        asked.points = points;
        return go(&ui::link("/what-if", &asked.fields()), None);
    }
    let shown = build(&visitor, asked.filled(&visitor)).await;
    page(&shown.map_err(|problem: Problem| visitor.trouble(problem))?)
}

async fn build(visitor: &Visitor, mut asked: Asked) -> Result<WhatIfPage> {
    let desk = &visitor.desk;
    let words = visitor.words();
    if !asked.unit.trim().is_empty() {
        asked.unit = unit_field::read(visitor, asked.unit.trim())?.to_string();
    }
    let (unit, scope) = asked.place(visitor)?;
    let form = asked.form(visitor).with("unit", unit_field::shown(visitor, unit));
    let (taken, fresh) = desk.snapshots.soon(desk.today()).await?;
    let found = if form.is_sound() {
        let (before, after) = asked.scenarios(visitor)?;
        let planes = narrowed(&taken, &scope);
        let pass = Pass { ethnicity: true, indicators: true, ..Pass::default() };
        let crossing = planes.compare(&before, &after, pass)?;
        (planes.households() > 0).then(|| Found::of(visitor, &asked, unit, &crossing))
    } else {
        None
    };
    let offered = offered(visitor);
    let used = || offered.iter().filter(|standard| asked.uses(standard.id()));
    let rests_on = |status: Status| {
        let mut figures =
            used().flat_map(|standard| standard.values()).flat_map(|value| &value.figures);
        figures.any(|figure| figure.citation.status == status)
    };
    let link = |unit: ground::UnitId| {
        let mut fields = asked.fields();
        let unit = unit.to_string();
        fields[0].1 = &unit;
        ui::link("/what-if", &fields)
    };
    let tried = asked.tried(visitor)?;
    let below = desk.units.children(unit, desk.today());
    Ok(WhatIfPage {
        frame: visitor.frame(words.what_if_title()),
        unit: visitor.unit_name(unit),
        below: below
            .iter()
            .filter(|below| {
                visitor.actor().covers(below.id, desk.units) && below.level != Level::Nation
            })
            .map(|below| NavItem {
                label: below.full_name.clone(),
                url: link(below.id),
                current: false,
            })
            .collect(),
        units: unit_field::choices(visitor),
        standards: offered
            .iter()
            .map(|standard| Choice::new(standard.id(), standard.name(words.lang())))
            .collect(),
        income: income(visitor, tried),
        points: tried
            .indicators()
            .iter()
            .map(|one| Choice::new(Points::field(&one.code), one.name(words.lang())))
            .collect(),
        points_hint: points_hint(visitor, &asked, tried),
        points_open: !asked.points.is_empty(),
        as_of: crate::pages::jobs::when(words, taken.as_of()),
        fresh,
        query: ui::link("", &asked.fields()).trim_start_matches('?').to_owned(),
        kept: saved::list(visitor).await?,
        unverified: rests_on(Status::Unverified),
        specimen: rests_on(Status::Specimen),
        form,
        found,
    })
}

/// How the standard reads incomes: the scores that stand for its line, and the line itself.
fn income(visitor: &Visitor, standard: &Standard) -> String {
    let words = visitor.words();
    let day = standard.figures_on(visitor.desk.today());
    let figure = |id: &str, area: Area| {
        let value = standard.values().iter().find(|value| value.id == id)?;
        value.figure(area, day).map(|figure| words.number(figure.amount))
    };
    let both = |id: &str| Some((figure(id, Area::Rural)?, figure(id, Area::Urban)?));
    match (both("score_cutoff"), both("income_line")) {
        (Some((rural, urban)), Some((line_rural, line_urban))) => {
            words.what_if_income(line_rural, line_urban, rural, urban)
        }
        (None, Some((line_rural, line_urban))) => {
            words.what_if_income_unscored(line_rural, line_urban)
        }
        _ => String::new(),
    }
}

/// What the points of deprivations come to; nothing while one of them cannot be read.
fn points_hint(visitor: &Visitor, asked: &Asked, standard: &Standard) -> String {
    let words = visitor.words();
    let Ok((points, needed)) = asked.pointed(visitor) else { return String::new() };
    let all: i64 = points.iter().map(|points| i64::from(*points)).sum();
    let each = standard.points_per_indicator();
    words.what_if_points_hint(words.number(all), words.number(each), words.number(needed))
}
