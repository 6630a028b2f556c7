//! `/what-if`: what if the cut-off, the number of deprivations or the whole standard were another one.
//!
//! One request, one pass over the snapshot's bit planes: who becomes poor or near-poor and who leaves, by
//! commune, ethnic group and indicator, each number with the households behind it. The address holds the
//! whole question, so that it can be kept and sent on.

mod asked;
mod behind;
mod found;

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use ground::{Problem, Result};
use law::Status;
use measures::planes::Pass;
use places::Level;
use ui::{Choice, Form, Frame, NavItem};

use crate::desk::Desk;
use crate::pages::unit_field;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;
use asked::{Asked, narrowed, offered};
use found::Found;

#[derive(Template)]
#[template(path = "what_if/show.html")]
struct WhatIfPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    standards: Vec<Choice>,
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
    /// Nothing when there is a mistake in the form or no household.
    found: Option<Found>,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/what-if", get(show)).route("/what-if/households", get(behind::get))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
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
    let (taken, fresh) = desk.snapshots.current(desk.today()).await?;
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
        as_of: crate::pages::jobs::when(words, taken.as_of()),
        fresh,
        unverified: rests_on(Status::Unverified),
        specimen: rests_on(Status::Specimen),
        form,
        found,
    })
}
