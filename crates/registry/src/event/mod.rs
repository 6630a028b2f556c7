//! Events (biến động): births, deaths, moves, splits and mergers.

mod model;
mod read;

pub use model::{Event, EventKind};
pub(crate) use read::STATEMENTS;
pub use read::of_household;
