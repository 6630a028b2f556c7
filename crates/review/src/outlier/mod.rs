//! What is odd about surveys (điểm cần xem lại): too fast, the same answers again and again, far from the
//! village, one photo for several households. Each is a question to the commune with the figures behind it,
//! never a verdict on a reviewer; [`law::SecondLook`] says from when on it is asked, and why.

mod look;
mod read;
mod rules;

use store::Statement;

pub use look::{Look, Second, ask, looks, of_case, record};
pub use read::surveys;
pub use rules::{Limits, Noticed, Question, Survey, notice};

/// Every statement of outliers.
pub(crate) fn statements() -> Vec<&'static Statement> {
    [look::STATEMENTS, read::STATEMENTS].concat()
}
