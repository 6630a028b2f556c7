//! The statements: one that counts what is missing or wrong, one that sums.

use super::{Kind, Question};
use crate::output::Reason;
use crate::sample::TOLERANCE;

/// A column that a row needs, and under which name the statements have it.
pub(super) struct Needed<'a> {
    pub(super) column: &'a str,
    pub(super) name: String,
    pub(super) reason: Reason,
}

impl Question<'_> {
    /// Counts rows, those used, and for every column what is missing and what is wrong. One row.
    pub fn counts(&self) -> String {
        let mut counts =
            vec!["COUNT(*) AS all_rows".to_owned(), format!("COUNT_IF({}) AS used", self.usable())];
        for needed in self.needed() {
            let Needed { name, column, reason } = needed;
            counts.push(format!("COUNT_IF({name} IS NULL) AS missing_{name}"));
            counts.push(format!("COUNT_IF({}) AS wrong_{name}", self.wrong(column, &name, reason)));
            counts.push(format!(
                "MIN(CASE WHEN {} THEN {name}_given END) AS example_{name}",
                self.wrong(column, &name, reason)
            ));
            if reason == Reason::NoWeight {
                counts.push(format!("COUNT_IF({name} = 0) AS zero_{name}"));
            }
        }
        format!("WITH given AS (\n  {})SELECT {}\nFROM given", self.given(), casts(&counts))
    }

    /// Sums by stratum, cluster, time and group, over the rows that have all they need. One row for each
    /// that occurs; `over1`, `over2`, … is null in a row of another breakdown, and `of1`, `of2`, … says
    /// which breakdown a row is of (0 where it is).
    pub fn totals(&self) -> String {
        let spec = self.spec;
        let optional = |name: &str, there: bool| there.then(|| name.to_owned());
        let mut keys: Vec<String> = [
            optional("stratum", spec.survey.strata.is_some()),
            optional("cluster", self.clustered()),
            optional("time", spec.time.is_some()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut sums = vec!["CAST(COUNT(*) AS DOUBLE) AS n".to_owned()];
        if spec.year.is_some() {
            sums.extend(["MIN(year) AS year_low", "MAX(year) AS year_high"].map(str::to_owned));
        }
        if self.clustered() {
            sums.extend(self.sums());
        } else {
            // Rows alike in their deprivations and weights are one row so many times.
            keys.extend(["deprived", "weight"].map(str::to_owned));
        }
        let overs: Vec<String> = (1..=spec.over.len()).map(|at| format!("over{at}")).collect();
        let sets = std::iter::once(keys.join(", ")).chain(
            overs.iter().map(|over| [&keys[..], std::slice::from_ref(over)].concat().join(", ")),
        );
        let sets: Vec<String> = sets.map(|set| format!("({set})")).collect();
        let of = (1..)
            .zip(&overs)
            .map(|(at, over)| format!("CAST(GROUPING({over}) AS DOUBLE) AS of{at}"));
        let columns: Vec<String> =
            keys.iter().cloned().chain(overs.iter().cloned()).chain(of).chain(sums).collect();
        format!(
            "WITH given AS (\n  {}), scored AS (\n  SELECT *, {} AS score, {} AS deprived FROM given WHERE {})\n\
             SELECT {}\nFROM scored\nGROUP BY GROUPING SETS ({})",
            self.given(),
            self.score(),
            self.mask(),
            self.usable(),
            columns.join(",\n  "),
            sets.join(", ")
        )
    }

    /// What a row needs; a row without its group is left out of that breakdown only, one without its
    /// household of what follows households.
    pub(super) fn needed(&self) -> Vec<Needed<'_>> {
        let spec = self.spec;
        let mut needed: Vec<Needed> = (1..)
            .zip(&spec.indicators)
            .map(|(at, indicator)| Needed {
                column: &indicator.column,
                name: format!("d{at}"),
                reason: Reason::NoAnswer,
            })
            .collect();
        let named = [
            (&spec.survey.weight, "weight", Reason::NoWeight),
            (&spec.survey.strata, "stratum", Reason::NoStratum),
            (&spec.survey.cluster, "cluster", Reason::NoCluster),
            (&spec.time, "time", Reason::NoTime),
            (&spec.year, "year", Reason::NoYear),
        ];
        for (column, name, reason) in named {
            if let Some(column) = column {
                needed.push(Needed { column, name: name.to_owned(), reason });
            }
        }
        needed.extend((1..).zip(&spec.over).map(|(at, column)| Needed {
            column,
            name: format!("over{at}"),
            reason: Reason::NoGroup,
        }));
        needed.extend(spec.household.iter().map(|column| Needed {
            column,
            name: "household".to_owned(),
            reason: Reason::NoHousehold,
        }));
        needed
    }

    /// The columns under the statements' names, numbers as such, and as given where they may be wrong.
    pub(super) fn given(&self) -> String {
        let mut columns = Vec::new();
        for Needed { column, name, reason } in self.needed() {
            let quoted = format!("`{}`", column.replace('`', "``"));
            let text = match self.kind(column) {
                Kind::Number => format!("CAST({quoted} AS STRING)"),
                Kind::Day => format!("DATE_FORMAT({quoted}, 'dd/MM/yyyy')"),
                Kind::Text => {
                    let trimmed = format!("TRIM({quoted})");
                    format!("NULLIF(NULLIF({trimmed}, ''), 'NA')")
                }
            };
            let number = match self.kind(column) {
                Kind::Number => format!("CAST({quoted} AS DOUBLE)"),
                Kind::Day | Kind::Text => format!("TRY_CAST({text} AS DOUBLE)"),
            };
            let as_number = is_number(reason) || self.kind(column) == Kind::Number;
            columns.push(format!("{} AS {name}", if as_number { number } else { text.clone() }));
            columns.push(format!("{text} AS {name}_given"));
        }
        if self.spec.survey.weight.is_none() {
            columns.push("1D AS weight".to_owned());
        }
        format!("SELECT {}\n  FROM {}", columns.join(",\n    "), self.source.sql)
    }

    pub(super) fn usable(&self) -> String {
        let aside = [Reason::NoGroup, Reason::NoHousehold];
        let needed = self.needed().into_iter().filter(|needed| !aside.contains(&needed.reason));
        let there = needed.map(|needed| format!("{} IS NOT NULL", needed.name));
        let positive = "weight > 0".to_owned();
        there.chain([positive]).collect::<Vec<_>>().join(" AND ")
    }

    /// Cells that are neither an answer nor a gap.
    fn wrong(&self, column: &str, name: &str, reason: Reason) -> String {
        let allowed = match reason {
            Reason::NoAnswer => format!("{name} IN (0D, 1D)"),
            Reason::NoWeight => format!("{name} >= 0 AND {name} < DOUBLE('Infinity')"),
            _ if is_number(reason) || self.kind(column) == Kind::Number => {
                format!("ABS({name}) < DOUBLE('Infinity')")
            }
            _ => return "FALSE".to_owned(),
        };
        format!("{name}_given IS NOT NULL AND NOT COALESCE({allowed}, FALSE)")
    }

    pub(super) fn score(&self) -> String {
        let terms = (1..)
            .zip(&self.spec.indicators)
            .map(|(at, indicator)| format!("d{at} * {:?}D", indicator.weight));
        terms.chain([format!("{TOLERANCE:?}D")]).collect::<Vec<_>>().join(" + ")
    }

    /// Deprivations as one bit each.
    fn mask(&self) -> String {
        let bits = (1..=self.spec.indicators.len())
            .map(|at| format!("SHIFTLEFT(CAST(d{at} AS BIGINT), {})", at - 1));
        format!("CAST({} AS STRING)", bits.collect::<Vec<_>>().join(" | "))
    }

    /// The weighted sums, in the order of [`Figures`](crate::figures::Figures).
    fn sums(&self) -> Vec<String> {
        let indicators = 1..=self.spec.indicators.len();
        let mut sums = vec!["SUM(weight) AS w".to_owned()];
        sums.extend(indicators.clone().map(|at| format!("SUM(weight * d{at}) AS w_d{at}")));
        for (cutoff, k) in self.spec.cutoffs.iter().enumerate() {
            let poor = format!("CASE WHEN score >= {:?}D THEN weight ELSE 0D END", k / 100.0);
            sums.push(format!("SUM({poor}) AS p{cutoff}"));
            sums.extend(
                indicators.clone().map(|at| format!("SUM(d{at} * {poor}) AS p{cutoff}_d{at}")),
            );
        }
        sums
    }
}

fn is_number(reason: Reason) -> bool {
    matches!(reason, Reason::NoAnswer | Reason::NoWeight | Reason::NoYear)
}

/// Counts as numbers that every engine hands over alike.
fn casts(counts: &[String]) -> String {
    let cast = |count: &String| match count.strip_prefix("COUNT") {
        Some(_) => {
            let (count, name) = count.rsplit_once(" AS ").unwrap_or((count, ""));
            format!("CAST({count} AS DOUBLE) AS {name}")
        }
        None => count.clone(),
    };
    counts.iter().map(cast).collect::<Vec<_>>().join(",\n  ")
}
