//! `/jobs`: the latest work in the visitor's units.

use access::Verb;
use askama::Template;
use store::jobs;
use ui::Frame;

use super::{result_link, state_word, title, when};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};
use crate::work;

/// Jobs read, of which those outside the visitor's units are left out.
const READ: i64 = 1_000;
/// Jobs shown.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "jobs/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
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

pub(super) async fn show(visitor: Visitor) -> Reply {
    let words = visitor.words();
    let all = jobs::list(&visitor.desk.database, READ).await;
    let all = all.map_err(|problem| visitor.trouble(problem))?;
    let actor = visitor.actor();
    let rows = all.iter().filter(|job| actor.covers(job.unit, visitor.desk.units)).take(SHOWN).map(
        |job| Row {
            url: format!("/jobs/{}", job.id),
            title: title(words, job),
            unit: visitor.unit_name(job.unit),
            by: job.account_name.clone(),
            when: when(words, job.created_at),
            state: state_word(words, job),
            result: result_link(words, job),
        },
    );
    page(&ListPage {
        frame: visitor.frame(words.nav_jobs()),
        rows: rows.collect(),
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
