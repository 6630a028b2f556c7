//! Pages for officials: server-drawn, working without scripts, in Vietnamese and English.
//!
//! A handler parses, calls one action or read of a room below, and renders. A page is a struct with
//! everything its template may see; a wrong field does not compile. Every signed-in page takes a
//! `Visitor`, every form a `Posted`, whose token has been checked.

mod cookies;
mod desk;
mod flash;
mod pages;
mod reply;
mod say;
mod visitor;
pub mod work;

use axum::Router;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

pub use crate::desk::Desk;
pub use crate::visitor::role_word;

/// The desk as a service: every page, with the headers that keep browsers from doing what we do not.
pub fn router(desk: Desk) -> Router {
    pages::routes()
        .layer(axum::middleware::from_fn(flash::shown_once))
        .layer(CompressionLayer::new().gzip(true))
        // Everything comes from here: no script, style or image of anybody else, no inline code.
        .layer(header(
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ))
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(X_FRAME_OPTIONS, "DENY"))
        .layer(header(REFERRER_POLICY, "same-origin"))
        .with_state(desk)
}

fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
