//! Tables that took long to draw up, kept for whoever asked.

use ground::{Instant, JobId, Result, UnitId};
use store::{Database, Tx};

store::statements! {
    FORGET = "reports.kept.forget": "DELETE FROM report WHERE job_id = $1";
    KEEP = "reports.kept.keep":
        "INSERT INTO report (job_id, unit_id, number, file_name, file, page, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "reports.kept.find":
        "SELECT job_id, unit_id, number, file_name, page, made_at, made_by FROM report WHERE job_id = $1";
    FILE = "reports.kept.file": "SELECT file FROM report WHERE job_id = $1";
}

/// A kept table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The work that drew it up.
    pub job: JobId,
    /// The unit it is about.
    pub unit: UnitId,
    /// Number of the table, 1 to 13.
    pub number: u8,
    /// Name of the spreadsheet.
    pub file_name: String,
    /// The table as safe HTML, in the language of whoever asked.
    pub page: String,
    /// When it was drawn up.
    pub made_at: Instant,
    /// For whom.
    pub made_by: String,
}

/// Keeps a table with its spreadsheet, in place of what the same work kept before.
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

/// A kept table, without its spreadsheet.
pub async fn find(database: &Database, job: JobId) -> Result<Option<Kept>> {
    let Some(row) = database.fetch_optional(&FIND, vec![job.into()]).await? else {
        return Ok(None);
    };
    Ok(Some(Kept {
        job: JobId(row.uuid(0)?),
        unit: UnitId(row.int(1)?),
        number: u8::try_from(row.int(2)?).unwrap_or_default(),
        file_name: row.text(3)?,
        page: row.text(4)?,
        made_at: Instant(row.int(5)?),
        made_by: row.text(6)?,
    }))
}

/// The spreadsheet of a kept table.
pub async fn file(database: &Database, job: JobId) -> Result<Option<Vec<u8>>> {
    database.fetch_optional(&FILE, vec![job.into()]).await?.map(|row| row.bytes(0)).transpose()
}
