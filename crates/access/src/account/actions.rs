//! What can be done with accounts. Each action writes its audit entry in the same transaction.

use ground::{AccountId, Lang, Moment, Problem, Result, UnitId};
use places::Units;
use store::audit::{self, By, Entry};
use store::{Database, Tx};

use super::model::{Demonstration, New, OneTime};
use super::password::{self, Hashing};
use super::{Account, read, statements as sql};
use crate::{Actor, Role, Verb, session};

/// Makes an account with a one-time password, which is returned here and never again.
///
/// # Errors
/// `access.login.taken`, `access.login.unusable`, `access.name.empty`, `access.account.unit_ended`,
/// and refusals as [`Actor::check`] and `access.refused.role`.
pub async fn create(
    database: &Database,
    actor: &Actor,
    moment: &mut Moment,
    units: &Units,
    hashing: Hashing,
    new: New,
) -> Result<OneTime> {
    check_place(actor, units, new.role, new.unit, moment)?;
    let new = new.tidied()?;
    let password = password::one_time(moment);
    let hash = password::hash(hashing, &password, moment).await?;
    let mut tx = database.begin().await?;
    let account = insert(&mut tx, &actor.by, moment, &new, hash, false).await?;
    tx.commit().await?;
    Ok(OneTime { account, login: new.login, password })
}

/// Makes the first account, `admin`, when there is none yet. Done at every start of the server.
pub async fn first_start(
    database: &Database,
    moment: &mut Moment,
    hashing: Hashing,
) -> Result<Option<OneTime>> {
    if database.fetch_optional(&sql::ANY, Vec::new()).await?.is_some() {
        return Ok(None);
    }
    let password = password::one_time(moment);
    let hash = password::hash(hashing, &password, moment).await?;
    let new = New {
        login: "admin".into(),
        name: "Quản trị viên".into(),
        role: Role::Administrator,
        unit: UnitId::NATION,
        lang: Lang::Vi,
    };
    let by = By { account: None, name: "chieusau".into() };
    let mut tx = database.begin().await?;
    // Another server may have started on the same new database meanwhile.
    if tx.fetch_optional(&sql::ANY, Vec::new()).await?.is_some() {
        return Ok(None);
    }
    let account = insert(&mut tx, &by, moment, &new, hash, false).await?;
    tx.commit().await?;
    Ok(Some(OneTime { account, login: new.login, password }))
}

/// Makes the demonstration's accounts, all or none, flagged as such. Only the demonstration calls
/// this: everybody knows their passwords.
pub async fn add_demonstration(
    database: &Database,
    actor: &Actor,
    moment: &mut Moment,
    hashing: Hashing,
    accounts: &[Demonstration],
) -> Result<()> {
    let mut hashed = Vec::with_capacity(accounts.len());
    for account in accounts {
        let new = account.new.clone().tidied()?;
        hashed.push((new, password::hash(hashing, &account.password, moment).await?));
    }
    let mut tx = database.begin().await?;
    for (new, hash) in hashed {
        insert(&mut tx, &actor.by, moment, &new, hash, true).await?;
    }
    tx.commit().await
}

async fn insert(
    tx: &mut Tx,
    by: &By,
    moment: &mut Moment,
    new: &New,
    hash: String,
    demonstration: bool,
) -> Result<AccountId> {
    let id = AccountId(moment.id());
    let values = vec![
        id.into(),
        new.login.as_str().into(),
        new.name.as_str().into(),
        new.role.as_str().into(),
        new.unit.into(),
        hash.into(),
        // The demonstration's passwords are printed for everybody and stay.
        (!demonstration).into(),
        new.lang.tag().into(),
        demonstration.into(),
        moment.now().into(),
    ];
    tx.execute(&sql::INSERT, values).await.map_err(|problem| match &*problem.code {
        "store.row.exists" => Problem::conflict("access.login.taken").with("login", &*new.login),
        _ => problem,
    })?;
    let detail = format!(r#"{{"login":"{}","role":"{}"}}"#, new.login, new.role);
    note(tx, by, moment, "access.account.create", id, new.unit, Some(detail)).await?;
    Ok(id)
}

/// Changes one's own password and ends every session of the account; the caller signs in anew.
///
/// # Errors
/// `access.password.wrong` for the current one; `access.password.short`, `.long`, `.obvious`, `.same`
/// for the new one.
pub async fn change_password(
    database: &Database,
    account: &Account,
    moment: &mut Moment,
    hashing: Hashing,
    current: &str,
    new: &str,
) -> Result<()> {
    let row = database.fetch_optional(&sql::PASSWORD, vec![account.id.into()]).await?;
    let stored = row.map(|row| row.text(0)).transpose()?;
    if !password::matches(hashing, current, stored.clone()).await? {
        return Err(Problem::invalid("access.password.wrong"));
    }
    password::check(new, &account.login, &account.name)?;
    if password::matches(hashing, new, stored).await? {
        return Err(Problem::invalid("access.password.same"));
    }
    let hash = password::hash(hashing, new, moment).await?;
    let by = account.actor().by;
    set_password(database, &by, moment, account, hash, false, "access.account.change_password")
        .await
}

/// Gives an account a new one-time password, unlocks it and ends its sessions.
pub async fn reset_password(
    database: &Database,
    actor: &Actor,
    moment: &mut Moment,
    units: &Units,
    hashing: Hashing,
    id: AccountId,
) -> Result<OneTime> {
    let account = managed(database, actor, units, id).await?;
    let password = password::one_time(moment);
    let hash = password::hash(hashing, &password, moment).await?;
    let action = "access.account.reset_password";
    set_password(database, &actor.by, moment, &account, hash, true, action).await?;
    Ok(OneTime { account: id, login: account.login, password })
}

async fn set_password(
    database: &Database,
    by: &By,
    moment: &mut Moment,
    account: &Account,
    hash: String,
    must_change: bool,
    action: &'static str,
) -> Result<()> {
    let mut tx = database.begin().await?;
    let values = vec![account.id.into(), hash.into(), must_change.into()];
    tx.execute(&sql::SET_PASSWORD, values).await?;
    session::end_all(&mut tx, account.id).await?;
    note(&mut tx, by, moment, action, account.id, account.unit, None).await?;
    tx.commit().await
}

/// Gives an account another role or unit. Its sessions go on with the new ones at once.
pub async fn assign(
    database: &Database,
    actor: &Actor,
    moment: &mut Moment,
    units: &Units,
    id: AccountId,
    (role, unit): (Role, UnitId),
) -> Result<()> {
    let account = managed(database, actor, units, id).await?;
    check_place(actor, units, role, unit, moment)?;
    let mut tx = database.begin().await?;
    tx.execute(&sql::ASSIGN, vec![id.into(), role.as_str().into(), unit.into()]).await?;
    let detail = format!(
        r#"{{"from":{{"role":"{}","unit":{}}},"to":{{"role":"{role}","unit":{unit}}}}}"#,
        account.role, account.unit
    );
    note(&mut tx, &actor.by, moment, "access.account.assign", id, unit, Some(detail)).await?;
    tx.commit().await
}

/// Closes an account to its person and ends its sessions. Nobody can disable their own, so the last
/// administrator stays.
///
/// # Errors
/// `access.account.own`; refusals as for [`create`].
pub async fn disable(
    database: &Database,
    actor: &Actor,
    moment: &mut Moment,
    units: &Units,
    id: AccountId,
) -> Result<()> {
    let account = managed(database, actor, units, id).await?;
    let mut tx = database.begin().await?;
    if tx.execute(&sql::DISABLE, vec![id.into(), moment.now().into()]).await? == 1 {
        session::end_all(&mut tx, id).await?;
        note(&mut tx, &actor.by, moment, "access.account.disable", id, account.unit, None).await?;
    }
    tx.commit().await
}

/// Opens a disabled or locked account again, with its old password.
pub async fn enable(
    database: &Database,
    actor: &Actor,
    moment: &mut Moment,
    units: &Units,
    id: AccountId,
) -> Result<()> {
    let account = managed(database, actor, units, id).await?;
    let mut tx = database.begin().await?;
    tx.execute(&sql::ENABLE, vec![id.into()]).await?;
    note(&mut tx, &actor.by, moment, "access.account.enable", id, account.unit, None).await?;
    tx.commit().await
}

/// Chooses the language one reads.
pub async fn set_lang(
    database: &Database,
    account: &Account,
    moment: &mut Moment,
    lang: Lang,
) -> Result<()> {
    let mut tx = database.begin().await?;
    tx.execute(&sql::SET_LANG, vec![account.id.into(), lang.tag().into()]).await?;
    let (by, detail) = (account.actor().by, format!(r#"{{"lang":"{lang}"}}"#));
    let action = "access.account.set_lang";
    note(&mut tx, &by, moment, action, account.id, account.unit, Some(detail)).await?;
    tx.commit().await
}

/// The account of another person that the actor may change.
async fn managed(
    database: &Database,
    actor: &Actor,
    units: &Units,
    id: AccountId,
) -> Result<Account> {
    let account = read::find(database, actor, units, id).await?;
    actor.check(Verb::ManageAccounts, account.unit, units)?;
    if actor.account == Some(id) {
        return Err(Problem::conflict("access.account.own"));
    }
    check_role(actor, account.role)?;
    Ok(account)
}

/// Whether the actor may put somebody into this role and unit.
fn check_place(
    actor: &Actor,
    units: &Units,
    role: Role,
    unit: UnitId,
    moment: &Moment,
) -> Result<()> {
    actor.check(Verb::ManageAccounts, unit, units)?;
    check_role(actor, role)?;
    match units.get(unit) {
        Some(found) if found.period.contains(moment.today()) => Ok(()),
        Some(found) => {
            Err(Problem::invalid("access.account.unit_ended").with("unit", &*found.full_name))
        }
        None => Err(Problem::missing("access.unit.missing")),
    }
}

/// Administrators manage every role, others only those below their own.
fn check_role(actor: &Actor, role: Role) -> Result<()> {
    if actor.role == Role::Administrator || role < actor.role {
        return Ok(());
    }
    Err(Problem::refused("access.refused.role").with("role", role.as_str()))
}

async fn note(
    tx: &mut Tx,
    by: &By,
    moment: &mut Moment,
    action: &'static str,
    id: AccountId,
    unit: UnitId,
    detail: Option<String>,
) -> Result<()> {
    let (subject, subject_id) = ("account", id.to_string());
    audit::write(tx, by, moment, Entry { action, subject, subject_id, unit, reason: None, detail })
        .await
}
