//! Requests on paper whose household is not known: the form as it was handed in, its receipt, and the refusal.

use ::paper::{Document, Member, Receipt, Refusal, Request as Form};
use axum::extract::Path;
use ground::{Day, Problem, RequestId, Result};
use registry::household::Sex;
use registry::person::NewPerson;
use review::filing::{self, Activity, Filing};
use review::receipt;

use super::super::filing::born;
use super::super::{id as read_id, look, words as said};
use super::{bases, head, typeset, unit_name, words};
use crate::pages::ask::fields;
use crate::reply::Reply;
use crate::say;
use crate::visitor::Visitor;

async fn found(visitor: &Visitor, id: &str) -> Result<Filing> {
    let id: RequestId = read_id(id, "review.request.missing")?;
    Ok(look!(visitor, |tx, office| filing::find(tx, &office, id).await?))
}

pub(super) async fn form(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let filled = found(&visitor, &id).await.map(|filing| {
        let asker = &filing.asker;
        let person = &asker.person;
        let own = std::iter::once(line(person, asker.activity));
        let others = filing.members.iter().map(|member| line(&member.person, member.activity));
        Document::Request(Form {
            form: filing.filed.form.printed().to_owned(),
            unit: unit_name(&visitor.desk, filing.filed.unit),
            head: person.name.clone(),
            sex: person.sex.map_or("", |sex| say::sex(words(), Some(sex))).to_owned(),
            born: born(person.birth_day, person.birth_year),
            ethnicity: person.ethnicity.clone().unwrap_or_default(),
            residence: format!("{}, {}", asker.permanent, asker.village),
            current: asker.current.clone(),
            members: own.chain(others).collect(),
            grounds: filing.grounds.clone(),
        })
    });
    typeset(&visitor, filled).await
}

fn line(person: &NewPerson, activity: Option<Activity>) -> Member {
    let born = born(person.birth_day, person.birth_year);
    let (born_male, born_female) = match person.sex {
        Some(Sex::Female) => (String::new(), born),
        _ => (born, String::new()),
    };
    Member {
        name: person.name.clone(),
        ethnicity: person.ethnicity.clone().unwrap_or_default(),
        relation: say::relation(words(), &person.relation).to_owned(),
        born_male,
        born_female,
        note: activity.map_or("", |activity| fields::activity(words(), activity)).to_owned(),
    }
}

pub(super) async fn receipt(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let receipt = found(&visitor, &id).await.map(|filing| {
        let filed = &filing.filed;
        let (year, number) = filed.receipt;
        let number = format!("{number}/{year}");
        Document::Receipt(Receipt {
            head: head(&visitor.desk, filed.unit, &number, Some(filed.received)),
            household: filing.asker.person.name.clone(),
            residence: format!("{}, {}", filing.asker.permanent, filing.asker.village),
            form: said::form(words(), filed.form).to_owned(),
            channel: said::channel(words(), filing.channel).to_owned(),
            received: filed.received.vietnamese(),
            due: filed.due.vietnamese(),
            officer: visitor.actor().by.name.clone(),
            written: receipt::written(visitor.desk.units, filed.unit, filed.receipt),
            code: receipt::code(&visitor.desk.seal, filed.id),
        })
    });
    typeset(&visitor, receipt).await
}

pub(super) async fn refusal(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let letter = found(&visitor, &id).await.and_then(|filing| {
        let answered: Option<(Day, String)> = filing.answered.zip(filing.why.clone());
        let not_refused = || Problem::conflict("review.request.not_refused");
        let (day, reasons) = answered.ok_or_else(not_refused)?;
        let filed = &filing.filed;
        let (year, number) = filed.receipt;
        let law = &visitor.desk.law;
        let acts = law.procedure_on(filed.received).map(|it| it.citation.act.as_str());
        Ok(Document::Refusal(Refusal {
            head: head(&visitor.desk, filed.unit, "", Some(day)),
            household: filing.asker.person.name.clone(),
            residence: format!("{}, {}", filing.asker.permanent, filing.asker.village),
            form: said::form(words(), filed.form).to_owned(),
            receipt: words().request_receipt(number.to_string(), year.to_string()),
            received: filed.received.vietnamese(),
            reasons,
            bases: bases(law, acts),
        }))
    });
    typeset(&visitor, letter).await
}
