//! The reports room: the official tables 1 to 13, on screen and as spreadsheets.
//!
//! A [`Layout`] says what a table looks like (`law/reports/`, data). [`table`] asks the registry for the
//! figures of a unit and a period and makes a [`Table`]: heads, rows, cells that are numbers, sound
//! rates, refused rates or blanks, and notes on what a reader must know. [`xlsx`] writes it as the
//! spreadsheet that offices exchange, with formulas where the printed form has them.

pub mod kept;
pub mod layout;
pub mod source;
pub mod table;
mod xlsx;

pub use layout::{Layout, Layouts};
pub use table::{Basis, Behind, Cell, Rank, Request, Row, Table, What, frame, households, table};
pub use xlsx::{plain_xlsx, xlsx};

/// Every statement of this room, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    kept::STATEMENTS.to_vec()
}
