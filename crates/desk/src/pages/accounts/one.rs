//! `/accounts/{id}`: one account and what can be done with it.

use access::Verb;
use access::account::{self, Account, Hashing};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use ground::{AccountId, Problem};
use ui::{Choice, Flash, Form, Frame};

use super::{framed, password_page, roles, state};
use crate::pages::unit_field;
use crate::reply::{Reply, Trouble, go, page, page_with};
use crate::visitor::{Posted, Visitor, role_word};

#[derive(Template)]
#[template(path = "accounts/one.html")]
struct AccountPage {
    frame: Frame,
    form: Form,
    id: String,
    login: String,
    role: &'static str,
    unit: String,
    state: &'static str,
    since: String,
    disabled: bool,
    /// Nobody changes their own rights.
    own: bool,
    roles: Vec<Choice>,
    units: Vec<Choice>,
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let account = found(&visitor, &id).await?;
    let form = Form::new()
        .with("role", account.role.as_str())
        .with("unit", unit_field::shown(&visitor, account.unit));
    page(&account_page(&visitor, &account, form))
}

pub(super) async fn assign(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let account = found(&visitor, &id).await?;
    let words = visitor.words();
    let place = form.value("role").parse().and_then(|role| {
        let unit = unit_field::read(&visitor, form.value("unit"))?;
        Ok((role, unit))
    });
    let (desk, mut moment) = (&visitor.desk, visitor.desk.moment());
    let (db, actor) = (&desk.database, visitor.actor());
    let done = match place {
        Ok(place) => account::assign(db, actor, &mut moment, desk.units, account.id, place).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => go(&address(account.id), Some(Flash::done(words.accounts_assigned()))),
        Err(problem) if is_said_here(&problem) => {
            let field = if problem.code.contains("role") { "role" } else { "unit" };
            let form = form.wrong(field, words.problem(&problem));
            let page = account_page(&visitor, &account, form);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(problem) => Err(visitor.trouble(problem)),
    }
}

/// Whether the form can come back with the problem beside its field.
fn is_said_here(problem: &Problem) -> bool {
    ["access.", "desk.unit.", "places.", "id."].iter().any(|room| problem.code.starts_with(room))
}

pub(super) async fn reset(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let account = found(&visitor, &id).await?;
    let (desk, mut moment) = (&visitor.desk, visitor.desk.moment());
    let (db, actor) = (&desk.database, visitor.actor());
    let hashing = Hashing::default();
    let made =
        account::reset_password(db, actor, &mut moment, desk.units, hashing, account.id).await;
    password_page(&visitor, &account.name, made.map_err(|problem| visitor.trouble(problem))?)
}

pub(super) async fn disable(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let account = found(&visitor, &id).await?;
    let (desk, mut moment) = (&visitor.desk, visitor.desk.moment());
    account::disable(&desk.database, visitor.actor(), &mut moment, desk.units, account.id)
        .await
        .map_err(|problem| visitor.trouble(problem))?;
    go(&address(account.id), Some(Flash::done(visitor.words().accounts_disabled_done())))
}

pub(super) async fn enable(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let account = found(&visitor, &id).await?;
    let (desk, mut moment) = (&visitor.desk, visitor.desk.moment());
    account::enable(&desk.database, visitor.actor(), &mut moment, desk.units, account.id)
        .await
        .map_err(|problem| visitor.trouble(problem))?;
    go(&address(account.id), Some(Flash::done(visitor.words().accounts_enabled_done())))
}

fn address(id: AccountId) -> String {
    format!("/accounts/{id}")
}

async fn found(visitor: &Visitor, id: &str) -> Result<Account, Trouble> {
    visitor.must(Verb::ManageAccounts)?;
    let id = id.parse().map_err(|_| Problem::missing("access.account.missing"));
    let found = match id {
        Ok(id) => {
            let desk = &visitor.desk;
            account::find(&desk.database, visitor.actor(), desk.units, id).await
        }
        Err(problem) => Err(problem),
    };
    found.map_err(|problem| visitor.trouble(problem))
}

fn account_page(visitor: &Visitor, account: &Account, form: Form) -> AccountPage {
    let words = visitor.words();
    AccountPage {
        frame: framed(visitor, &account.name),
        form,
        id: account.id.to_string(),
        login: account.login.clone(),
        role: role_word(words, account.role),
        unit: visitor.unit_name(account.unit),
        state: state(words, account, visitor.desk.clock.now()),
        since: account.created_at.day().vietnamese(),
        disabled: account.disabled_at.is_some(),
        own: visitor.actor().account == Some(account.id),
        roles: roles(words, visitor.actor()),
        units: unit_field::choices(visitor),
    }
}
