//! `/rounds/workers/…`: members who ask to be recognised as low-income workers.

pub(super) mod answer;
pub(super) mod new;

use access::Verb;
use askama::Template;
use axum::extract::Path;
use ground::{RequestId, Result};
use law::Status;
use review::receipt;
use review::worker::{self, State, Worker};
use ui::{Frame, Words};

use super::income::{Recorded, recorded_view};
use super::{id as read_id, look, trail_to, words as said};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "rounds/worker.html")]
struct WorkerPage {
    frame: Frame,
    url: String,
    household: String,
    state: String,
    rule: Rule,
    facts: Vec<(&'static str, String)>,
    income: Option<Recorded>,
    /// Whether the income is within the ceiling; nothing while none is recorded.
    within: Option<bool>,
    /// Whether there is a letter of refusal.
    refused: bool,
    may_record: bool,
    may_refuse: bool,
    may_decide: bool,
    may_end: bool,
    today: String,
    signer: String,
}

/// What the law says, and where.
struct Rule {
    text: String,
    basis: String,
    unverified: bool,
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    page(&built(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str) -> Result<WorkerPage> {
    let id: RequestId = read_id(id, "review.request.missing")?;
    let (words, desk) = (visitor.words(), &visitor.desk);
    let (worker, income) = look!(visitor, |tx, office| {
        let worker = worker::find(tx, &office, id).await?;
        (worker, worker::of(tx, id).await?)
    });
    let today = desk.today();
    let (ceiling, figure) = worker::ceiling(&desk.law, desk.units, worker.unit, today)?;
    let act = desk.law.source(&figure.citation.act).map_or("", |act| act.number.as_str());
    let rule = Rule {
        text: words.worker_rule(words.number(figure.amount), ceiling.wording.get(words.lang())),
        basis: format!("{act}, {}", figure.citation.article),
        unverified: [&ceiling.citation, &figure.citation]
            .iter()
            .any(|citation| citation.status == Status::Unverified),
    };
    let within = income.as_ref().map(|income| income.per_head <= figure.amount);
    let is_open = worker.state == State::Open;
    let may = |verb| visitor.actor().may(verb);
    let trail = trail_to(visitor, words.requests_title(), "/rounds/requests".to_owned());
    Ok(WorkerPage {
        frame: Frame { trail, ..visitor.frame(&words.worker_title(&worker.name)) },
        url: format!("/rounds/workers/{id}"),
        household: format!("/households/{}", worker.household),
        state: state(words, &worker),
        rule,
        facts: facts(visitor, &worker),
        income: income.map(|income| recorded_view(visitor, &income)),
        within,
        refused: worker.state == State::Refused,
        may_record: is_open && may(Verb::Review),
        may_refuse: is_open && may(Verb::Review),
        may_decide: is_open && may(Verb::Decide) && within == Some(true),
        may_end: worker.state == State::Recognised && may(Verb::Decide),
        today: today.vietnamese(),
        signer: visitor.actor().by.name.clone(),
    })
}

/// How it stands, in words.
pub(in crate::pages) fn state(words: &Words, worker: &Worker) -> String {
    match (worker.state, worker.from) {
        (State::Recognised, Some(from)) => words.worker_recognised(from),
        (State::Ended, Some(from)) => words.worker_ended(from, worker.to.unwrap_or(from)),
        (State::Refused, _) => words.answer_refused().to_owned(),
        _ => words.worker_open().to_owned(),
    }
}

fn facts(visitor: &Visitor, worker: &Worker) -> Vec<(&'static str, String)> {
    let (words, units) = (visitor.words(), visitor.desk.units);
    let refused = worker.state == State::Refused;
    let why = if refused { words.request_why() } else { words.audit_why() };
    let mut facts = vec![
        (words.ask_written(), receipt::written(units, worker.unit, worker.receipt)),
        (words.commune(), visitor.unit_name(worker.unit)),
        (words.request_channel(), said::channel(words, worker.channel).to_owned()),
        (words.request_received(), worker.received.vietnamese()),
        (words.request_due(), worker.due.vietnamese()),
        (words.decision_number(), worker.decision.clone().unwrap_or_default()),
        (why, worker.why.clone().unwrap_or_default()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    facts
}
