//! What every action of this room knows of the world.

use access::{Actor, Verb};
use ground::{Moment, Problem, Result, UnitId, tidy};
use law::Law;
use places::Units;
use serde_json::Value as Json;
use store::{Tx, audit};

/// Who acts, when, and under which law.
pub struct Office<'a> {
    /// The law in force.
    pub law: &'a Law,
    /// Administrative units.
    pub units: &'a Units,
    /// Who acts.
    pub actor: &'a Actor,
    /// When, with ids.
    pub moment: &'a mut Moment,
}

impl Office<'_> {
    pub(crate) fn check(&self, verb: Verb, unit: UnitId) -> Result<()> {
        self.actor.check(verb, unit, self.units)
    }

    /// An entry in the audit trail.
    pub(crate) async fn note(
        &mut self,
        tx: &mut Tx,
        action: &'static str,
        (subject, id): (&'static str, String),
        unit: UnitId,
        reason: Option<&str>,
        detail: Json,
    ) -> Result<()> {
        let detail = Some(detail.to_string());
        let entry = audit::Entry { action, subject, subject_id: id, unit, reason, detail };
        audit::write(tx, &self.actor.by, self.moment, entry).await
    }
}

/// Text that must say something; `field` names it in the message.
pub(crate) fn said(text: &str, field: &'static str) -> Result<String> {
    let text = tidy(text);
    if text.is_empty() {
        return Err(Problem::invalid("review.text.missing").with("field", field));
    }
    Ok(text)
}
