//! Multidimensional poverty by the Alkire–Foster method, with the errors of the survey behind it.
//!
//! A [`Spec`] says what to measure (dimensions, weights, cut-offs, breakdowns, survey design), a
//! [`Table`] holds one row per household or person with 0/1 deprivations, and [`run`] gives the long
//! list of [`Estimate`]s: H, A, M0, headcounts and contributions, for the whole and every group and
//! time, with linearised standard errors, intervals, changes over time, and who moved in and out of
//! poverty. Rows with a missing indicator are left out and counted in [`Summary`], never guessed.
//!
//! What lies in another database engine is measured there, by [`sums`].
//!
//! For a whole nation under the law's own rules, [`planes`] does the same counts over bit planes.
//!
//! Every figure is defined with its formula and source in `docs/measures.md`.
//!
//! ```
//! let spec = measures::Spec::parse(
//!     "dimensions = { education = ['school'], housing = ['roof', 'space'] }\nk = [50]",
//!     "spec.toml",
//! )?;
//! let csv = "school,roof,space\n1,0,0\n0,1,0\n0,0,0\n1,1,1\n";
//! let table = measures::Table::read_csv(csv.as_bytes(), "households.csv")?;
//! let output = measures::run(&spec, &table)?;
//! // Scores 0.5, 0.25, 0 and 1: two of four are poor at half the weights, with 1.5 of 4 deprivations.
//! assert_eq!(output.find(measures::Measure::H, None).unwrap().estimate, Some(0.5));
//! assert_eq!(output.find(measures::Measure::M0, None).unwrap().estimate, Some(0.375));
//! # Ok::<(), Vec<ground::Problem>>(())
//! ```

pub mod census;
mod changes;
pub mod columns;
pub mod dictionary;
mod domains;
mod estimate;
mod figures;
mod interval;
mod mentions;
mod output;
mod parquet_file;
pub mod planes;
mod sample;
mod spec;
mod spread;
pub mod sql;
mod student;
pub mod sums;
mod table;
mod transitions;
pub mod verified;
pub mod wide;

use ground::Problem;

pub use figures::Measure;
pub use output::{Change, Estimate, Exclusion, HEADER, Output, Reason, Summary, estimates_as_csv};
pub use spec::{Indicator, Spec, Survey};
pub use table::{Column, Table};

/// Estimates everything the specification asks for from the rows of the table.
///
/// All mistakes found in the table are returned together, each naming file, row and column.
pub fn run(spec: &Spec, table: &Table) -> Result<Output, Vec<Problem>> {
    let sample = sample::Sample::select(spec, table)?;
    let domains = domains::Domains::build(spec, table, &sample)?;
    let figures = figures::Figures::of(spec);
    let totals = estimate::Totals::gather(&figures, &sample, &domains);
    let spreads = estimate::spreads(&figures, &sample, &domains, &totals);
    let moved = transitions::estimates(spec, table, &sample)?;
    let mut output = output::assemble(&figures, sample.summary, &domains, &totals, &spreads);
    output.estimates.extend(moved);
    Ok(output)
}
