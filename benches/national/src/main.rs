//! A nation of generated households, for benches: nothing here is anybody's.
//!
//! `cargo run --release -p national -- --out nation.parquet` writes 27 million households × 5 years;
//! `cargo run --release -p national -- --csv million.csv --households 1000000` a spreadsheet for the
//! importer. The same seed gives the same bytes; memory does not grow with the number of rows.

mod csv_file;
mod dice;
mod household;
mod land;
mod parquet_file;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Parser;

use crate::csv_file::CsvFile;
use crate::household::{Household, household};
use crate::land::{Commune, survey};
use crate::parquet_file::ParquetFile;

/// Generates a nation of households for benches.
#[derive(Parser)]
struct Options {
    /// Households in every year.
    #[arg(long, visible_alias = "rows", default_value_t = 27_000_000)]
    households: u64,
    /// First year.
    #[arg(long, default_value_t = 2022)]
    from: i32,
    /// Last year.
    #[arg(long, default_value_t = 2026)]
    to: i32,
    /// Share of indicators that nobody asked about.
    #[arg(long, default_value_t = 0.005)]
    missing: f64,
    /// Seed.
    #[arg(long, default_value_t = 20_261_123)]
    seed: u64,
    /// Parquet file to write, all years.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Spreadsheet to write in the importer's columns, the first year only.
    #[arg(long)]
    csv: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    if options.out.is_none() && options.csv.is_none() {
        bail!("nothing to write: name a Parquet file with --out or a spreadsheet with --csv");
    }
    let communes = survey(options.households, options.seed)?;
    eprintln!("{} communes", communes.len());
    if let Some(path) = &options.out {
        let mut file = ParquetFile::create(path)?;
        for year in options.from..=options.to {
            each(&communes, year, &options, |commune, _, row| file.row(commune, year, row))?;
        }
        file.finish()?;
    }
    if let Some(path) = &options.csv {
        let mut file = CsvFile::create(path)?;
        let year = options.from;
        each(&communes, year, &options, |commune, number, row| {
            file.row(commune, number, year, row)
        })?;
        file.finish()?;
    }
    Ok(())
}

/// Hands every household of a year on, commune by commune, and tells on stderr how far it is.
fn each(
    communes: &[Commune],
    year: i32,
    options: &Options,
    mut take: impl FnMut(&Commune, u64, &Household) -> Result<()>,
) -> Result<()> {
    let begun = Instant::now();
    let mut next = 0;
    for commune in communes {
        for number in commune.first..commune.first + commune.households {
            take(
                commune,
                number,
                &household(commune, number, year, options.missing, options.seed),
            )?;
        }
        let done = commune.first + commune.households;
        if done >= next {
            eprint!("\r{year}: {done} of {}", options.households);
            next = done + 500_000;
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("\r{year}: {} households in {seconds:.1} s", options.households);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    fn options(households: u64) -> Options {
        Options { households, from: 2024, to: 2025, missing: 0.02, seed: 5, out: None, csv: None }
    }

    #[test]
    fn every_household_lives_in_one_commune_and_sizes_are_skewed() {
        let communes = survey(2_000_000, 5).unwrap();
        assert!(communes.len() > 10_000, "{} communes", communes.len());
        let mut next = 0;
        for commune in &communes {
            assert_eq!(commune.first, next);
            next += commune.households;
        }
        assert_eq!(next, 2_000_000);
        let mut sizes: Vec<u64> = communes.iter().map(|commune| commune.households).collect();
        sizes.sort_unstable();
        assert!(sizes[sizes.len() - 1] > 8 * sizes[sizes.len() / 2]);
    }

    #[test]
    fn a_household_follows_from_its_number_and_stays_itself_through_the_years() {
        let communes = survey(100_000, 5).unwrap();
        let (mut low, mut poor, mut unknown) = (0, 0, 0);
        for commune in &communes {
            for number in commune.first..commune.first + commune.households {
                let this = household(commune, number, 2022, 0.02, 5);
                assert_eq!(this, household(commune, number, 2022, 0.02, 5));
                let next = household(commune, number, 2023, 0.02, 5);
                assert_eq!((this.members, this.ethnicity), (next.members, next.ethnicity));
                let below = this.income_low(commune.urban);
                low += usize::from(below);
                poor += usize::from(below && this.count() >= 3);
                unknown += this.deprived.iter().filter(|lacks| lacks.is_none()).count();
            }
        }
        // The nation of 2022 had 7,52 % poor and near-poor households, more than half of them poor.
        assert!((5_500..10_000).contains(&low), "{low} of 100 000 below the line");
        assert!(poor * 5 > low * 2 && poor < low, "{poor} of {low} poor");
        assert!((20_000..28_000).contains(&unknown), "{unknown} of 1 200 000 unknown");
    }

    #[test]
    fn files_hold_every_row() {
        let folder = tempfile::tempdir().unwrap();
        let (parquet, csv) = (folder.path().join("n.parquet"), folder.path().join("n.csv"));
        let options = options(30_000);
        let communes = survey(options.households, options.seed).unwrap();
        let mut file = ParquetFile::create(&parquet).unwrap();
        let mut sheet = CsvFile::create(&csv).unwrap();
        for year in [2024, 2025] {
            each(&communes, year, &options, |commune, _, row| file.row(commune, year, row))
                .unwrap();
        }
        each(&communes, 2024, &options, |commune, number, row| {
            sheet.row(commune, number, 2024, row)
        })
        .unwrap();
        file.finish().unwrap();
        sheet.finish().unwrap();
        let reader = SerializedFileReader::new(std::fs::File::open(&parquet).unwrap()).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 60_000);
        let known: i64 =
            reader.metadata().row_groups().iter().map(|group| group.column(20).num_values()).sum();
        assert_eq!(known, 60_000);
        let mut rows = csv::Reader::from_path(&csv).unwrap();
        assert_eq!(
            rows.records().map(|row| row.unwrap().len()).filter(|width| *width == 27).count(),
            30_000
        );
    }
}
