//! Fills a database with the demonstration and prints how near it comes to the published tables:
//! `cargo run --release -p demonstration --example calibration -- sqlite://demonstration.db`

use std::collections::BTreeMap;
use std::time::Instant;

use demonstration::{PUBLISHED, SPECIMENS, Size, fill};
use ground::{Day, Problem};
use law::{Law, LoadOptions};
use places::Units;
use store::{Database, seal::Seal};

store::statements! {
    JUDGED = "demonstration.example.judged":
        "SELECT v.day, e.standard, e.class, e.deprived, v.members FROM evaluation e JOIN visit v ON v.id = e.visit_id";
    ON_DAY = "demonstration.example.on_day":
        "SELECT class, COUNT(*), CAST(SUM(members) AS BIGINT) FROM status
         WHERE from_day <= $1 AND (to_day IS NULL OR to_day >= $1) GROUP BY class ORDER BY class";
    CLASSES = "demonstration.example.classes":
        "SELECT e.standard, v.stated_class, e.class, COUNT(*) FROM evaluation e JOIN visit v ON v.id = e.visit_id
         GROUP BY e.standard, v.stated_class, e.class ORDER BY e.standard, v.stated_class, e.class";
    MOVEMENTS = "demonstration.example.movements":
        "SELECT from_day / 10000, movement, COUNT(*) FROM status GROUP BY from_day / 10000, movement ORDER BY 1, 2";
}

#[tokio::main]
async fn main() -> Result<(), Problem> {
    let url = std::env::args().nth(1).expect("the address of an empty database");
    let database = Database::open(&url).await?;
    let options = LoadOptions {
        specimens: SPECIMENS.iter().map(ToString::to_string).collect(),
        ..LoadOptions::default()
    };
    let law = Law::load(&options).expect("the built-in law loads");
    let today = Day::new(2026, 11, 23).expect("a day of the calendar");
    let begun = Instant::now();
    let mut progress = |done: usize, all: usize| eprint!("\r{done}/{all}");
    let counts = fill(
        &database,
        &law,
        Units::builtin(),
        &Seal::new(&[7; 32]),
        today,
        Size::default(),
        &mut progress,
    )
    .await?;
    eprintln!();
    println!("{counts:?} in {:.1} s", begun.elapsed().as_secs_f64());
    rates(&database).await?;
    shares(&database).await?;
    for (statement, name) in
        [(&CLASSES, "standard, stated, evaluated"), (&MOVEMENTS, "year, movement")]
    {
        println!("{name}");
        for row in database.fetch(statement, Vec::new()).await? {
            match name {
                "year, movement" => println!("  {} {} {}", row.int(0)?, row.text(1)?, row.int(2)?),
                _ => println!(
                    "  {} {:?} {} {}",
                    row.text(0)?,
                    row.opt_text(1)?,
                    row.text(2)?,
                    row.int(3)?
                ),
            }
        }
    }
    Ok(())
}

async fn rates(database: &Database) -> Result<(), Problem> {
    println!("day: class households persons");
    for year in 2022..=2026 {
        let day = Day::new(year, 1, 2).expect("a day of the calendar");
        let rows = database.fetch(&ON_DAY, vec![day.into()]).await?;
        let mut all = 0;
        for row in &rows {
            all += row.int(1)?;
        }
        for row in &rows {
            let share = 100.0 * row.int(1)? as f64 / all as f64;
            println!(
                "  {day} {:<10} {:>6} {share:>6.2} % {:>7}",
                row.text(0)?,
                row.int(1)?,
                row.int(2)?
            );
        }
    }
    Ok(())
}

async fn shares(database: &Database) -> Result<(), Problem> {
    // Per class: households, persons, each indicator.
    let mut sums: BTreeMap<String, (i64, i64, [i64; 12])> = BTreeMap::new();
    for row in database.fetch(&JUDGED, Vec::new()).await? {
        if row.text(1)? == "vn-2022" {
            let sum = sums.entry(row.text(2)?).or_default();
            sum.0 += 1;
            sum.1 += row.int(4)?;
            (0..12).for_each(|at| sum.2[at] += row.int(3).unwrap_or_default() >> at & 1);
        }
    }
    println!("share of households in want of each indicator, all visits, percent");
    println!("  published poor  {PUBLISHED:>6.1?}");
    for (class, (households, persons, indicators)) in sums {
        let percent: Vec<f64> =
            indicators.iter().map(|n| 100.0 * *n as f64 / households as f64).collect();
        println!(
            "  {class:<15} {percent:>6.1?}; {households} visits, {:.2} persons each",
            persons as f64 / households as f64
        );
    }
    Ok(())
}
