//! Villages by name, for whoever types where rather than who.

use access::Scope;
use ground::{Result, UnitId, VillageId, fold};
use store::{Tx, UNITS_PER_STATEMENT, Value, among_units, unit_values};

store::statements! {
    VILLAGES = "registry.search.villages":
        concat!("SELECT id, unit_id, name FROM village WHERE unit_id IN ", among_units!(),
        " AND (' ' || fold || ' ') LIKE $33 ORDER BY fold, id LIMIT $34");
}

/// A village found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Village {
    /// Id.
    pub id: VillageId,
    /// Its commune.
    pub unit: UnitId,
    /// Name.
    pub name: String,
}

/// Villages in the communes of a scope whose name has the words typed, in this order. A province and the
/// nation have too many to be told apart by name alone; there nothing is found.
pub async fn villages(
    tx: &mut Tx,
    scope: &Scope,
    text: &str,
    limit: usize,
) -> Result<Vec<Village>> {
    let (Scope::Communes(communes), typed) = (scope, fold(text)) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    if typed.is_empty() {
        return Ok(found);
    }
    for slice in communes.chunks(UNITS_PER_STATEMENT) {
        let pattern: [Value; 2] = [format!("% {typed} %").into(), limit.into()];
        let values = unit_values(slice).chain(pattern).collect();
        for row in tx.fetch(&VILLAGES, values).await? {
            let (id, unit, name) = (VillageId(row.uuid(0)?), UnitId(row.int(1)?), row.text(2)?);
            found.push(Village { id, unit, name });
        }
    }
    found.truncate(limit);
    Ok(found)
}
