//! `/rounds/filings/new`: a form on paper is typed in, of somebody whose household is not in the registry or has
//! not been found.

use access::Verb;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use ground::{Problem, RequestId, Result, UnitId};
use places::Level;
use registry::household;
use review::filing::{self, Filed, NewFiling};
use review::request::{Channel, Form as Wanted};
use serde::Deserialize;
use ui::{Choice, Crumb, Form, Frame};

use super::super::{act, field, trail_to, words};
use crate::pages::ask::fields::{self, Choices, beside, read_once};
use crate::pages::household::form::{Wrong, day, mendable};
use crate::reply::{Reply, Trouble, go, page_with};
use crate::visitor::{Posted, Visitor};

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::pages::rounds) struct Asked {
    unit: String,
}

#[derive(Template)]
#[template(path = "rounds/filing_new.html")]
struct NewPage {
    frame: Frame,
    commune: String,
    form: Form,
    choices: Choices,
    once: String,
    forms: Vec<Choice>,
    channels: Vec<Choice>,
}

pub(in crate::pages::rounds) async fn ask(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Survey)?;
    let unit = commune(&visitor, &asked.unit)?;
    let form = Form::new().with("day", visitor.desk.today().vietnamese());
    let once = fields::once(&visitor.desk.seal, RequestId(visitor.desk.moment().id()));
    shown(&visitor, unit, form, once).await
}

fn commune(visitor: &Visitor, asked: &str) -> Result<UnitId, Trouble> {
    let not_commune = || visitor.trouble(Problem::invalid("review.filing.unit"));
    let chosen = visitor.chosen(Some(asked)).map_err(|problem| visitor.trouble(problem))?;
    let found = visitor.desk.units.get(chosen.0);
    let found = found.filter(|found| found.level == Level::Commune).ok_or_else(not_commune)?;
    Ok(found.id)
}

async fn shown(visitor: &Visitor, unit: UnitId, form: Form, once: String) -> Reply {
    let built = built(visitor, unit, form, once).await;
    let built = built.map_err(|problem| visitor.trouble(problem))?;
    let sound = built.form.is_sound();
    page_with(if sound { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &built)
}

async fn built(visitor: &Visitor, unit: UnitId, form: Form, once: String) -> Result<NewPage> {
    let it = visitor.words();
    let villages = household::villages(&mut visitor.desk.database.read().await?, unit).await?;
    let villages = villages.into_iter().map(|(_, name)| name).collect();
    let may_all = visitor.actor().may(Verb::Review);
    let offered = |channel: &&Channel| match channel {
        Channel::Web => false,
        Channel::VillageHead => true,
        _ => may_all,
    };
    let channel = |one: &Channel| Choice::new(one.as_str(), words::channel(it, *one));
    let wanted = |one: &Wanted| Choice::new(one.as_str(), words::form(it, *one));
    let trail: Vec<Crumb> = trail_to(visitor, it.requests_title(), "/rounds/requests".to_owned());
    Ok(NewPage {
        frame: Frame { trail, ..visitor.frame(it.filing_new()) },
        commune: visitor.unit_name(unit),
        form,
        choices: fields::choices(it, villages),
        once,
        forms: Wanted::ALL.iter().map(wanted).collect(),
        channels: Channel::ALL.iter().filter(offered).map(channel).collect(),
    })
}

pub(in crate::pages::rounds) async fn save(
    Query(asked): Query<Asked>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let unit = commune(&visitor, &asked.unit)?;
    match filed(&visitor, unit, &form).await {
        Ok(filed) => go(&format!("/rounds/filings/{}", filed.id), None),
        Err(wrong) if mendable(&wrong.problem) => {
            let once = form.value("once").to_owned();
            let form = form.wrong(field(&wrong), visitor.words().problem(&wrong.problem));
            shown(&visitor, unit, form, once).await
        }
        Err(wrong) => Err(visitor.trouble(wrong.problem)),
    }
}

async fn filed(visitor: &Visitor, unit: UnitId, form: &Form) -> Result<Filed, Wrong> {
    let members = fields::members(form)?;
    let lines: Vec<usize> = members.iter().map(|(line, _)| *line).collect();
    let channel: Channel = form.value("channel").parse().map_err(Wrong::with("channel"))?;
    if channel == Channel::Web {
        let nobody = Problem::invalid("review.channel.unknown").with("text", channel.as_str());
        return Err(Wrong::with("channel")(nobody));
    }
    let new = NewFiling {
        id: read_once(&visitor.desk.seal, form.value("once"))?,
        unit,
        form: form.value("form").parse().map_err(Wrong::with("form"))?,
        channel,
        received: day(form)?,
        asker: fields::asker(form)?,
        members: members.into_iter().map(|(_, member)| member).collect(),
        grounds: form.value("grounds").to_owned(),
        pledged: form.has("pledge", "yes"),
    };
    let seal = &visitor.desk.seal;
    act!(visitor, filing::typed_in, seal, &new).map_err(|problem| beside(problem, &lines))
}
