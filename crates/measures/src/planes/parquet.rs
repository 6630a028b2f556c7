//! Parquet, the open format: snapshots made from it, figures straight from it, and snapshots written as it.
//!
//! A file has one row per household (and year), the rows of a unit one after the other. Its columns are
//! those of [`COLUMNS`], then one for each indicator, flag and number of the [`Schema`], under the names
//! that [`column_name`] gives.

mod batch;
mod direct;
mod export;
mod packed;
mod snapshot;
mod source;

use super::schema::{AMOUNT, SCORE, Schema};

pub use direct::measure_parquet;
pub use export::{dictionary, export_parquet};
pub use snapshot::snapshot_from_parquet;

/// What a column of the file means, in both languages.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Entry {
    /// Name of the column.
    pub name: String,
    /// `whole number`, or `yes or no`.
    pub kind: &'static str,
    /// Whether a row may have nothing there.
    pub may_be_missing: bool,
    /// Meaning, in Vietnamese.
    pub vi: String,
    /// Meaning, in English.
    pub en: String,
}

/// One of the columns that every file has: name, kind, whether it may be missing, meanings.
type Column = (&'static str, &'static str, bool, &'static str, &'static str);

/// The columns that every file has besides those of its schema.
pub const COLUMNS: [Column; 6] = [
    ("commune", NUMBER, false, "Mã đơn vị hành chính cấp xã", "Official code of the commune"),
    ("province", NUMBER, false, "Mã tỉnh, thành phố", "Official code of the province"),
    ("year", NUMBER, false, "Năm rà soát", "Year of the review"),
    (
        "ethnicity",
        NUMBER,
        false,
        "Mã dân tộc của chủ hộ; 0 là chưa rõ",
        "Serial number of the ethnic group of the household's head; 0 where not known",
    ),
    (
        "members",
        NUMBER,
        false,
        "Số nhân khẩu; 0 là chưa rõ",
        "Number of members; 0 where not known",
    ),
    (
        "urban",
        ANSWER,
        true,
        "Khu vực thành thị (có) hay nông thôn (không)",
        "Urban (yes) or rural (no) area",
    ),
];

pub(crate) const NUMBER: &str = "whole number";
pub(crate) const ANSWER: &str = "yes or no";

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
