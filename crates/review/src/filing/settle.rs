//! An officer finds the household of a filing, registers it, or refuses in writing.

use access::Verb;
use ground::{Day, HouseholdId, Problem, RequestId, Result};
use registry::household::{self, NewHousehold};
use registry::person::{IDENTITY, NewPerson};
use serde_json::json;
use store::Tx;
use store::seal::Seal;

use super::model::{Filing, FilingState};
use super::read::find;
use crate::Office;
use crate::office::said;
use crate::request::{self, Incoming};

store::statements! {
    MATCHED = "review.filing.matched":
        "UPDATE review_filing SET state = 'matched', household_id = $2 WHERE id = $1 AND state = 'open'";
    REFUSED = "review.filing.refused":
        "UPDATE review_filing SET state = 'refused', answered = $2, answer = $3
         WHERE id = $1 AND state = 'open'";
}

/// Says whose filing it is: it becomes the request of that household, with the receipt it has.
///
/// # Errors
/// `review.request.missing`, `review.request.answered`, `review.filing.elsewhere`, and those of
/// [`request::receive`].
pub async fn match_to(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RequestId,
    household: HouseholdId,
) -> Result<()> {
    let filing = open(tx, office, id).await?;
    let found = household::by_id(tx, household).await?;
    if found.is_none_or(|(found, _)| found.unit != filing.filed.unit) {
        return Err(Problem::invalid("review.filing.elsewhere"));
    }
    let incoming = Incoming {
        household,
        form: filing.filed.form,
        channel: filing.channel,
        received: filing.filed.received,
        grounds: filing.grounds,
        filed: Some((id, filing.filed.receipt, filing.filed.due)),
    };
    request::take(tx, office, &incoming).await?;
    if tx.execute(&MATCHED, vec![id.into(), household.into()]).await? == 0 {
        return Err(Problem::conflict("review.request.answered"));
    }
    let detail = json!({ "household": household });
    let subject = ("review_filing", id.to_string());
    office.note(tx, "review.filing.match", subject, filing.filed.unit, None, detail).await
}

/// Registers the household of a filing, with the members and the ID number written in it, living in `village`
/// since `day`; the filing becomes its request.
///
/// # Errors
/// Those of [`match_to`] and of [`household::register`].
pub async fn register(
    tx: &mut Tx,
    office: &mut Office<'_>,
    seal: &Seal,
    id: RequestId,
    village: &str,
    day: Day,
) -> Result<HouseholdId> {
    let filing = open(tx, office, id).await?;
    let identity = filing.identity.as_ref().map(|(sealed, _)| seal.open(IDENTITY, sealed));
    let head = NewPerson { identity: identity.transpose()?, ..filing.asker.person.clone() };
    let others = filing.members.iter().map(|member| member.person.clone());
    let lives = if filing.asker.current.is_empty() {
        filing.asker.permanent.clone()
    } else {
        filing.asker.current.clone()
    };
    let new = NewHousehold {
        unit: filing.filed.unit,
        village: Some(village.to_owned()),
        code: None,
        address: Some(lives),
        day,
        members: std::iter::once(head).chain(others).collect(),
        arrival: None,
    };
    let (units, actor) = (office.units, office.actor);
    let registered = household::register(tx, actor, units, office.moment, seal, &new).await?;
    match_to(tx, office, id, registered).await?;
    Ok(registered)
}

/// Refuses a filing in writing: it is of no household here, or asks for what cannot be.
///
/// # Errors
/// `review.request.missing`, `review.request.answered`, `review.text.missing`.
pub async fn refuse(tx: &mut Tx, office: &mut Office<'_>, id: RequestId, why: &str) -> Result<()> {
    let filing = open(tx, office, id).await?;
    let why = said(why, "reason")?;
    let today = office.moment.today();
    let values = vec![id.into(), today.into(), why.as_str().into()];
    if tx.execute(&REFUSED, values).await? == 0 {
        return Err(Problem::conflict("review.request.answered"));
    }
    let subject = ("review_filing", id.to_string());
    let unit = filing.filed.unit;
    office.note(tx, "review.filing.refuse", subject, unit, Some(&why), json!({})).await
}

/// A filing that waits, for somebody who may answer it.
async fn open(tx: &mut Tx, office: &Office<'_>, id: RequestId) -> Result<Filing> {
    let filing = find(tx, office, id).await?;
    office.check(Verb::Review, filing.filed.unit)?;
    if filing.state != FilingState::Open {
        return Err(Problem::conflict("review.request.answered"));
    }
    Ok(filing)
}
