//! What took long to make, kept for whoever asked: tables of large units, and the papers of a commune.

use ground::{Instant, JobId, Result, UnitId};
use store::{Database, Tx};

store::statements! {
    FORGET = "reports.kept.forget": "DELETE FROM report WHERE job_id = $1";
    KEEP = "reports.kept.keep":
        "INSERT INTO report (job_id, unit_id, number, file_name, file, page, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "reports.kept.find":
        "SELECT job_id, unit_id, number, file_name, page, made_at, made_by FROM report WHERE job_id = $1";
    FORGET_PAPERS = "reports.kept.forget_papers": "DELETE FROM report WHERE number = 0 AND made_at < $1";
    FILE = "reports.kept.file": "SELECT file FROM report WHERE job_id = $1";
}

/// Stands for the number of a table where papers are kept, which are none.
pub const PAPERS: u8 = 0;

/// How long a file full of households is kept after it was made.
const PAPERS_SECONDS: i64 = 7 * 86_400;

/// A kept table, or papers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The work that drew it up.
    pub job: JobId,
    /// The unit it is about.
    pub unit: UnitId,
    /// Number of the table, 1 to 13, or [`PAPERS`].
    pub number: u8,
    /// Name of the spreadsheet or of the PDF.
    pub file_name: String,
    /// The table as safe HTML, in the language of whoever asked; empty for papers.
    pub page: String,
    /// When it was drawn up.
    pub made_at: Instant,
    /// For whom.
    pub made_by: String,
}

/// Keeps a table with its spreadsheet, or a PDF, in place of what the same work kept before.
pub async fn keep(tx: &mut Tx, kept: &Kept, file: Vec<u8>) -> Result<()> {
    tx.execute(&FORGET, vec![kept.job.into()]).await?;
    let values = vec![
        kept.job.into(),
        kept.unit.into(),
        kept.number.into(),
        kept.file_name.as_str().into(),
        file.into(),
        kept.page.as_str().into(),
        kept.made_at.into(),
        kept.made_by.as_str().into(),
    ];
    tx.execute(&KEEP, values).await.map(drop)
}

/// What the work kept, without its file; papers that have been kept for long enough count as forgotten.
pub async fn find(database: &Database, job: JobId, now: Instant) -> Result<Option<Kept>> {
    let Some(row) = database.fetch_optional(&FIND, vec![job.into()]).await? else {
        return Ok(None);
    };
    let kept = Kept {
        job: JobId(row.uuid(0)?),
        unit: UnitId(row.int(1)?),
        number: u8::try_from(row.int(2)?).unwrap_or_default(),
        file_name: row.text(3)?,
        page: row.text(4)?,
        made_at: Instant(row.int(5)?),
        made_by: row.text(6)?,
    };
    Ok(Some(kept).filter(|kept| kept.number != PAPERS || kept.made_at >= oldest(now)))
}

/// The file: the spreadsheet of a table, or the PDF.
pub async fn file(database: &Database, job: JobId) -> Result<Option<Vec<u8>>> {
    database.fetch_optional(&FILE, vec![job.into()]).await?.map(|row| row.bytes(0)).transpose()
}

/// Forgets papers that have been kept for long enough.
pub async fn forget_papers(database: &Database, now: Instant) -> Result<()> {
    let mut tx = database.begin().await?;
    tx.execute(&FORGET_PAPERS, vec![oldest(now).into()]).await?;
    tx.commit().await
}

/// Papers made before this are kept no longer.
fn oldest(now: Instant) -> Instant {
    now.plus_seconds(-PAPERS_SECONDS)
}
