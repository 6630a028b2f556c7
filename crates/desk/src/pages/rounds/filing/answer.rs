//! What an officer answers: whose request it is, that its household is new, or no.

use axum::extract::Path;
use ground::{HouseholdId, Problem, RequestId, Result};
use review::filing;
use ui::Flash;

use super::super::{act, id as read_id};
use crate::reply::{Reply, go};
use crate::visitor::{Posted, Visitor};

fn request(visitor: &Visitor, id: &str) -> Result<RequestId, crate::reply::Trouble> {
    read_id(id, "review.request.missing").map_err(|problem| visitor.trouble(problem))
}

pub(in crate::pages::rounds) async fn match_to(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem: Problem| visitor.trouble(problem);
    let request = request(&visitor, &id)?;
    let household: HouseholdId =
        read_id(form.value("household"), "registry.household.missing").map_err(trouble)?;
    act!(visitor, filing::match_to, request, household).map_err(trouble)?;
    let done = Flash::done(visitor.words().filing_matched());
    go(&format!("/rounds/requests/{id}"), Some(done))
}

pub(in crate::pages::rounds) async fn register(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem: Problem| visitor.trouble(problem);
    let request = request(&visitor, &id)?;
    let day = ui::read_day(form.value("day")).map_err(trouble)?;
    let (seal, village) = (&visitor.desk.seal, form.value("village"));
    let registered = act!(visitor, filing::register, seal, request, village, day);
    let household = registered.map_err(trouble)?;
    let done = Flash::done(visitor.words().register_saved());
    go(&format!("/households/{household}"), Some(done))
}

pub(in crate::pages::rounds) async fn refuse(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let request = request(&visitor, &id)?;
    let refused = act!(visitor, filing::refuse, request, form.value("reason"));
    refused.map_err(|problem| visitor.trouble(problem))?;
    let done = Flash::done(visitor.words().request_refused());
    go(&format!("/rounds/filings/{id}"), Some(done))
}
