//! `/audit?about=&from=&to=&after=`: what was done last, for those who may see it.

use access::Verb;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::routing::get;
use ground::{Day, Instant, Result};
use serde::Deserialize;
use store::audit::{self, Past};
use store::feed::{Page, Wanted};
use ui::{Choice, Form, Frame, Pager, Words, link, read_day};

use crate::desk::Desk;
use crate::pages::jobs::when;
use crate::reply::{Reply, page_with};
use crate::visitor::Visitor;

/// Entries on one page.
const LINES: usize = 200;

/// What the address asks for; everything may be empty.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    about: String,
    from: String,
    to: String,
    after: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    frame: Frame,
    unit: String,
    form: Form,
    subjects: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    /// Said when there are no rows.
    none: &'static str,
}

struct Row {
    when: String,
    who: String,
    action: String,
    record: String,
    /// The household's page, when the entry is about one.
    url: Option<String>,
    unit: String,
    reason: String,
    detail: String,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/audit", get(show))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::ViewAudit)?;
    let words = visitor.words();
    let mut form = asked.form();
    let mut day = |field, text: &str| match text.trim() {
        "" => None,
        text => read_day(text).map_or_else(
            |problem| {
                form = std::mem::take(&mut form).wrong(field, words.problem(&problem));
                None
            },
            Some,
        ),
    };
    let days = (day("from", &asked.from), day("to", &asked.to));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let mut found = Page { lines: Vec::new(), next: None };
    if form.is_sound() {
        status = StatusCode::OK;
        found =
            entries(&visitor, &asked, days).await.map_err(|problem| visitor.trouble(problem))?;
    }
    let narrow = [&asked.about, &asked.from, &asked.to].into_iter().any(|text| !text.is_empty());
    let rows = found.lines.into_iter().map(|entry| Row {
        when: when(words, entry.at),
        who: entry.account_name,
        action: entry.action,
        url: (entry.subject == "household").then(|| format!("/households/{}", entry.subject_id)),
        record: entry.subject,
        unit: visitor.unit_name(entry.unit),
        reason: entry.reason.unwrap_or_default(),
        detail: entry.detail.unwrap_or_default(),
    });
    let page = AuditPage {
        frame: visitor.frame(words.audit_title()),
        unit: visitor.unit_name(visitor.actor().unit),
        form,
        subjects: subjects(words),
        rows: rows.collect(),
        pager: Pager {
            rows: String::new(),
            page: String::new(),
            // Newer entries come in at the top; whoever goes back begins there.
            previous: (!asked.after.is_empty()).then(|| asked.link("")),
            next: found.next.map(|next| asked.link(&next.to_string())),
        },
        none: if narrow { words.audit_none_such() } else { words.audit_none() },
    };
    page_with(status, &page)
}

async fn entries(
    visitor: &Visitor,
    asked: &Asked,
    (from, to): (Option<Day>, Option<Day>),
) -> Result<Page<Past>> {
    let desk = &visitor.desk;
    let reach = visitor.actor().reach(desk.units);
    let ask = Wanted {
        units: reach.as_deref(),
        from: from.map(Instant::start_of),
        before: to.map(|day| Instant::start_of(day.next())),
        after: if asked.after.is_empty() { None } else { Some(asked.after.parse()?) },
        limit: LINES,
    };
    let subject = Some(asked.about.as_str()).filter(|about| !about.is_empty());
    audit::latest(&mut desk.database.read().await?, ask, subject).await
}

/// The kinds of record that entries are about.
fn subjects(words: &'static Words) -> Vec<Choice> {
    vec![
        Choice::new("", words.jobs_shown_all()),
        Choice::new("household", words.audit_about_household()),
        Choice::new("evaluation", words.audit_about_evaluation()),
        Choice::new("import", words.audit_about_import()),
        Choice::new("unit", words.audit_about_unit()),
        Choice::new("account", words.audit_about_account()),
        Choice::new("scenario", words.audit_about_scenario()),
        Choice::new("job", words.audit_about_job()),
        Choice::new("review_filing", words.audit_about_filing()),
        Choice::new("setting", words.audit_about_setting()),
    ]
}

impl Asked {
    fn form(&self) -> Form {
        Form::new()
            .with("about", self.about.as_str())
            .with("from", self.from.as_str())
            .with("to", self.to.as_str())
    }

    /// The same list from another place on.
    fn link(&self, after: &str) -> String {
        let asked = [("about", &*self.about), ("from", &self.from), ("to", &self.to)];
        link("/audit", &[&asked[..], &[("after", after)]].concat())
    }
}
