//! The groups to estimate for: the whole and every level of each breakdown, at each time; and the
//! pairs of times to compare.

use ground::Problem;

use crate::sample::Sample;
use crate::spec::Spec;
use crate::table::{Levels, MISSING, Table};

/// One breakdown: the whole (no column) or the levels of a column.
pub(crate) struct Breakdown {
    /// Column, or nothing for the whole.
    pub over: Option<String>,
    /// Labels of the groups; one without a name for the whole.
    pub groups: Vec<String>,
    /// Number of this breakdown's first domain.
    pub first: usize,
    /// The domain of each row of the sample, or [`MISSING`].
    pub of_row: Vec<u32>,
}

/// A pair of times to compare within each group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    /// Earlier time.
    pub from: usize,
    /// Later time.
    pub to: usize,
}

/// A group's change over a span.
pub(crate) struct Contrast {
    /// Domain at the earlier time.
    pub from: usize,
    /// Domain at the later time.
    pub to: usize,
}

/// All domains: breakdown by breakdown, group by group, time by time.
pub(crate) struct Domains {
    pub breakdowns: Vec<Breakdown>,
    /// Labels of the times in order; one without a name when there is no time column.
    pub times: Vec<String>,
    /// Calendar year of each time, when asked for.
    pub years: Option<Vec<f64>>,
    /// Group by group, for every span with rows at both times.
    pub contrasts: Vec<Contrast>,
    /// Rows of the sample in each domain.
    pub sizes: Vec<u64>,
}

impl Domains {
    pub(crate) fn build(
        spec: &Spec,
        table: &Table,
        sample: &Sample,
    ) -> Result<Domains, Vec<Problem>> {
        let one = |problem| vec![problem];
        let times = match &spec.time {
            Some(column) => table.levels(column).map_err(one)?,
            None => Levels::single(table.rows()),
        };
        let mut breakdowns = Vec::with_capacity(1 + spec.over.len());
        let mut first = 0;
        for over in std::iter::once(None).chain(spec.over.iter().map(Some)) {
            let groups = match over {
                Some(column) => table.levels(column).map_err(one)?,
                None => Levels::single(table.rows()),
            };
            let domain = |&row: &u32| match groups.codes[row as usize] {
                MISSING => MISSING,
                group => {
                    let in_group = times.codes[row as usize] as usize;
                    (first + group as usize * times.labels.len() + in_group) as u32
                }
            };
            let of_row = sample.rows.iter().map(domain).collect();
            let domains = groups.labels.len() * times.labels.len();
            breakdowns.push(Breakdown {
                over: over.cloned(),
                groups: groups.labels,
                first,
                of_row,
            });
            first += domains;
        }
        let mut sizes = vec![0; first];
        for domain in breakdowns.iter().flat_map(|breakdown| &breakdown.of_row) {
            if *domain != MISSING {
                sizes[*domain as usize] += 1;
            }
        }
        let years = match &spec.year {
            Some(column) => Some(years(table, column, sample, &times)?),
            None => None,
        };
        // A time whose rows were all left out is not a round to compare with.
        let present: Vec<usize> = (0..times.labels.len()).filter(|&time| sizes[time] > 0).collect();
        let spans = spans(&present);
        let contrasts = contrasts(&breakdowns, times.labels.len(), &spans, &sizes);
        Ok(Domains { breakdowns, times: times.labels, years, contrasts, sizes })
    }
}

/// Neighbouring times, then the first and the last.
pub(crate) fn spans(times: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> =
        times.windows(2).map(|pair| Span { from: pair[0], to: pair[1] }).collect();
    if let ([first, _, .., last], true) = (times, times.len() > 2) {
        spans.push(Span { from: *first, to: *last });
    }
    spans
}

pub(crate) fn contrasts(
    breakdowns: &[Breakdown],
    times: usize,
    spans: &[Span],
    sizes: &[u64],
) -> Vec<Contrast> {
    let groups = breakdowns
        .iter()
        .flat_map(|breakdown| (0..breakdown.groups.len()).map(|g| breakdown.first + g * times));
    groups
        .flat_map(|first| {
            spans.iter().map(move |span| Contrast { from: first + span.from, to: first + span.to })
        })
        .filter(|contrast| sizes[contrast.from] > 0 && sizes[contrast.to] > 0)
        .collect()
}

/// The one calendar year of each time; refused when a time has two, or two times have the same.
fn years(
    table: &Table,
    column: &str,
    sample: &Sample,
    times: &Levels,
) -> Result<Vec<f64>, Vec<Problem>> {
    let values = table.numbers(column, "measures.year.not_number", |_| true)?;
    let mut years = vec![f64::NAN; times.labels.len()];
    for &row in &sample.rows {
        let (time, year) = (times.codes[row as usize] as usize, values[row as usize]);
        if years[time].is_nan() {
            years[time] = year;
        } else if years[time].to_bits() != year.to_bits() {
            let problem = table.cell("measures.year.two", row as usize, column, &year.to_string());
            let problem = problem.with("time", times.labels[time].as_str());
            return Err(vec![problem.with("first", years[time].to_string())]);
        }
    }
    for (time, year) in years.iter().enumerate() {
        let same = years[..time].iter().position(|earlier| earlier.to_bits() == year.to_bits());
        if let Some(earlier) = same.filter(|_| !year.is_nan()) {
            let problem = Problem::invalid("measures.year.same")
                .with("file", table.name())
                .with("column", column)
                .with("from", times.labels[earlier].as_str())
                .with("to", times.labels[time].as_str());
            return Err(vec![problem.with("year", year.to_string())]);
        }
    }
    Ok(years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_times_are_compared_and_the_first_with_the_last() {
        assert_eq!(spans(&[]), []);
        assert_eq!(spans(&[0]), []);
        assert_eq!(spans(&[0, 1]), [Span { from: 0, to: 1 }]);
        assert_eq!(
            spans(&[0, 2, 3]),
            [Span { from: 0, to: 2 }, Span { from: 2, to: 3 }, Span { from: 0, to: 3 }]
        );
    }
}
