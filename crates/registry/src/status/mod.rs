//! Status (tình trạng): a household's class as a timeline of decisions and reviews (QĐ 24/2021).

mod model;
mod movement;
mod rules;
mod timeline;

pub(crate) use model::words;
pub use model::{Basis, Ended, Interval, Movement};
pub(crate) use movement::STATEMENTS;
pub use movement::{Cell, RowOf, movement, movement_households};
pub use rules::Column;
pub use timeline::{NEWLY_ESCAPED_MONTHS, Timeline, is_below};
