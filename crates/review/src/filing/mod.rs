//! Filings: requests as they were handed in by households that nobody has found in the registry yet.
//!
//! Whoever asks need not be known, nor have an account: a page for everybody takes form 01 or 04, and an
//! officer or a village head types in the same fields. A filing gets its receipt at once. Then an officer
//! [`match_to`] a household that [`suggest`]ions help to find, [`register`]s a new one, or refuses in writing.
//! What was handed in stays as it was.

mod model;
mod read;
mod settle;
mod suggest;
mod take;

use store::Statement;

pub use model::{
    Activity, Asker, Filed, Filing, FilingState, LONGEST_TEXT, MOST_MEMBERS, Member, NewFiling,
};
pub use read::{Progress, Standing, find, open_of_unit, progress};
pub use settle::{match_to, refuse, register};
pub use suggest::{Candidate, Sign, suggest};
pub use take::{MOST_A_DAY, WEB, from_the_web, typed_in};

pub(crate) fn statements() -> Vec<&'static Statement> {
    [read::STATEMENTS, settle::STATEMENTS, suggest::STATEMENTS, take::STATEMENTS].concat()
}
