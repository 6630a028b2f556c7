//! Re-verification (phúc tra ngẫu nhiên): a random sample of the surveyed households of a round, seen a second
//! time by somebody else, so that errors of inclusion and exclusion can be estimated.
//!
//! The draw can be repeated by anybody: within a stratum, households come in the order of the SHA-256 of
//! `<sample id>:<household id>` (both as 32 hexadecimal digits), and the first ones are taken. The id of the
//! sample is made by chance, so nobody can choose who is drawn.

mod draw;
mod read;
mod record;
mod size;

use store::Statement;

pub use draw::{Plan, draw};

pub use read::{Drawn, Sample, Second, Stratum, latest, of_round};
pub use record::{record, take_up};
pub use size::{allocate, size};

ground::words! {
    /// What the strata of a sample are.
    Strata, invalid "review.sample.strata":
    /// Villages.
    Village = "village",
    /// Classes by the first survey.
    Class = "class",
}

/// Every statement of samples.
pub(crate) fn statements() -> Vec<&'static Statement> {
    [draw::STATEMENTS, read::STATEMENTS, record::STATEMENTS].concat()
}
