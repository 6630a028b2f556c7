//! The households behind a number of [`super::transitions`].

use ground::{HouseholdId, Result};
use places::Units;
use store::Tx;

use super::count::Choosing;
use super::group::Group;
use super::model::End;
use super::read::{Asked, again, known, pair, times};
use super::statements::{CLOSED_LIST, EXITS_LIST, OPENED_LIST, PERSISTENT_LIST};
use crate::figures::Frame;

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
    let mut choosing = Choosing::new(units, frame, asked, (group, behind));
    let mut found = Vec::new();
    match behind {
        Behind::Moved(..) => {
            let values = asked.pair_values();
            for (statement, is_opening) in [(&OPENED_LIST, true), (&CLOSED_LIST, false)] {
                frame
                    .fetch_by_status(tx, statement, &values, |row| {
                        let one = row.opt_text(3)?;
                        let (known, _) = known(row, one.as_deref())?;
                        let (before, after, _) = pair(row, is_opening)?;
                        if choosing.moved(known, before, after) {
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
                    let one = row.opt_text(3)?;
                    let (known, unit) = known(row, one.as_deref())?;
                    let (on, again) = again(row)?;
                    if choosing.left(known, unit, on, again) {
                        found.push(HouseholdId(row.uuid(8)?));
                    }
                    Ok(())
                })
                .await?;
        }
        Behind::Poor(_) => {
            frame
                .fetch_by_status(tx, &PERSISTENT_LIST, &asked.persistence_values(), |row| {
                    let one = row.opt_text(3)?;
                    let (known, unit) = known(row, one.as_deref())?;
                    if choosing.poor(known, unit, times(row)?) {
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
