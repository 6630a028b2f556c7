//! `/movement`: from which class to which between any two days, who fell back, who stayed poor.
//!
//! The official tables 2 and 3 tell the reasons for entering and leaving the list; this page shows every
//! household of a place on both days, those above the line too, and opens the list behind each number.
//! The address holds the whole question.

pub(crate) mod asked;
mod behind;
mod charts;
pub(crate) mod found;
mod read;

use access::Verb;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use ground::{Problem, Result};
use ui::{Choice, Form, Frame};

use crate::desk::Desk;
use crate::pages::unit_field;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;
use asked::Asked;
use found::Found;

#[derive(Template)]
#[template(path = "movement/show.html")]
struct MovementPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    groups: Vec<Choice>,
    maps: Vec<Choice>,
    /// The unit in view.
    unit: String,
    /// The state of the registry shown, where it is not the newest.
    as_of: Option<String>,
    /// Nothing when there is a mistake in the form.
    found: Option<Found>,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/movement", get(show)).route("/movement/households", get(behind::get))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Report)?;
    let shown = build(&visitor, &asked).await;
    page(&shown.map_err(|problem: Problem| visitor.trouble(problem))?)
}

async fn build(visitor: &Visitor, asked: &Asked) -> Result<MovementPage> {
    let desk = &visitor.desk;
    let words = visitor.words();
    let form = asked.form(visitor);
    let mut as_of = None;
    let (unit, found) = match asked.question(visitor) {
        Err(_) if !form.is_sound() => (visitor.actor().unit, None),
        question => {
            let question = question?;
            let (found, older) = read::transitions(&question, desk).await?;
            as_of = older.map(|older| crate::pages::jobs::when(words, older));
            (question.unit, Some(Found::of(visitor, &question, &found)))
        }
    };
    Ok(MovementPage {
        frame: visitor.frame(words.movement()),
        units: unit_field::choices_ever(visitor, form.value("unit")),
        groups: asked::GROUPS
            .map(|by| Choice::new(by.as_str(), asked::group_word(words, by)))
            .into(),
        maps: vec![
            Choice::new("to", words.movement_map_to()),
            Choice::new("from", words.movement_map_from()),
        ],
        unit: visitor.unit_name(unit),
        as_of,
        form,
        found,
    })
}
