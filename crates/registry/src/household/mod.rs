//! Households (hộ).

mod list;
mod model;
mod moves;
mod read;
mod register;
mod rolls;
mod villages;

pub(crate) use list::in_scope;
pub use list::{Cursor, Filter, Line, Page, Sort, count, list, these};
pub(crate) use model::is_surveyed;
pub use model::{Groups, Household, Sex};
pub use moves::{Destination, Split, died_out, merge, relocate, split};
pub use read::{COLUMNS, Detail, asked, by_id, detail, detail_of, read};
pub(crate) use read::{held, seen};
pub use register::{Arrival, NewHousehold, Particulars, correct, register};
pub use rolls::{Roll, rolls};
pub use villages::villages;

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [list::STATEMENTS, moves::STATEMENTS, read::STATEMENTS, rolls::STATEMENTS, villages::STATEMENTS]
        .concat()
}
