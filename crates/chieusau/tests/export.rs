//! What `chieusau export` writes says what the registry says, today and on an earlier day, to the program
//! itself and to DuckDB (where `CHIEUSAU_TEST_PYTHON` names a Python that has it).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use access::Scope;
use demonstration::{SPECIMENS, Size, fill};
use fakes::{TestDatabase, databases, day};
use ground::{Day, Lang};
use law::{Class, Law, LoadOptions};
use measures::planes::parquet::{Selection, measure_parquet};
use measures::planes::{By, Pass, Scenario, Schema};
use measures::sql::{Dialect, classify, tables};
use places::{Level, Units};
use registry::figures::{Count, Frame, Geography};
use registry::poverty::{Asked, patterns};
use registry::transitions;
use store::seal::Seal;

const STANDARD: &str = "vn-2022";
const TODAY: &str = "2026-11-23";

/// Runs the program on the database with the demonstration's law.
fn chieusau(database: &TestDatabase, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chieusau"));
    command.args(["--lang", "en"]).args(arguments).env("CHIEUSAU_DATABASE", &database.url);
    command.output().unwrap()
}

fn exported(database: &TestDatabase, folder: &Path, on: &str, more: &[&str]) -> Output {
    let key = folder.with_file_name("key");
    let mut all = vec!["export", folder.to_str().unwrap(), "--day", on, "--key-file"];
    all.push(key.to_str().unwrap());
    for name in SPECIMENS {
        all.extend(["--specimen", name]);
    }
    all.extend(more);
    chieusau(database, &all)
}

/// Households and persons of each class, as the registry says for the whole nation.
async fn registered(database: &TestDatabase, on: Day) -> BTreeMap<Option<Class>, Count> {
    let (units, geography) = (Units::builtin(), Geography::AsOf(on));
    let frame = Frame::new(units, &Scope::Nation, Level::Province, geography, on);
    let asked = Asked { day: on, standard: STANDARD, by: transitions::By::Unit };
    let mut tx = database.read().await.unwrap();
    let found = patterns(&mut tx, units, &frame, asked).await.unwrap();
    let mut classes: BTreeMap<Option<Class>, Count> = BTreeMap::new();
    for (judged, count) in found.into_values().flatten() {
        *classes.entry(judged.class).or_default() += count;
    }
    classes
}

/// The rows of the file, read back as another installation would.
fn read_back(law: &Law, file: &Path, on: Day) -> [(Class, Count); 2] {
    let standard = law.standard(STANDARD).unwrap();
    let mut schema = Schema::of_indicators(standard.indicators().iter().map(|one| &*one.code));
    schema.numbers.push(Schema::UNSCORED_INCOME.to_owned());
    schema.numbers.extend(Schema::told(STANDARD));
    let selection = Selection { schema, year: Some(on.year()) };
    let scenario = Scenario::of_standard(law, STANDARD, standard.figures_on(on)).unwrap();
    let scenario = scenario.without_rule("average");
    let figures = measure_parquet(file, &selection, &scenario, Pass::default()).unwrap();
    let total = figures.total();
    [Class::Poor, Class::NearPoor].map(|class| {
        let count = |by| i64::try_from(total.tally().class(class, by)).unwrap();
        let (households, persons) = (count(By::Household), count(By::Person));
        (class, Count { households, persons })
    })
}

/// Households by class, as DuckDB says that the printed standard says of the exported answers.
fn in_duckdb(law: &Law, folder: &Path) -> Option<BTreeMap<String, usize>> {
    let python = std::env::var("CHIEUSAU_TEST_PYTHON").ok()?;
    let (standard, dialect) = (law.standard(STANDARD).unwrap(), Dialect::DuckDb);
    let sql = classify(standard, dialect, Lang::En).unwrap();
    let job = serde_json::json!([{
        "folder": folder,
        "tables": tables(standard, dialect, Lang::En).unwrap(),
        "statements": [{ "name": "classified", "sql": sql }],
    }]);
    let script =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../measures/tests/suite/readings/engines.py");
    let mut engine = Command::new(python)
        .args([script, dialect.as_str()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    engine.stdin.take().unwrap().write_all(job.to_string().as_bytes()).unwrap();
    let said = engine.wait_with_output().unwrap();
    assert!(said.status.success());
    let said = String::from_utf8(said.stdout).unwrap();
    let said: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    let mut classes = BTreeMap::new();
    for row in said[0]["classified"].as_array().unwrap() {
        *classes.entry(row["class"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    Some(classes)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_says_what_the_registry_says() {
    let specimens = SPECIMENS.iter().map(ToString::to_string).collect();
    let law = Law::load(&LoadOptions { specimens, ..LoadOptions::default() }).unwrap();
    for database in databases().await {
        let (size, seal) = (Size { seed: 7, households: 900 }, Seal::new(&[3; 32]));
        let quiet = &mut |_, _| {};
        fill(&database, &law, Units::builtin(), &seal, day(TODAY), size, quiet).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("key"), "03".repeat(32)).unwrap();
        // The demonstration lies in this province, which was another one then.
        for (on, province) in [(TODAY, "25"), ("2024-12-31", "17")] {
            let here = folder.path().join(on);
            let said = exported(&database, &here, on, &["--unit", province]);
            assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
            let there: Vec<String> = fs::read_dir(&here)
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            assert_eq!(there.len(), 4, "{there:?}");
            let registered = registered(&database, day(on)).await;
            for (class, count) in read_back(&law, &here.join("snapshot.parquet"), day(on)) {
                assert!(count.households > 9, "{class:?}");
                assert_eq!(registered.get(&Some(class)), Some(&count), "{class:?} on {on}");
            }
            if let Some(classes) = in_duckdb(&law, &here) {
                for (class, count) in registered {
                    let Some(class) = class else { continue };
                    let found = classes.get(class.as_str()).copied().unwrap_or(0);
                    assert_eq!(
                        i64::try_from(found).unwrap(),
                        count.households,
                        "{class:?} on {on}"
                    );
                }
            }
        }
        let dictionary =
            fs::read_to_string(folder.path().join(TODAY).join("dictionary.csv")).unwrap();
        for word in ["snapshot,commune,", "households,household_id,", "members,birth_year,"] {
            assert!(dictionary.contains(word), "{word}");
        }
        nothing_for_nobody(&database, folder.path());
        measured(&law, &database, folder.path());
    }
}

/// A day before there was anybody: told, and no file is left.
fn nothing_for_nobody(database: &TestDatabase, folder: &Path) {
    let here = folder.join("nobody");
    let said = exported(database, &here, "2001-01-01", &["--unit", "17"]);
    assert!(!said.status.success());
    let words = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(words.contains("Nobody is in the registry"), "{words}");
    assert_eq!(fs::read_dir(&here).unwrap().count(), 0);
}

/// The snapshot is a table for `chieusau measure`.
fn measured(law: &Law, database: &TestDatabase, folder: &Path) {
    let standard = law.standard(STANDARD).unwrap();
    let codes: Vec<&str> = standard.indicators().iter().map(|one| &*one.code).collect();
    let spec = format!("k = [25]\nover = ['commune']\n[dimensions]\nall = {codes:?}\n");
    let (spec_file, out) = (folder.join("spec.toml"), folder.join("out.csv"));
    File::create(&spec_file).unwrap().write_all(spec.as_bytes()).unwrap();
    let table = folder.join(TODAY).join("snapshot.parquet");
    let [spec, input, out] = [&spec_file, &table, &out].map(|path| path.to_str().unwrap());
    let said = chieusau(database, &["measure", "--spec", spec, "--input", input, "--output", out]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    assert!(fs::read_to_string(out).unwrap().contains("H,,commune,"));
}
