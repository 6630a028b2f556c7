//! `/ask/standing`: how a request stands, for whoever has its receipt and code; `/ask/receipt`: the receipt as
//! a PDF. Both are asked by sending a form, so that neither stands in an address.

use std::sync::Arc;

use ::paper::{Document, Receipt};
use askama::Template;
use axum::Extension;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form as Sent, State};
use ground::Result;
use review::filing::{self, Progress, Standing};
use review::receipt;
use review::rules::Stage;
use ui::{Form, Frame, Words};

use super::limits::{Limits, Origin, What};
use crate::desk::Desk;
use crate::pages::rounds::paper::{head, typeset_for};
use crate::pages::rounds::words as said;
use crate::reply::{Reply, Trouble, page, page_with, status};
use crate::say;
use crate::visitor::Reader;

#[derive(Template)]
#[template(path = "ask/standing.html")]
struct StandingPage {
    frame: Frame,
    form: Form,
    found: Option<View>,
}

/// What is told.
struct View {
    receipt: String,
    code: String,
    commune: String,
    form: &'static str,
    received: String,
    due: String,
    now: String,
    next: &'static str,
}

pub(super) async fn ask(State(desk): State<Desk>, reader: Reader) -> Reply {
    let frame = reader.frame(&desk, reader.words().ask_standing_title());
    page(&StandingPage { frame, form: Form::new(), found: None })
}

pub(super) async fn show(
    State(desk): State<Desk>,
    reader: Reader,
    origin: Origin,
    Extension(limits): Extension<Arc<Limits>>,
    sent: Result<Sent<Vec<(String, String)>>, FormRejection>,
) -> Reply {
    let form = typed(sent);
    let words = reader.words();
    let frame = reader.frame(&desk, words.ask_standing_title());
    match found(&desk, &origin, &limits, &form).await {
        Ok(standing) => {
            let found = Some(view(&desk, words, &standing));
            page(&StandingPage { frame, form: Form::new(), found })
        }
        Err(problem) if problem.code == "store.database.busy" => Err(Trouble::new(problem, frame)),
        Err(problem) => {
            // The receipt stays in its field, the code does not.
            let again = Form::new().with("receipt", form.value("receipt"));
            let form = again.wrong("", words.problem(&problem));
            page_with(status(problem.kind), &StandingPage { frame, form, found: None })
        }
    }
}

pub(super) async fn receipt(
    State(desk): State<Desk>,
    reader: Reader,
    origin: Origin,
    Extension(limits): Extension<Arc<Limits>>,
    sent: Result<Sent<Vec<(String, String)>>, FormRejection>,
) -> Reply {
    let trouble = |problem| Trouble::new(problem, reader.frame(&desk, ""));
    let standing = found(&desk, &origin, &limits, &typed(sent)).await.map_err(trouble)?;
    let (filed, vietnamese) = (standing.filed, Words::of(ground::Lang::Vi));
    let (year, number) = filed.receipt;
    let number = format!("{number}/{year}");
    let document = Document::Receipt(Receipt {
        head: head(&desk, filed.unit, &number, Some(filed.received)),
        household: standing.head.clone(),
        residence: residence(&desk, &standing),
        form: said::form(vietnamese, filed.form).to_owned(),
        channel: said::channel(vietnamese, standing.channel).to_owned(),
        received: filed.received.vietnamese(),
        due: filed.due.vietnamese(),
        officer: String::new(),
        written: receipt::written(desk.units, filed.unit, filed.receipt),
        code: receipt::code(&desk.seal, filed.id),
    });
    typeset_for(&desk, Ok(document)).await.map_err(trouble)
}

fn typed(sent: Result<Sent<Vec<(String, String)>>, FormRejection>) -> Form {
    sent.map_or_else(|_| Form::new(), |sent| Form::typed(sent.0))
}

async fn found(desk: &Desk, origin: &Origin, limits: &Limits, form: &Form) -> Result<Standing> {
    let (receipt, code) = (form.value("receipt"), form.value("code"));
    let now = desk.clock.now();
    limits.count(What::Look, &origin.0, now)?;
    let digits: String =
        receipt.chars().map(|c| if c.is_ascii_digit() { c } else { ' ' }).collect();
    let parts: Vec<&str> =
        digits.split_whitespace().map(|part| part.trim_start_matches('0')).collect();
    limits.count(What::Receipt, &parts.join("-"), now)?;
    let mut tx = desk.database.read().await?;
    filing::progress(&mut tx, desk.units, &desk.seal, desk.today(), (receipt, code)).await
}

/// Where the household lives, from the village up.
fn residence(desk: &Desk, standing: &Standing) -> String {
    let path = desk.units.path(standing.filed.unit);
    let units = path.iter().rev().map(|unit| unit.full_name.as_str());
    let place = Some(standing.place.as_str()).filter(|place| !place.is_empty());
    place.into_iter().chain(units).collect::<Vec<_>>().join(", ")
}

fn view(desk: &Desk, words: &'static Words, standing: &Standing) -> View {
    let filed = &standing.filed;
    let (now, next) = told(words, &standing.progress);
    let unit = desk.units.get(filed.unit);
    View {
        receipt: receipt::written(desk.units, filed.unit, filed.receipt),
        code: receipt::code(&desk.seal, filed.id),
        commune: unit.map_or_else(String::new, |unit| super::commune::full(desk, unit)),
        form: said::form(words, filed.form),
        received: filed.received.vietnamese(),
        due: filed.due.vietnamese(),
        now,
        next,
    }
}

/// Where it is and what comes next, in words for everybody.
fn told(words: &'static Words, progress: &Progress) -> (String, &'static str) {
    match progress {
        Progress::Received => (words.ask_now_received().to_owned(), words.ask_next_received()),
        Progress::Waiting => (words.ask_now_waiting().to_owned(), words.ask_next_waiting()),
        Progress::Review(stage) => {
            let (now, next) = match stage {
                Stage::Survey => (words.ask_now_survey(), words.ask_next_survey()),
                Stage::Meeting => (words.ask_now_meeting(), words.ask_next_meeting()),
                Stage::Posting | Stage::Posted => (words.ask_now_posted(), words.ask_next_posted()),
                Stage::Recheck => (words.ask_now_recheck(), words.ask_next_recheck()),
                Stage::Decision | Stage::Done | Stage::Withdrawn => {
                    (words.ask_now_decision(), words.ask_next_decision())
                }
            };
            (now.to_owned(), next)
        }
        Progress::Decided(day, class) => {
            let class = class.map_or("", |class| say::class(words, class));
            (words.ask_now_decided(class, *day), words.ask_next_decided())
        }
        Progress::Refused(day, why) => (words.ask_now_refused(*day, why), words.ask_next_refused()),
    }
}
