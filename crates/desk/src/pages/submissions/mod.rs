//! `/submissions…`: forms that phones sent in, what became of each, and taking one again after a repair.

mod list;
mod one;

use axum::Router;
use axum::routing::{get, post};
use field::submission::State;
use ui::Words;

use crate::desk::Desk;

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/submissions", get(list::show))
        .route("/submissions/{id}/take", post(one::take))
        .route("/submissions/{id}/form", get(one::form))
        .route("/submissions/{id}/files/{name}", get(one::file))
}

/// What became of a submission, in words.
fn state_word(words: &'static Words, state: State) -> &'static str {
    match state {
        State::Waiting => words.submissions_waiting(),
        State::Taken => words.submissions_taken(),
        State::Trouble => words.submissions_trouble(),
    }
}
