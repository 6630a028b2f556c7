//! `/survey…`: the survey of households in the browser, which works without network after the first visit.
//!
//! | Address | |
//! |---|---|
//! | `/survey` | the page: words and frame, nothing of anybody, so that a phone may keep it |
//! | `/survey/files/…` | script, style, licences |
//! | `/survey-worker.js` | the worker that keeps all these on the phone |
//! | `/survey/manifest.webmanifest` | by which the page is installed |
//! | `/survey/packet` | who asks, the form of the day, the households to visit; 304 while nothing changed |
//! | `POST /survey/submission` | a submission, whole or in parts, as OpenRosa sends them |

mod packet;
mod page;
mod submission;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::{Lang, Problem};
use serde_json::{Value, json};
use ui::Words;

use crate::desk::Desk;
use crate::reply;
use crate::visitor::NoVisitor;

pub(crate) fn routes() -> Router<Desk> {
    let limit = DefaultBodyLimit::max(field::openrosa::LARGEST);
    Router::new()
        .route("/survey", get(page::page))
        .route("/survey/files/{name}", get(page::file))
        .route("/survey-worker.js", get(page::worker))
        .route("/survey/manifest.webmanifest", get(page::manifest))
        .route("/survey/packet", get(packet::packet))
        .route("/survey/submission", post(submission::submission).layer(limit))
}

/// An answer to the page's script.
fn answer(status: StatusCode, body: &Value) -> Response {
    let head = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    (status, head, body.to_string()).into_response()
}

/// A problem as the page's script reads it: in both languages, because it may be shown later.
struct Refused(Problem, StatusCode);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Refused {
        let status = reply::status(problem.kind);
        Refused(problem, status)
    }
}

impl From<NoVisitor> for Refused {
    fn from(nobody: NoVisitor) -> Refused {
        match nobody {
            NoVisitor::Trouble(trouble) => trouble.problem().into(),
            // A one-time password has to be replaced first, on the pages of the desk.
            NoVisitor::SignIn(_) | NoVisitor::MustChange => {
                Refused(Problem::refused("desk.survey.sign_in"), StatusCode::UNAUTHORIZED)
            }
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Refused(problem, status) = self;
        if status.is_server_error() {
            tracing::error!(%problem, "a survey's request ended in a problem");
        }
        let said = |lang| Words::of(lang).problem(&problem);
        let body = json!({ "code": problem.code, "vi": said(Lang::Vi), "en": said(Lang::En) });
        answer(status, &body)
    }
}
