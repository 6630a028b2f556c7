//! The inbox as an official sees it.

use access::Actor;
use ground::{AccountId, HouseholdId, Instant, Problem, Result, UnitId, VisitId};
use places::Units;
use store::feed::{Cursor, Feed, Page, Wanted};
use store::{Row, Tx, Value};
use uuid::Uuid;

use super::model::{Attachment, State, Submission};
use super::statements as sql;

/// The latest submissions from some units, newest first; of one state when it is given.
pub async fn latest(
    tx: &mut Tx,
    ask: Wanted<'_>,
    state: Option<State>,
) -> Result<Page<Submission>> {
    let feed = Feed { among: &sql::LATEST_AMONG, not_among: &sql::LATEST_NOT_AMONG };
    let filter = [Value::Text(state.map(|state| state.to_string()))];
    feed.page(tx, ask, &filter, |row| {
        let found = submission(row)?;
        Ok((Cursor::new(found.received_at, found.id), found))
    })
    .await
}

/// One submission with the form as it came.
///
/// # Errors
/// `field.submission.missing`, also outside the actor's units.
pub async fn one(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    id: Uuid,
) -> Result<(Submission, Vec<u8>)> {
    let missing = || Problem::missing("field.submission.missing");
    let row = tx.fetch_optional(&sql::ONE, vec![id.into()]).await?.ok_or_else(missing)?;
    let found = submission(&row)?;
    if !actor.covers(found.unit, units) {
        return Err(missing());
    }
    Ok((found, row.bytes(10)?))
}

/// The names of a submission's attachments.
pub async fn files(tx: &mut Tx, id: Uuid) -> Result<Vec<String>> {
    tx.fetch(&sql::FILES, vec![id.into()]).await?.iter().map(|row| row.text(0)).collect()
}

/// One attachment.
///
/// # Errors
/// `field.submission.missing`.
pub async fn file(tx: &mut Tx, id: Uuid, name: &str) -> Result<Attachment> {
    let row = tx.fetch_optional(&sql::FILE, vec![id.into(), name.into()]).await?;
    let row = row.ok_or_else(|| Problem::missing("field.submission.missing"))?;
    Ok(Attachment { name: name.to_owned(), media: row.text(0)?, content: row.bytes(1)? })
}

fn submission(row: &Row) -> Result<Submission> {
    Ok(Submission {
        id: row.uuid(0)?,
        instance: row.text(1)?,
        account: AccountId(row.uuid(2)?),
        account_name: row.text(3)?,
        unit: UnitId(row.int(4)?),
        household: row.opt_uuid(5)?.map(HouseholdId),
        received_at: Instant(row.int(6)?),
        state: row.text(7)?.parse()?,
        problem: row.opt_text(8)?.as_deref().map(problem),
        visit: row.opt_uuid(9)?.map(VisitId),
    })
}

fn problem(kept: &str) -> Problem {
    store::problem::of_json(kept)
        .unwrap_or_else(|| Problem::internal("field.submission.unreadable"))
}
