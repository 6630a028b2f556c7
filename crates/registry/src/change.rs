//! What every change of a household has in common: the actor's right and the version are checked first,
//! rows are written through one batch, and the audit trail gets one entry with what was and what is.

use access::{Actor, Verb};
use ground::{Day, HouseholdId, Moment, Problem, Result, tidy};
use places::Units;
use serde_json::{Map, Value as Json, json};
use store::{Tx, audit};

use crate::batch::{Batch, Recorded};
use crate::household::{Household, seen};
use crate::status::{Interval, Movement, Timeline, timeline_of};

store::statements! {
    CLAIM = "registry.household.claim":
        "UPDATE household SET version = version WHERE id = $1 AND version = $2";
}

/// A household opened for a change.
pub(crate) struct Change {
    pub(crate) household: Household,
    pub(crate) timeline: Timeline,
    pub(crate) batch: Batch,
    pub(crate) recorded: Recorded,
    before: Household,
    line_before: Timeline,
}

impl Change {
    /// Opens a household that an actor may see and change, if nobody changed it since `version`.
    ///
    /// # Errors
    /// `registry.household.missing`, `access.refused.*`, `registry.household.closed`,
    /// `registry.household.changed`.
    pub(crate) async fn open(
        tx: &mut Tx,
        actor: &Actor,
        units: &Units,
        moment: &Moment,
        verb: Verb,
        (id, version): (HouseholdId, i64),
    ) -> Result<Change> {
        let (household, _) = seen(tx, actor, units, id).await?;
        changeable(&household, actor, units, verb)?;
        // Also holds the row until the transaction ends, so that two changes cannot cross.
        if tx.execute(&CLAIM, vec![id.into(), version.into()]).await? == 0 {
            return Err(Problem::conflict("registry.household.changed"));
        }
        let timeline = timeline_of(tx, id).await?;
        Ok(Change::of(household, timeline, recorded(actor, moment)))
    }

    /// A household that the transaction holds already, as it was read, and its timeline.
    pub(crate) fn of(household: Household, timeline: Timeline, recorded: Recorded) -> Change {
        Change {
            before: household.clone(),
            line_before: timeline.clone(),
            household,
            timeline,
            batch: Batch::default(),
            recorded,
        }
    }

    /// Refuses a day in the future or before the household was there.
    pub(crate) fn check_day(&self, day: Day, moment: &Moment) -> Result<()> {
        check_day(day, moment)?;
        if day < self.household.opened {
            return Err(Problem::invalid("registry.day.before_opened")
                .with("day", day)
                .with("opened", self.household.opened));
        }
        Ok(())
    }

    /// The household has so many members from `day` on.
    pub(crate) fn resize(&mut self, day: Day, members: i64) -> Result<()> {
        self.household.members = members;
        let Some(now) = self.timeline.on(day).cloned() else { return Ok(()) };
        let movement = if now.from == day { now.movement } else { Movement::Resized };
        self.timeline.record(Interval { from: day, members, movement, ..now })
    }

    /// Writes what changed, with its entry in the audit trail under `action`.
    pub(crate) async fn save(
        self,
        tx: &mut Tx,
        actor: &Actor,
        moment: &mut Moment,
        action: &'static str,
        reason: Option<&str>,
        also: Json,
    ) -> Result<()> {
        let (household, mut batch, detail) = self.close(also);
        batch.write(tx).await?;
        note(tx, actor, moment, action, &household, reason, detail).await
    }

    /// The household as it is now, the rows to be written, and what the audit trail has to say of it.
    pub(crate) fn close(mut self, also: Json) -> (Household, Batch, Json) {
        if self.timeline != self.line_before {
            self.batch.rewrite_timeline(self.household.id, self.timeline.intervals());
        }
        self.batch.refresh(&self.household);
        let detail = difference(&particulars(&self.before), &particulars(&self.household), also);
        (self.household, self.batch, detail)
    }
}

/// Refuses what the actor may not do there, and a household that is no more.
pub(crate) fn changeable(
    household: &Household,
    actor: &Actor,
    units: &Units,
    verb: Verb,
) -> Result<()> {
    actor.check(verb, household.unit, units)?;
    match household.closed {
        Some(day) => Err(Problem::conflict("registry.household.closed").with("day", day)),
        None => Ok(()),
    }
}

/// Who records, and when.
pub(crate) fn recorded(actor: &Actor, moment: &Moment) -> Recorded {
    Recorded { at: moment.now(), by: actor.account }
}

/// Refuses a day in the future.
pub(crate) fn check_day(day: Day, moment: &Moment) -> Result<()> {
    if day > moment.today() {
        return Err(Problem::invalid("registry.day.future").with("day", day));
    }
    Ok(())
}

/// A reason that says something.
pub(crate) fn reason(text: &str) -> Result<String> {
    let text = tidy(text);
    if text.is_empty() {
        return Err(Problem::invalid("registry.reason.missing"));
    }
    Ok(text)
}

/// Text that says something, or nothing.
pub(crate) fn some(text: Option<&str>) -> Option<String> {
    text.map(tidy).filter(|text| !text.is_empty())
}

/// An entry in the audit trail about a household.
pub(crate) async fn note(
    tx: &mut Tx,
    actor: &Actor,
    moment: &mut Moment,
    action: &'static str,
    household: &Household,
    reason: Option<&str>,
    detail: Json,
) -> Result<()> {
    audit::write(tx, &actor.by, moment, entry(action, household, reason, &detail)).await
}

/// What the audit trail says of a change of a household.
pub(crate) fn entry<'a>(
    action: &'static str,
    household: &Household,
    reason: Option<&'a str>,
    detail: &Json,
) -> audit::Entry<'a> {
    audit::Entry {
        action,
        subject: "household",
        subject_id: household.id.to_string(),
        unit: household.unit,
        reason,
        detail: Some(detail.to_string()),
    }
}

/// A household as the audit trail keeps it.
pub(crate) fn particulars(household: &Household) -> Json {
    let h = household;
    json!({
        "unit": h.unit, "village": h.village, "code": h.code, "head": h.head,
        "head_sex": h.head_sex.map(crate::household::Sex::as_str), "ethnicity": h.ethnicity,
        "members": h.members, "groups": h.groups.0, "address": h.address, "class": h.class.as_str(),
        "class_since": h.class_since, "closed": h.closed, "closed_why": h.closed_why,
    })
}

/// What differs: `{"before": {…}, "after": {…}}` with the changed fields, and the fields of `also`.
fn difference(before: &Json, after: &Json, also: Json) -> Json {
    let (mut was, mut is) = (Map::new(), Map::new());
    if let (Json::Object(before), Json::Object(after)) = (before, after) {
        for (key, value) in after.iter().filter(|(key, value)| before.get(*key) != Some(*value)) {
            was.insert(key.clone(), before.get(key).cloned().unwrap_or(Json::Null));
            is.insert(key.clone(), value.clone());
        }
    }
    let mut detail = Map::new();
    if !is.is_empty() {
        detail.insert("before".into(), was.into());
        detail.insert("after".into(), is.into());
    }
    if let Json::Object(also) = also {
        detail.extend(also);
    }
    detail.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_noted() {
        let before = json!({ "head": "A", "code": null });
        let after = json!({ "head": "A", "code": "7" });
        let found = difference(&before, &after, json!({ "person": 1 }));
        let expected = json!({ "before": { "code": null }, "after": { "code": "7" }, "person": 1 });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_reason_must_say_something() {
        assert_eq!(reason(" \u{a0} ").unwrap_err().code, "registry.reason.missing");
        assert_eq!(reason(" theo  giấy khai sinh ").unwrap(), "theo giấy khai sinh");
    }
}
