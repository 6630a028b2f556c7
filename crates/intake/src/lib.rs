//! From the spreadsheet a commune really has to households in the registry.
//!
//! [`sheet`] reads rows out of any file, [`mapping`] says which column holds what, and [`run`] reads,
//! matches, evaluates and writes them in one transaction. Nothing is silently repaired or dropped:
//! every row that is not taken exactly as it stands carries a remark.

pub mod mapping;
pub mod run;
pub mod sheet;
mod value;

pub use value::{Order, Orders};

/// Every statement this crate runs, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    [mapping::STATEMENTS.to_vec(), run::statements()].concat()
}
