//! The record of an import: the file as it came, how it was read, what became of it.

use std::collections::HashMap;
use std::io::Read;

use access::{Actor, Verb};
use ground::{ImportId, Instant, Moment, Problem, Result, UnitId};
use places::Units;
use sha2::{Digest as _, Sha256};
use store::audit::{Entry, write};
use store::{Database, Row, Tx};

use crate::mapping::{self, Mapping};
use crate::sheet::{Sheet, Upload};

use super::Options;
use super::remark::{Remark, Verdict};
use super::take::{Counts, Taker};

/// Files up to this size are kept with the import; of larger ones only the fingerprint.
const KEPT: u64 = 64 << 20;

macro_rules! columns {
    () => {
        "id, unit_id, file_name, mapping, state, dry_run, rows_read, accepted, changed, duplicates, rejected,
           warned, problem, created_at, created_name, ended_at"
    };
}
pub(super) use columns;

store::statements! {
    KEEP = "intake.import.keep":
        "INSERT INTO import (id, unit_id, file_name, file_hash, file, mapping, state, dry_run, rows_read, accepted,
           changed, duplicates, rejected, warned, created_at, created_by, created_name)
         VALUES ($1, $2, $3, $4, $5, $6, 'kept', 0, 0, 0, 0, 0, 0, 0, $7, $8, $9)";
    FINISH = "intake.import.finish":
        "UPDATE import SET unit_id = $2, mapping = $3, state = 'done', dry_run = $4, rows_read = $5, accepted = $6,
           changed = $7, duplicates = $8, rejected = $9, warned = $10, problem = NULL, ended_at = $11
         WHERE id = $1";
    FAIL = "intake.import.fail":
        "UPDATE import SET state = $2, problem = $3, ended_at = $4 WHERE id = $1";
    FORGET_REMARKS = "intake.import.forget_remarks": "DELETE FROM import_remark WHERE import_id = $1";
    FIND = "intake.import.find":
        concat!("SELECT ", columns!(), " FROM import WHERE id = $1");
    FILE = "intake.import.file": "SELECT file_name, file FROM import WHERE id = $1";
    UNDECIDED = "intake.remark.undecided":
        "SELECT r.row_no, r.code, r.args FROM import_remark r JOIN import i ON i.id = r.import_id
         WHERE i.file_hash = $1 AND i.unit_id = $2 AND i.mapping = $3 AND i.state = 'done' AND i.dry_run = 0
           AND r.code IN ('import.row.several_households', 'import.row.same_name')";
    REMARKS = "intake.remark.of_import":
        "SELECT row_no, verdict, code, column_name, args FROM import_remark
         WHERE import_id = $1 AND row_no >= $2 AND (verdict = $3 OR $3 = '') ORDER BY row_no, at LIMIT $4";
}

/// How far an import is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// The file is here and waits for its mapping to be confirmed, or for a worker.
    Kept,
    /// Done.
    Done,
    /// Cancelled; nothing of it is in the registry.
    Cancelled,
    /// Failed; nothing of it is in the registry.
    Failed,
}

impl State {
    const ALL: [State; 4] = [State::Kept, State::Done, State::Cancelled, State::Failed];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Kept => "kept",
            State::Done => "done",
            State::Cancelled => "cancelled",
            State::Failed => "failed",
        }
    }
}

/// An import as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// Id.
    pub id: ImportId,
    /// The unit it is about.
    pub unit: UnitId,
    /// The file's name.
    pub file: String,
    /// How its columns were read; `None` while nobody said.
    pub mapping: Option<Mapping>,
    /// How far it is.
    pub state: State,
    /// Whether it was only a dry run.
    pub dry_run: bool,
    /// How many rows went which way.
    pub counts: Counts,
    /// Why it failed.
    pub problem: Option<Problem>,
    /// When it was begun.
    pub created_at: Instant,
    /// By whom.
    pub created_by: String,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// Keeps a file that was sent, so that its mapping can be confirmed and a worker can take it up.
///
/// # Errors
/// `access.refused.*`; `import.file.too_big` over 64 MiB (larger files are imported where they lie, from
/// the command line).
pub async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    upload: &Upload,
    unit: UnitId,
) -> Result<ImportId> {
    actor.check(Verb::Import, unit, units)?;
    let (hash, file) = (fingerprint(upload)?, whole(upload)?);
    if file.is_none() {
        let problem = Problem::invalid("import.file.too_big").with("limit", (KEPT >> 20) as i64);
        return Err(upload.problem(problem));
    }
    let import = ImportId(moment.id());
    insert(tx, actor, moment, upload, unit, import, (hash, file)).await?;
    let entry = Entry {
        action: "intake.import.keep",
        subject: "import",
        subject_id: import.to_string(),
        unit,
        reason: None,
        detail: Some(serde_json::json!({ "file": upload.name }).to_string()),
    };
    write(tx, &actor.by, moment, entry).await?;
    Ok(import)
}

async fn insert(
    tx: &mut Tx,
    actor: &Actor,
    moment: &Moment,
    upload: &Upload,
    unit: UnitId,
    import: ImportId,
    (hash, file): (Vec<u8>, Option<Vec<u8>>),
) -> Result<()> {
    let values = vec![
        import.into(),
        unit.into(),
        upload.name.as_str().into(),
        hash.into(),
        file.into(),
        "".into(),
        moment.now().into(),
        actor.account.into(),
        actor.by.name.as_str().into(),
    ];
    tx.execute(&KEEP, values).await.map(drop)
}

/// The SHA-256 of a file.
pub(super) fn fingerprint(upload: &Upload) -> Result<Vec<u8>> {
    let (mut file, mut hash) = (upload.open()?, Sha256::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(|error| unreadable(upload, &error))? {
            0 => return Ok(hash.finalize().to_vec()),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// The bytes of a file that is small enough to be kept.
fn whole(upload: &Upload) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut file = upload.open()?.take(KEPT + 1);
    file.read_to_end(&mut bytes).map_err(|error| unreadable(upload, &error))?;
    Ok((bytes.len() as u64 <= KEPT).then_some(bytes))
}

fn unreadable(upload: &Upload, error: &std::io::Error) -> Problem {
    upload.problem(Problem::missing("import.file.missing")).because(error)
}

/// Rows of this very file that an earlier import, read the same way, could not tell apart from others.
///
/// What that import brought would make some of them look like a match now; then the same file sent
/// twice would change something. Their remedy lies in the file, and with it the file is another one.
pub(super) async fn undecided(
    tx: &mut Tx,
    hash: &[u8],
    options: &Options,
) -> Result<HashMap<i64, Problem>> {
    let values = vec![hash.into(), options.unit.into(), options.mapping.to_json().into()];
    let rows = tx.fetch(&UNDECIDED, values).await?;
    rows.iter().map(|row| Ok((row.int(0)?, said(row.text(1)?, &row.text(2)?)?))).collect()
}

/// The trail names the communes of an import, unless there are more than these.
const COMMUNES: usize = 200;

/// What a finished import is recorded with.
pub(super) struct Record<'a> {
    pub(super) actor: &'a Actor,
    pub(super) upload: &'a Upload,
    pub(super) options: &'a Options,
    pub(super) sheet: &'a Sheet,
    pub(super) hash: Vec<u8>,
}

/// Records a finished import with its remarks, one audit entry, and its mapping for the next time.
pub(super) async fn finish(
    tx: &mut Tx,
    moment: &mut Moment,
    record: &Record<'_>,
    taker: &mut Taker<'_>,
) -> Result<()> {
    let Record { actor, upload, options, sheet, hash } = record;
    let (import, counts) = (taker.import, taker.counts);
    if options.import.is_none() {
        let contents = (hash.clone(), whole(upload)?);
        insert(tx, actor, moment, upload, options.unit, import, contents).await?;
    }
    let values = vec![
        import.into(),
        options.unit.into(),
        options.mapping.to_json().into(),
        options.dry_run.into(),
        counts.read.into(),
        counts.accepted.into(),
        counts.changed.into(),
        counts.duplicates.into(),
        counts.rejected.into(),
        counts.warned.into(),
        moment.now().into(),
    ];
    if tx.execute(&FINISH, values).await? == 0 {
        return Err(Problem::missing("import.missing"));
    }
    // A dry run of the same kept file may have left its remarks.
    tx.execute(&FORGET_REMARKS, vec![import.into()]).await?;
    taker.spool.write(tx, import).await?;
    mapping::remember(tx, moment, &sheet.header, &options.mapping).await?;
    let mut detail = serde_json::json!({
        "file": upload.name,
        "dry_run": options.dry_run,
        "rows": counts.read,
        "accepted": counts.accepted,
        "changed": counts.changed,
        "duplicates": counts.duplicates,
        "rejected": counts.rejected,
        "warned": counts.warned,
    });
    // Whoever follows the registry need not look everywhere.
    if taker.communes.len() <= COMMUNES {
        detail["communes"] = taker.communes.iter().map(|commune| commune.0).collect();
    }
    let entry = Entry {
        action: if options.dry_run { "intake.import.try" } else { "intake.import.run" },
        subject: "import",
        subject_id: import.to_string(),
        unit: options.unit,
        reason: None,
        detail: Some(detail.to_string()),
    };
    write(tx, &actor.by, moment, entry).await
}

/// Notes on a kept file why its import came to nothing.
pub(super) async fn failed(
    database: &Database,
    moment: &Moment,
    import: ImportId,
    problem: &Problem,
) -> Result<()> {
    let state = if problem.code == "import.cancelled" { State::Cancelled } else { State::Failed };
    let mut tx = database.begin().await?;
    let said = store::problem::to_json(problem);
    let values = vec![import.into(), state.as_str().into(), said.into(), moment.now().into()];
    tx.execute(&FAIL, values).await?;
    tx.commit().await
}

/// One import.
pub async fn find(database: &Database, id: ImportId) -> Result<Option<Import>> {
    database.fetch_optional(&FIND, vec![id.into()]).await?.as_ref().map(import).transpose()
}

/// The file as it came; `None` when it was too large to be kept.
///
/// # Errors
/// `import.missing`.
pub async fn upload_of(database: &Database, id: ImportId) -> Result<Option<Upload>> {
    let row = database.fetch_optional(&FILE, vec![id.into()]).await?;
    let row = row.ok_or_else(|| Problem::missing("import.missing"))?;
    let name = row.text(0)?;
    Ok(row.opt_bytes(1)?.map(|bytes| Upload::from_bytes(&name, bytes)))
}

/// Remarks of an import from row `from` on, in order of rows; of one verdict, or of all.
pub async fn remarks(
    database: &Database,
    id: ImportId,
    verdict: Option<Verdict>,
    from: i64,
    limit: i64,
) -> Result<Vec<Remark>> {
    let verdict = verdict.map_or("", Verdict::as_str);
    let values = vec![id.into(), from.into(), verdict.into(), limit.into()];
    database.fetch(&REMARKS, values).await?.iter().map(remark).collect()
}

fn remark(row: &Row) -> Result<Remark> {
    let verdict = Verdict::read(&row.text(1)?);
    Ok(Remark {
        row: row.int(0)?,
        verdict: verdict.ok_or_else(|| Problem::internal("import.remark.unreadable"))?,
        problem: said(row.text(2)?, &row.text(4)?)?,
        column: row.opt_text(3)?,
    })
}

/// What a remark says.
fn said(code: String, args: &str) -> Result<Problem> {
    store::problem::of_args(code, args).ok_or_else(|| Problem::internal("import.remark.unreadable"))
}

pub(super) fn import(row: &Row) -> Result<Import> {
    let state = row.text(4)?;
    let unreadable = || Problem::internal("import.record.unreadable");
    let mapping = row.text(3)?;
    let problem = row.opt_text(12)?;
    Ok(Import {
        id: ImportId(row.uuid(0)?),
        unit: UnitId(row.int(1)?),
        file: row.text(2)?,
        mapping: (!mapping.is_empty()).then(|| Mapping::from_json(&mapping)).transpose()?,
        state: State::ALL.into_iter().find(|s| s.as_str() == state).ok_or_else(unreadable)?,
        dry_run: row.flag(5)?,
        counts: Counts {
            read: row.int(6)?,
            accepted: row.int(7)?,
            changed: row.int(8)?,
            duplicates: row.int(9)?,
            rejected: row.int(10)?,
            warned: row.int(11)?,
        },
        // What cannot be read takes neither the import nor the list it stands in from the reader.
        problem: problem.map(|kept| store::problem::of_json(&kept).unwrap_or_else(unreadable)),
        created_at: Instant(row.int(13)?),
        created_by: row.text(14)?,
        ended_at: row.opt_int(15)?.map(Instant),
    })
}
