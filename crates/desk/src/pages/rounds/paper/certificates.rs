//! `/rounds/certificates`: the certificates that wait for this year's signature, and certificates as PDF.

use std::collections::{HashMap, HashSet};

use ::paper::{Certificate as Paper, Certificates, Document, Year};
use access::{Actor, Verb};
use askama::Template;
use axum::extract::{Path, Query};
use ground::{DecisionId, HouseholdId, Lang, Problem, Result};
use law::{Class, Standard};
use registry::household::{self, Roll};
use review::certificate::{self, Certificate, Signed};
use review::{Office, decision};
use serde::Deserialize;
use ui::{Flash, Frame};

use super::super::{act, id as read_id, list as rounds, look, trail};
use super::request::{member, residence};
use super::{AT_ONCE, head, typeset, unit_name, words};
use crate::desk::Desk;
use crate::reply::{Reply, go, page};
use crate::say;
use crate::visitor::{Posted, Visitor};

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    unit: String,
}

#[derive(Template)]
#[template(path = "rounds/certificates_due.html")]
struct DuePage {
    frame: Frame,
    lead: String,
    unit: String,
    signer: String,
    may_sign: bool,
    rows: Vec<Row>,
}

struct Row {
    household: String,
    head: String,
    village: String,
    class: &'static str,
    number: String,
    last: i32,
    pdf: String,
}

pub(super) async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let listed = async {
        let (unit, _) = rounds::commune(&visitor, &asked.unit)?;
        let due = look!(visitor, |tx, office| certificate::due(tx, &office, unit).await?);
        let row = |due: certificate::Due| Row {
            household: due.certificate.household.to_string(),
            pdf: format!("/rounds/certificates/{}/pdf", due.certificate.household),
            head: due.head,
            village: due.village,
            class: due.class.as_str(),
            number: due.certificate.number,
            last: due.last,
        };
        let words = visitor.words();
        let year = visitor.desk.today().year().to_string();
        let frame = visitor.frame(words.certificates_title());
        Ok(DuePage {
            lead: words.certificates_lead(visitor.unit_name(unit), year),
            unit: unit.to_string(),
            signer: visitor.actor().by.name.clone(),
            may_sign: visitor.actor().may(Verb::Decide),
            rows: due.into_iter().map(row).collect(),
            frame: Frame { trail: trail(&visitor), ..frame },
        })
    };
    let listed: Result<DuePage> = listed.await;
    page(&listed.map_err(|problem| visitor.trouble(problem))?)
}

/// Signs for this year: the household of the button, or all that are due.
pub(super) async fn sign(Posted { visitor, form }: Posted) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let (unit, _) = rounds::commune(&visitor, form.value("unit")).map_err(trouble)?;
    let only = Some(form.value("household")).filter(|household| !household.is_empty());
    let only: Option<HouseholdId> =
        only.map(|id| read_id(id, "registry.household.missing")).transpose().map_err(trouble)?;
    let signed = act!(visitor, certificate::sign_again, unit, only, form.value("signer"));
    let signed = signed.map_err(trouble)?;
    let to = ui::link("/rounds/certificates", &[("unit", form.value("unit"))]);
    go(&to, Some(Flash::done(visitor.words().certificates_signed(signed))))
}

/// The certificates of a decision, when they are few enough to wait for.
pub(super) async fn of_decision(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let document = async {
        let id = read_id(&id, "review.decision.missing")?;
        decided(&visitor.desk, visitor.actor(), id).await
    };
    let document = document.await;
    if matches!(&document, Ok(Document::Certificates(all)) if all.papers.len() > AT_ONCE) {
        let many = Flash::note(visitor.words().certificates_many());
        return go(&format!("/rounds/decisions/{id}"), Some(many));
    }
    typeset(&visitor, document).await
}

/// The certificates that a decision signed, for somebody who may see it.
pub(super) async fn decided(desk: &Desk, actor: &Actor, id: DecisionId) -> Result<Document> {
    let mut moment = desk.moment();
    let office = Office { law: &desk.law, units: desk.units, actor, moment: &mut moment };
    let mut tx = desk.database.read().await?;
    let (decision, lines) = decision::find(&mut tx, &office, id).await?;
    let on: HashSet<_> = lines.into_iter().filter_map(|line| line.certificate).collect();
    let mut papers = certificate::of_unit(&mut tx, decision.unit, &decision.standard).await?;
    papers.retain(|(paper, _)| on.contains(&paper.number));
    let ids: Vec<_> = papers.iter().map(|(paper, _)| paper.household).collect();
    let rolls = household::rolls(&mut tx, &ids).await?;
    let rolls: HashMap<_, _> = rolls.iter().map(|roll| (roll.household.id, roll)).collect();
    let missing = || Problem::internal("review.decision.no_standard");
    let standard = desk.law.standard(&decision.standard).ok_or_else(missing)?;
    let papers = papers.iter().filter_map(|(certificate, years)| {
        Some(paper(desk, certificate, years, rolls.get(&certificate.household)?))
    });
    Ok(document(desk, decision.unit, standard, papers.collect()))
}

pub(super) async fn of_household(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let document = held(&visitor, &id).await;
    typeset(&visitor, document).await
}

/// The latest certificate of a household.
async fn held(visitor: &Visitor, id: &str) -> Result<Document> {
    let id: HouseholdId = read_id(id, "registry.household.missing")?;
    let desk = &visitor.desk;
    // Whether the visitor may see the household at all.
    household::detail(&desk.database, visitor.actor(), desk.units, id, None).await?;
    let missing = || Problem::missing("review.certificate.missing");
    let (certificate, years, mut rolls) = look!(visitor, |tx, _office| {
        let held = certificate::of_household(tx, id).await?;
        let latest = held.into_iter().next().ok_or_else(missing)?;
        let years = certificate::years(tx, &latest).await?;
        (latest, years, household::rolls(tx, &[id]).await?)
    });
    let roll = rolls.pop().ok_or_else(missing)?;
    let standard = desk.law.standard(&certificate.standard).ok_or_else(missing)?;
    let one = paper(desk, &certificate, &years, &roll);
    Ok(document(desk, certificate.unit, standard, vec![one]))
}

/// A standard without an end has room for this many years.
const YEARS: i32 = 5;

fn document(
    desk: &Desk,
    unit: ground::UnitId,
    standard: &Standard,
    papers: Vec<Paper>,
) -> Document {
    let from = standard.period().from.year();
    let to = standard.period().to.map_or(from + YEARS - 1, ground::Day::year);
    let indicators = standard.indicators().iter();
    Document::Certificates(Certificates {
        unit: unit_name(desk, unit),
        indicators: indicators.map(|indicator| indicator.name(Lang::Vi).to_owned()).collect(),
        years: (from..=to).collect(),
        papers,
    })
}

fn paper(desk: &Desk, of: &Certificate, years: &[Signed], roll: &Roll) -> Paper {
    let members = roll.persons.iter().filter_map(|person| {
        let note = match person.gone {
            Some(day) if day < of.issued => return None,
            Some(day) => {
                let why = person.gone_why.as_deref().map_or("", |why| say::gone(words(), why));
                words().certificate_gone(day, why)
            }
            None if person.joined > of.issued => words().certificate_joined(person.joined),
            None => String::new(),
        };
        Some(member(person, note))
    });
    let year = |signed: &Signed| Year {
        year: signed.year,
        class: if signed.class == Class::Poor { "N" } else { "CN" }.to_owned(),
        lacking: (1..=u64::BITS as usize)
            .filter(|at| signed.lacking >> (at - 1) & 1 == 1)
            .collect(),
        signer: signed.signer.clone(),
    };
    Paper {
        number: of.number.clone(),
        place: head(desk, of.unit, "", Some(of.issued)).place,
        head: roll.household.head.clone(),
        ethnicity: roll.household.ethnicity.clone().unwrap_or_default(),
        residence: residence(desk, roll),
        members: members.collect(),
        years: years.iter().map(year).collect(),
    }
}
