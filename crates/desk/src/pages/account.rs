//! `/account`: who is signed in, and a new password.

use access::account::{self, Hashing};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use ui::{Flash, Form, Frame};

use crate::desk::Desk;
use crate::reply::{Reply, go, page, page_with};
use crate::visitor::{Posted, Visitor, role_word};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    form: Form,
    login: String,
    name: String,
    role: &'static str,
    unit: String,
    /// Whether a one-time password has to be replaced before anything else.
    must_change: bool,
    /// The fewest characters of a password.
    shortest: usize,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/account", get(show)).route("/account/password", post(change))
}

async fn show(visitor: Visitor) -> Reply {
    page(&account_page(&visitor, Form::new()))
}

async fn change(Posted { visitor, form }: Posted) -> Reply {
    let words = visitor.words();
    if form.value("new") != form.value("again") {
        let form = Form::new().wrong("again", words.password_differs());
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &account_page(&visitor, form));
    }
    let mut moment = visitor.desk.moment();
    let account = &visitor.session.account;
    let (current, new) = (form.value("current"), form.value("new"));
    match account::change_password(
        &visitor.desk.database,
        account,
        &mut moment,
        Hashing::default(),
        current,
        new,
    )
    .await
    {
        // Every session ends with the old password, this one too.
        Ok(()) => go("/sign-in", Some(Flash::done(words.password_changed()))),
        Err(problem) if problem.code.starts_with("access.") => {
            let field = if problem.code.contains("current") || problem.code.contains("wrong") {
                "current"
            } else {
                "new"
            };
            let form = Form::new().wrong(field, words.problem(&problem));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &account_page(&visitor, form))
        }
        Err(problem) => Err(visitor.trouble(problem)),
    }
}

fn account_page(visitor: &Visitor, form: Form) -> AccountPage {
    let words = visitor.words();
    let account = &visitor.session.account;
    AccountPage {
        frame: visitor.frame(words.account_page()),
        form,
        login: account.login.clone(),
        name: account.name.clone(),
        role: role_word(words, account.role),
        unit: visitor.unit_name(account.unit),
        must_change: account.must_change,
        shortest: account::SHORTEST,
    }
}
