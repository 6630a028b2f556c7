//! Recording visits to many households at once.

use std::collections::{HashMap, HashSet};

use access::{Actor, Verb};
use ground::{Day, HouseholdId, Moment, Problem, Result};
use law::{Answers, Law};
use places::Units;
use store::{Tx, Value, audit};

use super::actions::{ACTION, Filled, RecordedVisit, put};
use crate::batch::Batch;
use crate::change::{Change, changeable, check_day, entry, recorded};
use crate::evaluation::asked_by_default;
use crate::household::{Household, held};
use crate::status::{Timeline, timelines_of};

store::statements! {
    SOURCES = "registry.visit.sources": "SELECT source_key FROM visit WHERE source_key IN ($1)";
    LATEST = "registry.visit.latest":
        "SELECT household_id, MAX(day) FROM visit WHERE household_id IN ($1) GROUP BY household_id";
}

/// A visit by form among many that are recorded at once.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// Who surveyed it.
    pub actor: Actor,
    /// The household; no other of the same lot is of it.
    pub household: HouseholdId,
    /// Day of the survey.
    pub day: Day,
    /// Who surveyed, by name.
    pub reviewer: Option<String>,
    /// What was answered.
    pub answers: Answers,
    /// A key of the form it came from, so that sending it twice records it once.
    pub source_key: Vec<u8>,
}

/// Records visits to many households, as [`super::record`] does one, with as many statements as for one. What
/// stands in the way of one visit is its own: the others are recorded.
///
/// # Errors
/// Those of the database, and then nothing is recorded; each visit's own are those of [`super::record`].
pub async fn record_all(
    tx: &mut Tx,
    law: &Law,
    units: &Units,
    moment: &mut Moment,
    all: &[Surveyed],
) -> Result<Vec<Result<RecordedVisit>>> {
    let mut known = Known::read(tx, all).await?;
    let (mut batch, mut entries) = (Batch::default(), audit::Entries::default());
    let mut done = Vec::with_capacity(all.len());
    for one in all {
        let recorded = known.open(units, moment, one).and_then(|mut change| {
            let filled = Filled {
                day: one.day,
                source: "form",
                reviewer: one.reviewer.as_deref(),
                answers: &one.answers,
                source_key: Some(&one.source_key),
                stated_class: None,
                latest: known.is_latest(one.household, one.day),
            };
            let also = asked_by_default(one.day);
            let (recorded, detail) = put(&mut change, law, units, moment, &filled, also)?;
            let (household, rows, detail) = change.close(detail);
            batch.append(rows);
            entries.add(&one.actor.by, moment, entry(ACTION, &household, None, &detail));
            Ok(recorded)
        });
        done.push(recorded);
    }
    batch.write(tx).await?;
    entries.write(tx).await?;
    Ok(done)
}

/// What the database knows of the households of a lot.
struct Known {
    households: HashMap<HouseholdId, (Household, Timeline)>,
    sources: HashSet<Vec<u8>>,
    latest: HashMap<HouseholdId, Day>,
}

impl Known {
    async fn read(tx: &mut Tx, all: &[Surveyed]) -> Result<Known> {
        let ids: Vec<HouseholdId> = all.iter().map(|one| one.household).collect();
        let households = held(tx, &ids).await?;
        let mut timelines: HashMap<_, _> = timelines_of(tx, &ids).await?.into_iter().collect();
        let with = |household: Household| {
            let line = timelines.remove(&household.id).unwrap_or_default();
            (household.id, (household, line))
        };
        let households = households.into_iter().map(with).collect();
        let keys = |of: fn(&Surveyed) -> Value| all.iter().map(of).collect::<Vec<_>>();
        let sources = keys(|one| one.source_key.clone().into());
        let sources = tx.fetch_among(&SOURCES, &sources).await?;
        let latest = tx.fetch_among(&LATEST, &keys(|one| one.household.into())).await?;
        let latest = latest.iter().map(|row| Ok((HouseholdId(row.uuid(0)?), row.day(1)?)));
        Ok(Known {
            households,
            sources: sources.iter().map(|row| row.bytes(0)).collect::<Result<_>>()?,
            latest: latest.collect::<Result<_>>()?,
        })
    }

    fn open(&mut self, units: &Units, moment: &Moment, one: &Surveyed) -> Result<Change> {
        let actor = &one.actor;
        let missing = || Problem::missing("registry.household.missing");
        let (household, timeline) = self.households.remove(&one.household).ok_or_else(missing)?;
        actor.check(Verb::View, household.unit, units).map_err(|_| missing())?;
        changeable(&household, actor, units, Verb::Survey)?;
        check_day(one.day, moment)?;
        if self.sources.contains(&one.source_key) {
            return Err(Problem::conflict("registry.visit.duplicate"));
        }
        Ok(Change::of(household, timeline, recorded(actor, moment)))
    }

    fn is_latest(&self, household: HouseholdId, day: Day) -> bool {
        self.latest.get(&household).is_none_or(|latest| *latest <= day)
    }
}
