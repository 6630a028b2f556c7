//! Events (biến động): births, deaths, moves, splits and mergers.

mod model;

pub use model::{Event, EventKind};
