//! `/accounts…`: who may sign in, and what each role may do.

mod create;
mod list;
mod one;
mod rights;

use access::account::{Account, OneTime};
use access::{Actor, Role};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use ui::{Choice, Crumb, Frame, Words};

use crate::desk::Desk;
use crate::reply::{Reply, page};
use crate::visitor::{Visitor, role_word};

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/accounts", get(list::show))
        .route("/accounts/new", get(create::show).post(create::create))
        .route("/accounts/rights", get(rights::show))
        .route("/accounts/{id}", get(one::show))
        .route("/accounts/{id}/assign", post(one::assign))
        .route("/accounts/{id}/reset", post(one::reset))
        .route("/accounts/{id}/disable", post(one::disable))
        .route("/accounts/{id}/enable", post(one::enable))
}

/// The one page that shows a one-time password. It answers the form itself instead of leading
/// elsewhere, because the password is kept nowhere.
#[derive(Template)]
#[template(path = "accounts/password.html")]
struct PasswordPage {
    frame: Frame,
    name: String,
    login: String,
    password: String,
}

fn password_page(visitor: &Visitor, name: &str, made: OneTime) -> Reply {
    let words = visitor.words();
    page(&PasswordPage {
        frame: framed(visitor, words.accounts_password_title()),
        name: name.to_owned(),
        login: made.login,
        password: made.password,
    })
}

/// The frame of a page below the list.
fn framed(visitor: &Visitor, title: &str) -> Frame {
    let trail = vec![Crumb::new(visitor.words().nav_accounts(), "/accounts")];
    Frame { trail, ..visitor.frame(title) }
}

/// The roles the actor may give: administrators every one, others those below their own.
fn roles(words: &Words, actor: &Actor) -> Vec<Choice> {
    Role::ALL
        .iter()
        .filter(|role| actor.role == Role::Administrator || **role < actor.role)
        .map(|role| Choice::new(role.as_str(), role_word(words, *role)))
        .collect()
}

/// The state of an account in words.
fn state(words: &'static Words, account: &Account, now: ground::Instant) -> &'static str {
    if account.disabled_at.is_some() {
        words.accounts_disabled()
    } else if account.locked_until.is_some_and(|until| now < until) {
        words.accounts_locked()
    } else if account.must_change {
        words.accounts_must_change()
    } else if account.demonstration {
        words.accounts_demonstration()
    } else {
        words.accounts_in_use()
    }
}
