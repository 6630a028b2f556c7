//! Visits (lượt khảo sát) and what each standard says of them.

mod extract;
mod model;

pub use extract::{CAUSES, NEEDS, extract};
pub use model::{Extract, Visit};
