//! Where the figures come from: a commune's from the registry itself, those of a province or the nation from
//! the columns of the snapshot, which give the same in milliseconds.

use access::Scope;
use ground::{HouseholdId, Instant, Result};
use registry::transitions::{self, Behind, Group, Transitions};

use super::asked::Question;
use crate::desk::Desk;

/// What was found, and the state of the registry it shows where that is not the newest.
pub(super) async fn transitions(
    question: &Question,
    desk: &Desk,
) -> Result<(Transitions, Option<Instant>)> {
    let (frame, asked) = (question.frame(desk.units), question.asked);
    if is_small(question) {
        let mut tx = desk.database.read().await?;
        let found = transitions::transitions(&mut tx, desk.units, &frame, asked).await?;
        return Ok((found, None));
    }
    let (taken, newest) = desk.snapshots.soon(desk.today()).await?;
    let found = taken.timelines.transitions(desk.units, &frame, asked);
    Ok((found, (!newest).then(|| taken.as_of())))
}

/// The households behind one of the numbers.
pub(super) async fn behind(
    question: &Question,
    desk: &Desk,
    group: Option<&Group>,
    behind: Behind<'_>,
) -> Result<Vec<HouseholdId>> {
    let (frame, asked) = (question.frame(desk.units), question.asked);
    if is_small(question) {
        let mut tx = desk.database.read().await?;
        return transitions::households(&mut tx, desk.units, &frame, asked, group, behind).await;
    }
    let (taken, _) = desk.snapshots.soon(desk.today()).await?;
    Ok(taken.timelines.behind(desk.units, &frame, asked, group, behind))
}

/// Whether the registry tells it as fast.
fn is_small(question: &Question) -> bool {
    matches!(question.scope, Scope::Communes(_))
}
