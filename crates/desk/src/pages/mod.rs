//! One file or folder per page; the routes of each in one line here.

mod account;
mod accounts;
mod assets;
mod home;
mod households;
mod household;
mod law;
mod look;
mod missing;
mod sign_in;
mod unit_field;
mod units;

use axum::Router;

use crate::desk::Desk;

/// Every address of the desk.
pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(assets::routes())
        .merge(home::routes())
        .merge(households::routes())
        .merge(household::routes())
        .merge(law::routes())
        .merge(look::routes())
        .merge(sign_in::routes())
        .merge(units::routes())
        .fallback(missing::get)
}
