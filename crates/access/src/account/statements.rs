//! SQL of accounts.

store::statements! {
    INSERT = "access.account.insert":
        "INSERT INTO account (id, login, name, role, unit_id, password, must_change, lang, demonstration, failures, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)";
    ANY = "access.account.any": "SELECT id FROM account LIMIT 1";
    PASSWORD = "access.account.password": "SELECT password FROM account WHERE id = $1";
    SET_PASSWORD = "access.account.set_password":
        "UPDATE account SET password = $2, must_change = $3, failures = 0, locked_until = NULL WHERE id = $1";
    ASSIGN = "access.account.assign": "UPDATE account SET role = $2, unit_id = $3 WHERE id = $1";
    DISABLE = "access.account.disable":
        "UPDATE account SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL";
    ENABLE = "access.account.enable":
        "UPDATE account SET disabled_at = NULL, failures = 0, locked_until = NULL WHERE id = $1";
    SET_LANG = "access.account.set_lang": "UPDATE account SET lang = $2 WHERE id = $1";
}
