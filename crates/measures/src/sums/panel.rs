//! Following households in the engine: its rows at two times are joined there, and the shares of those who
//! moved and stayed are summed like any others.

use ground::Problem;

use super::domains::number;
use super::{Kind, Question, Source};
use crate::domains::spans;
use crate::output::{Estimate, Output};
use crate::spec::Spec;
use crate::table::Table;
use crate::transitions::{CLUSTER, CUTOFFS, KINDS, STRATUM, WEIGHT, moved, name, spec_of};

/// The households that are there at two times, as a table with one row for each.
#[derive(Debug)]
pub struct Panel {
    spec: Spec,
    source: Source,
    kinds: Vec<(String, Kind)>,
    cutoffs: Vec<f64>,
    from: String,
    to: String,
}

impl Question<'_> {
    /// At which times there are households that can be followed; nothing where none are to be. One row for
    /// each time.
    pub fn rounds(&self) -> Option<String> {
        self.spec.household.as_ref()?;
        Some(format!(
            "SELECT time, CAST(MAX(n) AS DOUBLE) AS most,\n  \
             MAX(CASE WHEN n > 1 THEN CAST(household AS STRING) END) AS example\n\
             FROM (SELECT time, household, COUNT(*) AS n FROM {}\n  \
             WHERE household IS NOT NULL GROUP BY time, household)\nGROUP BY time",
            self.usable_rows()
        ))
    }

    /// The pairs of times to ask about, from the engine's answer to [`Question::rounds`].
    ///
    /// # Errors
    /// `measures.engine.id_twice` when a household has two rows at one time.
    pub fn panels(&self, rounds: &Table) -> Result<Vec<Panel>, Vec<Problem>> {
        let times = rounds.levels("time").map_err(|problem| vec![problem])?;
        let examples = rounds.levels("example").map_err(|problem| vec![problem])?;
        let most = number(rounds, "most")?;
        if let Some(row) = most.iter().position(|most| *most > 1.0) {
            let problem = Problem::invalid("measures.engine.id_twice");
            let problem = problem.with("file", self.source.given.as_str());
            let problem = problem.with("column", self.spec.household.as_deref().unwrap_or(""));
            let problem = problem.with("time", times.labels[times.codes[row] as usize].as_str());
            let example = &examples.labels[examples.codes[row] as usize];
            return Err(vec![problem.with("value", example.as_str())]);
        }
        let present: Vec<usize> = (0..times.labels.len()).collect();
        let spans = spans(&present).into_iter();
        let pairs = spans.map(|span| (&times.labels[span.from], &times.labels[span.to]));
        let panels = pairs.flat_map(|(from, to)| {
            let some = self.spec.cutoffs.chunks(CUTOFFS);
            some.map(move |cutoffs| self.panel(from, to, cutoffs))
        });
        Ok(panels.collect())
    }

    fn panel(&self, from: &str, to: &str, cutoffs: &[f64]) -> Panel {
        let (mut columns, mut kinds) = (Vec::new(), Vec::new());
        for (k, percent) in cutoffs.iter().enumerate() {
            let poor = |side: &str| format!("({side}.score >= {:?}D)", percent / 100.0);
            for (kind, before, after) in KINDS {
                let not = |is: bool| if is { "" } else { "NOT " };
                let (was, is) = (poor("earlier"), poor("later"));
                let both = format!("{}{was} AND {}{is}", not(before), not(after));
                columns.push(format!("CAST({both} AS DOUBLE) AS `{}`", name(kind, k)));
                kinds.push((name(kind, k), Kind::Number));
            }
        }
        let survey = &self.spec.survey;
        let mut earlier = |of: &Option<String>, column: String, called: &str| {
            let Some(of) = of else { return };
            columns.push(format!("earlier.{column} AS `{}`", called.replace('`', "``")));
            // A day is a text by then.
            let is_number = column == "weight" || self.kind(of) == Kind::Number;
            kinds.push((called.to_owned(), if is_number { Kind::Number } else { Kind::Text }));
        };
        earlier(&survey.weight, "weight".to_owned(), WEIGHT);
        earlier(&survey.strata, "stratum".to_owned(), STRATUM);
        earlier(&survey.cluster, "cluster".to_owned(), CLUSTER);
        for (at, over) in (1..).zip(&self.spec.over) {
            earlier(&Some(over.clone()), format!("over{at}"), over);
        }
        let rows = self.usable_rows();
        let sql = format!(
            "(SELECT {}\n  FROM {rows} AS earlier\n  JOIN {rows} AS later\n  \
             ON earlier.household = later.household\n  \
             WHERE earlier.time = {} AND later.time = {})",
            columns.join(",\n    "),
            self.time(from),
            self.time(to)
        );
        Panel {
            spec: spec_of(self.spec, cutoffs.len()),
            source: Source { given: self.source.given.clone(), sql },
            kinds,
            cutoffs: cutoffs.to_vec(),
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    /// The rows that count, with their scores.
    fn usable_rows(&self) -> String {
        format!(
            "(SELECT *, {} AS score FROM (\n  {}) WHERE {})",
            self.score(),
            self.given(),
            self.usable()
        )
    }

    /// A time as the engine writes it.
    fn time(&self, label: &str) -> String {
        match self.kind(self.spec.time.as_deref().unwrap_or_default()) {
            Kind::Number => format!("CAST('{label}' AS DOUBLE)"),
            Kind::Day | Kind::Text => {
                format!("'{}'", label.replace('\\', "\\\\").replace('\'', "\\'"))
            }
        }
    }
}

impl Panel {
    /// What is to be asked about it.
    ///
    /// # Errors
    /// None that a sound panel has.
    pub fn question(&self) -> Result<Question<'_>, Vec<Problem>> {
        Question::of(&self.spec, &self.source, &self.kinds)
    }

    /// Whether nobody is there at both times, by the engine's answer to [`Question::counts`].
    ///
    /// # Errors
    /// When it is none.
    pub fn is_empty(&self, counts: &Table) -> Result<bool, Vec<Problem>> {
        Ok(number(counts, "all_rows")?[0] == 0.0)
    }

    /// The shares of those who moved and stayed, from what was found.
    pub fn shares(&self, found: Output) -> Vec<Estimate> {
        moved(found.estimates, &self.cutoffs, &self.from, &self.to).collect()
    }
}
