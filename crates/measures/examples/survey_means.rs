//! Survey estimates on generated rows, as often as asked, for `benches/survey`.
//!
//! `survey_means ROWS FOLDER` writes `sample.csv` (62 strata, 20 clusters in each, 12 indicators), reads
//! it and prints a line `ready`. After each line on standard input it estimates H, A, M0, all headcounts
//! and contributions with their errors and prints the milliseconds; at the end of input it writes
//! `found.csv`.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use measures::{Spec, Table, run};

// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const INDICATORS: usize = 12;
const STRATA: u64 = 62;
const CLUSTERS: u64 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows: u64 = arguments.next().ok_or("how many rows?")?.parse()?;
    let folder = arguments.next().ok_or("in which folder?")?;
    let path = Path::new(&folder).join("sample.csv");
    write_sample(rows, &path)?;
    let names: Vec<String> = (1..=INDICATORS).map(|at| format!("'d{at}'")).collect();
    let spec = format!(
        "k = [33]\nsurvey = {{ weight = 'weight', cluster = 'psu', strata = 'stratum' }}\n\
         weights = {{ {} }}\ndimensions = {{ all = [{}] }}",
        names
            .iter()
            .map(|name| format!("{} = 1", name.trim_matches('\'')))
            .collect::<Vec<_>>()
            .join(", "),
        names.join(", ")
    );
    let said = |problems: Vec<ground::Problem>| format!("{problems:?}");
    let spec = Spec::parse(&spec, "spec").map_err(said)?;
    let table = Table::read_csv(BufReader::new(File::open(&path)?), "sample.csv").map_err(said)?;
    println!("ready");
    let mut output = run(&spec, &table).map_err(said)?;
    for line in std::io::stdin().lock().lines() {
        line?;
        let start = Instant::now();
        output = run(&spec, &table).map_err(said)?;
        println!("{:.3}", start.elapsed().as_secs_f64() * 1000.0);
    }
    let found = File::create(Path::new(&folder).join("found.csv"))?;
    output.write_csv(BufWriter::new(found)).map_err(|problem| problem.to_string())?;
    Ok(())
}

fn write_sample(rows: u64, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    let flags: Vec<String> = (1..=INDICATORS).map(|at| format!("d{at}")).collect();
    writeln!(file, "stratum,psu,weight,{}", flags.join(","))?;
    let mut state = 33_u64;
    for row in 0..rows {
        let mut below = |end: u64| {
            // Knuth's multiplier; the upper bits are good enough for a bench.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % end
        };
        let (stratum, psu) = (row % STRATA, below(CLUSTERS));
        // Villages differ, or there would be no design effect.
        let share = 15 + (stratum * 7 + psu * 5) % 40;
        let mut line = format!("{stratum},{psu},{}", (8 + below(60)) as f64 / 8.0);
        for _ in 0..INDICATORS {
            write!(line, ",{}", u8::from(below(100) < share))?;
        }
        writeln!(file, "{line}")?;
    }
    file.flush()?;
    Ok(())
}
