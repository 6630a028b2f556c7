//! Settling a finding.

use access::{Actor, Verb};
use ground::{Moment, Problem, Result};
use places::Units;
use store::Tx;
use uuid::Uuid;

use super::read::by_id;
use crate::change::{note, reason};
use crate::household::seen;

store::statements! {
    SETTLE = "registry.finding.settle":
        "UPDATE finding SET settled_at = $2, settled_by = $3, settlement = $4
         WHERE id = $1 AND settled_at IS NULL";
}

/// Says how a finding was settled; it counts as open no longer.
///
/// # Errors
/// `registry.finding.missing`, `registry.finding.settled` when somebody did before,
/// `registry.reason.missing` when nothing is said.
pub async fn settle(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    id: Uuid,
    settlement: &str,
) -> Result<()> {
    let missing = || Problem::missing("registry.finding.missing");
    let finding = by_id(tx, id).await?.ok_or_else(missing)?;
    let (household, _) = seen(tx, actor, units, finding.household).await.map_err(|_| missing())?;
    actor.check(Verb::SettleFinding, household.unit, units)?;
    let settlement = reason(settlement)?;
    let values =
        vec![id.into(), moment.now().into(), actor.account.into(), settlement.as_str().into()];
    if tx.execute(&SETTLE, values).await? == 0 {
        return Err(Problem::conflict("registry.finding.settled"));
    }
    let detail = serde_json::json!({ "finding": finding.code });
    let action = "registry.finding.settle";
    note(tx, actor, moment, action, &household, Some(&settlement), detail).await
}
