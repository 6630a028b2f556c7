//! The groups, times and comparisons that occur in the sums.

use std::borrow::Cow;

use ground::Problem;

use super::Question;
use crate::domains::{Breakdown, Domains, contrasts, spans};
use crate::table::{Levels, MISSING, Table};

impl Question<'_> {
    /// Groups and times, and the domain of each row of sums; [`MISSING`] for rows without a group.
    pub(super) fn domains(
        &self,
        totals: &Table,
        n: &[f64],
    ) -> Result<(Domains, Vec<u32>), Vec<Problem>> {
        let one = |problem| vec![problem];
        let times = match self.spec.time {
            Some(_) => totals.levels("time").map_err(one)?,
            None => Levels::single(n.len()),
        };
        let mut of_row = vec![0; n.len()];
        let mut breakdowns = Vec::with_capacity(1 + self.spec.over.len());
        let mut first = 0;
        for at in 0..=self.spec.over.len() {
            let (over, groups, of) = if at == 0 {
                (None, Levels::single(n.len()), self.of_the_whole(totals, n.len())?)
            } else {
                let groups = totals.levels(&format!("over{at}")).map_err(one)?;
                (Some(self.spec.over[at - 1].clone()), groups, of_breakdown(totals, at)?)
            };
            for row in (0..n.len()).filter(|row| of[*row]) {
                of_row[row] = match groups.codes[row] {
                    MISSING => MISSING,
                    group => {
                        let inside = group as usize * times.labels.len();
                        (first + inside) as u32 + times.codes[row]
                    }
                };
            }
            let domains = groups.labels.len() * times.labels.len();
            breakdowns.push(Breakdown { over, groups: groups.labels, first, of_row: Vec::new() });
            first += domains;
        }
        let mut sizes = vec![0; first];
        for (domain, n) in of_row.iter().zip(n) {
            if *domain != MISSING {
                sizes[*domain as usize] += *n as u64;
            }
        }
        let years = match self.spec.year {
            Some(_) => Some(self.years(totals, &times)?),
            None => None,
        };
        let present: Vec<usize> = (0..times.labels.len()).filter(|&time| sizes[time] > 0).collect();
        let contrasts = contrasts(&breakdowns, times.labels.len(), &spans(&present), &sizes);
        Ok((Domains { breakdowns, times: times.labels, years, contrasts, sizes }, of_row))
    }

    /// Which rows are of no breakdown.
    fn of_the_whole(&self, totals: &Table, rows: usize) -> Result<Vec<bool>, Vec<Problem>> {
        let mut whole = vec![true; rows];
        for at in 1..=self.spec.over.len() {
            for (whole, of) in whole.iter_mut().zip(of_breakdown(totals, at)?) {
                *whole &= !of;
            }
        }
        Ok(whole)
    }

    /// The year of each time, which must be one, and another for each.
    fn years(&self, totals: &Table, times: &Levels) -> Result<Vec<f64>, Vec<Problem>> {
        let (low, high) = (number(totals, "year_low")?, number(totals, "year_high")?);
        let about = |code: &'static str| {
            let column = self.spec.year.as_deref().unwrap_or_default();
            Problem::invalid(code).with("file", self.source.given.as_str()).with("column", column)
        };
        let mut years = vec![f64::NAN; times.labels.len()];
        for (row, &time) in times.codes.iter().enumerate() {
            let year = &mut years[time as usize];
            if year.is_nan() {
                *year = low[row];
            }
            let other = if low[row].to_bits() == year.to_bits() { high[row] } else { low[row] };
            if other.to_bits() != year.to_bits() {
                let problem = about("measures.engine.two_years");
                let problem = problem.with("time", times.labels[time as usize].as_str());
                let problem = problem.with("first", year.to_string());
                return Err(vec![problem.with("value", other.to_string())]);
            }
        }
        for (time, year) in years.iter().enumerate() {
            let earlier = years[..time].iter().position(|other| other.to_bits() == year.to_bits());
            if let Some(earlier) = earlier.filter(|_| !year.is_nan()) {
                let problem = about("measures.year.same").with("year", year.to_string());
                let problem = problem.with("from", times.labels[earlier].as_str());
                return Err(vec![problem.with("to", times.labels[time].as_str())]);
            }
        }
        Ok(years)
    }
}

fn of_breakdown(totals: &Table, at: usize) -> Result<Vec<bool>, Vec<Problem>> {
    Ok(number(totals, &format!("of{at}"))?.into_iter().map(|aside| aside == 0.0).collect())
}

/// A column of numbers that the statement asked for.
pub(super) fn number(table: &Table, name: &str) -> Result<Vec<f64>, Vec<Problem>> {
    table.numbers(name, "measures.engine.answer", |_| true).map(Cow::into_owned)
}
