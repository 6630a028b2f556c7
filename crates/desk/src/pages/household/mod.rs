//! `/households/{id}`: everything about one household, and every change an officer may make to it.

mod change;
mod findings;
pub(in crate::pages) mod form;
mod identity;
pub(in crate::pages) mod members;
mod moves;
mod past;
mod place;
mod register;
mod show;
mod why;

use axum::Router;
use axum::routing::{get, post};

use crate::desk::Desk;

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/households/new", get(register::ask).post(register::save))
        .route("/households/{id}", get(show::get))
        .route("/households/{id}/members/{person}/identity", post(identity::reveal))
        .route("/households/{id}/findings/{finding}", post(findings::settle))
        .route("/households/{id}/correct", get(change::ask).post(change::save))
        .route("/households/{id}/members/new", get(members::ask_new).post(members::save_new))
        .route("/households/{id}/members/{person}", get(members::ask).post(members::save))
        .route(
            "/households/{id}/members/{person}/leave",
            get(members::ask_leave).post(members::leave),
        )
        .route("/households/{id}/head", get(moves::ask_head).post(moves::save_head))
        .route("/households/{id}/move", get(moves::ask_move).post(moves::save_move))
        .route("/households/{id}/split", get(moves::ask_split).post(moves::save_split))
        .route("/households/{id}/merge", get(moves::ask_merge).post(moves::save_merge))
        .route("/households/{id}/end", get(moves::ask_end).post(moves::save_end))
}
