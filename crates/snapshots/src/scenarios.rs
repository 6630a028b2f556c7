//! Scenarios (phương án thử): questions of the what-if page that a person keeps under a name, for themself
//! or for everybody of their unit.
//!
//! A scenario is the question, not its answer: opened again, it is asked of the registry as it is then, and
//! within what the reader may see.

use access::{Actor, Verb};
use ground::{AccountId, Instant, Moment, Problem, Result, tidy};
use places::Units;
use store::{Row, Tx, audit};
use uuid::Uuid;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;

/// The longest question, in bytes; every field of the page filled takes a third of it.
const LONGEST_QUERY: usize = 2_000;

/// How many one person may keep.
const MOST: i64 = 100;

store::statements! {
    INSERT = "snapshots.scenario.insert":
        "INSERT INTO scenario (id, account_id, account_name, unit_id, name, query, shared, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    COUNT = "snapshots.scenario.count": "SELECT COUNT(*) FROM scenario WHERE account_id = $1";
    DELETE = "snapshots.scenario.delete":
        "DELETE FROM scenario WHERE id = $1 AND account_id = $2";
    SEEN = "snapshots.scenario.seen":
        "SELECT id, account_id, account_name, name, query, shared, saved_at FROM scenario
         WHERE account_id = $1 OR (unit_id = $2 AND shared = 1) ORDER BY saved_at DESC, id DESC";
}

/// A kept question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// The owner's name when it was saved.
    pub account_name: String,
    /// What it was called.
    pub name: String,
    /// The part of the address after `?`.
    pub query: String,
    /// Whether everybody of the owner's unit sees it.
    pub shared: bool,
    /// When it was saved.
    pub saved_at: Instant,
}

/// Keeps a question for its asker, and for everybody of the asker's unit when it is shared.
///
/// # Errors
/// `access.refused.verb`; `snapshots.scenario.name` without a name or with too long a one,
/// `snapshots.scenario.query` when the question is longer than the page can ask,
/// `snapshots.scenario.many` when the person keeps as many as there may be.
pub async fn save(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    (name, query): (&str, &str),
    shared: bool,
) -> Result<Uuid> {
    actor.check(Verb::Report, actor.unit, units)?;
    let account = owner(actor)?;
    let name = tidy(name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Problem::invalid("snapshots.scenario.name").with("most", LONGEST_NAME));
    }
    if query.len() > LONGEST_QUERY {
        return Err(Problem::invalid("snapshots.scenario.query"));
    }
    let kept = tx.fetch_optional(&COUNT, vec![account.into()]).await?;
    if kept.map_or(Ok(0), |row| row.int(0))? >= MOST {
        return Err(Problem::conflict("snapshots.scenario.many").with("most", MOST));
    }
    let id = moment.id();
    let values = vec![
        id.into(),
        account.into(),
        actor.by.name.as_str().into(),
        actor.unit.into(),
        name.as_str().into(),
        query.into(),
        i64::from(shared).into(),
        moment.now().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let detail = serde_json::json!({ "name": name, "query": query, "shared": shared });
    note(tx, actor, moment, "snapshots.scenario.save", id, Some(detail.to_string())).await?;
    Ok(id)
}

/// Takes a question of one's own away, also for those it was shared with.
///
/// # Errors
/// `snapshots.scenario.missing` when there is none of this id, or it is somebody else's.
pub async fn remove(tx: &mut Tx, actor: &Actor, moment: &mut Moment, id: Uuid) -> Result<()> {
    let account = owner(actor)?;
    if tx.execute(&DELETE, vec![id.into(), account.into()]).await? == 0 {
        return Err(Problem::missing("snapshots.scenario.missing"));
    }
    note(tx, actor, moment, "snapshots.scenario.remove", id, None).await
}

/// The person's own questions and those shared in their unit, latest first.
pub async fn seen(tx: &mut Tx, actor: &Actor) -> Result<Vec<Scenario>> {
    let Ok(account) = owner(actor) else { return Ok(Vec::new()) };
    let rows = tx.fetch(&SEEN, vec![account.into(), actor.unit.into()]).await?;
    rows.iter().map(read).collect()
}

/// The program itself keeps no questions.
fn owner(actor: &Actor) -> Result<AccountId> {
    actor.account.ok_or_else(|| Problem::missing("snapshots.scenario.missing"))
}

fn read(row: &Row) -> Result<Scenario> {
    Ok(Scenario {
        id: row.uuid(0)?,
        account: AccountId(row.uuid(1)?),
        account_name: row.text(2)?,
        name: row.text(3)?,
        query: row.text(4)?,
        shared: row.flag(5)?,
        saved_at: Instant(row.int(6)?),
    })
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    moment: &mut Moment,
    action: &'static str,
    id: Uuid,
    detail: Option<String>,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        subject: "scenario",
        subject_id: id.to_string(),
        unit: actor.unit,
        reason: None,
        detail,
    };
    audit::write(tx, &actor.by, moment, entry).await
}
