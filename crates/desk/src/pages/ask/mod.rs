//! `/ask…`: a household asks to be recognised or to leave the list, without an account, and sees how its
//! request stands. Nothing here lists, and nothing personal stands in an address: whatever says who somebody
//! is travels in the body of a form.

mod commune;
pub(super) mod fields;
mod form;
mod limits;
mod standing;

use std::sync::Arc;

use axum::Extension;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::desk::Desk;
use limits::Limits;

/// Bytes of the largest form: every field filled to its longest, in three-byte letters, fits.
const LARGEST: usize = 256 << 10;

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/ask", get(commune::find))
        .route("/ask/standing", get(standing::ask).post(standing::show))
        .route("/ask/receipt", post(standing::receipt))
        .route("/ask/{commune}", get(commune::show))
        .route("/ask/{commune}/{form}", get(form::ask).post(form::send))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(Extension(Arc::new(Limits::default())))
}
