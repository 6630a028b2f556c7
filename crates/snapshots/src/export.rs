//! The registry on a day as open files: what other programs read, and what every column means.
//!
//! * [`SNAPSHOT`]: a row per household with what the standards made of its latest visit;
//! * [`HOUSEHOLDS`] and [`MEMBERS`]: the answers of that visit, the tables that a standard printed as SQL
//!   reads;
//! * [`DICTIONARY`]: every column of the three in both languages.
//!
//! No name and no ID number is in them, as no question of the law asks for one; a household goes by a
//! number that means nothing outside the registry. Birth dates and answers are personal data all the same.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use access::{Actor, Scope, Verb};
use ground::{Day, Instant, Moment, Problem, Result, UnitId};
use law::{Answers, Law};
use measures::dictionary;
use measures::planes::{Builder, Schema, Snapshot, Unit, parquet};
use measures::wide::{self, Wide};
use places::Units;
use registry::answered::{self, Answered};
use store::audit::{self, Entry};
use store::{Database, Tx};

use crate::build::{Columns, Household, facts, income, unit as plane_unit};

/// A row per household: unit, members, ethnic group, deprivations, score.
pub const SNAPSHOT: &str = "snapshot.parquet";
/// A row per household: its answers.
pub const HOUSEHOLDS: &str = "households.parquet";
/// A row per member: its answers.
pub const MEMBERS: &str = "members.parquet";
/// What the columns mean.
pub const DICTIONARY: &str = "dictionary.csv";

/// What is exported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The unit, with everything below it.
    pub unit: UnitId,
    /// The day on which it is looked at, on that day's map.
    pub day: Day,
    /// Whether the answers are exported too, or only what the standards made of them.
    pub answers: bool,
}

impl Wanted {
    /// The files that are written.
    pub fn files(self) -> &'static [&'static str] {
        let all = &[SNAPSHOT, DICTIONARY, HOUSEHOLDS, MEMBERS];
        if self.answers { all } else { &all[..2] }
    }
}

/// Writes the files into a folder, which is made where there is none; all of them or nothing. Gives the
/// number of households. `progress` is told communes done and in all, and answers whether to go on.
///
/// One entry in the audit trail says who took what.
///
/// # Errors
/// `access.refused.*`; `snapshots.export.nobody` when nobody lived there on the day;
/// `snapshots.export.unwritable`; `snapshots.export.cancelled`.
pub async fn export(
    database: &Database,
    (law, units): (&Law, &Units),
    actor: &Actor,
    moment: &mut Moment,
    wanted: Wanted,
    folder: &Path,
    progress: &(dyn Fn(i64, i64) -> bool + Sync),
) -> Result<u64> {
    actor.check(Verb::Report, wanted.unit, units)?;
    let part = Part::beside(folder)?;
    let mut tx = database.read().await?;
    let households = write(&mut tx, law, units, wanted, &part.0, progress).await?;
    tx.rollback().await?;
    for name in wanted.files() {
        fs::rename(part.0.join(name), folder.join(name)).map_err(|e| unwritable(folder, e))?;
    }
    note(database, actor, moment, wanted, households).await?;
    Ok(households)
}

/// Where the files are made; goes away with what is left in it.
struct Part(PathBuf);

impl Part {
    fn beside(folder: &Path) -> Result<Part> {
        let part = folder.join(".part");
        // What is made here is for nobody but whoever asked for it.
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&part).map_err(|error| unwritable(folder, error))?;
        Ok(Part(part))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn unwritable(folder: &Path, error: impl std::fmt::Display) -> Problem {
    Problem::unavailable("snapshots.export.unwritable")
        .with("folder", folder.display().to_string())
        .because(error)
}

async fn write(
    tx: &mut Tx,
    law: &Law,
    units: &Units,
    wanted: Wanted,
    folder: &Path,
    progress: &(dyn Fn(i64, i64) -> bool + Sync),
) -> Result<u64> {
    let file = |name: &str| File::create(folder.join(name)).map_err(|e| unwritable(folder, e));
    let Wanted { unit, day, answers } = wanted;
    let (schema, planes) = (facts(law, day), folder.join("planes"));
    let wide = || Wide::begin(law.questionnaire(), file(HOUSEHOLDS)?, file(MEMBERS)?);
    let mut rows = Rows {
        law,
        units,
        columns: Columns::of(law, day, &schema),
        planes: Builder::create(&planes, &schema, law.fingerprint(), Instant::start_of(day))?,
        answers: answers.then(wide).transpose()?,
    };
    let communes = answered::communes(units, &Scope::of(unit, units, day), day);
    let (mut households, all) = (0, communes.len() as i64);
    for (done, commune) in (0..).zip(&communes) {
        if !progress(done, all) {
            return Err(Problem::conflict("snapshots.export.cancelled"));
        }
        let found = answered::households(tx, units, *commune, day).await?;
        households += found.len() as u64;
        rows.commune(*commune, day, &found)?;
    }
    progress(all, all);
    if households == 0 {
        return Err(Problem::missing("snapshots.export.nobody").with("day", day));
    }
    rows.planes.finish()?;
    if let Some(answers) = rows.answers {
        answers.end()?;
    }
    let snapshot = Snapshot::open(&planes)?;
    parquet::export_parquet(&snapshot, day.year(), &folder.join(SNAPSHOT))?;
    describe(law, &schema, answers, file(DICTIONARY)?)?;
    Ok(households)
}

/// The dictionary of a snapshot of this day.
///
/// # Errors
/// `measures.output.unwritable`.
pub fn snapshot_dictionary(law: &Law, day: Day, into: impl std::io::Write) -> Result<()> {
    describe(law, &facts(law, day), false, into)
}

fn describe(law: &Law, schema: &Schema, answers: bool, into: impl std::io::Write) -> Result<()> {
    let [households, members] = wide::dictionary(law.questionnaire());
    let mut tables = vec![("snapshot", parquet::dictionary(schema, law))];
    if answers {
        tables.extend([("households", households), ("members", members)]);
    }
    dictionary::write_csv(&tables, into)
}

/// The tables being written.
struct Rows<'a> {
    law: &'a Law,
    units: &'a Units,
    columns: Columns,
    planes: Builder,
    answers: Option<Wide<'a>>,
}

impl<'a> Rows<'a> {
    fn commune(&mut self, commune: UnitId, day: Day, households: &[Answered]) -> Result<()> {
        if households.is_empty() {
            return Ok(());
        }
        let unit = plane_unit(self.units, commune, day);
        let number = |id: u32| self.code(UnitId(i64::from(id))).parse().unwrap_or(0);
        // Outside the program a unit goes by its official code.
        let unit = Unit { code: number(unit.code), province: number(unit.province), ..unit };
        self.planes.unit(unit)?;
        for household in households {
            self.household(household)?;
            self.answers(household, self.code(commune))?;
        }
        Ok(())
    }

    fn code(&self, unit: UnitId) -> &'a str {
        self.units.get(unit).map_or("", |unit| &unit.code)
    }

    fn household(&mut self, one: &Answered) -> Result<()> {
        let members = u32::try_from(one.members).unwrap_or(0);
        let ethnicity = one.ethnicity.as_deref();
        let mut row = Household::new(&self.columns, one.id.0, members, ethnicity);
        for judged in &one.judged {
            row.judge(&self.columns, judged);
            if let (true, Some(visit)) = (judged.by_income, &one.visit) {
                row.earns(income(self.law, &visit.answers)?);
            }
        }
        row.write(&mut self.planes, &mut std::io::sink())
    }

    /// A household never visited has no row here.
    fn answers(&mut self, one: &Answered, unit: &str) -> Result<()> {
        let (Some(into), Some(visit)) = (&mut self.answers, &one.visit) else { return Ok(()) };
        let answers = Answers::from_json(self.law.questionnaire(), &visit.answers)?;
        let setting = registry::setting(self.units, visit.unit, visit.day);
        into.push(&one.id.to_string(), unit, &answers, &setting)
    }
}

async fn note(
    database: &Database,
    actor: &Actor,
    moment: &mut Moment,
    wanted: Wanted,
    households: u64,
) -> Result<()> {
    let detail = serde_json::json!({
        "day": wanted.day.to_string(), "households": households, "answers": wanted.answers,
    });
    let entry = Entry {
        action: "snapshots.export",
        subject: "export",
        subject_id: wanted.unit.to_string(),
        unit: wanted.unit,
        reason: None,
        detail: Some(detail.to_string()),
    };
    let mut tx = database.begin().await?;
    audit::write(&mut tx, &actor.by, moment, entry).await?;
    tx.commit().await
}
