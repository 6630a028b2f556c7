//! `/law/sources`: every legal act, once.

use ::law::Status;
use askama::Template;
use ground::Day;
use ui::{Frame, NavItem};

use super::list::said;
use super::tabs;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "law/sources.html")]
struct SourcesPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    rows: Vec<Row>,
}

struct Row {
    number: String,
    title: String,
    issuer: String,
    signed: String,
    in_force: String,
    status: Status,
    note: String,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    let words = visitor.words();
    let day = |day: Option<Day>| day.map_or(words.law_unknown_day().into(), Day::vietnamese);
    let rows = visitor.desk.law.sources().map(|source| Row {
        number: source.number.clone(),
        title: said(&source.title, words.lang()),
        issuer: said(&source.issuer, words.lang()),
        signed: day(source.signed),
        in_force: day(source.in_force),
        status: source.status,
        note: source.note.clone().unwrap_or_default(),
    });
    page(&SourcesPage {
        frame: visitor.frame(words.law_sources()),
        tabs: tabs(&visitor),
        rows: rows.collect(),
    })
}
