//! The SQL says in real engines what the law says of each household.
//!
//! `CHIEUSAU_TEST_PYTHON` names a Python with the packages `duckdb` and `pyspark`; `cargo xtask test`
//! makes one. Without it these tests say that they were left out.

use std::fs::File;
use std::io::Write as _;
use std::process::{Command, Stdio};

use ground::Lang;
use law::{Class, Evaluation, Law, Standard, Truth};
use measures::sql::{Dialect, classify, figures, tables};
use serde_json::{Map, Value, json};

use super::households::{Household, households};
use super::laws::{BUILT_IN, ODD, SHIPPED};

/// A row of a result.
type Row = Map<String, Value>;

const PYTHON: &str = "CHIEUSAU_TEST_PYTHON";

/// Households, and the standards to read them by.
struct Job {
    law: &'static Law,
    standards: Vec<&'static Standard>,
    households: Vec<Household>,
    /// Holds the Parquet files until the engine is done.
    folder: tempfile::TempDir,
}

impl Job {
    fn new(law: &'static Law, standards: &[&str], seed: u64) -> Job {
        let standards = standards.iter().map(|id| law.standard(id).unwrap()).collect();
        let (households, folder) = (households(law, seed, 2500), tempfile::tempdir().unwrap());
        let file = |name: &str| File::create(folder.path().join(name)).unwrap();
        let (homes, members) = (file("households.parquet"), file("members.parquet"));
        let mut wide = measures::wide::Wide::begin(law.questionnaire(), homes, members).unwrap();
        for (row, household) in households.iter().enumerate() {
            wide.push(&row.to_string(), unit(row), &household.answers, &household.setting).unwrap();
        }
        wide.end().unwrap();
        Job { law, standards, households, folder }
    }

    fn text(&self, dialect: Dialect) -> Value {
        let both = |standard: &&Standard| {
            let table = name(standard.id(), "classified");
            let figures = figures(standard, dialect);
            let figures = figures.replace("FROM classified", &format!("FROM {table}"));
            [
                json!({ "name": table, "sql": classify(standard, dialect, Lang::Vi).unwrap() }),
                json!({ "name": name(standard.id(), "figures"), "sql": figures }),
            ]
        };
        let statements: Vec<Value> = self.standards.iter().flat_map(both).collect();
        let tables = tables(self.standards[0], dialect, Lang::Vi).unwrap();
        let folder = self.folder.path().display().to_string();
        json!({ "folder": folder, "tables": tables, "statements": statements })
    }
}

/// The results of all jobs in an engine; nothing where there is no Python.
fn run(dialect: Dialect, jobs: &[Job]) -> Option<Vec<Map<String, Value>>> {
    let Ok(python) = std::env::var(PYTHON) else {
        eprintln!("left out: {PYTHON} is not set, so the SQL was not run in {dialect:?}");
        return None;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/readings/engines.py");
    let mut engine = Command::new(python)
        .args([script, dialect.as_str()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the Python of the tests starts");
    let text: Vec<Value> = jobs.iter().map(|job| job.text(dialect)).collect();
    engine.stdin.take().unwrap().write_all(json!(text).to_string().as_bytes()).unwrap();
    let output = engine.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{dialect:?} refused the SQL:\n{said}");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(serde_json::from_str(text.lines().last().unwrap()).unwrap())
}

/// Households lie in three units by turns.
fn unit(row: usize) -> &'static str {
    ["A", "B", "C"][row % 3]
}

fn name(standard: &str, of: &str) -> String {
    format!("{}_{of}", standard.replace('-', "_"))
}

fn agrees_in(dialect: Dialect, jobs: &[Job]) {
    let Some(found) = run(dialect, jobs) else { return };
    for (job, found) in jobs.iter().zip(found) {
        for standard in &job.standards {
            let rows = found[&name(standard.id(), "classified")].as_array().unwrap();
            assert_eq!(rows.len(), job.households.len());
            let alone: Vec<Evaluation> = job
                .households
                .iter()
                .map(|one| standard.evaluate(&one.answers, &one.setting))
                .collect();
            for row in rows.iter().map(|row| row.as_object().unwrap()) {
                let at: usize = row["household_id"].as_str().unwrap().parse().unwrap();
                let household = &job.households[at];
                assert_eq!(
                    *row,
                    expected(standard, at, &alone[at]),
                    "household {at}: {:?}\n{}",
                    household.setting,
                    household.answers.to_json(job.law.questionnaire())
                );
            }
            let rows = found[&name(standard.id(), "figures")].as_array().unwrap();
            figures_agree(standard, &alone, rows);
        }
    }
}

/// A row as the engine must give it; what is not known is not there.
fn expected(standard: &Standard, at: usize, alone: &Evaluation) -> Row {
    let mut row = Row::new();
    let mut put = |name: &str, cell: Value| row.insert(name.to_owned(), cell);
    put("household_id", at.to_string().into());
    put("unit", unit(at).into());
    let known = |truth: Truth| truth.is_known().then_some(truth == Truth::True);
    for indicator in standard.indicators() {
        if let Some(lacks) = known(alone.indicator(indicator.order)) {
            put(&format!("lacks_{}", indicator.code), lacks.into());
        }
    }
    put("deprivations_low", alone.low.into());
    put("deprivations_high", alone.high.into());
    if let Some(low) = known(alone.income_low) {
        put("income_low", low.into());
    }
    if let Some(score) = alone.income_score {
        put("income_score", score.into());
    }
    put("class", alone.class.as_str().into());
    put("standard", standard.id().into());
    put("law_fingerprint", standard.fingerprint().into());
    row
}

/// The figures by unit and for the whole, reckoned here one by one.
fn figures_agree(standard: &Standard, alone: &[Evaluation], rows: &[Value]) {
    let all = standard.indicators().len();
    let everything = (1_u32 << all) - 1;
    let mut compared = 0;
    for unit_wanted in [None, Some("A"), Some("B"), Some("C")] {
        let here = |row: &usize| unit_wanted.is_none_or(|wanted| unit(*row) == wanted);
        let inside: Vec<&Evaluation> =
            (0..alone.len()).filter(here).map(|row| &alone[row]).collect();
        let used: Vec<&&Evaluation> = inside
            .iter()
            .filter(|one| one.class != Class::Undetermined && one.known == everything)
            .collect();
        assert!(used.len() > 20, "too few to say anything");
        let count =
            |of: &dyn Fn(&Evaluation) -> bool| used.iter().filter(|one| of(one)).count() as f64;
        let poor = |one: &Evaluation| one.class == Class::Poor;
        let n = used.len() as f64;
        let lacking: f64 = used.iter().filter(|one| poor(one)).map(|one| f64::from(one.low)).sum();
        let share = |top: f64, bottom: f64| (bottom > 0.0).then(|| top / bottom);
        let mut check = |measure: &str, indicator: Option<&str>, expected: Option<f64>| {
            let row = rows.iter().find(|row| {
                row["measure"] == measure
                    && row.get("unit").and_then(Value::as_str) == unit_wanted
                    && row.get("indicator").and_then(Value::as_str) == indicator
            });
            let row = row.expect("a figure");
            let found = row.get("estimate").and_then(Value::as_f64);
            match (found, expected) {
                (Some(found), Some(expected)) => {
                    assert!(
                        (found - expected).abs() < 1e-12,
                        "{measure} {indicator:?}: {found} {expected}"
                    );
                }
                (found, expected) => assert_eq!(found, expected, "{measure} {indicator:?}"),
            }
            assert_eq!(row["n"], used.len());
            assert_eq!(row["left_out"], inside.len() - used.len());
            compared += 1;
        };
        check("H", None, share(count(&poor), n));
        check("A", None, share(lacking / all as f64, count(&poor)));
        check("M0", None, share(lacking / all as f64, n));
        for indicator in standard.indicators() {
            let lacks = |one: &Evaluation| one.deprived & indicator.bit() != 0;
            let censored = count(&|one| poor(one) && lacks(one));
            let code = Some(indicator.code.as_str());
            check("hd", code, share(count(&lacks), n));
            check("hdk", code, share(censored, n));
            check("actb", code, share(censored / all as f64, n));
            check("pctb", code, share(censored, lacking));
        }
    }
    assert_eq!(rows.len(), compared, "nothing beside these");
}

#[test]
fn duckdb_says_what_the_law_says() {
    let nation = ["vn-2016", "vn-2022", "vn-2027"];
    let jobs = [
        Job::new(&BUILT_IN, &nation, 11),
        Job::new(&SHIPPED, &nation, 12),
        Job::new(&ODD, &["vn-2016", "vn-2022", "vn-2027", "odd-2022"], 13),
    ];
    agrees_in(Dialect::DuckDb, &jobs);
}

/// Spark takes its time over each statement, so what differs little from another is left to DuckDB.
#[test]
fn spark_says_what_the_law_says() {
    let jobs = [
        Job::new(&BUILT_IN, &["vn-2016", "vn-2022", "vn-2027"], 21),
        Job::new(&SHIPPED, &["vn-2016"], 22),
        Job::new(&ODD, &["odd-2022"], 23),
    ];
    agrees_in(Dialect::Spark, &jobs);
}

#[test]
fn every_question_is_described_in_the_tables() {
    let standard = BUILT_IN.standard("vn-2022").unwrap();
    let text = tables(standard, Dialect::DuckDb, Lang::En).unwrap();
    for question in [law::Scope::Household, law::Scope::Member]
        .into_iter()
        .flat_map(|scope| BUILT_IN.questionnaire().questions(scope))
    {
        assert!(text.contains(&format!("  {} ", question.id)), "{} is not described", question.id);
        assert!(text.contains(question.wording.get(Lang::En)));
    }
}

#[test]
fn the_printed_sql_of_a_small_law_reads_well() {
    let standard = BUILT_IN.standard("vn-2022").unwrap();
    insta::assert_snapshot!(
        classify(standard, Dialect::DuckDb, Lang::En).unwrap().replace(standard.fingerprint(), "…")
    );
}
