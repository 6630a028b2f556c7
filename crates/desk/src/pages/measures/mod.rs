//! `/measures`: the Alkire–Foster figures of the registry, on any day and compared with an earlier one.
//!
//! The registry is a census: figures are exact and have no standard error. Households with a missing
//! indicator are left out and counted. The address holds the whole question; the same figures can be
//! downloaded in the columns of `chieusau measure`.

mod asked;
mod behind;
mod charts;
mod export;
mod found;
mod long;
mod planes;
mod read;

use access::Verb;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::{get, post};
use ground::{Problem, Result};
use ui::{Choice, Form, Frame, NavItem};

use crate::desk::Desk;
use crate::pages::movement::asked::{GROUPS, group_word};
use crate::pages::unit_field;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;
use asked::Asked;
pub(crate) use export::export;
use found::Found;

#[derive(Template)]
#[template(path = "measures/show.html")]
struct MeasuresPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    standards: Vec<Choice>,
    weights: Vec<Choice>,
    groups: Vec<Choice>,
    counts: Vec<Choice>,
    /// The unit in view.
    unit: String,
    /// Which figure the map shows.
    shows: Vec<NavItem>,
    csv: String,
    xlsx: String,
    /// The state of the registry shown, where it is not the newest.
    as_of: Option<String>,
    /// Nothing when there is a mistake in the form.
    found: Option<Found>,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/measures", get(show))
        .route("/measures/figures.csv", get(long::csv))
        .route("/measures/figures.xlsx", get(long::xlsx))
        .route("/measures/households", get(behind::get))
        .route("/measures/export", post(export::ask))
        .route("/measures/export/{job}", get(export::download))
        .route("/measures/dictionary.csv", get(export::dictionary))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Report)?;
    let shown = build(&visitor, &asked).await;
    page(&shown.map_err(|problem: Problem| visitor.trouble(problem))?)
}

async fn build(visitor: &Visitor, asked: &Asked) -> Result<MeasuresPage> {
    let desk = &visitor.desk;
    let words = visitor.words();
    let form = asked.form(visitor);
    let mut as_of = None;
    let (unit, found) = match asked.question(visitor) {
        Err(_) if !form.is_sound() => (visitor.actor().unit, None),
        question => {
            let question = question?;
            let read = read::counts(&question, desk).await?;
            as_of = read.as_of.map(|older| crate::pages::jobs::when(words, older));
            (question.unit, Some(Found::of(visitor, asked, &question, &read)))
        }
    };
    let lang = words.lang();
    Ok(MeasuresPage {
        frame: visitor.frame(words.measures_title()),
        units: unit_field::choices_ever(visitor, form.value("unit")),
        standards: desk
            .law
            .standards()
            .map(|standard| Choice::new(standard.id(), standard.name(lang)))
            .collect(),
        weights: vec![
            Choice::new("equal", words.measures_weights_equal()),
            Choice::new("indicators", words.measures_weights_indicators()),
            Choice::new("own", words.measures_weights_own()),
        ],
        groups: GROUPS.map(|by| Choice::new(by.as_str(), group_word(words, by))).into(),
        counts: vec![
            Choice::new("household", words.households()),
            Choice::new("person", words.persons()),
        ],
        unit: visitor.unit_name(unit),
        shows: charts::Show::choices(asked, words),
        csv: asked.link("/measures/figures.csv", &[]),
        xlsx: asked.link("/measures/figures.xlsx", &[]),
        as_of,
        form,
        found,
    })
}
