//! Status (tình trạng): a household's class as a timeline of decisions and reviews (QĐ 24/2021).

mod model;
mod timeline;

pub(crate) use model::words;
pub use model::{Basis, Ended, Interval, Movement};
pub use timeline::{NEWLY_ESCAPED_MONTHS, Timeline, is_below};
