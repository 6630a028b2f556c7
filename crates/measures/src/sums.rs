//! Measures of a table that stays where it is: a database engine sums it up, the estimates are made here.
//!
//! The engine is asked in SQL (that of Spark) for the weighted sums of every cluster in every group and
//! time. From these the levels, their errors and the changes follow by the very routines that
//! [`run`](crate::run) uses, so that the figures are the same. Without clusters every row is one; the
//! engine then counts rows that are alike in everything that matters.
//!
//! ```
//! use measures::sums::{Kind, Question, Source};
//!
//! let spec = measures::Spec::parse("dimensions = { x = ['roof', 'water'] }\nk = [50]", "s.toml")?;
//! let source = Source::parse("table:survey.households");
//! let there = [("roof", Kind::Number), ("water", Kind::Number)];
//! let question = Question::of(&spec, &source, &there.map(|(name, kind)| (name.to_owned(), kind)))?;
//! assert!(question.totals().contains("FROM `survey`.`households`"));
//! # Ok::<(), Vec<ground::Problem>>(())
//! ```

mod answer;
mod domains;
mod panel;
mod statement;

use ground::Problem;

pub use panel::Panel;

use crate::spec::Spec;

/// Where the table lies for the engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    given: String,
    sql: String,
}

impl Source {
    /// `table:NAME` is a table or view of the engine's catalogue; anything else the path of a Parquet
    /// file or folder, as the engine sees it.
    pub fn parse(text: &str) -> Source {
        let quoted = |name: &str| format!("`{}`", name.replace('`', "``"));
        let sql = match text.strip_prefix("table:") {
            Some(name) => name.split('.').map(quoted).collect::<Vec<_>>().join("."),
            None => format!("parquet.{}", quoted(text)),
        };
        Source { given: text.to_owned(), sql }
    }

    /// A statement that gives all columns and no row.
    pub fn columns(&self) -> String {
        format!("SELECT * FROM {} LIMIT 0", self.sql)
    }
}

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Numbers, or truths.
    Number,
    /// Text.
    Text,
    /// Days.
    Day,
}

/// A specification asked of a table in an engine.
#[derive(Debug)]
pub struct Question<'a> {
    spec: &'a Spec,
    source: &'a Source,
    /// The columns that the specification names.
    kinds: Vec<(String, Kind)>,
}

impl<'a> Question<'a> {
    /// Asks it of a table with these columns.
    ///
    /// # Errors
    /// `measures.column.missing` for each column that is not there.
    pub fn of(
        spec: &'a Spec,
        source: &'a Source,
        columns: &[(String, Kind)],
    ) -> Result<Question<'a>, Vec<Problem>> {
        let (mut kinds, mut problems) = (Vec::new(), Vec::new());
        for name in spec.columns() {
            if let Some(found) = columns.iter().find(|(known, _)| known == name) {
                kinds.push(found.clone());
                continue;
            }
            let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
            let problem = Problem::missing("measures.column.missing");
            let problem = problem.with("file", source.given.as_str()).with("column", name);
            problems.push(problem.with("columns", names.join(", ")));
        }
        if problems.is_empty() { Ok(Question { spec, source, kinds }) } else { Err(problems) }
    }

    fn kind(&self, column: &str) -> Kind {
        let found = self.kinds.iter().find(|(name, _)| name == column);
        found.map_or(Kind::Text, |(_, kind)| *kind)
    }

    /// Whether rows stand in clusters; if not, every row is one.
    fn clustered(&self) -> bool {
        self.spec.survey.cluster.is_some()
    }
}
