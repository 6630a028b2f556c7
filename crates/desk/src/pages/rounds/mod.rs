//! `/rounds…`: the review of a commune, from its list to its decisions. `/postings/{id}` is for everybody.

mod basis;
mod board;
mod case;
mod decision;
mod filing;
mod income;
mod list;
mod meeting;
mod mine;
mod opinion;
pub(super) mod paper;
mod posting;
mod reminders;
mod requests;
mod trust;
pub(super) mod words;
pub(super) mod worker;

use axum::Router;
use axum::routing::{get, post};
use ground::{Arg, Kind, Problem};
use ui::{Crumb, Form};

use super::household::form::{Questions, Wrong, shown_below};
use crate::desk::Desk;
use crate::reply::Reply;
use crate::visitor::Visitor;

pub(crate) use paper::{certificates_at, forget_old, typeset_all};

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .merge(trust::routes())
        .route("/rounds", get(list::show))
        .route("/rounds/mine", get(mine::show))
        .route("/rounds/new", get(list::ask).post(list::open))
        .route("/rounds/requests", get(requests::list))
        .route("/rounds/requests/new", get(requests::ask).post(requests::save))
        .route("/rounds/requests/{id}", get(requests::show).post(requests::refuse))
        .route("/rounds/filings/new", get(filing::new::ask).post(filing::new::save))
        .route("/rounds/filings/{id}", get(filing::show))
        .route("/rounds/filings/{id}/match", post(filing::answer::match_to))
        .route("/rounds/filings/{id}/register", post(filing::answer::register))
        .route("/rounds/filings/{id}/refuse", post(filing::answer::refuse))
        .route("/rounds/cases/{id}", get(case::show))
        .route("/rounds/cases/{id}/complaint", get(case::ask_complaint).post(case::complain))
        .route("/rounds/cases/{id}/recheck", get(case::ask_recheck).post(case::recheck))
        .route("/rounds/cases/{id}/withdraw", get(case::ask_withdraw).post(case::withdraw))
        .route("/rounds/cases/{id}/income", get(income::ask).post(income::save))
        .route("/rounds/decisions/{id}", get(decision::show))
        .route("/rounds/workers/new", get(worker::new::ask).post(worker::new::save))
        .route("/rounds/workers/{id}", get(worker::show))
        .route("/rounds/workers/{id}/income", get(worker::answer::ask).post(worker::answer::record))
        .route("/rounds/workers/{id}/decision", post(worker::answer::decide))
        .route("/rounds/workers/{id}/refuse", post(worker::answer::refuse))
        .route("/rounds/workers/{id}/end", post(worker::answer::end))
        .route("/rounds/{id}", get(board::show))
        .route("/rounds/{id}/surveys", post(board::take_up))
        .route("/rounds/{id}/requests", post(board::take_in))
        .route("/rounds/{id}/assign", post(board::assign))
        .route("/rounds/{id}/reminders", get(reminders::show))
        .route("/rounds/{id}/meeting", get(meeting::ask).post(meeting::save))
        .route("/rounds/{id}/posting", post(posting::post))
        .route("/rounds/{id}/opinion", get(opinion::ask).post(opinion::save))
        .route("/rounds/{id}/decision", get(decision::ask).post(decision::save))
        .route("/postings/{id}", get(posting::show))
        .merge(paper::routes())
}

/// Does one action of the review in the visitor's name, in a transaction of its own.
macro_rules! act {
    ($visitor:expr, $action:path $(, $input:expr)* $(,)?) => {{
        let desk = &$visitor.desk;
        let mut moment = desk.moment();
        let mut office = review::Office {
            law: &desk.law,
            units: desk.units,
            actor: $visitor.actor(),
            moment: &mut moment,
        };
        let done = async {
            let mut tx = desk.database.begin().await?;
            let done = $action(&mut tx, &mut office $(, $input)*).await?;
            tx.commit().await?;
            Ok::<_, ground::Problem>(done)
        };
        done.await
    }};
}

/// Reads as the visitor: the block gets a transaction and the office.
macro_rules! look {
    ($visitor:expr, |$tx:ident, $office:ident| $read:expr) => {{
        let desk = &$visitor.desk;
        let mut moment = desk.moment();
        let $office = review::Office {
            law: &desk.law,
            units: desk.units,
            actor: $visitor.actor(),
            moment: &mut moment,
        };
        let mut transaction = desk.database.read().await?;
        let $tx = &mut transaction;
        $read
    }};
}
pub(super) use trust::tie;
pub(super) use {act, look};

/// The page above all others here.
fn trail(visitor: &Visitor) -> Vec<Crumb> {
    vec![Crumb::new(visitor.words().nav_rounds(), "/rounds")]
}

/// The page above, and the one below it that a form goes back to.
fn trail_to(visitor: &Visitor, label: &str, url: String) -> Vec<Crumb> {
    let mut trail = trail(visitor);
    trail.push(Crumb::new(label, url));
    trail
}

/// The pages above one of a round.
fn below(visitor: &Visitor, round: &review::round::Round) -> Vec<Crumb> {
    trail_to(visitor, &words::when(visitor.words(), round.when), format!("/rounds/{}", round.id))
}

/// A form as it was sent, with what is wrong beside the field it concerns; what no form can mend is a
/// problem of its own.
pub(super) fn again(
    visitor: &Visitor,
    trail: Vec<Crumb>,
    version: i64,
    questions: Questions,
    form: Form,
    wrong: Wrong,
) -> Reply {
    if !matches!(wrong.problem.kind, Kind::Invalid | Kind::Conflict) {
        return Err(visitor.trouble(wrong.problem));
    }
    let form = form.wrong(field(&wrong), visitor.words().problem(&wrong.problem));
    shown_below(visitor, trail, version, questions, form)
}

/// The field that a problem concerns; empty for the whole form.
fn field(wrong: &Wrong) -> String {
    let named = wrong.problem.args.iter().find_map(|(name, value)| match value {
        Arg::Text(field) if name == "field" => Some(field.clone()),
        _ => None,
    });
    match wrong.problem.code.as_ref() {
        "review.step.future" | "review.step.back_dated" | "review.request.future" => {
            "day".to_owned()
        }
        _ => named.unwrap_or_else(|| wrong.field.clone()),
    }
}

/// An id in an address; what cannot be read is not there.
fn id<T: std::str::FromStr>(text: &str, missing: &'static str) -> ground::Result<T> {
    text.parse().map_err(|_| Problem::missing(missing))
}
