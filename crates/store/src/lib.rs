//! The one door to the database: SQLite for one commune's laptop, PostgreSQL for a province or the
//! nation, and the same SQL text for both.
//!
//! * [`Database`] opens either engine, [`Tx`] is a transaction passed by value or `&mut` to whoever
//!   writes. Writes on SQLite begin *immediate*, so two writers queue instead of failing half-way.
//! * [`Statement`]s are constants with a name, registered per room by [`statements!`], and a test
//!   prepares every one of them on both engines.
//! * Values are of five kinds only ([`Value`]): whole number, real, text, uuid, bytes. Days are numbers
//!   `yyyymmdd`, instants are milliseconds, yes/no is 1/0, money is whole đồng. There is no clock, no
//!   decimal and no Vietnamese folding in SQL.
//! * [`audit`], [`jobs`] (both read as a [`feed`]), [`seal`] and [`copy`] are what every room shares: the
//!   trail of who changed what, long work, sealed national ID numbers, and moving a whole database
//!   between engines.

mod among;
pub mod audit;
pub mod copy;
mod database;
mod driver;
mod error;
pub mod feed;
pub mod jobs;
mod keyed;
mod many;
pub mod problem;
mod rows;
mod schema;
pub mod seal;
mod statement;
mod together;
mod transaction;
mod value;
mod watch;

pub use among::{UNITS_PER_STATEMENT, unit_values};
pub use database::{Database, Engine};
pub use driver::{Answer, Held};
pub use rows::Rows;
pub use schema::{Table, fingerprint, tables};
pub use statement::Statement;
pub use together::Ask;
pub use transaction::Tx;
pub use value::{Row, Value};
pub use watch::{Progress, Watch};

/// Every statement this crate runs, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static Statement> {
    [audit::STATEMENTS, jobs::STATEMENTS].concat()
}
