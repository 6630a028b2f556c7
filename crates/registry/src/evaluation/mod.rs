//! Evaluations (kết quả đánh giá): what each standard says of a visit, and saying it again when the law
//! that is loaded has changed.

mod again;
mod rules;

pub(crate) use again::STATEMENTS;
pub use again::{Reevaluated, reevaluate};
pub use rules::{BOTH_ASKED_FROM, asked_by_default, evaluate_all, national_standard, setting};
