//! `/rounds/requests…`: requests to be reviewed, their receipts and refusals.

use access::Verb;
use askama::Template;
use axum::extract::{Path, Query};
use ground::{HouseholdId, Problem, RequestId, Result};
use registry::household::{self, Detail};
use review::filing::{self, Filing, FilingState};
use review::request::{self, Answer, Channel, Form as Wanted, NewRequest};
use review::worker::{self, State, Worker};
use serde::Deserialize;
use ui::{Choice, Crumb, Flash, Form, Frame};

use super::{act, again, id as read_id, look, trail, trail_to, words};
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    unit: String,
    household: String,
}

#[derive(Template)]
#[template(path = "rounds/requests.html")]
struct RequestsPage {
    frame: Frame,
    unit: String,
    /// Whether the visitor may type in the form of an unknown household, and where.
    may_file: bool,
    new: String,
    filings: Vec<FilingRow>,
    workers: Vec<WorkerRow>,
    rows: Vec<View>,
}

/// A member who asks to be recognised as a low-income worker, or is.
struct WorkerRow {
    url: String,
    receipt: String,
    name: String,
    received: String,
    due: String,
    late: bool,
    state: String,
}

/// A request whose household is to be found, or that was refused before it was.
struct FilingRow {
    url: String,
    receipt: String,
    name: String,
    village: String,
    form: &'static str,
    channel: &'static str,
    received: String,
    due: String,
    late: bool,
    answer: &'static str,
}

/// A request as pages show it.
struct View {
    url: String,
    /// Where it is shown as it was handed in.
    filing: String,
    receipt: String,
    household: String,
    head: String,
    form: &'static str,
    channel: &'static str,
    received: String,
    due: String,
    /// Past due and not answered.
    late: bool,
    grounds: String,
    answer: &'static str,
    answered: String,
    why: String,
}

fn view(visitor: &Visitor, request: request::Request) -> View {
    let words = visitor.words();
    let (year, number) = request.receipt;
    View {
        url: format!("/rounds/requests/{}", request.id),
        receipt: words.request_receipt(number.to_string(), year.to_string()),
        filing: format!("/rounds/filings/{}", request.id),
        household: format!("/households/{}", request.household),
        form: words::form(words, request.form),
        channel: words::channel(words, request.channel),
        received: request.received.vietnamese(),
        due: request.due.vietnamese(),
        late: request.answer == Answer::Open && request.due < visitor.desk.today(),
        grounds: request.grounds.unwrap_or_default(),
        answer: words::answer(words, request.answer),
        answered: request.answered.map(ground::Day::vietnamese).unwrap_or_default(),
        why: request.why.unwrap_or_default(),
        head: request.head,
    }
}

pub(super) async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let listed = async {
        let (unit, is_commune) = super::list::commune(&visitor, &asked.unit)?;
        let mut tx = visitor.desk.database.read().await?;
        let requests = request::of_unit(&mut tx, unit).await?;
        let filings = filing::open_of_unit(&mut tx, unit).await?;
        let workers = worker::of_unit(&mut tx, unit).await?;
        let rows = requests.into_iter().map(|request| view(&visitor, request));
        let frame = visitor.frame(visitor.words().requests_title());
        Ok(RequestsPage {
            frame: Frame { trail: trail(&visitor), ..frame },
            unit: visitor.unit_name(unit),
            may_file: is_commune && visitor.actor().may(Verb::Survey),
            new: ui::link("/rounds/filings/new", &[("unit", &unit.to_string())]),
            filings: filings.into_iter().map(|filing| filing_row(&visitor, filing)).collect(),
            workers: workers.into_iter().map(|worker| worker_row(&visitor, worker)).collect(),
            rows: rows.collect(),
        })
    };
    let listed: Result<RequestsPage> = listed.await;
    page(&listed.map_err(|problem| visitor.trouble(problem))?)
}

fn filing_row(visitor: &Visitor, filing: Filing) -> FilingRow {
    let (words, filed) = (visitor.words(), filing.filed);
    let (year, number) = filed.receipt;
    let waits = filing.state == FilingState::Open;
    FilingRow {
        url: format!("/rounds/filings/{}", filed.id),
        receipt: words.request_receipt(number.to_string(), year.to_string()),
        name: filing.asker.person.name,
        village: filing.asker.village,
        form: words::form(words, filed.form),
        channel: words::channel(words, filing.channel),
        received: filed.received.vietnamese(),
        due: filed.due.vietnamese(),
        late: waits && filed.due < visitor.desk.today(),
        answer: if waits { words.filing_waits() } else { words.answer_refused() },
    }
}

fn worker_row(visitor: &Visitor, worker: Worker) -> WorkerRow {
    let words = visitor.words();
    let (year, number) = worker.receipt;
    WorkerRow {
        url: format!("/rounds/workers/{}", worker.id),
        receipt: words.request_receipt(number.to_string(), year.to_string()),
        received: worker.received.vietnamese(),
        due: worker.due.vietnamese(),
        late: worker.state == State::Open && worker.due < visitor.desk.today(),
        state: super::worker::state(words, &worker),
        name: worker.name,
    }
}

async fn of_household(visitor: &Visitor, id: &str) -> Result<Detail> {
    let id: HouseholdId = read_id(id, "registry.household.missing")?;
    let desk = &visitor.desk;
    household::detail(&desk.database, visitor.actor(), desk.units, id, None).await
}

pub(super) async fn ask(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Survey)?;
    let detail = of_household(&visitor, &asked.household).await;
    let detail = detail.map_err(|problem| visitor.trouble(problem))?;
    let form = Form::new().with("day", visitor.desk.today().vietnamese());
    shown_below(&visitor, below(&visitor, &detail), 0, questions(&visitor, &detail), form)
}

pub(super) async fn save(Query(asked): Query<Asked>, Posted { visitor, form }: Posted) -> Reply {
    let detail = of_household(&visitor, &asked.household).await;
    let detail = detail.map_err(|problem| visitor.trouble(problem))?;
    match receive(&visitor, detail.household.id, &form).await {
        Ok(id) => go(&format!("/rounds/requests/{id}"), None),
        Err(wrong) => {
            let asked = questions(&visitor, &detail);
            again(&visitor, below(&visitor, &detail), 0, asked, form, wrong)
        }
    }
}

fn below(visitor: &Visitor, detail: &Detail) -> Vec<Crumb> {
    let households = Crumb::new(visitor.words().nav_households(), "/households");
    let own = format!("/households/{}", detail.household.id);
    vec![households, Crumb::new(&*detail.household.head, own)]
}

async fn receive(
    visitor: &Visitor,
    household: HouseholdId,
    form: &Form,
) -> Result<RequestId, Wrong> {
    let new = NewRequest {
        household,
        form: form.value("form").parse().map_err(Wrong::with("form"))?,
        channel: form.value("channel").parse().map_err(Wrong::with("channel"))?,
        received: day(form)?,
        grounds: form.value("grounds").to_owned(),
    };
    Ok(act!(visitor, request::receive, &new)?)
}

fn questions(visitor: &Visitor, detail: &Detail) -> Questions {
    let words = visitor.words();
    let forms =
        Wanted::ALL.iter().map(|form| Choice::new(form.as_str(), words::form(words, *form)));
    let may_all = visitor.actor().may(Verb::Review);
    let channels = Channel::ALL
        .iter()
        .filter(|channel| **channel != Channel::Web)
        .filter(|channel| may_all || **channel == Channel::VillageHead)
        .map(|channel| Choice::new(channel.as_str(), words::channel(words, *channel)));
    Questions {
        title: words.request_record(),
        lead: words.request_lead(&detail.household.head),
        fields: vec![
            Field::Radios(Named::new("form", words.request_form()).required(), forms.collect()),
            Field::Radios(
                Named::new("channel", words.request_channel()).required(),
                channels.collect(),
            ),
            Field::Date(Named::new("day", words.request_received()).required()),
            Field::Text(Named::new("grounds", words.request_grounds())),
        ],
        action: words.request_record(),
        to: String::new(),
    }
}

#[derive(Template)]
#[template(path = "rounds/request.html")]
struct RequestPage {
    frame: Frame,
    commune: String,
    it: View,
    /// Whether it came as a form of an unknown household.
    filed: bool,
    may_refuse: bool,
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    page(&built(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str) -> Result<RequestPage> {
    let id: RequestId = read_id(id, "review.request.missing")?;
    let (request, filed) = look!(visitor, |tx, office| {
        let request = request::find(tx, &office, id).await?;
        (request, filing::find(tx, &office, id).await.is_ok())
    });
    let commune = visitor.unit_name(request.unit);
    let may_refuse = request.answer == Answer::Open && visitor.actor().may(Verb::Review);
    let it = view(visitor, request);
    let words = visitor.words();
    let trail = trail_to(visitor, words.requests_title(), "/rounds/requests".to_owned());
    Ok(RequestPage {
        frame: Frame { trail, ..visitor.frame(&it.receipt) },
        commune,
        it,
        filed,
        may_refuse,
    })
}

pub(super) async fn refuse(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let trouble = |problem: Problem| visitor.trouble(problem);
    let request: RequestId = read_id(&id, "review.request.missing").map_err(trouble)?;
    act!(visitor, request::refuse, request, form.value("reason")).map_err(trouble)?;
    let saved = Flash::done(visitor.words().request_refused());
    go(&format!("/rounds/requests/{id}"), Some(saved))
}
