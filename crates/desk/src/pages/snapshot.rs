//! `/snapshot/progress`: how far the first snapshot is, for the script of the page that waits for it
//! ([`crate::reply`]).

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use axum::routing::get;

use crate::desk::Desk;
use crate::reply::Reply;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/snapshot/progress", get(progress))
}

async fn progress(visitor: Visitor) -> Reply {
    let words = visitor.words();
    let progress = visitor.desk.snapshots.progress();
    let (done, whole) = progress.unwrap_or((1, 1));
    let text = words.progress_of(done as i64, whole.max(1) as i64);
    let answer = serde_json::json!({
        "done": done, "whole": whole.max(1), "text": text, "finished": progress.is_none(),
    });
    let head = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    Ok((head, answer.to_string()).into_response())
}
