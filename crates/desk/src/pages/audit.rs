//! `/audit`: what was done last, for those who may see it.

use access::Verb;
use askama::Template;
use store::audit;
use ui::Frame;

use axum::Router;
use axum::routing::get;

use crate::desk::Desk;
use crate::pages::jobs::when;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

/// Entries read, of which those outside the visitor's units are left out.
const READ: i64 = 5_000;
/// Entries shown.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    frame: Frame,
    unit: String,
    rows: Vec<Row>,
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

async fn show(visitor: Visitor) -> Reply {
    visitor.must(Verb::ViewAudit)?;
    let words = visitor.words();
    let read = async {
        let mut tx = visitor.desk.database.read().await?;
        audit::latest(&mut tx, READ).await
    };
    let entries = read.await.map_err(|problem| visitor.trouble(problem))?;
    let rows = entries
        .into_iter()
        .filter(|entry| visitor.actor().covers(entry.unit, visitor.desk.units))
        .take(SHOWN)
        .map(|entry| Row {
            when: when(words, entry.at),
            who: entry.account_name,
            action: entry.action,
            url: (entry.subject == "household")
                .then(|| format!("/households/{}", entry.subject_id)),
            record: entry.subject,
            unit: visitor.unit_name(entry.unit),
            reason: entry.reason.unwrap_or_default(),
            detail: entry.detail.unwrap_or_default(),
        });
    page(&AuditPage {
        frame: visitor.frame(words.audit_title()),
        unit: visitor.unit_name(visitor.actor().unit),
        rows: rows.collect(),
    })
}
