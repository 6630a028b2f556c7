//! `/ask/{commune}/{form}`: the form, and the receipt it is answered with.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form as Sent, Path, State};
use axum::http::StatusCode;
use ground::{Problem, RequestId, Result};
use places::Unit;
use registry::household;
use review::filing::{self, Filed, NewFiling};
use review::receipt;
use review::request::{Channel, Form as Wanted};
use ui::{Form, Frame};

use super::commune;
use super::fields::{self, Choices, beside, read_once};
use super::limits::{Limits, Origin, What};
use crate::desk::Desk;
use crate::pages::household::form::{Wrong, mendable};
use crate::pages::rounds::words as said;
use crate::reply::{Reply, Trouble, page, page_with};
use crate::visitor::Reader;

/// Times a receipt is drawn when others draw at the same moment.
const DRAWS: usize = 8;

#[derive(Template)]
#[template(path = "ask/form.html")]
struct FormPage {
    frame: Frame,
    commune: String,
    lead: &'static str,
    form: Form,
    choices: Choices,
    once: String,
}

pub(super) async fn ask(
    State(desk): State<Desk>,
    reader: Reader,
    Path((code, wanted)): Path<(String, String)>,
) -> Reply {
    let shown = async {
        let (unit, wanted) = (commune::of(&desk, &code)?, read_wanted(&wanted)?);
        let once = fields::once(&desk.seal, RequestId(desk.moment().id()));
        built(&desk, &reader, unit, wanted, Form::new(), once).await
    };
    let shown: Result<FormPage> = shown.await;
    page(&shown.map_err(|problem| Trouble::new(problem, reader.frame(&desk, "")))?)
}

fn read_wanted(form: &str) -> Result<Wanted> {
    form.parse().map_err(|_| Problem::missing("review.form.unknown").with("text", form))
}

async fn built(
    desk: &Desk,
    reader: &Reader,
    unit: &Unit,
    wanted: Wanted,
    form: Form,
    once: String,
) -> Result<FormPage> {
    let words = reader.words();
    let villages = household::villages(&mut desk.database.read().await?, unit.id).await?;
    let villages = villages.into_iter().map(|(_, name)| name).collect();
    let (title, lead) = match wanted {
        Wanted::Entry => (words.ask_entry(), words.ask_entry_lead()),
        Wanted::Exit => (words.ask_exit(), words.ask_exit_lead()),
        Wanted::Average => (words.ask_average(), words.ask_average_lead()),
    };
    Ok(FormPage {
        frame: reader.frame(desk, title),
        commune: commune::full(desk, unit),
        lead,
        form,
        choices: fields::choices(words, villages),
        once,
    })
}

#[derive(Template)]
#[template(path = "ask/receipt.html")]
struct ReceiptPage {
    frame: Frame,
    commune: String,
    form: &'static str,
    receipt: String,
    code: String,
    received: String,
    due: String,
}

pub(super) async fn send(
    State(desk): State<Desk>,
    reader: Reader,
    Path((code, wanted)): Path<(String, String)>,
    origin: Origin,
    Extension(limits): Extension<Arc<Limits>>,
    sent: Result<Sent<Vec<(String, String)>>, FormRejection>,
) -> Reply {
    let trouble = |problem| Trouble::new(problem, reader.frame(&desk, ""));
    let unit = commune::of(&desk, &code).map_err(trouble)?;
    let wanted = read_wanted(&wanted).map_err(trouble)?;
    // What was sent is not told again: it says who somebody is.
    let sent = sent.map_err(|_| trouble(Problem::invalid("desk.ask.unreadable")))?;
    let form = Form::typed(sent.0);
    match filed(&desk, unit, wanted, &origin, &limits, &form).await {
        Ok(filed) => {
            let words = reader.words();
            page(&ReceiptPage {
                frame: reader.frame(&desk, words.ask_receipt_title()),
                commune: commune::full(&desk, unit),
                form: said::form(words, filed.form),
                receipt: receipt::written(desk.units, filed.unit, filed.receipt),
                code: receipt::code(&desk.seal, filed.id),
                received: filed.received.vietnamese(),
                due: filed.due.vietnamese(),
            })
        }
        Err(wrong) if mendable(&wrong.problem) || wrong.problem.code == "review.filing.many" => {
            let once = form.value("once").to_owned();
            let once = match read_once(&desk.seal, &once) {
                Ok(_) => once,
                Err(_) => fields::once(&desk.seal, RequestId(desk.moment().id())),
            };
            let form = form.wrong(wrong.field, reader.words().problem(&wrong.problem));
            let shown = built(&desk, &reader, unit, wanted, form, once).await.map_err(trouble)?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(wrong) => Err(trouble(wrong.problem)),
    }
}

async fn filed(
    desk: &Desk,
    unit: &Unit,
    form: Wanted,
    origin: &Origin,
    limits: &Limits,
    typed: &Form,
) -> Result<Filed, Wrong> {
    limits.count(What::Send, &origin.0, desk.clock.now())?;
    // A field that nobody sees: only a program fills it in.
    if !typed.value("website").is_empty() {
        return Err(Problem::invalid("desk.ask.program").into());
    }
    let members = fields::members(typed)?;
    let lines: Vec<usize> = members.iter().map(|(line, _)| *line).collect();
    let new = NewFiling {
        id: read_once(&desk.seal, typed.value("once"))?,
        unit: unit.id,
        form,
        channel: Channel::Web,
        received: desk.today(),
        asker: fields::asker(typed)?,
        members: members.into_iter().map(|(_, member)| member).collect(),
        grounds: typed.value("grounds").to_owned(),
        pledged: typed.has("pledge", "yes"),
    };
    take(desk, &new).await.map_err(|problem| beside(problem, &lines))
}

/// Takes it, drawing another receipt as long as somebody else has just drawn the same.
async fn take(desk: &Desk, new: &NewFiling) -> Result<Filed> {
    let law = (&*desk.law, desk.units);
    for draw in 1.. {
        let mut moment = desk.moment();
        let mut tx = desk.database.begin().await?;
        match filing::from_the_web(&mut tx, law, &mut moment, &desk.seal, new).await {
            Ok(filed) => {
                tx.commit().await?;
                return Ok(filed);
            }
            Err(problem) if problem.code == "store.row.exists" && draw < DRAWS => {}
            Err(problem) => return Err(problem),
        }
    }
    unreachable!("the last draw returns")
}
