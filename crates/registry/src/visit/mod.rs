//! Visits (lượt khảo sát) and what each standard says of them.

mod model;

pub use model::{Extract, Visit};
