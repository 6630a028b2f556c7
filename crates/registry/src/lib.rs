//! The registry: households and persons, what was seen on each visit, what the law made of it, and
//! the status that followed, with every change in the audit trail.
//!
//! A household enters through [`household`] (one at a time, by an officer) or [`batch`] (imports and
//! the demonstration). Each [`visit`] keeps its answers for ever; each standard's evaluation of it is
//! kept beside it with the fingerprint of the law. [`status`] is the timeline those decisions make, and
//! the movement tables are read off that timeline. [`event`]s are what happens between reviews.

pub mod answered;
pub mod batch;
mod change;
pub mod due;
pub mod ethnicity;
mod evaluation;
pub mod event;
pub mod figures;
pub mod finding;
pub mod household;
pub mod integrity;
pub mod person;
pub mod poverty;
pub mod search;
pub mod status;
pub mod transitions;
pub mod visit;

pub use evaluation::{
    BOTH_ASKED_FROM, Reevaluated, asked_by_default, evaluate_all, national_standard, reevaluate,
    setting,
};

/// Every statement this crate runs, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    [
        answered::STATEMENTS,
        batch::STATEMENTS,
        change::STATEMENTS,
        due::STATEMENTS,
        evaluation::STATEMENTS,
        event::STATEMENTS,
        &figures::statements(),
        &finding::statements(),
        &household::statements(),
        integrity::STATEMENTS,
        &person::statements(),
        poverty::STATEMENTS,
        &search::statements(),
        &status::statements(),
        &transitions::statements(),
        &visit::statements(),
    ]
    .concat()
}
