//! The third reading of the law: a standard as SQL text for other engines.
//!
//! [`classify`] writes one `SELECT` over two tables, `households` and `members` ([`tables`] prints their
//! definitions with every question's wording), that says of each household what the law's own reading
//! says: every indicator, the bounds of the count, the class. [`figures`] writes one over its result
//! that gives H, A, M0 and the headcounts and contributions by unit.
//!
//! `NULL` stands for "not known". SQL's connectives are Kleene's, so they are used as they are. Three
//! things are spelled out because SQL has no word for them: numbers within bounds become two columns,
//! where `NULL` at an end means "without end"; conditions on members are counted, true and open ones
//! apart, because a list of members may be incomplete; and a class is given only if no earlier rule
//! that may still hold gives another.
//!
//! The text carries the standard's id and the fingerprint of the law, and so does every row it gives.

mod classes;
mod expression;
mod figures;
mod members;
mod number;
mod plan;
mod scores;
mod tables;

use ground::{Lang, Problem};
use law::Standard;

pub use self::figures::figures;
pub use self::tables::tables;

/// Which engine the text is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dialect {
    /// DuckDB 1.0 and later.
    DuckDb,
    /// Spark SQL 3.4 and later.
    Spark,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Dialect; 2] = [Dialect::DuckDb, Dialect::Spark];

    /// `duckdb` or `spark`.
    pub fn as_str(self) -> &'static str {
        match self {
            Dialect::DuckDb => "duckdb",
            Dialect::Spark => "spark",
        }
    }

    /// The engine's name for text of any length.
    fn text_type(self) -> &'static str {
        match self {
            Dialect::DuckDb => "VARCHAR",
            Dialect::Spark => "STRING",
        }
    }

    /// A text literal.
    fn quoted(self, text: &str) -> String {
        match self {
            Dialect::DuckDb => format!("'{}'", text.replace('\'', "''")),
            Dialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }
}

impl std::str::FromStr for Dialect {
    type Err = Problem;

    fn from_str(name: &str) -> Result<Dialect, Problem> {
        Dialect::ALL
            .into_iter()
            .find(|dialect| dialect.as_str() == name)
            .ok_or_else(|| Problem::invalid("measures.sql.dialect").with("dialect", name))
    }
}

/// The query that classifies every household of the tables under the standard.
///
/// # Errors
/// `measures.sql.name` when the law uses a name that cannot be a column.
pub fn classify(standard: &Standard, dialect: Dialect, lang: Lang) -> Result<String, Problem> {
    plan::names_are_plain(standard)?;
    Ok(plan::Plan::of(standard, dialect, lang).query())
}
