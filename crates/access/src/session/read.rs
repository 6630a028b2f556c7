//! Finding a session by its token.

use ground::{Instant, Result};
use store::{Ask, Database, Row};

use super::model::{Session, Token};
use super::{IDLE_HOURS, statements as sql};
use crate::account::{self, COLUMNS};

/// Requests closer together than this are noted once.
const NOTE_EVERY_SECONDS: i64 = 300;

/// The session that a browser's token opens; `None` when there is none, it has run out or the account
/// is disabled.
///
/// Notes now and then when the session was last seen, without waiting for a writer: a page never
/// stands behind an import.
pub async fn find(database: &Database, now: Instant, token: &str) -> Result<Option<Session>> {
    let Some(token) = Token::read(token) else { return Ok(None) };
    let row = database.fetch_optional(&sql::FIND, vec![token.hash().into()]).await?;
    opened(database, now, token, row.as_ref()).await
}

/// The same, and what these reads find, all in one go: for a page that is asked for often and knows what
/// it needs before it knows who asks. The caller must not show it to a session that may not see it.
pub async fn find_and(
    database: &Database,
    now: Instant,
    token: &str,
    mut asks: Vec<Ask>,
) -> Result<Option<(Session, Vec<Vec<Row>>)>> {
    let Some(token) = Token::read(token) else { return Ok(None) };
    asks.push(Ask(&sql::FIND, vec![token.hash().into()]));
    let mut rows = database.fetch_together(asks).await?;
    let found = rows.pop().unwrap_or_default();
    let session = opened(database, now, token, found.first()).await?;
    Ok(session.map(|session| (session, rows)))
}

async fn opened(
    database: &Database,
    now: Instant,
    token: Token,
    row: Option<&Row>,
) -> Result<Option<Session>> {
    let Some(row) = row else { return Ok(None) };
    let account = account::account(row)?;
    let (seen_at, expires_at) = (Instant(row.int(COLUMNS)?), Instant(row.int(COLUMNS + 1)?));
    let idle_until = seen_at.plus_seconds(IDLE_HOURS * 3600);
    if now >= idle_until || now >= expires_at || account.disabled_at.is_some() {
        return Ok(None);
    }
    if now >= seen_at.plus_seconds(NOTE_EVERY_SECONDS) {
        database.write_if_free(&sql::SEEN, vec![token.hash().into(), now.into()]).await?;
    }
    Ok(Some(Session::new(account, token, expires_at)))
}
