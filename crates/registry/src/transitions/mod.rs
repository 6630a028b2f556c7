//! From one class to another between any two days, in full: where every household of a place stood on
//! both days, who fell back after an exit, who stayed poor year after year, told apart by unit, area,
//! ethnic group or sex of the head.
//!
//! The official tables of movement ([`crate::status::movement`]) tell why a household left or entered
//! the list of the poor. This is the plain matrix beside them, which also knows those above the line.
//! Rows add up to the stock of the first day and columns to that of the second, by construction
//! ([`rules`]); both are shown on the map of either day ([`crate::figures::Frame`]).

mod behind;
mod count;
mod group;
mod model;
mod read;
mod rules;
mod statements;

pub use behind::{Behind, households};
pub use count::{Choosing, Counting, Known, Stood};
pub(crate) use group::Groups;
pub use group::{By, Group};
pub use model::{End, Found, Matrix, Moved, Persistence, Relapse, Transitions, YEARS};
pub use read::{Asked, transitions, year_ends};

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    statements::STATEMENTS.to_vec()
}
