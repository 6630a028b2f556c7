//! A workbench: a database with law, units and keys, files to import, and questions to ask afterwards.

use std::sync::{Arc, LazyLock};

use fakes::{TestDatabase, day, moment};
use ground::{Day, Moment, Problem, Result, UnitId};
use intake::mapping::{Field, Mapping, propose};
use intake::run::{Options, Remark, Setup, Summary, Verdict, import, remarks};
use intake::sheet::{Sheet, Upload};
use law::Law;
use places::{Level, Units};
use store::seal::Seal;

pub(crate) static LAW: LazyLock<Arc<Law>> =
    LazyLock::new(|| Arc::new(Law::builtin().expect("the law is sound")));
pub(crate) static SEAL: LazyLock<Seal> = LazyLock::new(|| Seal::new(&[7; 32]));

/// The day of every import unless told otherwise.
pub(crate) fn today() -> Day {
    day("2026-11-23")
}

pub(crate) fn commune(code: &str, on: &str) -> UnitId {
    Units::builtin().by_code(Level::Commune, code, day(on)).unwrap().id
}

/// Xã Lạc Sơn of today.
pub(crate) fn lac_son() -> UnitId {
    commune("05266", "2026-11-23")
}

/// Tỉnh Phú Thọ of today.
pub(crate) fn phu_tho() -> UnitId {
    Units::builtin().by_code(Level::Province, "25", today()).unwrap().id
}

pub(crate) fn csv(text: &str) -> Upload {
    Upload::from_bytes("danh-sach.csv", text.as_bytes().to_vec())
}

/// The mapping proposed for a file.
pub(crate) fn proposed(upload: &Upload) -> Mapping {
    propose(&Sheet::open(upload, None).unwrap()).mapping
}

/// Options for a file about `unit`, with the mapping proposed for it.
pub(crate) fn options(upload: &Upload, unit: UnitId) -> Options {
    Options {
        unit,
        mapping: proposed(upload),
        table: None,
        day: None,
        dry_run: false,
        today: today(),
        also: Vec::new(),
        import: None,
    }
}

pub(crate) fn seeded(upload: &Upload) -> Moment {
    // Imports of different files must not make the same ids.
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    let _ = upload;
    moment(COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}

pub(crate) async fn run(
    database: &TestDatabase,
    upload: &Upload,
    options: &Options,
) -> Result<Summary> {
    run_watched(database, upload, options, &|_, _| true).await
}

pub(crate) async fn run_watched(
    database: &TestDatabase,
    upload: &Upload,
    options: &Options,
    progress: intake::run::Progress<'_>,
) -> Result<Summary> {
    let setup = Setup { database, law: &LAW, units: Units::builtin(), seal: &SEAL };
    let actor = fakes::actor(access::Role::ProvinceOfficer, phu_tho());
    let mut moment = seeded(upload);
    import(&setup, &actor, &mut moment, upload, options, progress).await
}

/// Imports a CSV about Lạc Sơn and says what was remarked.
pub(crate) async fn bring(database: &TestDatabase, text: &str) -> (Summary, Vec<Remark>) {
    let upload = csv(text);
    bring_with(database, &upload, &options(&upload, lac_son())).await
}

pub(crate) async fn bring_with(
    database: &TestDatabase,
    upload: &Upload,
    options: &Options,
) -> (Summary, Vec<Remark>) {
    let summary = run(database, upload, options).await.unwrap();
    let said = remarks(database, summary.import, None, 0, 10_000).await.unwrap();
    (summary, said)
}

/// Codes of the remarks on rows.
pub(crate) fn codes(remarks: &[Remark]) -> Vec<(i64, &str)> {
    let on_rows = remarks.iter().filter(|remark| remark.verdict != Verdict::Note);
    on_rows.map(|remark| (remark.row, &*remark.problem.code)).collect()
}

/// Codes of what is said about whole columns.
pub(crate) fn notes(remarks: &[Remark]) -> Vec<&str> {
    let on_columns = remarks.iter().filter(|remark| remark.verdict == Verdict::Note);
    on_columns.map(|remark| &*remark.problem.code).collect()
}

pub(crate) fn code_of(result: Result<Summary>) -> String {
    result.map_err(|problem: Problem| problem.code.into_owned()).expect_err("a problem")
}

store::statements! {
    HOUSEHOLDS = "test.households": "SELECT COUNT(*) FROM household";
    VISITS = "test.visits": "SELECT COUNT(*) FROM visit";
    PERSONS = "test.persons": "SELECT COUNT(*) FROM person";
    STATUSES = "test.statuses": "SELECT COUNT(*) FROM status";
    FINDINGS = "test.findings": "SELECT code FROM finding ORDER BY code";
    ALL = "test.all":
        "SELECT h.head, h.code, h.class, h.members, h.version, h.unit_id, h.unit_before, h.groups, h.head_sex, h.ethnicity
         FROM household h ORDER BY h.head_sort, h.code";
    LINES = "test.lines":
        "SELECT h.head, s.from_day, s.to_day, s.class, s.movement, s.basis, s.standard, s.unit_id FROM status s
         JOIN household h ON h.id = s.household_id ORDER BY h.head_sort, h.code, s.from_day";
    EVALUATIONS = "test.evaluations":
        "SELECT e.standard, e.class, e.score, e.low, e.high FROM evaluation e JOIN visit v ON v.id = e.visit_id
         ORDER BY v.import_row, e.standard";
    AUDIT = "test.audit": "SELECT action FROM audit ORDER BY at, id";
    IMPORTS = "test.imports": "SELECT COUNT(*) FROM import";
    MEMBERS = "test.members":
        "SELECT p.name, p.relation, p.sex, p.birth_year, p.sealed_id, p.ethnicity FROM person p
         JOIN household h ON h.id = p.household_id ORDER BY h.head_sort, p.relation, p.name";
}

/// Households, visits, persons and status intervals in the database.
pub(crate) async fn counted(database: &TestDatabase) -> [i64; 4] {
    let mut counts = [0; 4];
    for (count, statement) in counts.iter_mut().zip([&HOUSEHOLDS, &VISITS, &PERSONS, &STATUSES]) {
        *count = database.fetch(statement, vec![]).await.unwrap()[0].int(0).unwrap();
    }
    counts
}

/// A mapping with the given fields in order of columns.
pub(crate) fn mapping(codes: &[&str]) -> Mapping {
    let columns = codes.iter().map(|code| Field::read(code)).collect();
    Mapping { columns, blank_means_no: false }
}
