//! From cells to values: days in every way they are written, counts, scores, money, marks and words.

mod date;
mod identity;
mod number;
mod word;

pub use date::{Order, Orders};
pub(crate) use date::{day, year_or_day};
pub(crate) use identity::identity;
pub(crate) use number::{count, money};
pub(crate) use word::{class, mark, relation, screened, sex, spelling};
