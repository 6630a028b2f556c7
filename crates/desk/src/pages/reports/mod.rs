//! `/reports…`: the official tables on screen, as spreadsheets, and the households behind each number.

mod asked;
mod behind;
mod kept;
mod list;
mod one;
mod sheet;

use ::reports::Basis;
use axum::Router;
use axum::routing::get;

use crate::desk::Desk;

pub(crate) use kept::draw_up;

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/reports", get(list::show))
        .route("/reports/kept/{job}", get(kept::show))
        .route("/reports/kept/{job}/file", get(kept::download))
        .route("/reports/{number}", get(one::show).post(kept::ask))
        .route("/reports/{number}/file", get(one::download))
        .route("/reports/{number}/behind", get(behind::show))
}

/// What every table rests on.
fn basis(desk: &Desk) -> Basis<'_> {
    Basis { law: &desk.law, layouts: &desk.layouts, units: desk.units }
}

/// The type of a spreadsheet.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
