//! Parquet, the open format: snapshots made from it, figures straight from it, and snapshots written as it.
//!
//! A file has one row per household (and year), the rows of a unit one after the other. Its columns are
//! commune, province, year, ethnicity, members and urban, then one for each indicator, flag and number of the
//! [`Schema`], under the names that [`column_name`] gives.

mod batch;
mod direct;
mod export;
mod packed;
mod snapshot;
mod source;

use super::schema::{AMOUNT, SCORE, Schema};
use crate::dictionary::{Fixed, Kind};

pub use direct::measure_parquet;
pub use export::{dictionary, export_parquet};
pub use snapshot::snapshot_from_parquet;

/// The columns that every file has besides those of its schema.
pub(crate) const COLUMNS: [Fixed; 6] = [
    ("commune", Kind::Whole, false, "Mã đơn vị hành chính cấp xã", "Official code of the commune"),
    ("province", Kind::Whole, false, "Mã tỉnh, thành phố", "Official code of the province"),
    ("year", Kind::Whole, false, "Năm rà soát", "Year of the review"),
    (
        "ethnicity",
        Kind::Whole,
        false,
        "Mã dân tộc của chủ hộ; 0 là chưa rõ",
        "Serial number of the ethnic group of the household's head; 0 where not known",
    ),
    (
        "members",
        Kind::Whole,
        false,
        "Số nhân khẩu; 0 là chưa rõ",
        "Number of members; 0 where not known",
    ),
    (
        "urban",
        Kind::Answer,
        true,
        "Khu vực thành thị (có) hay nông thôn (không)",
        "Urban (yes) or rural (no) area",
    ),
];

/// Name of a schema's column in a file: the income score is `score` and the income per head and month in
/// đồng `income`; every other column keeps its name.
pub fn column_name(name: &str) -> &str {
    match name {
        SCORE => "score",
        AMOUNT => "income",
        other => other,
    }
}

/// Which rows and columns of a file to take.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Columns besides those that every file has.
    pub schema: Schema,
    /// Only rows of this year; the file needs no column `year` when nothing is chosen.
    pub year: Option<i32>,
}
