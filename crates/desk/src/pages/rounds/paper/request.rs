//! Requests on paper: forms 01 and 04, the receipt, and the refusal in writing.

use ::paper::{Document, Member, Receipt, Refusal, Request as Form};
use axum::extract::Path;
use ground::{Day, Problem, RequestId, Result};
use registry::household::{self, Roll, Sex};
use registry::person::Person;
use review::receipt;
use review::request::{self, Form as Wanted, Request};

use super::super::{id as read_id, look, words as said};
use super::{bases, head, typeset, unit_name, words};
use crate::desk::Desk;
use crate::reply::Reply;
use crate::say;
use crate::visitor::Visitor;

/// A form to be filled in by hand.
pub(super) async fn blank(visitor: Visitor, Path(form): Path<String>) -> Reply {
    let wanted = form.parse::<Wanted>();
    let blank = wanted.map(|form| {
        let unit = visitor.desk.units.get(visitor.actor().unit);
        let commune = unit.filter(|unit| unit.level == places::Level::Commune);
        Document::Request(Form {
            form: form.printed().to_owned(),
            unit: commune.map_or_else(String::new, |unit| unit.full_name.clone()),
            ..Form::default()
        })
    });
    typeset(&visitor, blank).await
}

async fn found(visitor: &Visitor, id: &str) -> Result<(Request, Roll)> {
    let id: RequestId = read_id(id, "review.request.missing")?;
    let (request, mut rolls) = look!(visitor, |tx, office| {
        let request = request::find(tx, &office, id).await?;
        let rolls = household::rolls(tx, &[request.household]).await?;
        (request, rolls)
    });
    let roll = rolls.pop().ok_or_else(|| Problem::missing("registry.household.missing"))?;
    Ok((request, roll))
}

pub(super) async fn form(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let filled = found(&visitor, &id).await.map(|(request, roll)| {
        let chief = roll.persons.first();
        Document::Request(Form {
            form: request.form.printed().to_owned(),
            unit: unit_name(&visitor.desk, request.unit),
            sex: chief.map_or_else(String::new, |head| say::sex(words(), head.sex).to_owned()),
            born: chief.map_or_else(String::new, born),
            ethnicity: roll.household.ethnicity.clone().unwrap_or_default(),
            residence: residence(&visitor.desk, &roll),
            current: String::new(),
            members: present(&roll).map(|person| member(person, String::new())).collect(),
            grounds: request.grounds.unwrap_or_default(),
            head: request.head,
        })
    });
    typeset(&visitor, filled).await
}

pub(super) async fn receipt(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let receipt = found(&visitor, &id).await.map(|(request, roll)| {
        let (year, number) = request.receipt;
        Document::Receipt(Receipt {
            head: head(
                &visitor.desk,
                request.unit,
                &format!("{number}/{year}"),
                Some(request.received),
            ),
            residence: residence(&visitor.desk, &roll),
            form: said::form(words(), request.form).to_owned(),
            channel: said::channel(words(), request.channel).to_owned(),
            received: request.received.vietnamese(),
            due: request.due.vietnamese(),
            officer: visitor.actor().by.name.clone(),
            written: receipt::written(visitor.desk.units, request.unit, request.receipt),
            code: receipt::code(&visitor.desk.seal, request.id),
            household: request.head,
        })
    });
    typeset(&visitor, receipt).await
}

pub(super) async fn refusal(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let letter = found(&visitor, &id).await.and_then(|(request, roll)| {
        let answered = request.answered.zip(request.why.clone());
        let not_refused = || Problem::conflict("review.request.not_refused");
        let (day, reasons) = answered.ok_or_else(not_refused)?;
        let (year, number) = request.receipt;
        let law = &visitor.desk.law;
        let acts = law.procedure_on(request.received).map(|it| it.citation.act.as_str());
        Ok(Document::Refusal(Refusal {
            head: head(&visitor.desk, request.unit, "", Some(day)),
            residence: residence(&visitor.desk, &roll),
            form: said::form(words(), request.form).to_owned(),
            receipt: words().request_receipt(number.to_string(), year.to_string()),
            received: request.received.vietnamese(),
            reasons,
            bases: bases(law, acts),
            household: request.head,
        }))
    });
    typeset(&visitor, letter).await
}

/// Where a household lives, from the village up.
pub(super) fn residence(desk: &Desk, roll: &Roll) -> String {
    let path = desk.units.path(roll.household.unit);
    let own = [roll.household.address.clone(), roll.village.clone()];
    let units = path.iter().rev().map(|unit| unit.full_name.clone());
    own.into_iter().flatten().chain(units).collect::<Vec<_>>().join(", ")
}

/// The members of today.
pub(super) fn present(roll: &Roll) -> impl Iterator<Item = &Person> {
    roll.persons.iter().filter(|person| person.gone.is_none())
}

/// Day of birth, or the year alone.
pub(super) fn born(person: &Person) -> String {
    let year = || person.birth_year.map_or_else(String::new, |year| year.to_string());
    person.birth_day.map_or_else(year, Day::vietnamese)
}

/// A member as certificates and requests list one.
pub(super) fn member(person: &Person, note: String) -> Member {
    let female = person.sex == Some(Sex::Female);
    let (male, woman) =
        if female { (String::new(), born(person)) } else { (born(person), String::new()) };
    Member {
        name: person.name.clone(),
        ethnicity: person.ethnicity.clone().unwrap_or_default(),
        relation: say::relation(words(), &person.relation).to_owned(),
        born_male: male,
        born_female: woman,
        note,
    }
}
