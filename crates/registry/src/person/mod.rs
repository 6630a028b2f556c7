//! Members of households (nhân khẩu).

mod model;

pub use model::{Person, search_keys};
