//! The income of a worker's household, and the answer: recognised, refused, ended.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use ground::{HouseholdId, Problem, RequestId, Result};
use registry::household;
use review::income;
use review::worker::{self, Worker};
use ui::{Crumb, Flash, Form, Frame};

use super::super::income::{Line, declared, is_unverified, lines};
use super::super::{act, field, id as read_id, look, trail_to};
use crate::pages::household::form::{Wrong, mendable};
use crate::reply::{Reply, Trouble, go, page_with};
use crate::visitor::{Posted, Visitor};

#[derive(Template)]
#[template(path = "rounds/worker_income.html")]
struct IncomePage {
    frame: Frame,
    lead: String,
    form: Form,
    sources: Vec<Line>,
    unverified: bool,
    back: String,
}

async fn found(visitor: &Visitor, id: &str) -> Result<Worker> {
    let id: RequestId = read_id(id, "review.request.missing")?;
    Ok(look!(visitor, |tx, office| worker::find(tx, &office, id).await?))
}

pub(in crate::pages::rounds) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
    visitor.must(Verb::Review)?;
    let worker = found(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?;
    let members = members(&visitor, worker.household).await;
    let members = members.map_err(|problem| visitor.trouble(problem))?;
    let form = Form::new().with("day", visitor.desk.today().vietnamese()).with("members", members);
    shown(&visitor, &worker, form)
}

/// How many live in the household.
async fn members(visitor: &Visitor, household: HouseholdId) -> Result<String> {
    let mut tx = visitor.desk.database.read().await?;
    let found = household::by_id(&mut tx, household).await?;
    Ok(found.map_or_else(String::new, |(household, _)| household.members.to_string()))
}

pub(in crate::pages::rounds) async fn record(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let worker = found(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?;
    match recorded(&visitor, worker.id, &form).await {
        Ok(()) => {
            let saved = Flash::done(visitor.words().income_recorded());
            go(&format!("/rounds/workers/{id}"), Some(saved))
        }
        Err(wrong) if mendable(&wrong.problem) => {
            let form = form.wrong(field(&wrong), visitor.words().problem(&wrong.problem));
            shown(&visitor, &worker, form)
        }
        Err(wrong) => Err(visitor.trouble(wrong.problem)),
    }
}

async fn recorded(visitor: &Visitor, id: RequestId, form: &Form) -> Result<(), Wrong> {
    // A worker's household need not farm.
    let declared = declared(visitor, form, false)?;
    Ok(act!(visitor, worker::record, id, &declared)?)
}

fn shown(visitor: &Visitor, worker: &Worker, form: Form) -> Reply {
    let words = visitor.words();
    let law_form = income::form_on(&visitor.desk.law, visitor.desk.today());
    let law_form = law_form.map_err(|problem| -> Trouble { visitor.trouble(problem) })?;
    let back = format!("/rounds/workers/{}", worker.id);
    let mut trail = trail_to(visitor, words.requests_title(), "/rounds/requests".to_owned());
    trail.push(Crumb::new(&*worker.name, back.clone()));
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(
        status,
        &IncomePage {
            frame: Frame { trail, ..visitor.frame(words.income_title()) },
            lead: words.income_lead(&worker.name, law_form.months),
            form,
            sources: lines(law_form, words.lang()),
            unverified: is_unverified(law_form),
            back,
        },
    )
}

/// Does one answer and goes back to the request.
macro_rules! answered {
    ($visitor:expr, $id:expr, $action:path $(, $input:expr)*) => {{
        let trouble = |problem: Problem| $visitor.trouble(problem);
        let request: RequestId = read_id(&$id, "review.request.missing").map_err(trouble)?;
        act!($visitor, $action, request $(, $input)*).map_err(trouble)?;
        let saved = Flash::done($visitor.words().worker_answered());
        go(&format!("/rounds/workers/{}", $id), Some(saved))
    }};
}

pub(in crate::pages::rounds) async fn decide(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let day = ui::read_day(form.value("day")).map_err(|problem| visitor.trouble(problem))?;
    let (number, signer) = (form.value("number"), form.value("signer"));
    answered!(visitor, id, worker::decide, number, day, signer)
}

pub(in crate::pages::rounds) async fn refuse(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    answered!(visitor, id, worker::refuse, form.value("reason"))
}

pub(in crate::pages::rounds) async fn end(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let day = ui::read_day(form.value("day")).map_err(|problem| visitor.trouble(problem))?;
    answered!(visitor, id, worker::end, day, form.value("reason"))
}
