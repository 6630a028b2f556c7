//! Making a visit of a submission.

use std::collections::HashMap;

use access::{Actor, Verb};
use ground::{Moment, Problem, Result, VisitId};
use law::Law;
use places::Units;
use registry::visit::{self, Evidence, Photo, Surveyed, record_all};
use sha2::{Digest as _, Sha256};
use store::{Database, Tx, audit};
use uuid::Uuid;

use super::model::{Cover, Envelope, Noted, Said, State, Submission};
use super::{read, statements as sql};

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
    let said = envelope.said(setup.law.questionnaire())?;
    let surveyed = [surveyed(actor, &submission.account_name, &envelope.cover, &said)];
    let recorded = record_all(&mut tx, setup.law, setup.units, moment, &surveyed).await?;
    let recorded = recorded.into_iter().next();
    let recorded = recorded.ok_or_else(|| Problem::internal("field.submission.missing"))??;
    let files = tx.fetch(&sql::FILES, vec![id.into()]).await?;
    let files = files.iter().map(|row| Ok((row.text(0)?, row.bytes(1)?)));
    let files = files.collect::<Result<HashMap<_, _>>>()?;
    let seen = evidence(&envelope.cover.noted, |name| files.get(name).cloned());
    visit::keep(&mut tx, &[(recorded.id, seen)]).await?;
    let values = vec![
        id.into(),
        recorded.id.into(),
        said.household.into(),
        recorded.unit.into(),
        moment.now().into(),
    ];
    tx.execute(&sql::TAKEN, values).await?;
    note(&mut tx, actor, moment, "field.submission.take", &submission).await?;
    tx.commit().await?;
    Ok(recorded.id)
}

/// The visit that a form describes, recorded by `actor`, surveyed by the reviewer of this name.
pub(super) fn surveyed(actor: &Actor, reviewer: &str, cover: &Cover, said: &Said) -> Surveyed {
    Surveyed {
        actor: actor.clone(),
        household: said.household,
        day: said.day,
        reviewer: Some(reviewer.to_owned()),
        answers: said.answers.clone(),
        // The registry itself refuses the same form a second time.
        source_key: Sha256::digest(format!("openrosa {}", cover.instance)).to_vec(),
    }
}

/// What the phone noted goes with the visit; photos by their content.
pub(super) fn evidence(noted: &Noted, digest: impl Fn(&str) -> Option<Vec<u8>>) -> Evidence {
    let photo = |(name, file): &(&'static str, String)| {
        Some(Photo { name: (*name).to_owned(), digest: digest(file)? })
    };
    let photos = noted.photos.iter().filter_map(photo).collect();
    Evidence { started: noted.started, ended: noted.ended, place: noted.place, photos }
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
