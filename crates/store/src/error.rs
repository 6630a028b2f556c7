//! From an engine's error to a problem a person can act on.

use ground::Problem;

/// SQLite result codes (low byte) and PostgreSQL SQLSTATEs that a user can do something about.
#[expect(clippy::needless_pass_by_value, reason = "made for `map_err`, which hands it over")]
pub(crate) fn problem(statement: &str, error: sqlx::Error) -> Problem {
    let cause = format!("{statement}: {error}");
    let found = match &error {
        sqlx::Error::Database(inner) => match inner.code().as_deref() {
            Some("13" | "53100") => Problem::unavailable("store.disk.full"),
            Some("5" | "6" | "261" | "517" | "55P03" | "40001" | "40P01") => {
                Problem::unavailable("store.database.busy")
            }
            Some("8" | "14" | "1032" | "1544") => Problem::unavailable("store.database.unwritable"),
            Some("11" | "26") => Problem::unavailable("store.database.damaged"),
            Some("28P01" | "28000") => Problem::refused("store.database.login"),
            Some("3D000") => Problem::missing("store.database.missing"),
            Some(state) if state.starts_with("57P") || state.starts_with("08") => {
                Problem::unavailable("store.database.away")
            }
            _ if inner.is_unique_violation() => Problem::conflict("store.row.exists"),
            _ if inner.is_foreign_key_violation() => Problem::conflict("store.row.unrelated"),
            _ => Problem::internal("store.statement.failed"),
        },
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Tls(_) => Problem::unavailable("store.database.away"),
        sqlx::Error::RowNotFound => Problem::missing("store.row.missing"),
        _ => Problem::internal("store.statement.failed"),
    };
    found.because(cause)
}
