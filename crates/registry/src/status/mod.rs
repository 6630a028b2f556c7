//! Status (tình trạng): a household's class as a timeline of decisions and reviews (QĐ 24/2021).

mod decide;
mod model;
mod movement;
mod read;
mod rules;
mod timeline;

pub use decide::{Recognition, recognise};
pub use model::{Basis, Ended, Interval, Movement};
pub use movement::{Cell, Moving, RowOf, movement, movement_households};
pub use read::timelines_of;
pub(crate) use read::{asked, timeline, timeline_of};
pub use rules::Column;
pub use timeline::{NEWLY_ESCAPED_MONTHS, Timeline, is_below};

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [movement::STATEMENTS, read::STATEMENTS].concat()
}
