//! Questionnaires on paper: blank, for one household, or for a whole village of a round.

use ::paper::{Document, Known, Questionnaire, Surveyed};
use axum::extract::{Path, Query};
use ground::{HouseholdId, Lang, Result, RoundId, UnitId};
use law::{Answer, Scope};
use registry::household::{self, Roll, Sex};
use registry::person::Person;
use review::rules::Stage;
use review::{case, round};
use serde::Deserialize;

use super::super::meeting::village as read_village;
use super::super::{id as read_id, look};
use super::official::Asked as OfVillage;
use super::questions::{Block, blocks, code, lists, printed};
use super::request::present;
use super::{typeset, unit_name};
use crate::reply::Reply;
use crate::visitor::Visitor;

/// What the address asks for; nothing for a blank form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    household: String,
}

pub(super) async fn one(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let document = of_household(&visitor, &asked.household).await;
    typeset(&visitor, document).await
}

async fn of_household(visitor: &Visitor, id: &str) -> Result<Document> {
    if id.is_empty() {
        return Ok(document(visitor, None, &[]));
    }
    let id: HouseholdId = read_id(id, "registry.household.missing")?;
    let desk = &visitor.desk;
    let detail = household::detail(&desk.database, visitor.actor(), desk.units, id, None).await?;
    let roll =
        Roll { household: detail.household, village: detail.village, persons: detail.persons };
    Ok(document(visitor, Some(roll.household.unit), &[roll]))
}

/// The households of a village that wait for their survey, each on its own form.
pub(super) async fn of_village(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<OfVillage>,
) -> Reply {
    let document = waiting(&visitor, &id, &asked.village).await;
    typeset(&visitor, document).await
}

async fn waiting(visitor: &Visitor, id: &str, village: &str) -> Result<Document> {
    let id: RoundId = read_id(id, "review.round.missing")?;
    let village = read_village(village)?;
    let (round, rolls) = look!(visitor, |tx, office| {
        let round = round::find(tx, &office, id).await?;
        let mut cases = case::of_round(tx, id).await?;
        cases.retain(|case| case.village == village && case.state.stage == Stage::Survey);
        let ids: Vec<_> = cases.iter().map(|case| case.household).collect();
        (round, household::rolls(tx, &ids).await?)
    });
    Ok(document(visitor, Some(round.unit), &rolls))
}

/// The form for these households; a blank one for none.
fn document(visitor: &Visitor, unit: Option<UnitId>, rolls: &[Roll]) -> Document {
    let desk = &visitor.desk;
    let law = &desk.law;
    let (member, own) = (blocks(law, Scope::Member), blocks(law, Scope::Household));
    let today = desk.today();
    let also = registry::asked_by_default(today);
    let standards = law.standards().filter(|standard| {
        standard.territory() == law::Territory::Nation && standard.period().contains(today)
            || also.contains(&standard.id())
    });
    let surveyed = |roll: &Roll| Surveyed {
        head: roll.household.head.clone(),
        code: roll.household.code.clone().unwrap_or_default(),
        village: roll.village.clone().unwrap_or_default(),
        address: roll.household.address.clone().unwrap_or_default(),
        members: present(roll)
            .map(|person| Known { name: person.name.clone(), answers: known(&member, person) })
            .collect(),
    };
    let mut households: Vec<Surveyed> = rolls.iter().map(surveyed).collect();
    if households.is_empty() {
        households.push(Surveyed::default());
    }
    Document::Questionnaire(Questionnaire {
        unit: unit.map_or_else(String::new, |unit| unit_name(desk, unit)),
        standards: standards.map(|standard| standard.name(Lang::Vi).to_owned()).collect(),
        codes: [lists(&member), lists(&own)].concat(),
        member_parts: member.iter().map(printed).collect(),
        parts: own.iter().map(printed).collect(),
        households,
    })
}

/// What the registry knows of a member, as codes by number of question.
pub(super) fn known(blocks: &[Block<'_>], person: &Person) -> Vec<(String, String)> {
    let questions = blocks.iter().flat_map(|block| &block.questions);
    let answered = questions.filter_map(|it| {
        let choice = |code: &str| it.question.choice(code).map(Answer::Choice);
        let answer = match it.question.id.as_str() {
            "birth_date" => person.birth_day.map(Answer::Day),
            "birth_year" if person.birth_day.is_none() => {
                person.birth_year.map(|year| Answer::Int(i64::from(year)))
            }
            "sex" => person.sex.map(Sex::as_str).and_then(choice),
            "relation" => choice(&person.relation),
            "ethnicity" => {
                let name = person.ethnicity.as_deref()?;
                let at = it.question.choices.iter().position(|choice| &*choice.vi == name)?;
                Some(Answer::Choice(at as u16))
            }
            _ => None,
        };
        Some((it.number.clone(), code(answer?)))
    });
    answered.collect()
}
