//! SQL of sessions.

use crate::account::columns;

store::statements! {
    BY_LOGIN = "access.session.by_login":
        concat!("SELECT ", columns!(), ", account.password FROM account WHERE account.login = $1");
    TRY = "access.session.try":
        "UPDATE account SET
           failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
           locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= $3 THEN CAST($4 AS BIGINT) ELSE NULL END
         WHERE id = $1 AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= $2)";
    FAILURES = "access.session.failures": "SELECT failures FROM account WHERE id = $1";
    RIGHT = "access.session.right":
        "UPDATE account SET failures = 0, locked_until = NULL WHERE id = $1 AND disabled_at IS NULL AND password = $2";
    INSERT = "access.session.insert":
        "INSERT INTO session (token_hash, account_id, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)";
    FIND = "access.session.find":
        concat!("SELECT ", columns!(), ", session.seen_at, session.expires_at
         FROM session JOIN account ON account.id = session.account_id WHERE session.token_hash = $1");
    SEEN = "access.session.seen": "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    END = "access.session.end": "DELETE FROM session WHERE token_hash = $1";
    END_ALL = "access.session.end_all": "DELETE FROM session WHERE account_id = $1";
    END_OLD = "access.session.end_old": "DELETE FROM session WHERE account_id = $1 AND (expires_at <= $2 OR seen_at <= $3)";
}
