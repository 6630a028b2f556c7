//! Tables: which rows and cells a layout has for a unit and a period.

mod behind;
mod build;
mod cells;
mod columns;
mod header;
mod lines;
mod model;
mod notes;
mod say;

pub use behind::{Behind, What, households};
pub use build::{Basis, frame, table};
pub use header::{Head, Header};
pub use model::{Cell, Rank, Request, Row, Table};
