//! The long list of estimates, and its CSV and JSON forms.

use std::io::Write;

use ground::{Problem, Result};
use serde::Serialize;

use crate::changes::Pair;
use crate::domains::{Breakdown, Domains};
use crate::estimate::{Spreads, Totals};
use crate::figures::{Figure, Figures, Measure};
use crate::interval;
use crate::parquet_file::{Cells, Sheet};
use crate::student;

/// Level or change.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The level at a time.
    None,
    /// Later less earlier.
    Absolute,
    /// Percent of the earlier level.
    Relative,
}

impl Change {
    fn name(self) -> &'static str {
        match self {
            Change::None => "none",
            Change::Absolute => "absolute",
            Change::Relative => "relative",
        }
    }
}

/// One estimate; the fields are the columns of the output, in order.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Estimate {
    /// What is measured.
    pub measure: Measure,
    /// Indicator, or dimension for contributions; for transitions poor or not, then and later.
    pub indicator: Option<String>,
    /// Breakdown column; none for the whole.
    pub over: Option<String>,
    /// Group within the breakdown.
    pub group: Option<String>,
    /// Time of a level.
    pub time: Option<String>,
    /// Poverty cut-off in percent.
    pub k: Option<f64>,
    /// Level or kind of change.
    pub change: Change,
    /// Earlier time of a change or transition.
    pub from: Option<String>,
    /// Later time of a change or transition.
    pub to: Option<String>,
    /// Whether the change is per year.
    pub annualised: bool,
    /// The estimate: levels and absolute changes as shares (0.25 = 25 %), relative changes in percent.
    /// None where it is undefined, such as the intensity of no poor.
    pub estimate: Option<f64>,
    /// Standard error in the unit of the estimate.
    pub se: Option<f64>,
    /// Lower end of the 95 % interval.
    pub lower: Option<f64>,
    /// Upper end of the 95 % interval.
    pub upper: Option<f64>,
    /// Rows of the table in the group and time (both times for a change).
    pub n: u64,
}

/// Why rows were not used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The indicator has no answer.
    NoAnswer,
    /// No sampling weight.
    NoWeight,
    /// A sampling weight of zero.
    ZeroWeight,
    /// No stratum.
    NoStratum,
    /// No cluster.
    NoCluster,
    /// No time.
    NoTime,
    /// No year.
    NoYear,
    /// No group; the row is left out of this breakdown only.
    NoGroup,
    /// No household or person to follow; the row is left out of the transitions only.
    NoHousehold,
}

/// So many rows lack something in a column; a row that lacks several things is counted under each.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Exclusion {
    /// What is missing.
    pub reason: Reason,
    /// In which column.
    pub column: String,
    /// In how many rows.
    pub rows: usize,
}

/// What became of the rows, and the survey design found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Summary {
    /// Rows in the table.
    pub rows: usize,
    /// Rows used.
    pub used: usize,
    /// Why the others were not.
    pub excluded: Vec<Exclusion>,
    /// Strata.
    pub strata: usize,
    /// Strata with a single cluster, whose error is taken around the mean of the whole sample.
    pub single: usize,
    /// Clusters.
    pub clusters: usize,
    /// Degrees of freedom: clusters less strata. At 0 no errors are given.
    pub degrees: u64,
}

/// All estimates in a fixed order: the whole first, then breakdown by breakdown, group by group; in
/// each the levels time by time, then the changes. The transitions come last.
#[derive(Clone, PartialEq, Debug)]
pub struct Output {
    /// The estimates.
    pub estimates: Vec<Estimate>,
    /// What they rest on.
    pub summary: Summary,
}

/// Names of the columns of the long list, in order.
pub const HEADER: [&str; 15] = [
    "measure",
    "indicator",
    "over",
    "group",
    "time",
    "k",
    "change",
    "from",
    "to",
    "annualised",
    "estimate",
    "se",
    "lower",
    "upper",
    "n",
];

impl Output {
    /// The first estimate of a measure (and indicator): the whole's level at the first time and k.
    pub fn find(&self, measure: Measure, indicator: Option<&str>) -> Option<&Estimate> {
        self.estimates
            .iter()
            .find(|row| row.measure == measure && row.indicator.as_deref() == indicator)
    }

    /// Writes comma-separated text with a header row; what is not there is blank.
    pub fn write_csv(&self, writer: impl Write) -> Result<()> {
        estimates_as_csv(&self.estimates, writer)
    }

    /// Writes a Parquet file with the same columns; what is not there is null.
    pub fn write_parquet(&self, writer: impl Write + Send) -> Result<()> {
        let text = |of: fn(&Estimate) -> Option<String>| {
            Cells::Text(self.estimates.iter().map(of).collect())
        };
        let number = |of: fn(&Estimate) -> Option<f64>| {
            Cells::Number(self.estimates.iter().map(of).collect())
        };
        let columns = [
            text(|row| Some(row.measure.name().to_owned())),
            text(|row| row.indicator.clone()),
            text(|row| row.over.clone()),
            text(|row| row.group.clone()),
            text(|row| row.time.clone()),
            number(|row| row.k),
            text(|row| Some(row.change.name().to_owned())),
            text(|row| row.from.clone()),
            text(|row| row.to.clone()),
            Cells::Flag(self.estimates.iter().map(|row| Some(row.annualised)).collect()),
            number(|row| row.estimate),
            number(|row| row.se),
            number(|row| row.lower),
            number(|row| row.upper),
            Cells::Whole(self.estimates.iter().map(|row| Some(row.n as i64)).collect()),
        ];
        let named: Vec<(&str, &Cells)> = HEADER.into_iter().zip(&columns).collect();
        let mut sheet = Sheet::begin(writer, &named)?;
        sheet.rows(&columns.iter().collect::<Vec<_>>())?;
        sheet.end()
    }

    /// Writes a list of objects with the columns as names; what is not there is null.
    pub fn write_json(&self, writer: impl Write) -> Result<()> {
        serde_json::to_writer(writer, &self.estimates).map_err(unwritable)
    }
}

/// Writes estimates as comma-separated text with a header row; what is not there is blank.
pub fn estimates_as_csv(estimates: &[Estimate], writer: impl Write) -> Result<()> {
    let mut file = csv::Writer::from_writer(writer);
    file.write_record(HEADER).map_err(unwritable)?;
    for row in estimates {
        file.write_record(row.texts()).map_err(unwritable)?;
    }
    file.flush().map_err(unwritable)
}

impl Estimate {
    /// Its cells in the order of [`HEADER`].
    pub fn texts(&self) -> [String; 15] {
        let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            self.measure.name().to_owned(),
            text(&self.indicator),
            text(&self.over),
            text(&self.group),
            text(&self.time),
            number(self.k),
            self.change.name().to_owned(),
            text(&self.from),
            text(&self.to),
            self.annualised.to_string(),
            number(self.estimate),
            number(self.se),
            number(self.lower),
            number(self.upper),
            self.n.to_string(),
        ]
    }
}

fn unwritable(error: impl std::fmt::Display) -> Problem {
    Problem::unavailable("measures.output.unwritable").because(error)
}

/// Puts values, errors and intervals together.
pub(crate) fn assemble(
    figures: &Figures,
    summary: Summary,
    domains: &Domains,
    totals: &Totals,
    spreads: &Spreads,
) -> Output {
    let mut estimates = Vec::new();
    let degrees = summary.degrees;
    let writer = Writer {
        figures,
        domains,
        totals,
        spreads,
        quantile: (degrees > 0).then(|| student::quantile(degrees)),
    };
    let mut contrast = 0;
    for breakdown in &domains.breakdowns {
        for group in 0..breakdown.groups.len() {
            let first = breakdown.first + group * domains.times.len();
            for time in 0..domains.times.len() {
                if domains.sizes[first + time] > 0 {
                    writer.levels(breakdown, group, time, &mut estimates);
                }
            }
            // Contrasts lie in the order of groups, so those of this group come next.
            let last = first + domains.times.len();
            while domains.contrasts.get(contrast).is_some_and(|c| c.from < last) {
                writer.changes(breakdown, group, contrast, &mut estimates);
                contrast += 1;
            }
        }
    }
    Output { estimates, summary }
}

struct Writer<'a> {
    figures: &'a Figures,
    domains: &'a Domains,
    totals: &'a Totals,
    spreads: &'a Spreads,
    /// None when the design leaves no degree of freedom.
    quantile: Option<f64>,
}

impl Writer<'_> {
    fn levels(&self, breakdown: &Breakdown, group: usize, time: usize, into: &mut Vec<Estimate>) {
        let domain = breakdown.first + group * self.domains.times.len() + time;
        let values = self.totals.values(domain);
        let variances = self.spreads.levels.variances(domain);
        for (at, figure) in self.figures.list.iter().enumerate() {
            let mut row = blank(figure, breakdown, group);
            row.time = Some(self.domains.times[time].clone()).filter(|time| !time.is_empty());
            row.n = self.domains.sizes[domain];
            let estimate = Some(values[at]).filter(|value| value.is_finite());
            self.fill(&mut row, estimate, Some(variances[at].sqrt()), interval::of_share);
            into.push(row);
        }
    }

    fn changes(
        &self,
        breakdown: &Breakdown,
        group: usize,
        contrast: usize,
        into: &mut Vec<Estimate>,
    ) {
        let (from, to) =
            (self.domains.contrasts[contrast].from, self.domains.contrasts[contrast].to);
        let first = breakdown.first + group * self.domains.times.len();
        let years =
            self.domains.years.as_ref().map(|years| years[to - first] - years[from - first]);
        for (at, figure) in self.figures.list.iter().enumerate() {
            let pair = Pair {
                from: self.totals.values(from)[at],
                to: self.totals.values(to)[at],
                difference_variance: self.spreads.absolute.variances(contrast)[at],
                ratio_variance: self.spreads.ratio.variances(contrast)[at],
                years,
            };
            for expressed in pair.express() {
                let mut row = blank(figure, breakdown, group);
                row.change = expressed.change;
                row.annualised = expressed.annualised;
                row.from = Some(self.domains.times[from - first].clone());
                row.to = Some(self.domains.times[to - first].clone());
                row.n = self.domains.sizes[from] + self.domains.sizes[to];
                self.fill(
                    &mut row,
                    expressed.estimate,
                    expressed.error,
                    |estimate, error, quantile| {
                        Some(interval::of_change(estimate, error, quantile))
                    },
                );
                into.push(row);
            }
        }
    }

    fn fill(
        &self,
        row: &mut Estimate,
        estimate: Option<f64>,
        error: Option<f64>,
        interval: impl Fn(f64, f64, f64) -> Option<(f64, f64)>,
    ) {
        row.estimate = estimate;
        if let (Some(estimate), Some(error), Some(quantile)) = (estimate, error, self.quantile) {
            row.se = Some(error);
            (row.lower, row.upper) = interval(estimate, error, quantile).unzip();
        }
    }
}

fn blank(figure: &Figure, breakdown: &Breakdown, group: usize) -> Estimate {
    Estimate {
        measure: figure.measure,
        indicator: figure.indicator.clone(),
        over: breakdown.over.clone(),
        group: breakdown.over.as_ref().map(|_| breakdown.groups[group].clone()),
        time: None,
        k: figure.k,
        change: Change::None,
        from: None,
        to: None,
        annualised: false,
        estimate: None,
        se: None,
        lower: None,
        upper: None,
        n: 0,
    }
}
