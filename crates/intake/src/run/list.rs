//! The imports of some units, newest first and page by page.

use ground::Result;
use store::Tx;
use store::feed::{Cursor, Feed, Page, Wanted};

use super::record::{Import, import};

macro_rules! latest {
    ($place:literal) => {
        concat!(
            "SELECT ",
            super::record::columns!(),
            " FROM import WHERE unit_id ",
            $place,
            store::among_units!(),
            " AND created_at >= $33 AND (created_at, id) < ($34, $35)
               AND (CAST($37 AS BIGINT) = 0 OR (state = 'done' AND dry_run = 0))
             ORDER BY created_at DESC, id DESC LIMIT $36"
        )
    };
}

store::statements! {
    AMONG = "intake.import.latest_among": latest!("IN ");
    NOT_AMONG = "intake.import.latest_not_among": latest!("NOT IN ");
}

/// Which imports a list shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// All, with those that wait, were only tried or came to nothing.
    All,
    /// Those that brought something into the registry.
    Done,
}

/// The latest imports of the units asked for. Whoever asks must cover the units.
pub async fn latest(tx: &mut Tx, ask: Wanted<'_>, shown: Shown) -> Result<Page<Import>> {
    let feed = Feed { among: &AMONG, not_among: &NOT_AMONG };
    let only_done = i64::from(shown == Shown::Done);
    feed.page(tx, ask, &[only_done.into()], |row| {
        let import = import(row)?;
        Ok((Cursor::new(import.created_at, import.id.0), import))
    })
    .await
}
