//! The audit trail: who, when, what, why. Written in the same transaction as the change itself.

use ground::{AccountId, Instant, Moment, Result, UnitId};

use crate::feed::{Cursor, Feed, Page, Wanted};
use crate::{Ask, Row, Tx, Value};

macro_rules! latest {
    ($place:literal) => {
        concat!(
            "SELECT at, account_name, action, subject, subject_id, unit_id, reason, detail, id FROM audit
         WHERE unit_id ",
            $place,
            crate::among_units!(),
            " AND at >= $33 AND (at, id) < ($34, $35) AND (CAST($37 AS TEXT) IS NULL OR subject = $37)
         ORDER BY at DESC, id DESC LIMIT $36"
        )
    };
}

crate::statements! {
    INSERT = "store.audit.insert":
        "INSERT INTO audit (id, at, account_id, account_name, action, subject, subject_id, unit_id, reason, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_SUBJECT = "store.audit.of_subject":
        "SELECT at, account_name, action, subject, subject_id, unit_id, reason, detail FROM audit
         WHERE subject = $1 AND subject_id = $2 ORDER BY at, id";
    LATEST_AMONG = "store.audit.latest_among": latest!("IN ");
    LATEST_NOT_AMONG = "store.audit.latest_not_among": latest!("NOT IN ");
}

/// Who acts: an account, or the program itself (`account: None`) with a name such as `chieusau import`.
#[derive(Clone, Debug)]
pub struct By {
    /// The account, when a person is signed in.
    pub account: Option<AccountId>,
    /// The name as it should be read for ever.
    pub name: String,
}

/// What to note.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// `room.subject.verb`, such as `registry.household.register`.
    pub action: &'static str,
    /// The kind of record: the table's name.
    pub subject: &'static str,
    /// The record's id.
    pub subject_id: String,
    /// The unit concerned.
    pub unit: UnitId,
    /// Why, in the actor's words, where the action asks for it.
    pub reason: Option<&'a str>,
    /// What changed, as JSON; no national ID numbers.
    pub detail: Option<String>,
}

/// An entry as read back.
#[derive(Clone, Debug)]
pub struct Past {
    /// When.
    pub at: Instant,
    /// Who.
    pub account_name: String,
    /// What.
    pub action: String,
    /// The kind of record.
    pub subject: String,
    /// The record's id.
    pub subject_id: String,
    /// Where.
    pub unit: UnitId,
    /// Why.
    pub reason: Option<String>,
    /// What changed, as JSON.
    pub detail: Option<String>,
}

/// Writes an entry.
pub async fn write(tx: &mut Tx, by: &By, moment: &mut Moment, entry: Entry<'_>) -> Result<()> {
    tx.execute(&INSERT, values(by, moment, entry).into()).await.map(drop)
}

/// Entries of many who act at once, on their way into the trail.
#[derive(Debug, Default)]
pub struct Entries(Vec<Value>);

impl Entries {
    /// Adds an entry.
    pub fn add(&mut self, by: &By, moment: &mut Moment, entry: Entry<'_>) {
        self.0.extend(values(by, moment, entry));
    }

    /// Writes them all, and is empty again.
    pub async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        tx.insert_many("audit", COLUMNS, &mut self.0).await
    }
}

/// The columns of an entry, in the order of [`values`].
const COLUMNS: &[&str] = &[
    "id",
    "at",
    "account_id",
    "account_name",
    "action",
    "subject",
    "subject_id",
    "unit_id",
    "reason",
    "detail",
];

fn values(by: &By, moment: &mut Moment, entry: Entry<'_>) -> [Value; COLUMNS.len()] {
    [
        moment.id().into(),
        moment.now().into(),
        by.account.into(),
        by.name.as_str().into(),
        entry.action.into(),
        entry.subject.into(),
        entry.subject_id.into(),
        entry.unit.into(),
        Value::Text(entry.reason.map(str::to_owned)),
        entry.detail.into(),
    ]
}

/// Everything noted about one record, oldest first.
pub async fn of_subject(tx: &mut Tx, subject: &str, id: &str) -> Result<Vec<Past>> {
    let Ask(statement, values) = about(subject, id);
    past_of(&tx.fetch(statement, values).await?)
}

/// Asks for everything noted about one record, together with other reads; see [`past_of`].
pub fn about(subject: &str, id: &str) -> Ask {
    Ask(&OF_SUBJECT, vec![subject.into(), id.into()])
}

/// What [`about`] asked for.
pub fn past_of(rows: &[Row]) -> Result<Vec<Past>> {
    rows.iter().map(past).collect()
}

/// The latest entries, newest first; of one kind of record when `subject` is given.
pub async fn latest(tx: &mut Tx, ask: Wanted<'_>, subject: Option<&str>) -> Result<Page<Past>> {
    let feed = Feed { among: &LATEST_AMONG, not_among: &LATEST_NOT_AMONG };
    let filter = [Value::Text(subject.map(str::to_owned))];
    feed.page(tx, ask, &filter, |row| {
        let past = past(row)?;
        Ok((Cursor::new(past.at, row.uuid(8)?), past))
    })
    .await
}

fn past(row: &Row) -> Result<Past> {
    Ok(Past {
        at: Instant(row.int(0)?),
        account_name: row.text(1)?,
        action: row.text(2)?,
        subject: row.text(3)?,
        subject_id: row.text(4)?,
        unit: UnitId(row.int(5)?),
        reason: row.opt_text(6)?,
        detail: row.opt_text(7)?,
    })
}
