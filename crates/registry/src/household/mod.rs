//! Households (hộ).

mod model;

pub use model::{Groups, Household, Sex};
