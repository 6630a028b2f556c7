//! `/accounts/rights`: which role may do what.

use access::{Role, Verb, may};
use askama::Template;
use ui::{Frame, Words};

use super::framed;
use crate::reply::{Reply, page};
use crate::visitor::{Visitor, role_word};

#[derive(Template)]
#[template(path = "accounts/rights.html")]
struct RightsPage {
    frame: Frame,
    roles: Vec<&'static str>,
    /// Each verb with a yes or no per role.
    rows: Vec<(&'static str, Vec<bool>)>,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    let words = visitor.words();
    let frame = if visitor.actor().may(Verb::ManageAccounts) {
        framed(&visitor, words.accounts_rights())
    } else {
        visitor.frame(words.accounts_rights())
    };
    page(&RightsPage {
        frame,
        roles: Role::ALL.iter().map(|role| role_word(words, *role)).collect(),
        rows: Verb::ALL
            .iter()
            .map(|verb| {
                (verb_word(words, *verb), Role::ALL.iter().map(|role| may(*role, *verb)).collect())
            })
            .collect(),
    })
}

fn verb_word(words: &'static Words, verb: Verb) -> &'static str {
    match verb {
        Verb::View => words.verb_view(),
        Verb::ViewIdentity => words.verb_view_identity(),
        Verb::Survey => words.verb_survey(),
        Verb::Import => words.verb_import(),
        Verb::EditHousehold => words.verb_edit_household(),
        Verb::SettleFinding => words.verb_settle_finding(),
        Verb::Report => words.verb_report(),
        Verb::Decide => words.verb_decide(),
        Verb::Review => words.verb_review(),
        Verb::ManageFigures => words.verb_manage_figures(),
        Verb::CancelJob => words.verb_cancel_job(),
        Verb::ManageAccounts => words.verb_manage_accounts(),
        Verb::ViewAudit => words.verb_view_audit(),
    }
}
