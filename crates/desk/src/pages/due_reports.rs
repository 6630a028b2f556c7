//! `/reports/due`: the reports of the review by the calendar of the law, each with its tables filled in, and
//! which of them were sent.

use access::Verb;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use ground::{Problem, Result, UnitId};
use review::report::{self, Kind, Report, Sent};
use serde::Deserialize;
use ui::{Crumb, Flash, Form, Frame, Words, link};

use super::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use super::rounds::act;
use crate::desk::Desk;
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

/// The tables of a report: of a monthly and a preliminary one, result and movement; of the official one, all.
fn tables(kind: Kind) -> std::ops::RangeInclusive<u8> {
    match kind {
        Kind::Monthly | Kind::Preliminary => 1..=3,
        Kind::Official => 1..=13,
    }
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/reports/due", get(show)).route("/reports/due/sent", get(ask).post(record))
}

/// Whether somebody keeps the calendar of reports.
pub(super) fn may(visitor: &Visitor) -> bool {
    visitor.actor().may(Verb::Report) && visitor.actor().may(Verb::ManageFigures)
}

/// The place of a report on the page.
pub(super) fn address(report: &Report) -> String {
    format!("/reports/due#{}", anchor(report))
}

fn anchor(report: &Report) -> String {
    format!("{}-{}", report.kind, report.due)
}

/// The name of a report.
pub(super) fn name(words: &Words, report: &Report) -> String {
    match report.kind {
        Kind::Monthly => {
            words.report_monthly(report.to.month().to_string(), report.to.year().to_string())
        }
        Kind::Preliminary => words.report_preliminary(report.due.year().to_string()),
        Kind::Official => words.report_official(report.due.year().to_string()),
    }
}

#[derive(Template)]
#[template(path = "due_reports/show.html")]
struct DuePage {
    frame: Frame,
    unit: String,
    rows: Vec<Row>,
    rule: String,
    may_record: bool,
}

struct Row {
    anchor: String,
    name: String,
    period: String,
    due: String,
    state: String,
    late: bool,
    /// Number of a table, on screen, as a spreadsheet.
    tables: Vec<(u8, String, String)>,
    /// Where it is recorded as sent.
    record: Option<String>,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    visitor.must(Verb::Report)?;
    page(&built(&visitor).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor) -> Result<DuePage> {
    let (words, desk, today) = (visitor.words(), &visitor.desk, visitor.desk.today());
    let unit = visitor.actor().unit;
    let procedure = desk.law.procedure_on(today);
    let procedure = procedure.ok_or_else(|| Problem::missing("review.procedure.none"))?;
    let sent = report::sent(&mut desk.database.read().await?, unit, today.year()).await?;
    let citation = &procedure.date(law::YearDate::OfficialReport).citation;
    let act = desk.law.source(&citation.act).map_or("", |source| source.number.as_str());
    let calendar = report::calendar(procedure, today.year());
    Ok(DuePage {
        unit: visitor.unit_name(unit),
        rows: calendar.iter().map(|one| row(visitor, unit, one, &sent)).collect(),
        rule: format!("{act}, {}", citation.article),
        may_record: may(visitor),
        frame: Frame { trail: trail(words), ..visitor.frame(words.due_reports_title()) },
    })
}

fn trail(words: &Words) -> Vec<Crumb> {
    vec![Crumb::new(words.nav_reports(), "/reports")]
}

fn row(visitor: &Visitor, unit: UnitId, one: &Report, sent: &[Sent]) -> Row {
    let (words, today) = (visitor.words(), visitor.desk.today());
    let found = sent.iter().find(|sent| (sent.kind, sent.due) == (one.kind, one.due));
    // Filled in as far as the period has gone.
    let to = one.to.min(today);
    let begun = one.from <= today;
    let (unit, from, until) = (unit.to_string(), one.from.vietnamese(), to.vietnamese());
    let query = [("unit", &*unit), ("from", &from), ("to", &until)];
    let table = |number: u8| {
        let screen = link(&format!("/reports/{number}"), &query);
        (number, screen, link(&format!("/reports/{number}/file"), &query))
    };
    Row {
        anchor: anchor(one),
        name: name(words, one),
        period: format!("{} – {}", one.from.vietnamese(), one.to.vietnamese()),
        due: one.due.vietnamese(),
        state: match found {
            Some(sent) => words.due_reports_sent(&sent.by, sent.day, &sent.number),
            None if today > one.due => words.due_reports_missing().to_owned(),
            None => words.due_reports_waiting().to_owned(),
        },
        late: found.is_none() && today > one.due,
        tables: if begun { tables(one.kind).map(table).collect() } else { Vec::new() },
        record: (found.is_none() && begun).then(|| {
            link("/reports/due/sent", &[("kind", one.kind.as_str()), ("due", &one.due.to_string())])
        }),
    }
}

/// Which report the address is about.
#[derive(Deserialize)]
pub(super) struct Which {
    kind: String,
    due: String,
}

fn which(asked: &Which) -> Result<(Kind, ground::Day)> {
    Ok((asked.kind.parse()?, asked.due.parse()?))
}

fn questions(words: &'static Words) -> Questions {
    Questions {
        title: words.due_reports_record(),
        lead: words.due_reports_record_lead().to_owned(),
        fields: vec![
            Field::Date(Named::new("day", words.due_reports_day()).required()),
            Field::Text(Named::new("number", words.opinion_number()).required()),
        ],
        action: words.due_reports_record(),
        to: String::new(),
    }
}

fn below(words: &Words) -> Vec<Crumb> {
    let mut trail = trail(words);
    trail.push(Crumb::new(words.due_reports_title(), "/reports/due"));
    trail
}

pub(super) async fn ask(visitor: Visitor, Query(asked): Query<Which>) -> Reply {
    visitor.must(Verb::ManageFigures)?;
    which(&asked).map_err(|problem| visitor.trouble(problem))?;
    let words = visitor.words();
    let form = Form::new().with("day", visitor.desk.today().vietnamese());
    shown_below(&visitor, below(words), 0, questions(words), form)
}

pub(super) async fn record(Query(asked): Query<Which>, Posted { visitor, form }: Posted) -> Reply {
    let words = visitor.words();
    let which = which(&asked).map_err(|problem| visitor.trouble(problem))?;
    let unit = visitor.actor().unit;
    let recorded = match day(&form) {
        Ok(day) => act!(visitor, report::record, unit, which, day, form.value("number"))
            .map_err(Wrong::from),
        Err(wrong) => Err(wrong),
    };
    match recorded {
        Ok(()) => go("/reports/due", Some(Flash::done(words.due_reports_recorded()))),
        Err(wrong) => {
            super::rounds::again(&visitor, below(words), 0, questions(words), form, wrong)
        }
    }
}
