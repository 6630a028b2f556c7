//! From the engine's sums to the estimates.

use ground::Problem;

use super::Question;
use super::domains::number;
use crate::domains::Domains;
use crate::estimate::{Stratum, Totals, spreads_of};
use crate::figures::Figures;
use crate::output::{Exclusion, Output, Reason, Summary, assemble};
use crate::sample::{Scores, TOLERANCE};
use crate::table::{Levels, MISSING, Table};

/// The sums of every row, or what they follow from.
enum Sums {
    /// Of each cluster, width after width.
    OfClusters(Vec<f64>),
    /// Rows alike: their weight, deprivations and score.
    OfRows(Vec<(f64, u64, f64)>),
}

impl Question<'_> {
    /// The estimates, from the engine's answers to [`Question::counts`] and [`Question::totals`].
    ///
    /// # Errors
    /// Those of [`Question::check`]; `measures.engine.two_years`, `measures.year.same`.
    pub fn answer(&self, counts: &Table, totals: &Table) -> Result<Output, Vec<Problem>> {
        let mut summary = self.summary(counts)?;
        let figures = Figures::of(self.spec);
        let n = number(totals, "n")?;
        let (domains, of_row) = self.domains(totals, &n)?;
        let sums = self.sums_of(&figures, totals)?;
        let (order, strata) = self.design(totals, &n, &domains, &of_row)?;
        summary.strata = strata.len();
        summary.single = strata.iter().filter(|stratum| stratum.count == 1).count();
        summary.clusters = strata.iter().map(|stratum| stratum.count as usize).sum();
        summary.degrees = (summary.clusters - summary.strata) as u64;
        let mut all = vec![0.0; domains.sizes.len() * figures.width];
        for (row, &domain) in of_row.iter().enumerate().filter(|(_, domain)| **domain != MISSING) {
            let into = &mut all[domain as usize * figures.width..][..figures.width];
            sums.add(&figures, row, if self.clustered() { 1.0 } else { n[row] }, into);
        }
        let all = Totals::of(&figures, all);
        let spreads = spreads_of(&figures, &domains, &all, strata.into_iter(), |at, cluster| {
            let row = order[at];
            if of_row[row] != MISSING {
                sums.add(&figures, row, 1.0, cluster.sums(of_row[row] as usize));
            }
        });
        Ok(assemble(&figures, summary, &domains, &all, &spreads))
    }

    /// Refuses what [`Question::answer`] would, as far as the counts tell: before anything is summed.
    ///
    /// # Errors
    /// `measures.engine.cells` for cells that are neither an answer nor a gap, `measures.rows.none_left`.
    pub fn check(&self, counts: &Table) -> Result<(), Vec<Problem>> {
        self.summary(counts).map(drop)
    }

    /// What became of the rows; the design is not known yet.
    fn summary(&self, counts: &Table) -> Result<Summary, Vec<Problem>> {
        let (mut problems, mut excluded) = (Vec::new(), Vec::new());
        let count = |name: &str| Ok::<_, Vec<Problem>>(number(counts, name)?[0] as usize);
        for needed in self.needed() {
            let wrong = count(&format!("wrong_{}", needed.name))?;
            if wrong > 0 {
                let example = counts.levels(&format!("example_{}", needed.name));
                let example = example.map_err(|problem| vec![problem])?.labels;
                let problem = Problem::invalid("measures.engine.cells");
                let problem = problem.with("file", self.source.given.as_str()).with("count", wrong);
                let problem = problem.with("column", needed.column);
                problems.push(problem.with("value", example.first().map_or("", String::as_str)));
            }
            let mut note = |reason, rows| {
                if rows > 0 {
                    excluded.push(Exclusion { reason, column: needed.column.to_owned(), rows });
                }
            };
            note(needed.reason, count(&format!("missing_{}", needed.name))?);
            if needed.reason == Reason::NoWeight {
                note(Reason::ZeroWeight, count(&format!("zero_{}", needed.name))?);
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let (rows, used) = (count("all_rows")?, count("used")?);
        if used == 0 {
            let problem = Problem::invalid("measures.rows.none_left");
            let problem = problem.with("file", self.source.given.as_str());
            return Err(vec![problem.with("rows", rows)]);
        }
        Ok(Summary { rows, used, excluded, strata: 0, single: 0, clusters: 0, degrees: 0 })
    }

    fn sums_of(&self, figures: &Figures, totals: &Table) -> Result<Sums, Vec<Problem>> {
        let indicators = 1..=self.spec.indicators.len();
        if !self.clustered() {
            let scores = Scores::of(self.spec);
            let weights = number(totals, "weight")?;
            let masks = totals.levels("deprived").map_err(|problem| vec![problem])?;
            let mask = |code: &u32| masks.labels[*code as usize].parse::<i64>().unwrap_or(0) as u64;
            let masks = masks.codes.iter().map(mask);
            let rows = weights.into_iter().zip(masks);
            let rows = rows.map(|(weight, mask)| (weight, mask, scores.score(mask) + TOLERANCE));
            return Ok(Sums::OfRows(rows.collect()));
        }
        let mut columns = vec![(0, "w".to_owned())];
        columns.extend(indicators.clone().map(|at| (at, format!("w_d{at}"))));
        for cutoff in 0..self.spec.cutoffs.len() {
            let poor = figures.block(cutoff);
            columns.push((poor, format!("p{cutoff}")));
            columns
                .extend(indicators.clone().map(|at| (poor + 1 + at, format!("p{cutoff}_d{at}"))));
        }
        let mut sums = vec![0.0; totals.rows() * figures.width];
        for (place, name) in columns {
            for (row, value) in number(totals, &name)?.into_iter().enumerate() {
                sums[row * figures.width + place] = value;
            }
        }
        Ok(Sums::OfClusters(sums))
    }

    /// The rows of sums in the order of the design, and where its clusters stand in that order.
    fn design(
        &self,
        totals: &Table,
        n: &[f64],
        domains: &Domains,
        of_row: &[u32],
    ) -> Result<(Vec<usize>, Vec<Stratum>), Vec<Problem>> {
        let levels = |name: &str, there: bool| {
            let levels = if there { totals.levels(name) } else { Ok(Levels::single(n.len())) };
            levels.map_err(|problem| vec![problem])
        };
        let strata = levels("stratum", self.spec.survey.strata.is_some())?;
        let clusters = levels("cluster", self.clustered())?;
        let mut order: Vec<usize> = (0..n.len()).collect();
        order.sort_by_key(|&row| (strata.codes[row], clusters.codes[row]));
        let whole = domains.times.len();
        let mut found: Vec<Stratum> = Vec::new();
        let mut before = None;
        for (at, &row) in order.iter().enumerate() {
            let (stratum, cluster) = (strata.codes[row], clusters.codes[row]);
            if before.is_none_or(|(known, _)| known != stratum) {
                found.push(Stratum { clusters: Vec::new(), count: 0 });
            }
            let Some(last) = found.last_mut() else { continue };
            if !self.clustered() {
                last.clusters.push((at..at + 1, n[row] as u64));
                // Every row used is once in the whole.
                last.count += if (of_row[row] as usize) < whole { n[row] as u64 } else { 0 };
            } else if before == Some((stratum, cluster)) {
                last.clusters.last_mut().expect("begun before").0.end = at + 1;
            } else {
                last.clusters.push((at..at + 1, 1));
                last.count += 1;
            }
            before = Some((stratum, cluster));
        }
        Ok((order, found))
    }
}

impl Sums {
    /// Adds the sums of a row so many times.
    fn add(&self, figures: &Figures, row: usize, times: f64, into: &mut [f64]) {
        match self {
            Sums::OfClusters(all) => {
                let sums = &all[row * figures.width..][..figures.width];
                into.iter_mut().zip(sums).for_each(|(into, sum)| *into += sum);
            }
            Sums::OfRows(rows) => {
                let (weight, mask, score) = rows[row];
                figures.add(into, weight * times, mask, score);
            }
        }
    }
}
