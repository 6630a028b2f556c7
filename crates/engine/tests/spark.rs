//! A real Spark on this machine gives the figures that `measures::run` gives.
//!
//! `CHIEUSAU_TEST_PYTHON` names a Python with the package `pyspark`; `cargo xtask test` makes one. Without
//! it these tests say that they were left out.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use engine::Engine;
use measures::{Measure, Output, Spec, Table};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// The server; it stops when its input ends.
struct Spark {
    process: Child,
    port: u16,
}

impl Spark {
    fn start(folder: &Path) -> Option<Spark> {
        const PYTHON: &str = "CHIEUSAU_TEST_PYTHON";
        let Ok(python) = std::env::var(PYTHON) else {
            eprintln!("left out: {PYTHON} is not set, so nothing was measured in Spark");
            return None;
        };
        let mut process = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/serve.py"))
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the Python of the tests starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("ready ").expect("Spark listens").parse().unwrap();
        Some(Spark { process, port })
    }
}

impl Drop for Spark {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Numbers that look drawn by lot, the same in every run.
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % end
    }
}

type Numbers = Vec<Option<f64>>;
type Texts = Vec<Option<String>>;
/// Named columns of numbers, then of text.
type Columns = (Vec<(&'static str, Numbers)>, Vec<(&'static str, Texts)>);

/// A survey of three rounds with gaps everywhere, a stratum of one cluster, weights of zero, and a group
/// that occurs in one round only.
fn survey(rows: usize) -> Columns {
    let mut lot = Lot(7);
    let mut numbers: Vec<(&str, Numbers)> =
        ["a", "b", "c", "weight", "psu", "year", "id"].map(|name| (name, Vec::new())).into();
    let mut texts: Vec<(&str, Texts)> =
        ["d", "stratum", "round", "people", "area"].map(|name| (name, Vec::new())).into();
    let mut met = [0_u32; 3];
    for _ in 0..rows {
        let (stratum, round) = (lot.below(5), lot.below(3));
        let psu = if stratum == 4 { 0 } else { lot.below(6) };
        let mut gap = || lot.below(40) == 0;
        let gaps = [gap(), gap(), gap(), gap(), gap(), gap(), gap()];
        let share = 20 + stratum * 7 + psu * 5 - round * 6;
        let mut put =
            |at: usize, gap: bool, value: f64| numbers[at].1.push((!gap).then_some(value));
        for (at, gap) in gaps.into_iter().take(3).enumerate() {
            put(at, gap, f64::from(u8::from(lot.below(100) < share)));
        }
        put(3, gaps[3], lot.below(9) as f64 / 4.0);
        put(4, gaps[4], psu as f64);
        put(5, false, [2022.0, 2024.0, 2027.5][round as usize]);
        // Most are met in every round.
        let id = &mut met[round as usize];
        put(6, *id % 37 == 5, f64::from(*id));
        *id += 1;
        let mut say = |at: usize, gap: bool, text: &str| {
            let blank = if lot.below(2) == 0 { None } else { Some("NA".to_owned()) };
            texts[at].1.push(if gap { blank } else { Some(text.to_owned()) });
        };
        say(0, gaps[5], if share > 40 { "1" } else { "0" });
        say(1, false, ["Bắc", "Đông", "Nam", "Tây", "Đảo"][stratum as usize]);
        say(2, false, ["R1", "R2", "R3"][round as usize]);
        let people = ["Kinh", "Tày", "Mường", "Đan Lai"];
        let group = if round == 0 { 4 } else { 3 };
        say(3, gaps[6], people[(stratum + psu) as usize % group]);
        say(4, false, if psu % 2 == 0 { "đô thị" } else { "nông thôn" });
    }
    (numbers, texts)
}

fn write(path: &Path, (numbers, texts): &Columns) {
    let number = numbers.iter().map(|(name, _)| format!("optional double {name};"));
    let text = texts.iter().map(|(name, _)| format!("optional binary {name} (STRING);"));
    let schema = format!("message table {{ {} }}", number.chain(text).collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let file = File::create(path).unwrap();
    let mut file = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
    let mut group = file.next_row_group().unwrap();
    for (_, cells) in numbers {
        let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
        let values: Vec<f64> = cells.iter().flatten().copied().collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<DoubleType>().write_batch(&values, Some(&levels), None).unwrap();
        column.close().unwrap();
    }
    for (_, cells) in texts {
        let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
        let values: Vec<ByteArray> =
            cells.iter().flatten().map(|cell| ByteArray::from(cell.as_str())).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    file.close().unwrap();
}

/// Every figure alike to 1e-9, everything else alike altogether.
fn same(there: &Output, here: &Output, spec: &str) {
    assert_eq!(there.summary, here.summary, "{spec}");
    assert_eq!(there.estimates.len(), here.estimates.len(), "{spec}");
    for (there, here) in there.estimates.iter().zip(&here.estimates) {
        let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9 * (1.0 + b.abs()),
            (a, b) => a == b,
        };
        let numbers = |of: &measures::Estimate| [of.estimate, of.se, of.lower, of.upper];
        let alike = numbers(there).into_iter().zip(numbers(here)).all(|(a, b)| close(a, b));
        let mut rest = there.clone();
        (rest.estimate, rest.se, rest.lower, rest.upper) =
            (here.estimate, here.se, here.lower, here.upper);
        assert!(alike && rest == *here, "{spec}\nin Spark {there:?}\nhere {here:?}");
    }
}

const SPECS: [&str; 6] = [
    // A survey with everything.
    "k = [25, 50]\nover = ['people', 'area']\ntime = 'round'\nyear = 'year'\n\
     weights = { a = 2, b = 1, c = 1, d = 0.5 }\n\
     survey = { weight = 'weight', cluster = 'psu', strata = 'stratum' }\n\
     dimensions = { x = ['a', 'b'], y = ['c'], z = ['d'] }",
    // No design: every row is a cluster.
    "k = [33]\nover = ['people']\ndimensions = { x = ['a', 'b'], y = ['c'] }",
    // Weights and strata without clusters, over time.
    "k = [40]\nover = ['stratum']\ntime = 'round'\n\
     survey = { weight = 'weight', strata = 'stratum' }\ndimensions = { x = ['a'], y = ['c', 'd'] }",
    // Clusters alone, groups that are numbers.
    "k = [100]\nover = ['year']\nsurvey = { cluster = 'psu' }\ndimensions = { x = ['a', 'b', 'c'] }",
    // Households followed through a survey with everything.
    "k = [25, 50]\nover = ['people', 'area', 'psu']\ntime = 'round'\n\
     survey = { weight = 'weight', cluster = 'psu', strata = 'stratum' }\n\
     transitions = { household = 'id' }\ndimensions = { x = ['a', 'b'], y = ['c'], z = ['d'] }",
    // Households followed where every row is a cluster and times are numbers.
    "k = [33]\nover = ['area']\ntime = 'year'\ntransitions = { household = 'id' }\n\
     dimensions = { x = ['a', 'b'], y = ['c'] }",
];

#[test]
fn spark_gives_the_figures_that_are_reckoned_here() {
    let folder = tempfile::tempdir().unwrap();
    let Some(spark) = Spark::start(folder.path()) else { return };
    let engine = Engine::connect(&format!("sc://127.0.0.1:{}", spark.port)).unwrap();
    let path = folder.path().join("survey.parquet");
    let input = path.to_str().unwrap();
    let mut columns = survey(4_000);
    write(&path, &columns);
    for text in SPECS {
        let spec = Spec::parse(text, "spec.toml").unwrap();
        let table =
            Table::read_parquet(File::open(&path).unwrap(), input, &spec.columns()).unwrap();
        let here = measures::run(&spec, &table).unwrap();
        assert!(here.estimates.len() > 10 && here.summary.used < here.summary.rows);
        let moved = here.estimates.iter().any(|one| one.measure == Measure::Transition);
        assert_eq!(moved, spec.household.is_some());
        same(&engine::measure(&engine, &spec, input).unwrap(), &here, text);
    }

    let refused = |text: &str, input: &str| -> Vec<String> {
        let spec = Spec::parse(text, "spec.toml").unwrap();
        let problems = engine::measure(&engine, &spec, input).unwrap_err();
        problems.iter().map(|problem| problem.code.to_string()).collect()
    };
    let simple = "k = [50]\ndimensions = { x = ['a', 'b'] }";
    assert_eq!(
        refused("k = [50]\ndimensions = { x = ['a', 'q'] }", input),
        ["measures.column.missing"]
    );
    assert_eq!(refused(simple, "table:nowhere"), ["engine.refused"]);
    let two = "k = [50]\ntime = 'stratum'\nyear = 'year'\ndimensions = { x = ['a'] }";
    assert_eq!(refused(two, input), ["measures.engine.two_years"]);
    let twice =
        "k = [50]\ntime = 'round'\ntransitions = { household = 'psu' }\ndimensions = { x = ['a'] }";
    assert_eq!(refused(twice, input), ["measures.engine.id_twice"]);
    columns.0[0].1[5] = Some(2.0);
    columns.0[1].1[6] = Some(f64::NAN);
    let wrong = folder.path().join("wrong.parquet");
    write(&wrong, &columns);
    let cells = ["measures.engine.cells", "measures.engine.cells"];
    assert_eq!(refused(simple, wrong.to_str().unwrap()), cells);
}

#[test]
fn nobody_at_the_address() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let problem = Engine::connect(&format!("sc://127.0.0.1:{port}")).unwrap_err();
    assert_eq!(problem.code, "engine.unreachable");
}
