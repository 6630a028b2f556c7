//! The chair's decision becomes a household's status.

use access::{Actor, Verb};
use ground::{Day, HouseholdId, Moment, Result, VisitId};
use law::Class;
use places::Units;
use serde_json::json;
use store::Tx;

use super::{Basis, Interval, Movement};
use crate::change::Change;
use crate::household::seen;

/// What was decided of one household.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recognition<'a> {
    /// The household.
    pub household: HouseholdId,
    /// The day of the decision.
    pub day: Day,
    /// Its class from that day on.
    pub class: Class,
    /// The standard under which it was classified.
    pub standard: &'a str,
    /// The visit behind it.
    pub visit: Option<VisitId>,
    /// The decision, as people name it; kept in the audit trail as the reason.
    pub decision: &'a str,
}

/// Writes the status that a decision gives a household, from its day on, whatever was recorded meanwhile.
///
/// # Errors
/// Those of every change; `registry.day.*`; `registry.status.after_end`.
pub async fn recognise(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    recognition: &Recognition<'_>,
) -> Result<()> {
    let r = recognition;
    let (household, _) = seen(tx, actor, units, r.household).await?;
    let version = (r.household, household.version);
    let mut change = Change::open(tx, actor, units, moment, Verb::Decide, version).await?;
    change.check_day(r.day, moment)?;
    let (members, unit) = (change.household.members, change.household.unit);
    change.timeline.record(Interval {
        from: r.day,
        to: None,
        class: r.class,
        movement: Movement::Confirmed,
        members,
        unit,
        standard: Some(r.standard.to_owned()),
        basis: Basis::Decision,
        visit: r.visit,
        ended: None,
    })?;
    let timeline = change.timeline.clone();
    change.household.stand(&timeline);
    let detail = json!({ "day": r.day, "class": r.class.as_str() });
    let action = "registry.status.decide";
    change.save(tx, actor, moment, action, Some(r.decision), detail).await
}
