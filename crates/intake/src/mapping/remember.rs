//! Mappings a person has confirmed, by the fingerprint of the headings.

use ground::{Moment, Result};
use store::{Database, Tx};

use super::Mapping;
use crate::sheet::Header;

store::statements! {
    RECALL = "intake.mapping.recall": "SELECT mapping FROM import_mapping WHERE header_key = $1";
    REMEMBER = "intake.mapping.remember":
        "INSERT INTO import_mapping (header_key, mapping, used_at) VALUES ($1, $2, $3)
         ON CONFLICT (header_key) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at";
}

/// The mapping last used for a file with these headings.
pub async fn recall(database: &Database, header: &Header) -> Result<Option<Mapping>> {
    let row = database.fetch_optional(&RECALL, vec![header.fingerprint().into()]).await?;
    let mapping = row.map(|row| Mapping::from_json(&row.text(0)?)).transpose()?;
    // Another file may share the fingerprint by accident, but then not the number of columns.
    Ok(mapping.filter(|mapping| mapping.columns.len() == header.labels.len()))
}

/// Keeps a mapping for the next file with these headings.
pub async fn remember(
    tx: &mut Tx,
    moment: &Moment,
    header: &Header,
    mapping: &Mapping,
) -> Result<()> {
    let values = vec![header.fingerprint().into(), mapping.to_json().into(), moment.now().into()];
    tx.execute(&REMEMBER, values).await.map(drop)
}
