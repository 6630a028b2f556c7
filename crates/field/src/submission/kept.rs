//! The rows of submissions: what is there of a lot, and what comes to be there.

use std::collections::HashMap;
use std::sync::Arc;

use ground::{Moment, Result};
use registry::visit;
use serde_json::json;
use store::{Tx, Value, audit};
use uuid::Uuid;

use super::actions::evidence;
use super::incoming::Incoming;
use super::lot::{Became, Pending};
use super::model::State;
use super::statements as sql;

const SUBMISSION: &[&str] = &[
    "id",
    "instance",
    "form",
    "version",
    "account_id",
    "account_name",
    "unit_id",
    "household_id",
    "xml",
    "digest",
    "received_at",
    "state",
    "problem",
    "visit_id",
    "settled_at",
];
const FILE: &[&str] = &["submission_id", "name", "media", "content", "digest", "received_at"];

/// A submission that is there already.
pub(super) struct Kept {
    pub(super) id: Uuid,
    pub(super) digest: Vec<u8>,
    pub(super) state: State,
    /// Names and digests of its attachments.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// What is there of a lot, by instance; held until the transaction ends.
pub(super) async fn of(tx: &mut Tx, lot: &[Incoming]) -> Result<HashMap<String, Kept>> {
    let keys: Vec<Value> = lot.iter().map(|one| one.cover.instance.as_str().into()).collect();
    tx.execute_among(&sql::HOLD, &keys).await?;
    let rows = tx.fetch_among(&sql::AMONG, &keys).await?;
    let ids = rows.iter().map(|row| Ok(row.uuid(0)?.into())).collect::<Result<Vec<Value>>>()?;
    let mut files: HashMap<Uuid, Vec<(String, Vec<u8>)>> = HashMap::new();
    for row in tx.fetch_among(&sql::FILES_AMONG, &ids).await? {
        files.entry(row.uuid(0)?).or_default().push((row.text(1)?, row.bytes(2)?));
    }
    let kept = rows.iter().map(|row| {
        let (id, digest, state) = (row.uuid(0)?, row.bytes(2)?, row.text(3)?.parse()?);
        let files = files.remove(&id).unwrap_or_default();
        Ok((row.text(1)?, Kept { id, digest, state, files }))
    });
    kept.collect()
}

/// Writes what is not there yet of those that were not refused, and what became of them.
pub(super) async fn write(tx: &mut Tx, moment: &mut Moment, pending: &[Pending<'_>]) -> Result<()> {
    let (mut submissions, mut files) = (Vec::new(), Vec::new());
    let (mut seen, mut entries) = (Vec::new(), audit::Entries::default());
    for one in pending {
        let Ok(became) = &one.became else { continue };
        let id = one.kept.as_ref().map_or_else(|| moment.id(), |kept| kept.id);
        if one.kept.is_none() {
            submissions.extend(row(id, one.incoming, became, moment));
            note(&mut entries, id, one.incoming, moment);
        } else {
            settle(tx, id, one.incoming, became, moment).await?;
        }
        for file in &one.incoming.files {
            let kept = one.kept.iter().flat_map(|kept| &kept.files);
            if kept.into_iter().all(|(name, _)| *name != file.name) {
                files.extend([
                    id.into(),
                    file.name.as_str().into(),
                    file.media.as_str().into(),
                    Arc::clone(&file.content).into(),
                    file.digest.clone().into(),
                    moment.now().into(),
                ]);
            }
        }
        if let Became::Taken(visit) = became {
            let noted = &one.incoming.cover.noted;
            seen.push((visit.id, evidence(noted, |name| one.digest(name).cloned())));
        }
    }
    tx.insert_many("submission", SUBMISSION, &mut submissions).await?;
    tx.insert_many("submission_file", FILE, &mut files).await?;
    entries.write(tx).await?;
    visit::keep(tx, &seen).await
}

/// The row of one that is new.
fn row(id: Uuid, incoming: &Incoming, became: &Became, moment: &Moment) -> Vec<Value> {
    let Incoming { actor, account, cover, xml, digest, said, .. } = incoming;
    let (state, problem, visit) = match became {
        Became::Left(state) => (*state, None, None),
        Became::Whole => (State::Waiting, None, None),
        Became::Taken(visit) => (State::Taken, None, Some(visit)),
        Became::Trouble(problem) => (State::Trouble, Some(problem), None),
    };
    let household = said.as_ref().ok().map(|said| said.household).filter(|_| visit.is_some());
    vec![
        id.into(),
        cover.instance.as_str().into(),
        cover.form.as_str().into(),
        cover.version.as_str().into(),
        (*account).into(),
        actor.by.name.as_str().into(),
        visit.map_or(actor.unit, |visit| visit.unit).into(),
        household.into(),
        xml.clone().into(),
        digest.clone().into(),
        moment.now().into(),
        state.as_str().into(),
        problem.map(store::problem::to_json).into(),
        visit.map(|visit| visit.id).into(),
        visit.map(|_| moment.now()).into(),
    ]
}

/// What becomes of one that was there before.
async fn settle(
    tx: &mut Tx,
    id: Uuid,
    incoming: &Incoming,
    became: &Became,
    moment: &Moment,
) -> Result<()> {
    match (became, &incoming.said) {
        (Became::Taken(visit), Ok(said)) => {
            let values = vec![
                id.into(),
                visit.id.into(),
                said.household.into(),
                visit.unit.into(),
                moment.now().into(),
            ];
            tx.execute(&sql::TAKEN, values).await?;
        }
        (Became::Trouble(problem), _) => {
            let values = vec![id.into(), store::problem::to_json(problem).into()];
            tx.execute(&sql::TROUBLE, values).await?;
        }
        _ => {}
    }
    Ok(())
}

/// The audit trail's entry of one that is new.
fn note(entries: &mut audit::Entries, id: Uuid, incoming: &Incoming, moment: &mut Moment) {
    let cover = &incoming.cover;
    let entry = audit::Entry {
        action: "field.submission.receive",
        subject: "submission",
        subject_id: id.to_string(),
        unit: incoming.actor.unit,
        reason: None,
        detail: Some(json!({ "instance": cover.instance, "version": cover.version }).to_string()),
    };
    entries.add(&incoming.actor.by, moment, entry);
}
