//! Visits (lượt khảo sát) and what each standard says of them.

mod actions;
mod evidence;
mod extract;
mod lot;
mod model;
mod read;

pub use actions::{NewVisit, RecordedVisit, record};
pub use evidence::{Evidence, Photo, Point, keep};
pub use extract::{CAUSES, NEEDS, extract};
pub use lot::{Surveyed, record_all};
pub use model::{Extract, Visit};
pub use read::{PastEvaluation, PastVisit};
pub(crate) use read::{answers, of_household, past};

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [actions::STATEMENTS, lot::STATEMENTS, read::STATEMENTS].concat()
}
