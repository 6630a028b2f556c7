//! The refusal of a low-income worker's request in writing.

use ::paper::{Document, Refusal};
use axum::extract::Path;
use ground::{Problem, RequestId, Result};
use registry::household::{self, Roll};
use review::worker::{self, State, Worker};

use super::super::{id as read_id, look};
use super::request::residence;
use super::{bases, head, typeset, words};
use crate::reply::Reply;
use crate::visitor::Visitor;

async fn found(visitor: &Visitor, id: &str) -> Result<(Worker, Roll)> {
    let id: RequestId = read_id(id, "review.request.missing")?;
    let (worker, mut rolls) = look!(visitor, |tx, office| {
        let worker = worker::find(tx, &office, id).await?;
        let rolls = household::rolls(tx, &[worker.household]).await?;
        (worker, rolls)
    });
    let roll = rolls.pop().ok_or_else(|| Problem::missing("registry.household.missing"))?;
    Ok((worker, roll))
}

pub(super) async fn refusal(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let letter = found(&visitor, &id).await.and_then(|(worker, roll)| {
        // An ended recognition has a day and reasons as well.
        let refused = worker.state == State::Refused;
        let answered = worker.answered.zip(worker.why.clone()).filter(|_| refused);
        let not_refused = || Problem::conflict("review.request.not_refused");
        let (day, reasons) = answered.ok_or_else(not_refused)?;
        let desk = &visitor.desk;
        let (ceiling, figure) =
            worker::ceiling(&desk.law, desk.units, worker.unit, worker.received)?;
        let acts = [&ceiling.citation, &figure.citation].map(|citation| citation.act.as_str());
        let (year, number) = worker.receipt;
        Ok(Document::Refusal(Refusal {
            head: head(desk, worker.unit, "", Some(day)),
            residence: residence(desk, &roll),
            form: words().worker_form().to_owned(),
            receipt: words().request_receipt(number.to_string(), year.to_string()),
            received: worker.received.vietnamese(),
            reasons,
            bases: bases(&desk.law, acts),
            household: worker.name,
        }))
    });
    typeset(&visitor, letter).await
}
