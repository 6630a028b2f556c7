//! The households behind a number of [`super::transitions`].

use ground::{HouseholdId, Result};
use places::Units;
use store::Tx;

use super::group::{Group, Groups};
use super::model::{End, Fate};
use super::read::{Asked, First, exit, pair, times};
use super::statements::{CLOSED_LIST, EXITS_LIST, OPENED_LIST, PERSISTENT_LIST};
use crate::figures::{Frame, kept};

/// Which number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Behind<'a> {
    /// From any of the first ends to any of the second.
    Moved(&'a [End], &'a [End]),
    /// Left poverty or near-poverty.
    Exited,
    /// Fell back within 36 months.
    Again,
    /// Not fallen back so far, with the 36 months still running.
    Watched,
    /// Poor on so many of the last year-ends.
    Poor(usize),
}

/// The households behind a number of the whole (`group` is `None`) or of one group; each once, in the
/// order of their ids.
pub async fn households(
    tx: &mut Tx,
    units: &Units,
    frame: &Frame<'_>,
    asked: Asked,
    group: Option<&Group>,
    behind: Behind<'_>,
) -> Result<Vec<HouseholdId>> {
    let mut groups = Groups::new(units, frame, asked.by);
    let mut found = Vec::new();
    match behind {
        Behind::Moved(from, to) => {
            let values = asked.pair_values();
            for (statement, first) in
                [(&OPENED_LIST, First::Opening), (&CLOSED_LIST, First::Closing)]
            {
                frame
                    .fetch_by_status(tx, statement, &values, |row| {
                        let pair = pair(&mut groups, row, first)?;
                        let ends = pair.and_then(|pair| pair.ends(group));
                        if ends.is_some_and(|(was, is)| from.contains(&was) && to.contains(&is)) {
                            found.push(HouseholdId(row.uuid(10)?));
                        }
                        Ok(())
                    })
                    .await?;
            }
        }
        Behind::Exited | Behind::Again | Behind::Watched => {
            frame
                .fetch_by_status(tx, &EXITS_LIST, &asked.exit_values(), |row| {
                    let own = groups.of(kept(row, 0)?, row.opt_text(3)?.as_deref());
                    let fits = match (behind, exit(row, asked.known)?) {
                        (Behind::Again, fate) => matches!(fate, Fate::Again(_)),
                        (Behind::Watched, fate) => fate == Fate::Watched,
                        _ => true,
                    };
                    if fits
                        && own.is_some()
                        && group.is_none_or(|group| own.as_ref() == Some(group))
                    {
                        found.push(HouseholdId(row.uuid(8)?));
                    }
                    Ok(())
                })
                .await?;
        }
        Behind::Poor(wanted) => {
            frame
                .fetch_by_status(tx, &PERSISTENT_LIST, &asked.persistence_values(), |row| {
                    let own = groups.of(kept(row, 0)?, row.opt_text(3)?.as_deref());
                    let in_group =
                        own.is_some() && group.is_none_or(|group| own.as_ref() == Some(group));
                    if times(row)? == wanted && in_group {
                        found.push(HouseholdId(row.uuid(7)?));
                    }
                    Ok(())
                })
                .await?;
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
