//! `/rounds`: the rounds of a commune; `/rounds/new`: the list a new one would have.

use access::Verb;
use askama::Template;
use axum::extract::Query;
use ground::{Problem, Result, UnitId};
use places::Level;
use review::round;
use serde::Deserialize;
use ui::{Choice, Flash, Form, Frame};

use super::{act, trail, words};
use crate::pages::unit_field;
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    unit: String,
}

#[derive(Template)]
#[template(path = "rounds/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    unit: String,
    /// Whether one commune is chosen.
    chosen: bool,
    rows: Vec<Row>,
    may_open: bool,
}

struct Row {
    url: String,
    name: String,
    opened: String,
    due: String,
}

pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    page(&listed(&visitor, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

/// The commune an address is about: the one chosen, or the visitor's own.
pub(super) fn commune(visitor: &Visitor, asked: &str) -> Result<(UnitId, bool)> {
    let (unit, _) = visitor.chosen(Some(asked))?;
    let found = visitor.desk.units.get(unit);
    Ok((unit, found.is_some_and(|found| found.level == Level::Commune)))
}

async fn listed(visitor: &Visitor, asked: &Asked) -> Result<ListPage> {
    let words = visitor.words();
    let (unit, chosen) = commune(visitor, &asked.unit)?;
    let rounds = round::of_unit(&mut visitor.desk.database.read().await?, unit).await?;
    let rows = rounds.iter().map(|round| Row {
        url: format!("/rounds/{}", round.id),
        name: words::when(words, round.when),
        opened: round.opened.vietnamese(),
        due: round.due.vietnamese(),
    });
    let own = unit == visitor.actor().unit;
    Ok(ListPage {
        frame: visitor.frame(words.nav_rounds()),
        form: Form::new().with("unit", unit.to_string()),
        units: unit_field::choices(visitor),
        unit: visitor.unit_name(unit),
        chosen,
        rows: rows.collect(),
        may_open: chosen && own && visitor.actor().may(Verb::Review),
    })
}

#[derive(Template)]
#[template(path = "rounds/new.html")]
struct NewPage {
    frame: Frame,
    when: String,
    count: usize,
    rows: Vec<(String, String, &'static str, &'static str)>,
}

pub(super) async fn ask(visitor: Visitor) -> Reply {
    visitor.must(Verb::Review)?;
    page(&proposed(&visitor).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn proposed(visitor: &Visitor) -> Result<NewPage> {
    let words = visitor.words();
    let (desk, today) = (&visitor.desk, visitor.desk.today());
    let procedure = desk.law.procedure_on(today);
    let procedure = procedure.ok_or_else(|| Problem::missing("review.procedure.none"))?;
    let when = round::open_now(procedure, today)?;
    let unit = visitor.actor().unit;
    let all = round::proposed(&mut desk.database.read().await?, unit, when, today).await?;
    let row = |one: &round::Proposed| {
        let village = super::board::village(words, &one.village_name).to_owned();
        (one.head.clone(), village, one.class.as_str(), words::reason(words, one.reason))
    };
    Ok(NewPage {
        frame: Frame { trail: trail(visitor), ..visitor.frame(words.rounds_open()) },
        when: words::when(words, when),
        count: all.len(),
        rows: all.iter().map(row).collect(),
    })
}

pub(super) async fn open(Posted { visitor, .. }: Posted) -> Reply {
    let opened = act!(visitor, round::open, visitor.actor().unit);
    let id = opened.map_err(|problem| visitor.trouble(problem))?;
    go(&format!("/rounds/{id}"), Some(Flash::done(visitor.words().rounds_opened())))
}
