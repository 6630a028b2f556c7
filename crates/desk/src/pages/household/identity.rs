//! The whole ID number of one member, shown once; every look is in the audit trail.

use axum::extract::Path;
use ground::{PersonId, Problem, Result};
use registry::person;
use review::{certificate, worker};

use super::show::{HouseholdPage, build, read};
use crate::reply::{Reply, page};
use crate::visitor::{Posted, Visitor};

/// Answers with the page itself: an address that shows a number must not be kept or reloaded.
pub(super) async fn reveal(
    Path((id, member)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Reply {
    let shown = shown(&visitor, &id, &member).await;
    page(&shown.map_err(|problem| visitor.trouble(problem))?)
}

async fn shown<'a>(visitor: &'a Visitor, id: &str, member: &str) -> Result<HouseholdPage<'a>> {
    let desk = &visitor.desk;
    let member: PersonId =
        member.parse().map_err(|_| Problem::missing("registry.person.missing"))?;
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let number =
        person::identity(&mut tx, visitor.actor(), desk.units, &mut moment, &desk.seal, member)
            .await?;
    let detail = read(visitor, id).await?;
    let certificates = certificate::of_household(&mut tx, detail.household.id).await?;
    let workers = worker::of_household(&mut tx, detail.household.id).await?;
    tx.commit().await?;
    let revealed = number.map(|number| (member, number));
    build(visitor, &detail, (&certificates, &workers), revealed.as_ref())
}
