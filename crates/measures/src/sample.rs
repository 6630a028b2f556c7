//! The rows that count, in the order of the survey design.

use std::borrow::Cow;
use std::ops::Range;

use ground::Problem;

use crate::output::{Exclusion, Reason, Summary};
use crate::spec::Spec;
use crate::table::{Levels, Table};

/// A computed score this close below a cut-off reaches it: twelve twelfths must make one.
pub(crate) const TOLERANCE: f64 = 1e-9;

/// The usable rows, sorted by stratum and cluster, with what every estimate needs of them.
pub(crate) struct Sample {
    /// Row in the table.
    pub rows: Vec<u32>,
    /// Deprivations, one bit per indicator.
    pub deprived: Vec<u64>,
    /// Sum of the weights of the deprivations, with [`TOLERANCE`] added for the comparison with k.
    pub score: Vec<f64>,
    /// Sampling weight, over 0.
    pub weight: Vec<f64>,
    /// The clusters of each stratum; each cluster is a range of positions in the vectors above.
    pub strata: Vec<Vec<Range<usize>>>,
    /// Counts for the reader.
    pub summary: Summary,
}

impl Sample {
    /// Takes the rows with nothing missing that the specification asks for, and counts the others.
    pub(crate) fn select(spec: &Spec, table: &Table) -> Result<Sample, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut excluded = Excluded::over(table.rows());
        let levels = |column: &Option<String>| column.as_deref().map(|name| table.levels(name));
        let (deprived, (strata, clusters)) = std::thread::scope(|scope| {
            let design = || (levels(&spec.survey.strata), levels(&spec.survey.cluster));
            let design = scope.spawn(design);
            let deprived = deprivations(spec, table, &mut excluded, &mut problems);
            (deprived, design.join().expect("a reading of two columns ends"))
        });
        let weight = weights(spec, table, &mut excluded, &mut problems);
        let named = [
            (&spec.survey.strata, Reason::NoStratum),
            (&spec.survey.cluster, Reason::NoCluster),
            (&spec.time, Reason::NoTime),
            (&spec.year, Reason::NoYear),
        ];
        for (name, reason) in named {
            let Some(name) = name else { continue };
            match table.column(name) {
                Ok(column) => excluded.note(reason, name, |row| column.is_missing(row)),
                Err(problem) => problems.push(problem),
            }
        }
        // Such a row still counts in everything else.
        let over = spec.over.iter().map(|over| (over, Reason::NoGroup));
        for (name, reason) in
            over.chain(spec.household.iter().map(|one| (one, Reason::NoHousehold)))
        {
            match table.column(name) {
                Ok(column) => excluded.mention(reason, name, |row| column.is_missing(row)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let strata = strata.transpose().map_err(|problem| vec![problem])?;
        let clusters = clusters.transpose().map_err(|problem| vec![problem])?;
        let rows = in_design_order(&excluded, strata.as_ref(), clusters.as_ref());
        if rows.is_empty() {
            let problem = Problem::invalid("measures.rows.none_left").with("file", table.name());
            return Err(vec![problem.with("rows", table.rows())]);
        }
        let strata = ranges(&rows, strata.as_ref(), clusters.as_ref());
        let summary = excluded.summary(rows.len(), &strata);
        let scores = Scores::of(spec);
        let deprived: Vec<u64> = rows.iter().map(|&row| deprived[row as usize]).collect();
        Ok(Sample {
            score: deprived.iter().map(|&mask| scores.score(mask) + TOLERANCE).collect(),
            deprived,
            weight: rows.iter().map(|&row| weight[row as usize]).collect(),
            rows,
            strata,
            summary,
        })
    }
}

fn deprivations(
    spec: &Spec,
    table: &Table,
    excluded: &mut Excluded,
    problems: &mut Vec<Problem>,
) -> Vec<u64> {
    let mut masks = vec![0u64; table.rows()];
    let flag = |value: f64| [0.0, 1.0].contains(&value);
    for (bit, indicator) in spec.indicators.iter().enumerate() {
        match table.numbers(&indicator.column, "measures.indicator.not_flag", flag) {
            Ok(values) => {
                let mut blank = false;
                for (mask, &value) in masks.iter_mut().zip(values.iter()) {
                    *mask |= u64::from(value > 0.5) << bit;
                    blank |= value.is_nan();
                }
                if blank {
                    excluded.note(Reason::NoAnswer, &indicator.column, |row| values[row].is_nan());
                }
            }
            Err(wrong) => problems.extend(wrong),
        }
    }
    masks
}

fn weights<'a>(
    spec: &Spec,
    table: &'a Table,
    excluded: &mut Excluded,
    problems: &mut Vec<Problem>,
) -> Cow<'a, [f64]> {
    let Some(column) = &spec.survey.weight else { return vec![1.0; table.rows()].into() };
    match table.numbers(column, "measures.weight.not_positive", |weight| weight >= 0.0) {
        Ok(values) => {
            excluded.note(Reason::NoWeight, column, |row| values[row].is_nan());
            excluded.note(Reason::ZeroWeight, column, |row| values[row] == 0.0);
            values
        }
        Err(wrong) => {
            problems.extend(wrong);
            Cow::default()
        }
    }
}

/// The kept rows by stratum, cluster and place in the file; clusters are numbered within strata.
fn in_design_order(
    excluded: &Excluded,
    strata: Option<&Levels>,
    clusters: Option<&Levels>,
) -> Vec<u32> {
    let mut rows: Vec<u32> =
        (0..excluded.out.len() as u32).filter(|&row| !excluded.out[row as usize]).collect();
    // Both sorts keep the order of equals, so the last decides first.
    for levels in [clusters, strata].into_iter().flatten() {
        rows = sorted_by(&rows, levels);
    }
    rows
}

/// A counting sort: a million rows by a few thousand levels in two plain passes.
fn sorted_by(rows: &[u32], levels: &Levels) -> Vec<u32> {
    let mut next = vec![0u32; levels.labels.len() + 1];
    for &row in rows {
        next[levels.codes[row as usize] as usize + 1] += 1;
    }
    for level in 1..next.len() {
        next[level] += next[level - 1];
    }
    let mut sorted = vec![0; rows.len()];
    for &row in rows {
        let place = &mut next[levels.codes[row as usize] as usize];
        sorted[*place as usize] = row;
        *place += 1;
    }
    sorted
}

/// Where strata and, in them, clusters begin and end. Without a cluster column every row is one.
fn ranges(
    rows: &[u32],
    strata: Option<&Levels>,
    clusters: Option<&Levels>,
) -> Vec<Vec<Range<usize>>> {
    let mut all: Vec<Vec<Range<usize>>> = Vec::new();
    let mut before = None;
    for (at, &row) in rows.iter().enumerate() {
        let stratum = code(strata, row);
        let cluster = if clusters.is_some() { code(clusters, row) } else { row };
        if before.is_none_or(|(s, _)| s != stratum) {
            all.push(Vec::new());
        }
        if let Some(stratum) = all.last_mut() {
            match stratum.last_mut() {
                Some(range) if before.is_some_and(|(_, c)| c == cluster) => range.end = at + 1,
                _ => stratum.push(at..at + 1),
            }
        }
        before = Some((stratum, cluster));
    }
    all
}

fn code(levels: Option<&Levels>, row: u32) -> u32 {
    levels.map_or(0, |levels| levels.codes[row as usize])
}

/// Scores of deprivation masks, looked up by bytes of the mask.
pub(crate) struct Scores(Vec<[f64; 256]>);

impl Scores {
    pub(crate) fn of(spec: &Spec) -> Scores {
        let byte = |weights: &[crate::spec::Indicator]| {
            std::array::from_fn(|mask| {
                weights
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| mask >> bit & 1 == 1)
                    .map(|(_, indicator)| indicator.weight)
                    .sum()
            })
        };
        Scores(spec.indicators.chunks(8).map(byte).collect())
    }

    pub(crate) fn score(&self, mask: u64) -> f64 {
        self.0.iter().zip(mask.to_le_bytes()).map(|(scores, byte)| scores[usize::from(byte)]).sum()
    }
}

/// Which rows are out, and why.
struct Excluded {
    out: Vec<bool>,
    reasons: Vec<Exclusion>,
}

impl Excluded {
    fn over(rows: usize) -> Excluded {
        Excluded { out: vec![false; rows], reasons: Vec::new() }
    }

    /// Leaves the rows out and counts them.
    fn note(&mut self, reason: Reason, column: &str, missing: impl Fn(usize) -> bool) {
        let mut rows = 0;
        for (row, out) in self.out.iter_mut().enumerate() {
            let missing = missing(row);
            *out |= missing;
            rows += usize::from(missing);
        }
        self.count(reason, column, rows);
    }

    /// Counts the rows without leaving them out.
    fn mention(&mut self, reason: Reason, column: &str, missing: impl Fn(usize) -> bool) {
        let rows = (0..self.out.len()).filter(|&row| missing(row)).count();
        self.count(reason, column, rows);
    }

    fn count(&mut self, reason: Reason, column: &str, rows: usize) {
        if rows > 0 {
            self.reasons.push(Exclusion { reason, column: column.to_owned(), rows });
        }
    }

    fn summary(self, used: usize, strata: &[Vec<Range<usize>>]) -> Summary {
        let clusters: usize = strata.iter().map(Vec::len).sum();
        Summary {
            rows: self.out.len(),
            used,
            excluded: self.reasons,
            strata: strata.len(),
            single: strata.iter().filter(|clusters| clusters.len() == 1).count(),
            clusters,
            degrees: (clusters - strata.len()) as u64,
        }
    }
}
