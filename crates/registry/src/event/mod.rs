//! Events (biến động): births, deaths, moves, splits and mergers.

mod model;
mod read;

pub use model::{Event, EventKind};
pub(crate) use read::{STATEMENTS, of_household, read};
