//! Accounts as they are read.

use ground::{AccountId, Instant, Problem, Result, UnitId, sort_key};
use places::Units;
use store::{Database, Row, Tx};

use crate::account::Account;
use crate::{Actor, Verb};

/// The columns [`account`] reads, in its order.
macro_rules! columns {
    () => {
        "account.id, account.login, account.name, account.role, account.unit_id, account.lang, \
         account.must_change, account.demonstration, account.disabled_at, account.locked_until, \
         account.created_at"
    };
}
pub(crate) use columns;

/// How many columns [`account`] reads; what a statement selects beyond them begins here.
pub(crate) const COLUMNS: usize = 11;

store::statements! {
    FIND = "access.account.find": concat!("SELECT ", columns!(), " FROM account WHERE id = $1");
    REVIEWERS = "access.account.reviewers":
        "SELECT id, name FROM account WHERE unit_id = $1 AND role = 'reviewer' AND disabled_at IS NULL
         ORDER BY login";
    ALL = "access.account.all": concat!("SELECT ", columns!(), " FROM account ORDER BY login");
}

/// The account in the first columns of a row.
pub(crate) fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        id: AccountId(row.uuid(0)?),
        login: row.text(1)?,
        name: row.text(2)?,
        role: row.text(3)?.parse()?,
        unit: UnitId(row.int(4)?),
        lang: row.text(5)?.parse()?,
        must_change: row.flag(6)?,
        demonstration: row.flag(7)?,
        disabled_at: row.opt_int(8)?.map(Instant),
        locked_until: row.opt_int(9)?.map(Instant),
        created_at: Instant(row.int(10)?),
    })
}

/// One account that the actor manages.
///
/// # Errors
/// `access.account.missing`, also for one outside the actor's units.
pub async fn find(
    database: &Database,
    actor: &Actor,
    units: &Units,
    id: AccountId,
) -> Result<Account> {
    let row = database.fetch_optional(&FIND, vec![id.into()]).await?;
    let found = row.as_ref().map(account).transpose()?;
    found
        .filter(|account| actor.covers(account.unit, units))
        .ok_or_else(|| Problem::missing("access.account.missing"))
}

/// The reviewers of a unit who can sign in, with their names.
pub async fn reviewers(tx: &mut Tx, unit: UnitId) -> Result<Vec<(AccountId, String)>> {
    let rows = tx.fetch(&REVIEWERS, vec![unit.into()]).await?;
    rows.iter().map(|row| Ok((AccountId(row.uuid(0)?), row.text(1)?))).collect()
}

/// The accounts that the actor manages, by unit and name.
pub async fn list(database: &Database, actor: &Actor, units: &Units) -> Result<Vec<Account>> {
    actor.check(Verb::ManageAccounts, actor.unit, units)?;
    let rows = database.fetch(&ALL, Vec::new()).await?;
    let mut accounts = rows.iter().map(account).collect::<Result<Vec<_>>>()?;
    accounts.retain(|account| actor.covers(account.unit, units));
    accounts.sort_by_cached_key(|account| (account.unit, sort_key(&account.name)));
    Ok(accounts)
}
