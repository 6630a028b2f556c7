//! What has changed in the registry, from the audit trail: every change writes its entry there, in its own
//! transaction.

use std::collections::{BTreeSet, HashSet};

use ground::{Instant, Result, UnitId};
use serde_json::Value as Json;
use store::Tx;
use uuid::Uuid;

/// What else is noted is not in a snapshot: accounts, work, denominators, kept questions, exports, what phones
/// sent, files not imported yet and the steps of a review. The visit or status that follows from these has
/// an entry of its own.
macro_rules! of_the_registry {
    () => {
        "subject NOT IN ('account', 'job', 'unit', 'scenario', 'submission', 'export')
         AND subject NOT LIKE 'review%' AND action NOT IN ('intake.import.keep', 'intake.import.try')"
    };
}

store::statements! {
    LATEST = "snapshots.latest_change":
        concat!("SELECT at FROM audit WHERE ", of_the_registry!(), " ORDER BY at DESC LIMIT 1");
    // Only a change that took a household out of its commune says which one it was before; an import says
    // which communes it brought something.
    SINCE = "snapshots.changes": concat!(
        "SELECT id, at, subject, unit_id,
           CASE WHEN subject = 'import' OR detail LIKE '%\"before\"%\"unit\"%' THEN detail END
         FROM audit WHERE at >= $1 AND ",
        of_the_registry!()
    );
}

/// A change may come to light later than others that bear a later time, because its transaction took
/// longer. After ten minutes none does.
const LATE: i64 = 10 * 60 * 1000;

/// The changes that a snapshot shows.
#[derive(Clone)]
pub(crate) struct Noted {
    /// The time of the last one.
    pub(crate) at: Instant,
    /// Those of the last minutes before it.
    entries: HashSet<Uuid>,
}

/// What a snapshot does not show yet.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Changes {
    /// It shows everything.
    None,
    /// Something in these communes.
    In(BTreeSet<UnitId>),
    /// Something that may be anywhere: an import of many communes, visits evaluated again.
    Anywhere,
}

/// What has changed since, and what a snapshot made in this transaction will show.
pub(crate) async fn since(tx: &mut Tx, shown: Option<&Noted>) -> Result<(Changes, Noted)> {
    let at = match shown {
        Some(shown) => shown.at,
        None => match tx.fetch_optional(&LATEST, Vec::new()).await? {
            Some(row) => Instant(row.int(0)?),
            None => Instant(0),
        },
    };
    let (mut communes, mut anywhere) = (BTreeSet::new(), shown.is_none());
    let mut all = Vec::new();
    for row in tx.fetch(&SINCE, vec![at.0.saturating_sub(LATE).into()]).await? {
        let (id, at) = (row.uuid(0)?, Instant(row.int(1)?));
        all.push((id, at));
        if shown.is_some_and(|shown| shown.entries.contains(&id)) {
            continue;
        }
        let detail = row.opt_text(4)?.and_then(|detail| serde_json::from_str::<Json>(&detail).ok());
        let detail = detail.unwrap_or_default();
        match (&*row.text(2)?, detail["communes"].as_array()) {
            ("household", _) => {
                let before = detail["before"]["unit"].as_i64();
                communes.extend([Some(row.int(3)?), before].into_iter().flatten().map(UnitId));
            }
            ("import", Some(brought)) => {
                communes.extend(brought.iter().filter_map(Json::as_i64).map(UnitId));
            }
            _ => anywhere = true,
        }
    }
    let at = all.iter().map(|(_, at)| *at).max().unwrap_or(at).max(at);
    let recent = all.into_iter().filter(|(_, noted)| noted.0 >= at.0.saturating_sub(LATE));
    let noted = Noted { at, entries: recent.map(|(id, _)| id).collect() };
    let changes = match (anywhere, communes.is_empty()) {
        (true, _) => Changes::Anywhere,
        (false, true) => Changes::None,
        (false, false) => Changes::In(communes),
    };
    Ok((changes, noted))
}
