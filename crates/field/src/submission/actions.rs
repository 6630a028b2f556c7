//! Keeping what comes in, and making a visit of it.

use access::{Actor, Verb};
use ground::{HouseholdId, Kind, Moment, Problem, Result, UnitId, VisitId};
use law::Law;
use places::Units;
use registry::visit::{self, Evidence, NewVisit, Photo};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{Database, Tx, audit};
use uuid::Uuid;

use super::model::{Delivery, Envelope, Noted, State, Submission};
use super::{read, statements as sql};
use crate::hex;

/// How often a household that others change at the same moment is tried again.
const TRIES: usize = 5;

/// What taking a submission needs to know.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// The database.
    pub database: &'a Database,
    /// The law.
    pub law: &'a Law,
    /// Units.
    pub units: &'a Units,
}

/// Keeps a delivery and, when all of it is there, records the visit in the same transaction. What comes a
/// second time changes nothing. When this returns, everything delivered is durable.
///
/// # Errors
/// `access.refused.verb` for who may not survey; `field.submission.doctype` and `field.submission.deep` for
/// what is no form at all; `field.submission.differs` when another content came under the same id;
/// `store.*` when the database is away. What cannot become a visit for any other reason is kept with the
/// reason, and that is no error.
pub async fn receive(
    setup: Setup<'_>,
    actor: &Actor,
    moment: &mut Moment,
    delivery: &Delivery,
) -> Result<State> {
    if !actor.may(Verb::Survey) {
        actor.check(Verb::Survey, actor.unit, setup.units)?;
    }
    let envelope = match Envelope::read(&delivery.xml) {
        Err(refused)
            if ["field.submission.doctype", "field.submission.deep"].contains(&&*refused.code) =>
        {
            return Err(refused);
        }
        read => read,
    };
    let mut tries = 0;
    loop {
        tries += 1;
        let mut tx = setup.database.begin().await?;
        let (id, state) = keep(&mut tx, actor, moment, delivery, envelope.as_ref().ok()).await?;
        if state == State::Taken || !is_whole(&mut tx, id, envelope.as_ref().ok()).await? {
            tx.commit().await?;
            return Ok(state);
        }
        let name = actor.by.name.as_str();
        let taken = match &envelope {
            Ok(envelope) if state == State::Waiting => {
                take(setup, &mut tx, actor, moment, (id, name), envelope).await
            }
            Ok(_) => {
                tx.commit().await?;
                return Ok(state);
            }
            Err(unreadable) => Err(unreadable.clone()),
        };
        match taken {
            Ok(_) => {
                tx.commit().await?;
                return Ok(State::Taken);
            }
            Err(problem) if problem.code == "registry.household.changed" && tries < TRIES => {
                tx.rollback().await?;
            }
            Err(problem) if matches!(problem.kind, Kind::Unavailable | Kind::Internal) => {
                return Err(problem);
            }
            Err(problem) => {
                // Nothing of the visit stays; the submission itself does.
                tx.rollback().await?;
                let mut tx = setup.database.begin().await?;
                let (id, state) =
                    keep(&mut tx, actor, moment, delivery, envelope.as_ref().ok()).await?;
                if state != State::Taken {
                    let values = vec![id.into(), store::problem::to_json(&problem).into()];
                    tx.execute(&sql::TROUBLE, values).await?;
                }
                tx.commit().await?;
                return Ok(if state == State::Taken { state } else { State::Trouble });
            }
        }
    }
}

/// Takes a submission that could not be taken before, after a repair, in the name of whoever asks.
///
/// # Errors
/// `field.submission.missing` outside the actor's units; `field.submission.taken`; whatever is still in the
/// way, and then nothing changes.
pub async fn take_again(
    setup: Setup<'_>,
    actor: &Actor,
    moment: &mut Moment,
    id: Uuid,
) -> Result<VisitId> {
    let mut tx = setup.database.begin().await?;
    let (submission, xml) = read::one(&mut tx, actor, setup.units, id).await?;
    actor.check(Verb::Survey, submission.unit, setup.units)?;
    tx.execute(&sql::HOLD, vec![submission.instance.as_str().into()]).await?;
    let row = tx.fetch_optional(&sql::BY_INSTANCE, vec![submission.instance.as_str().into()]);
    let state: Option<State> = row.await?.map(|row| row.text(2)?.parse()).transpose()?;
    if state == Some(State::Taken) {
        return Err(Problem::conflict("field.submission.taken"));
    }
    let envelope = Envelope::read(&xml)?;
    let whose = (id, submission.account_name.as_str());
    let visit = take(setup, &mut tx, actor, moment, whose, &envelope).await?;
    note(&mut tx, actor, moment, "field.submission.take", &submission).await?;
    tx.commit().await?;
    Ok(visit)
}

/// Writes down what is not there yet; the submission's id and state.
async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    moment: &mut Moment,
    delivery: &Delivery,
    envelope: Option<&Envelope>,
) -> Result<(Uuid, State)> {
    let digest = Sha256::digest(&delivery.xml).to_vec();
    let (instance, form, version) = match envelope {
        Some(cover) => (cover.instance.clone(), cover.form.as_str(), cover.version.as_str()),
        // Without an id of its own it goes by its content.
        None => (format!("sha256:{}", hex(&digest)), "", ""),
    };
    let account = actor.account.ok_or_else(|| Problem::refused("field.submission.nobody"))?;
    let values = vec![
        moment.id().into(),
        instance.as_str().into(),
        form.into(),
        version.into(),
        account.into(),
        actor.by.name.as_str().into(),
        actor.unit.into(),
        delivery.xml.clone().into(),
        digest.clone().into(),
        moment.now().into(),
    ];
    let new = tx.execute(&sql::INSERT, values).await? == 1;
    // Two parts that come at the same moment wait for each other, so that one of them sees both.
    tx.execute(&sql::HOLD, vec![instance.as_str().into()]).await?;
    let row = tx.fetch_optional(&sql::BY_INSTANCE, vec![instance.as_str().into()]).await?;
    let row = row.ok_or_else(|| Problem::internal("field.submission.missing"))?;
    let (id, kept, state) = (row.uuid(0)?, row.bytes(1)?, row.text(2)?.parse()?);
    if kept != digest {
        return Err(Problem::conflict("field.submission.differs"));
    }
    for file in &delivery.files {
        let values = vec![
            id.into(),
            file.name.as_str().into(),
            file.media.as_str().into(),
            file.content.clone().into(),
            Sha256::digest(&file.content).to_vec().into(),
            moment.now().into(),
        ];
        tx.execute(&sql::INSERT_FILE, values).await?;
    }
    same_files(tx, id, delivery).await?;
    if new {
        let entry = audit::Entry {
            action: "field.submission.receive",
            subject: "submission",
            subject_id: id.to_string(),
            unit: actor.unit,
            reason: None,
            detail: Some(json!({ "instance": instance, "version": version }).to_string()),
        };
        audit::write(tx, &actor.by, moment, entry).await?;
    }
    Ok((id, state))
}

/// Refuses another content under a name that is there already.
async fn same_files(tx: &mut Tx, id: Uuid, delivery: &Delivery) -> Result<()> {
    for row in tx.fetch(&sql::FILES, vec![id.into()]).await? {
        let (name, digest) = (row.text(0)?, row.bytes(1)?);
        let sent = delivery.files.iter().find(|file| file.name == name);
        if sent.is_some_and(|file| Sha256::digest(&file.content).to_vec() != digest) {
            return Err(Problem::conflict("field.submission.differs"));
        }
    }
    Ok(())
}

/// Whether every attachment that the form names is there.
async fn is_whole(tx: &mut Tx, id: Uuid, envelope: Option<&Envelope>) -> Result<bool> {
    let Some(envelope) = envelope else { return Ok(true) };
    let rows = tx.fetch(&sql::FILES, vec![id.into()]).await?;
    let there = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>>>()?;
    Ok(envelope.files.iter().all(|file| there.contains(file)))
}

/// Records the visit that the form describes.
async fn take(
    setup: Setup<'_>,
    tx: &mut Tx,
    actor: &Actor,
    moment: &mut Moment,
    (id, reviewer): (Uuid, &str),
    envelope: &Envelope,
) -> Result<VisitId> {
    let said = envelope.said(setup.law.questionnaire())?;
    let (unit, version) = household(tx, said.household).await?;
    let new = NewVisit {
        source: "form",
        day: said.day,
        reviewer: Some(reviewer.to_owned()),
        answers: said.answers.to_json(setup.law.questionnaire()),
        // The registry itself refuses the same form a second time.
        source_key: Some(Sha256::digest(format!("openrosa {}", envelope.instance)).to_vec()),
        stated_class: None,
    };
    let seen = (said.household, version);
    let also = registry::asked_by_default(said.day);
    let recorded =
        visit::record(tx, setup.law, actor, setup.units, moment, seen, &new, also).await?;
    keep_evidence(tx, id, recorded.id, &envelope.noted).await?;
    let values = vec![
        id.into(),
        recorded.id.into(),
        said.household.into(),
        unit.into(),
        moment.now().into(),
    ];
    tx.execute(&sql::TAKEN, values).await?;
    Ok(recorded.id)
}

/// What the phone noted goes with the visit; photos by their content.
async fn keep_evidence(tx: &mut Tx, id: Uuid, visit: VisitId, noted: &Noted) -> Result<()> {
    let mut photos = Vec::new();
    for row in tx.fetch(&sql::FILES, vec![id.into()]).await? {
        let file = row.text(0)?;
        if let Some((name, _)) = noted.photos.iter().find(|(_, named)| *named == file) {
            photos.push(Photo { name: (*name).to_owned(), digest: row.bytes(1)? });
        }
    }
    let Noted { started, ended, place, .. } = *noted;
    visit::keep(tx, &[(visit, Evidence { started, ended, place, photos })]).await
}

/// The household's commune, and its version as it is now.
async fn household(tx: &mut Tx, id: HouseholdId) -> Result<(UnitId, i64)> {
    let found = registry::household::by_id(tx, id).await?;
    let (household, _) = found.ok_or_else(|| Problem::missing("registry.household.missing"))?;
    Ok((household.unit, household.version))
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    moment: &mut Moment,
    action: &'static str,
    submission: &Submission,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        subject: "submission",
        subject_id: submission.id.to_string(),
        unit: submission.unit,
        reason: None,
        detail: None,
    };
    audit::write(tx, &actor.by, moment, entry).await
}
