//! From an engine's error to a problem a person can act on.

use ground::Problem;
use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::sqlite::SqliteError;

/// What a user can do something about has a code of its own; the rest is for the log.
#[expect(clippy::needless_pass_by_value, reason = "made for `map_err`, which hands it over")]
pub(crate) fn problem(statement: &str, error: sqlx::Error) -> Problem {
    let found = match &error {
        sqlx::Error::Database(inner) => of_engine(&**inner),
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Tls(_) => Problem::unavailable("store.database.away"),
        sqlx::Error::RowNotFound => Problem::missing("store.row.missing"),
        _ => Problem::internal("store.statement.failed"),
    };
    found.because(format!("{statement}: {error}"))
}

fn of_engine(error: &dyn DatabaseError) -> Problem {
    let code = error.code();
    let known = match code.as_deref() {
        Some(code) if error.try_downcast_ref::<SqliteError>().is_some() => of_sqlite(code),
        Some(code) => of_postgres(code),
        None => None,
    };
    known.unwrap_or_else(|| match error.kind() {
        ErrorKind::UniqueViolation => Problem::conflict("store.row.exists"),
        ErrorKind::ForeignKeyViolation => Problem::conflict("store.row.unrelated"),
        _ => Problem::internal("store.statement.failed"),
    })
}

/// SQLite's result codes; the low byte is the kind of trouble, the rest its detail.
fn of_sqlite(code: &str) -> Option<Problem> {
    Some(match code.parse::<u32>().ok()? & 0xff {
        5 | 6 => Problem::unavailable("store.database.busy"),
        8 | 14 => Problem::unavailable("store.database.unwritable"),
        11 | 26 => Problem::unavailable("store.database.damaged"),
        13 => Problem::unavailable("store.disk.full"),
        _ => return None,
    })
}

/// PostgreSQL's SQLSTATEs.
fn of_postgres(state: &str) -> Option<Problem> {
    Some(match state {
        "28P01" | "28000" => Problem::refused("store.database.login"),
        "3D000" => Problem::missing("store.database.missing"),
        "40001" | "40P01" | "55P03" => Problem::unavailable("store.database.busy"),
        "53100" => Problem::unavailable("store.disk.full"),
        _ if state.starts_with("08") || state.starts_with("57P") => {
            Problem::unavailable("store.database.away")
        }
        _ => return None,
    })
}
