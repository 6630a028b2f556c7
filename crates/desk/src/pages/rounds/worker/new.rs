//! `/rounds/workers/new?household=…`: the request of a member is typed in.

use access::Verb;
use axum::extract::Query;
use ground::{HouseholdId, PersonId, RequestId, Result};
use registry::household::{self, Detail};
use review::request::Channel;
use review::worker;
use serde::Deserialize;
use ui::{Choice, Crumb, Form};

use super::super::{act, again, id as read_id, words};
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use crate::reply::{Reply, go};
use crate::visitor::{Posted, Visitor};

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::pages::rounds) struct Asked {
    household: String,
}

async fn of_household(visitor: &Visitor, id: &str) -> Result<Detail> {
    let id: HouseholdId = read_id(id, "registry.household.missing")?;
    let desk = &visitor.desk;
    household::detail(&desk.database, visitor.actor(), desk.units, id, None).await
}

fn below(visitor: &Visitor, detail: &Detail) -> Vec<Crumb> {
    let own = format!("/households/{}", detail.household.id);
    let households = Crumb::new(visitor.words().nav_households(), "/households");
    vec![households, Crumb::new(&*detail.household.head, own)]
}

pub(in crate::pages::rounds) async fn ask(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Survey)?;
    let detail = of_household(&visitor, &asked.household).await;
    let detail = detail.map_err(|problem| visitor.trouble(problem))?;
    let form = Form::new().with("day", visitor.desk.today().vietnamese());
    shown_below(&visitor, below(&visitor, &detail), 0, questions(&visitor, &detail), form)
}

pub(in crate::pages::rounds) async fn save(
    Query(asked): Query<Asked>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let detail = of_household(&visitor, &asked.household).await;
    let detail = detail.map_err(|problem| visitor.trouble(problem))?;
    match received(&visitor, detail.household.id, &form).await {
        Ok(id) => go(&format!("/rounds/workers/{id}"), None),
        Err(wrong) => {
            let asked = questions(&visitor, &detail);
            again(&visitor, below(&visitor, &detail), 0, asked, form, wrong)
        }
    }
}

async fn received(
    visitor: &Visitor,
    household: HouseholdId,
    form: &Form,
) -> Result<RequestId, Wrong> {
    let person: PersonId =
        read_id(form.value("person"), "registry.person.missing").map_err(Wrong::with("person"))?;
    let channel: Channel = form.value("channel").parse().map_err(Wrong::with("channel"))?;
    let (whose, on) = ((household, person), day(form)?);
    Ok(act!(visitor, worker::receive, whose, channel, on)?)
}

fn questions(visitor: &Visitor, detail: &Detail) -> Questions {
    let it = visitor.words();
    let present = detail.persons.iter().filter(|person| person.gone.is_none());
    let persons = present.map(|person| Choice::new(person.id.to_string(), &*person.name));
    let may_all = visitor.actor().may(Verb::Review);
    let offered = |channel: &&Channel| match channel {
        Channel::Web => false,
        Channel::VillageHead => true,
        _ => may_all,
    };
    let channel = |one: &Channel| Choice::new(one.as_str(), words::channel(it, *one));
    let channels = Channel::ALL.iter().filter(offered).map(channel);
    Questions {
        title: it.worker_new(),
        lead: it.worker_new_lead().to_owned(),
        fields: vec![
            Field::Radios(Named::new("person", it.worker_who()).required(), persons.collect()),
            Field::Radios(
                Named::new("channel", it.request_channel()).required(),
                channels.collect(),
            ),
            Field::Date(Named::new("day", it.request_received()).required()),
        ],
        action: it.request_record(),
        to: String::new(),
    }
}
