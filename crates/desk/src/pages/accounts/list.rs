//! `/accounts`: the accounts a manager looks after.

use access::Verb;
use access::account;
use askama::Template;
use ui::Frame;

use super::state;
use crate::reply::{Reply, page};
use crate::visitor::{Visitor, role_word};

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    frame: Frame,
    unit: String,
    rows: Vec<Row>,
}

struct Row {
    url: String,
    name: String,
    login: String,
    role: &'static str,
    unit: String,
    state: &'static str,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    visitor.must(Verb::ManageAccounts)?;
    let words = visitor.words();
    let accounts = account::list(&visitor.desk.database, visitor.actor(), visitor.desk.units).await;
    let accounts = accounts.map_err(|problem| visitor.trouble(problem))?;
    let now = visitor.desk.clock.now();
    let rows = accounts.into_iter().map(|account| Row {
        url: format!("/accounts/{}", account.id),
        role: role_word(words, account.role),
        unit: visitor.unit_name(account.unit),
        state: state(words, &account, now),
        name: account.name,
        login: account.login,
    });
    page(&ListPage {
        frame: visitor.frame(words.nav_accounts()),
        unit: visitor.unit_name(visitor.actor().unit),
        rows: rows.collect(),
    })
}
