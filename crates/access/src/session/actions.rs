//! Signing in and out.

use ground::{AccountId, Moment, Problem, Result};
use store::audit::{self, Entry};
use store::{Database, Tx};

use super::model::{Session, SignedIn, Token};
use super::{IDLE_HOURS, LOCK_MINUTES, TRIES, WHOLE_DAYS, statements as sql};
use crate::account::{self, Account, COLUMNS, Hashing, login_form};

/// Signs a person in.
///
/// # Errors
/// `access.sign_in.busy` when SQLite's write lock is held for long by somebody's import: neither name nor
/// password has been judged then, since a try that cannot be counted must not be answered.
/// `access.sign_in.wrong`, alike for an unknown login, a wrong password, a locked and a disabled
/// account, and after about the same time: a stranger learns nothing about who has an account.
pub async fn sign_in(
    database: &Database,
    moment: &mut Moment,
    hashing: Hashing,
    login: &str,
    password: &str,
) -> Result<SignedIn> {
    let wrong = || Problem::refused("access.sign_in.wrong");
    let row = database.fetch_optional(&sql::BY_LOGIN, vec![login_form(login).into()]).await?;
    let Some(row) = row else {
        account::matches(hashing, password, None).await?;
        return Err(wrong());
    };
    let (account, stored) = (account::account(&row)?, row.text(COLUMNS)?);
    // The try is counted before it is judged, so that many at once cannot outrun the count.
    let counted = count(database, moment, &account).await.map_err(busy)?;
    let right = account::matches(hashing, password, Some(stored.clone())).await?;
    match counted {
        Some(_) if right => start(database, moment, account, stored).await.map_err(busy),
        Some(failures) if failures >= TRIES => {
            let mut tx = database.begin().await?;
            note(&mut tx, moment, "access.account.lock", &account).await?;
            tx.commit().await?;
            Err(wrong())
        }
        _ => Err(wrong()),
    }
}

/// Whoever signs in does not know what else is going on.
pub(super) fn busy(problem: Problem) -> Problem {
    match &*problem.code {
        "store.database.busy" => Problem::unavailable("access.sign_in.busy").because(problem),
        _ => problem,
    }
}

/// Counts a try as failed until it proves right, and locks the account with the last one allowed.
/// `None` when it is locked or disabled already.
pub(super) async fn count(
    database: &Database,
    moment: &Moment,
    account: &Account,
) -> Result<Option<i64>> {
    let until = moment.now().plus_seconds(LOCK_MINUTES * 60);
    let mut tx = database.begin().await?;
    let values = vec![account.id.into(), moment.now().into(), TRIES.into(), until.into()];
    let open = tx.execute(&sql::TRY, values).await? == 1;
    let row = tx.fetch_optional(&sql::FAILURES, vec![account.id.into()]).await?;
    let failures = row.map(|row| row.int(0)).transpose()?;
    tx.commit().await?;
    Ok(failures.filter(|_| open))
}

async fn start(
    database: &Database,
    moment: &mut Moment,
    account: Account,
    stored: String,
) -> Result<SignedIn> {
    let token = Token::new(moment);
    let now = moment.now();
    let expires_at = now.plus_seconds(WHOLE_DAYS * 86_400);
    let mut tx = database.begin().await?;
    // The password may have been changed, or the account disabled, while this one was being judged.
    if tx.execute(&sql::RIGHT, vec![account.id.into(), stored.into()]).await? != 1 {
        return Err(Problem::refused("access.sign_in.wrong"));
    }
    let idle_since = now.plus_seconds(-IDLE_HOURS * 3600);
    tx.execute(&sql::END_OLD, vec![account.id.into(), now.into(), idle_since.into()]).await?;
    let values = vec![token.hash().into(), account.id.into(), now.into(), expires_at.into()];
    tx.execute(&sql::INSERT, values).await?;
    note(&mut tx, moment, "access.session.sign_in", &account).await?;
    tx.commit().await?;
    Ok(SignedIn { account, token: token.text(), expires_at })
}

/// Ends a session.
pub async fn sign_out(database: &Database, moment: &mut Moment, session: &Session) -> Result<()> {
    let mut tx = database.begin().await?;
    if tx.execute(&sql::END, vec![session.token_hash().into()]).await? == 1 {
        note(&mut tx, moment, "access.session.sign_out", &session.account).await?;
    }
    tx.commit().await
}

/// Ends every session of an account, in the transaction of the action that asks for it.
pub(crate) async fn end_all(tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.execute(&sql::END_ALL, vec![account.into()]).await.map(drop)
}

pub(super) async fn note(
    tx: &mut Tx,
    moment: &mut Moment,
    action: &'static str,
    account: &Account,
) -> Result<()> {
    let entry = Entry {
        action,
        subject: "account",
        subject_id: account.id.to_string(),
        unit: account.unit,
        reason: None,
        detail: None,
    };
    audit::write(tx, &account.actor().by, moment, entry).await
}
