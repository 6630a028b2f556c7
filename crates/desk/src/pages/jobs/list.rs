//! `/jobs?state=&after=`: the latest work in the visitor's units.

use access::Verb;
use askama::Template;
use axum::extract::Query;
use ground::Result;
use serde::Deserialize;
use store::feed::Wanted;
use store::jobs::{self, Shown, State};
use ui::{Choice, Form, Frame, Pager, link};

use super::{result_link, state_word, title, when};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};
use crate::work;

/// Jobs on one page.
const LINES: usize = 100;

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    state: String,
    after: String,
}

#[derive(Template)]
#[template(path = "jobs/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    states: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    /// Said when there are no rows.
    none: &'static str,
    /// The unit whose visits the visitor may have evaluated again.
    classify: Option<String>,
}

struct Row {
    url: String,
    title: String,
    unit: String,
    by: String,
    when: String,
    state: &'static str,
    result: Option<(String, &'static str)>,
}

pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    page(&listed(&visitor, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn listed(visitor: &Visitor, asked: &Asked) -> Result<ListPage> {
    let words = visitor.words();
    let (actor, desk) = (visitor.actor(), &visitor.desk);
    let shown = match asked.state.as_str() {
        "open" => Some(Shown::Open),
        word => State::ENDED.into_iter().find(|state| state.as_str() == word).map(Shown::Only),
    };
    let reach = actor.reach(desk.units);
    let after = if asked.after.is_empty() { None } else { Some(asked.after.parse()?) };
    let ask = Wanted { units: reach.as_deref(), after, ..Wanted::latest(LINES) };
    let found = jobs::latest(&mut desk.database.read().await?, ask, shown).await?;
    let rows = found.lines.iter().map(|job| Row {
        url: format!("/jobs/{}", job.id),
        title: title(words, job),
        unit: visitor.unit_name(job.unit),
        by: job.account_name.clone(),
        when: when(words, job.created_at),
        state: state_word(words, job),
        result: result_link(words, job),
    });
    let page = |after: &str| link("/jobs", &[("state", asked.state.as_str()), ("after", after)]);
    Ok(ListPage {
        frame: visitor.frame(words.nav_jobs()),
        form: Form::new().with("state", asked.state.as_str()),
        states: vec![
            Choice::new("", words.jobs_shown_all()),
            Choice::new("open", words.jobs_shown_open()),
            Choice::new(State::Done.as_str(), words.jobs_state_done()),
            Choice::new(State::Cancelled.as_str(), words.jobs_state_cancelled()),
            Choice::new(State::Failed.as_str(), words.jobs_state_failed()),
        ],
        rows: rows.collect(),
        pager: Pager {
            rows: String::new(),
            page: String::new(),
            // Newer work comes in at the top; whoever goes back begins there.
            previous: after.map(|_| page("")),
            next: found.next.map(|next| page(&next.to_string())),
        },
        none: if shown.is_some() { words.jobs_none_such() } else { words.jobs_none() },
        classify: actor.may(Verb::EditHousehold).then(|| visitor.unit_name(actor.unit)),
    })
}

pub(super) async fn classify(Posted { visitor, .. }: Posted) -> Reply {
    visitor.must(Verb::EditHousehold)?;
    let actor = visitor.actor();
    let nothing = serde_json::json!({});
    let job = work::ask(&visitor.desk, actor, work::CLASSIFY, actor.unit, &nothing).await;
    let job = job.map_err(|problem| visitor.trouble(problem))?;
    go(&format!("/jobs/{job}"), None)
}
