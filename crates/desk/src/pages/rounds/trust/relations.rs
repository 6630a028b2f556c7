//! `/rounds/relations`: ties between reviewers and households that were declared in a commune;
//! `/rounds/relations/new?household=`: declaring one, as a reviewer one's own.

use access::Verb;
use askama::Template;
use axum::extract::{Path, Query};
use ground::{Problem, RelationId, Result};
use registry::household::{self, Detail};
use review::relation::{self, Declared, Kind};
use serde::Deserialize;
use ui::{Choice, Crumb, Flash, Form, Frame};

use super::kind;
use crate::pages::household::form::{Field, Named, Questions, Wrong, shown_below};
use crate::pages::rounds::{act, again, id as read_id, list::commune, trail, trail_to};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::pages::rounds) struct Asked {
    unit: String,
    household: String,
}

#[derive(Template)]
#[template(path = "rounds/trust/relations.html")]
struct RelationsPage {
    frame: Frame,
    unit: String,
    rows: Vec<Row>,
    may_run: bool,
}

struct Row {
    url: String,
    reviewer: String,
    household: String,
    head: String,
    kind: &'static str,
    note: String,
    by: String,
}

pub(in crate::pages::rounds) async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    page(&built(&visitor, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, asked: &Asked) -> Result<RelationsPage> {
    let words = visitor.words();
    let (unit, _) = commune(visitor, &asked.unit)?;
    let declared = relation::of_unit(&mut visitor.desk.database.read().await?, unit).await?;
    let row = |one: Declared| Row {
        url: format!("/rounds/relations/{}", one.id),
        reviewer: one.account_name,
        household: format!("/households/{}", one.household),
        head: one.head,
        kind: kind(words, one.kind),
        note: one.note.unwrap_or_default(),
        by: one.by,
    };
    Ok(RelationsPage {
        unit: visitor.unit_name(unit),
        rows: declared.into_iter().map(row).collect(),
        may_run: visitor.actor().may(Verb::Review),
        frame: Frame { trail: trail(visitor), ..visitor.frame(words.relations_title()) },
    })
}

async fn of_household(visitor: &Visitor, id: &str) -> Result<Detail> {
    let id = read_id(id, "registry.household.missing")?;
    let desk = &visitor.desk;
    household::detail(&desk.database, visitor.actor(), desk.units, id, None).await
}

fn below(visitor: &Visitor, detail: &Detail) -> Vec<Crumb> {
    let households = Crumb::new(visitor.words().nav_households(), "/households");
    let own = format!("/households/{}", detail.household.id);
    vec![households, Crumb::new(&*detail.household.head, own)]
}

async fn questions(visitor: &Visitor, detail: &Detail) -> Result<Questions> {
    let words = visitor.words();
    let mut fields = Vec::new();
    if visitor.actor().may(Verb::Review) {
        let mut tx = visitor.desk.database.read().await?;
        let people = access::account::reviewers(&mut tx, detail.household.unit).await?;
        let people = people.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
        let named = Named::new("reviewer", words.round_reviewer()).required();
        fields.push(Field::Select(named, people.collect()));
    }
    let kinds = Kind::ALL.iter().map(|one| Choice::new(one.as_str(), kind(words, *one)));
    fields.push(Field::Radios(
        Named::new("kind", words.relations_kind()).required(),
        kinds.collect(),
    ));
    fields.push(Field::Text(Named::new("note", words.relations_note())));
    Ok(Questions {
        title: words.relations_declare(),
        lead: words.relations_declare_lead(&detail.household.head),
        fields,
        action: words.relations_declare(),
        to: String::new(),
    })
}

pub(in crate::pages::rounds) async fn ask(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Survey)?;
    let trouble = |problem| visitor.trouble(problem);
    let detail = of_household(&visitor, &asked.household).await.map_err(trouble)?;
    let asked = questions(&visitor, &detail).await.map_err(trouble)?;
    shown_below(&visitor, below(&visitor, &detail), 0, asked, Form::new())
}

pub(in crate::pages::rounds) async fn declare(
    Query(asked): Query<Asked>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let detail = of_household(&visitor, &asked.household).await.map_err(trouble)?;
    match declared(&visitor, &detail, &form).await {
        Ok(_) => {
            let to = format!("/households/{}", detail.household.id);
            go(&to, Some(Flash::done(visitor.words().relations_declared())))
        }
        Err(wrong) => {
            let asked = questions(&visitor, &detail).await.map_err(trouble)?;
            again(&visitor, below(&visitor, &detail), 0, asked, form, wrong)
        }
    }
}

async fn declared(visitor: &Visitor, detail: &Detail, form: &Form) -> Result<RelationId, Wrong> {
    let nobody = || Problem::invalid("review.relation.reviewer");
    let account = if visitor.actor().may(Verb::Review) {
        form.value("reviewer").parse().map_err(|_| Wrong::with("reviewer")(nobody()))?
    } else {
        visitor.actor().account.ok_or_else(nobody)?
    };
    let kind: Kind = form.value("kind").parse().map_err(Wrong::with("kind"))?;
    let (household, note) = (detail.household.id, form.value("note"));
    let done = act!(visitor, relation::declare, account, household, kind, note);
    done.map_err(Wrong::with("reviewer"))
}

fn withdraw_questions(visitor: &Visitor) -> Questions {
    let words = visitor.words();
    Questions {
        title: words.relations_withdraw(),
        lead: words.relations_withdraw_lead().to_owned(),
        fields: vec![Field::Text(Named::new("reason", words.audit_why()).required())],
        action: words.relations_withdraw(),
        to: String::new(),
    }
}

fn list_trail(visitor: &Visitor) -> Vec<Crumb> {
    trail_to(visitor, visitor.words().relations_title(), "/rounds/relations".to_owned())
}

pub(in crate::pages::rounds) async fn ask_withdraw(visitor: Visitor) -> Reply {
    visitor.must(Verb::Review)?;
    shown_below(&visitor, list_trail(&visitor), 0, withdraw_questions(&visitor), Form::new())
}

pub(in crate::pages::rounds) async fn withdraw(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let relation: RelationId = read_id(&id, "review.relation.missing").map_err(trouble)?;
    match act!(visitor, relation::withdraw, relation, form.value("reason")) {
        Ok(()) => {
            let saved = Flash::done(visitor.words().relations_withdrawn());
            go("/rounds/relations", Some(saved))
        }
        Err(problem) => {
            let wrong = Wrong::with("reason")(problem);
            again(&visitor, list_trail(&visitor), 0, withdraw_questions(&visitor), form, wrong)
        }
    }
}
