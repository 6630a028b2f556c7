//! The tables, written once in PostgreSQL's words and read by SQLite through a short list of
//! substitutions, so that the two engines cannot drift apart.
//!
//! A schema file is never edited after it has shipped: its checksum is kept in the database, and a
//! database made with another text is refused. Changes are new files.

use ground::{Problem, Result};
use sha2::{Digest as _, Sha256};

use crate::{Database, Engine, Tx, Value};

/// The schema files in order of application.
const FILES: &[(&str, &str)] = &[
    ("0001_shared", include_str!("../schema/0001_shared.sql")),
    ("0002_access", include_str!("../schema/0002_access.sql")),
    ("0003_registry", include_str!("../schema/0003_registry.sql")),
    ("0004_intake", include_str!("../schema/0004_intake.sql")),
];

const VERSIONS: &str =
    "CREATE TABLE IF NOT EXISTS schema_version (name TEXT PRIMARY KEY, checksum TEXT NOT NULL);";

/// The text for one engine.
///
/// SQLite: its own type names, and STRICT tables so that it checks them as PostgreSQL does.
/// PostgreSQL: all text compares byte by byte as in SQLite; Vietnamese order is in sort-key columns.
fn dialect(engine: Engine, sql: &str) -> String {
    match engine {
        Engine::Sqlite => sql
            .replace(" UUID", " BLOB")
            .replace(" BIGINT", " INTEGER")
            .replace(" BYTEA", " BLOB")
            .replace(" DOUBLE PRECISION", " REAL")
            .replace("\n);", "\n) STRICT;"),
        Engine::Postgres => sql.replace(" TEXT", " TEXT COLLATE \"C\""),
    }
}

/// Applies every schema file the database does not have yet, each in the same transaction as its
/// version row.
pub(crate) async fn bring_up_to_date(database: &Database) -> Result<()> {
    let mut tx = database.begin().await?;
    if tx.engine() == Engine::Postgres {
        // Two programs may start on one new database at once.
        tx.run("schema.lock", "SELECT pg_advisory_xact_lock(7031)".into()).await?;
    }
    tx.run("schema.versions", dialect(tx.engine(), VERSIONS)).await?;
    let sql = "SELECT name, checksum FROM schema_version".to_owned();
    let known = tx.query("schema.known", sql, Vec::new()).await?;
    let known =
        known.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect::<Result<Vec<_>>>()?;
    if let Some((name, _)) =
        known.iter().find(|(name, _)| FILES.iter().all(|(file, _)| file != name))
    {
        return Err(Problem::conflict("store.schema.newer").with("version", name.as_str()));
    }
    for (name, sql) in FILES {
        let checksum: String =
            Sha256::digest(sql).iter().map(|byte| format!("{byte:02x}")).collect();
        match known.iter().find(|(known, _)| known == name) {
            Some((_, seen)) if *seen == checksum => {}
            Some(_) => return Err(Problem::conflict("store.schema.differs").with("version", *name)),
            None => apply(&mut tx, name, sql, checksum).await?,
        }
    }
    tx.commit().await
}

async fn apply(tx: &mut Tx, name: &str, sql: &str, checksum: String) -> Result<()> {
    tx.run("schema.apply", dialect(tx.engine(), sql)).await?;
    let insert = "INSERT INTO schema_version (name, checksum) VALUES ($1, $2) RETURNING name";
    let values = vec![Value::from(name), Value::from(checksum)];
    tx.query("schema.record", insert.to_owned(), values).await.map(drop)
}

/// Every table with its columns and their types as declared in the schema files, in an order in which
/// a table comes after those it refers to.
pub fn tables() -> Vec<(String, Vec<(String, String)>)> {
    let mut tables = Vec::new();
    for (_, sql) in FILES {
        for part in sql.split("CREATE TABLE ").skip(1) {
            let (name, rest) = part.split_once(" (").expect("a table has columns");
            let body = rest.split("\n);").next().expect("a table ends");
            let columns = body
                .lines()
                .map(|line| line.trim().trim_end_matches(','))
                .filter(|line| {
                    !line.is_empty() && !line.starts_with("PRIMARY") && !line.starts_with("--")
                })
                .map(|line| {
                    let mut words = line.split_whitespace();
                    let column = words.next().expect("a column has a name").to_owned();
                    (column, words.next().expect("a column has a type").to_owned())
                })
                .collect();
            tables.push((name.to_owned(), columns));
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_five_types_are_used() {
        for (table, columns) in tables() {
            for (column, kind) in columns {
                let known = ["UUID", "BIGINT", "TEXT", "BYTEA", "DOUBLE"].contains(&kind.as_str());
                assert!(known, "{table}.{column} is {kind}");
            }
        }
    }

    #[test]
    fn sqlite_reads_its_own_types() {
        let read =
            dialect(Engine::Sqlite, "CREATE TABLE a (\n  id UUID PRIMARY KEY,\n  n BIGINT\n);");
        assert_eq!(read, "CREATE TABLE a (\n  id BLOB PRIMARY KEY,\n  n INTEGER\n) STRICT;");
    }
}
