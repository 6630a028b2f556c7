//! The two tables that the queries read, with every question's wording: a data dictionary.

use ground::{Lang, Problem};
use law::Standard;

use super::Dialect;
use super::plan::names_are_plain;
use crate::dictionary::{Entry, Kind};
use crate::wide;

/// `CREATE TABLE` for `households` and `members`.
///
/// # Errors
/// `measures.sql.name` when the law uses a name that cannot be a column.
pub fn tables(standard: &Standard, dialect: Dialect, lang: Lang) -> Result<String, Problem> {
    names_are_plain(standard)?;
    let [households, members] = wide::dictionary(standard.questionnaire());
    let create = |name, columns: &[Entry]| create(name, columns, dialect, lang);
    Ok(format!("{}\n{}", create("households", &households), create("members", &members)))
}

fn create(name: &str, columns: &[Entry], dialect: Dialect, lang: Lang) -> String {
    let last = columns.len() - 1;
    let line = |(at, column): (usize, &Entry)| {
        let kind = match column.kind {
            Kind::Answer => "BOOLEAN",
            Kind::Whole => "BIGINT",
            Kind::Number => "DOUBLE",
            Kind::Text => dialect.text_type(),
            Kind::Day => "DATE",
        };
        let must = if column.may_be_missing { "" } else { " NOT NULL" };
        let comma = if at == last { "" } else { "," };
        format!("  {} {kind}{must}{comma} -- {}\n", column.name, column.meaning(lang))
    };
    let lines: String = columns.iter().enumerate().map(line).collect();
    format!("CREATE TABLE {name} (\n{lines});\n")
}
