//! One file or folder per page; the routes of each in one line here.

mod account;
mod accounts;
mod ask;
mod assets;
mod audit;
mod due_reports;
mod figures;
mod home;
mod household;
mod households;
mod imports;
mod jobs;
mod law;
mod look;
pub(crate) mod measures;
mod missing;
mod movement;
pub(crate) mod reports;
pub(crate) mod rounds;
mod sign_in;
mod snapshot;
mod submissions;
mod survey;
mod unit_field;
mod units;
mod what_if;

use axum::Router;

use crate::desk::Desk;

/// Every address of the desk.
pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(ask::routes())
        .merge(assets::routes())
        .merge(audit::routes())
        .merge(due_reports::routes())
        .merge(figures::routes())
        .merge(home::routes())
        .merge(household::routes())
        .merge(households::routes())
        .merge(imports::routes())
        .merge(jobs::routes())
        .merge(law::routes())
        .merge(look::routes())
        .merge(measures::routes())
        .merge(movement::routes())
        .merge(reports::routes())
        .merge(rounds::routes())
        .merge(sign_in::routes())
        .merge(snapshot::routes())
        .merge(submissions::routes())
        .merge(survey::routes())
        .merge(units::routes())
        .merge(what_if::routes())
        .fallback(missing::get)
}
