//! The villages a commune's households live in.

use ground::{Result, UnitId, VillageId};
use store::Tx;

store::statements! {
    OF_UNIT = "registry.village.names":
        "SELECT id, name FROM village WHERE unit_id = $1 ORDER BY fold, id";
}

/// Villages and residential groups of a commune by name; they are known from its households.
pub async fn villages(tx: &mut Tx, unit: UnitId) -> Result<Vec<(VillageId, String)>> {
    let rows = tx.fetch(&OF_UNIT, vec![unit.into()]).await?;
    rows.iter().map(|row| Ok((VillageId(row.uuid(0)?), row.text(1)?))).collect()
}
