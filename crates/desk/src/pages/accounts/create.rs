//! `/accounts/new`: an account for somebody, with a one-time password.

use access::Verb;
use access::account::{self, Hashing, New};
use askama::Template;
use axum::http::StatusCode;
use ui::{Choice, Form, Frame};

use super::{framed, password_page, roles};
use crate::pages::unit_field;
use crate::reply::{Reply, page, page_with};
use crate::visitor::{Posted, Visitor};

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    roles: Vec<Choice>,
    units: Vec<Choice>,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    visitor.must(Verb::ManageAccounts)?;
    let unit = unit_field::shown(&visitor, visitor.actor().unit);
    page(&new_page(&visitor, Form::new().with("unit", unit)))
}

pub(super) async fn create(Posted { visitor, form }: Posted) -> Reply {
    visitor.must(Verb::ManageAccounts)?;
    let words = visitor.words();
    let unit = unit_field::read(&visitor, form.value("unit"));
    let role = form.value("role").parse();
    let (role, unit) = match (role, unit) {
        (Ok(role), Ok(unit)) => (role, unit),
        (role, unit) => {
            let mut form = form;
            if let Err(problem) = role {
                form = form.wrong("role", words.problem(&problem));
            }
            if let Err(problem) = unit {
                form = form.wrong("unit", words.problem(&problem));
            }
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&visitor, form));
        }
    };
    let new = New {
        login: form.value("login").to_owned(),
        name: form.value("name").to_owned(),
        role,
        unit,
        lang: visitor.reader.lang,
    };
    let name = new.name.clone();
    let (desk, mut moment) = (&visitor.desk, visitor.desk.moment());
    let hashing = Hashing::default();
    match account::create(&desk.database, visitor.actor(), &mut moment, desk.units, hashing, new)
        .await
    {
        Ok(made) => password_page(&visitor, &name, made),
        Err(problem) if problem.code.starts_with("access.") => {
            let form = form.wrong(field_of(&problem.code), words.problem(&problem));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&visitor, form))
        }
        Err(problem) => Err(visitor.trouble(problem)),
    }
}

/// The field a problem speaks of.
fn field_of(code: &str) -> &'static str {
    match code {
        code if code.starts_with("access.login.") => "login",
        code if code.starts_with("access.name.") => "name",
        "access.refused.role" => "role",
        "access.account.unit_ended" | "access.unit.missing" | "access.refused.unit" => "unit",
        _ => "",
    }
}

fn new_page(visitor: &Visitor, form: Form) -> NewPage {
    let words = visitor.words();
    NewPage {
        frame: framed(visitor, words.accounts_new()),
        form,
        roles: roles(words, visitor.actor()),
        units: unit_field::choices(visitor),
    }
}
