//! What a round is trusted by: who surveys whom, relatives, and the sample that is seen a second time.

mod assignment;
mod looked;
mod outliers;
mod relations;
mod sample;
mod sampled;
mod standards;

use axum::Router;
use axum::routing::{get, post};
use ground::{Result, RoundId};
use review::case::{self, Case};
use review::relation::{self, Kind, Tie, Ties};
use review::round::{self, Round};
use ui::{NavItem, Words};

pub(super) use assignment::said as assignment_said;

use super::{below, look};
use crate::desk::Desk;
use crate::visitor::Visitor;

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/rounds/relations", get(relations::list))
        .route("/rounds/relations/new", get(relations::ask).post(relations::declare))
        .route("/rounds/relations/{id}", get(relations::ask_withdraw).post(relations::withdraw))
        .route("/rounds/cases/{id}/reviewer", get(assignment::ask).post(assignment::give))
        .route("/rounds/{id}/assignment", get(assignment::show).post(assignment::village))
        .route("/rounds/{id}/sample", get(sample::show).post(sample::draw))
        .route("/rounds/{id}/sample/visits", post(sample::take_up))
        .route("/rounds/{id}/sample/file", get(sample::csv))
        .route("/rounds/{id}/outliers", get(outliers::show).post(outliers::ask))
        .route("/rounds/{id}/outliers/{case}", get(looked::ask).post(looked::save))
        .route("/rounds/{id}/standards", get(standards::show))
        .route("/rounds/{id}/standards/file", get(standards::csv))
        .route("/rounds/{id}/sample/{position}", get(sampled::ask).post(sampled::save))
}

/// The pages of a round, the one at `here` marked.
pub(super) fn tabs(words: &Words, url: &str, here: &str) -> Vec<NavItem> {
    let tabs = [
        ("", words.round_board()),
        ("/reminders", words.reminders_title()),
        ("/assignment", words.assignment_title()),
        ("/sample", words.sample_title()),
        ("/outliers", words.outliers_title()),
        ("/standards", words.standards_title()),
    ];
    let tab = |(path, label): (&str, &str)| NavItem {
        label: label.to_owned(),
        url: format!("{url}{path}"),
        current: path == here,
    };
    tabs.map(tab).into()
}

/// A round with its cases and ties.
struct Read {
    round: Round,
    cases: Vec<Case>,
    ties: Ties,
}

async fn read(visitor: &Visitor, id: RoundId) -> Result<Read> {
    look!(visitor, |tx, office| {
        let round = round::find(tx, &office, id).await?;
        let ties = relation::of_round(tx, &office, id).await?;
        Ok(Read { round, cases: case::of_round(tx, id).await?, ties })
    })
}

/// Why a reviewer and a household are taken as related.
pub(in crate::pages) fn tie(words: &'static Words, tie: Tie) -> &'static str {
    match tie {
        Tie::Declared(kind) => self::kind(words, kind),
        Tie::SharedPerson => words.tie_shared_person(),
        Tie::Split => words.tie_split(),
        Tie::SameName => words.tie_same_name(),
    }
}

/// Why the reviewer of a case is taken as related to its household.
pub(super) fn tie_of(words: &'static Words, ties: &Ties, case: &Case) -> Option<&'static str> {
    let (account, _) = case.reviewer.as_ref()?;
    Some(tie(words, ties.between(*account, case.household)?))
}

/// What was declared.
fn kind(words: &'static Words, kind: Kind) -> &'static str {
    match kind {
        Kind::Own => words.tie_own(),
        Kind::Kin => words.tie_kin(),
        Kind::Other => words.tie_other(),
    }
}
