//! Where the counts come from: a commune's from the registry itself, those of a province or the nation from
//! the snapshot, which gives the same in milliseconds: today's from its planes where they tell it, all else
//! from the columns of every status and visit.

use access::Scope;
use ground::{Day, HouseholdId, Result};
use registry::poverty::{self, Judged};
use registry::transitions::Group;

use super::asked::{OfDay, Question, Read};
use super::planes;
use crate::desk::Desk;

/// Counts everything asked for, both days on the map of the later one.
///
/// # Errors
/// [`snapshots::MAKING`] for a province or the nation until the registry has been read once.
pub(super) async fn counts(question: &Question<'_>, desk: &Desk) -> Result<Read> {
    if is_small(question) {
        let now = of_registry(question, desk, question.day).await?;
        let then = match question.since {
            Some(day) => Some(of_registry(question, desk, day).await?),
            None => None,
        };
        return Ok(Read { now, then, as_of: None });
    }
    let (taken, newest) = desk.snapshots.soon(desk.today()).await?;
    let of_columns = |day: Day| {
        let (frame, asked) = (question.frame(desk.units, day), question.of_day(day));
        question.count(day, taken.timelines.patterns(desk.units, &frame, asked))
    };
    let now = match planes::count(question, desk, &taken.planes)? {
        Some(now) => now,
        None => of_columns(question.day),
    };
    let then = question.since.map(of_columns);
    Ok(Read { now, then, as_of: (!newest).then(|| taken.as_of()) })
}

async fn of_registry(question: &Question<'_>, desk: &Desk, day: Day) -> Result<OfDay> {
    let (frame, asked) = (question.frame(desk.units, day), question.of_day(day));
    let mut tx = desk.database.read().await?;
    let found = poverty::patterns(&mut tx, desk.units, &frame, asked).await?;
    Ok(question.count(day, found))
}

/// The households of a day of which something wanted is said, of all or of one group.
pub(super) async fn behind(
    question: &Question<'_>,
    desk: &Desk,
    day: Day,
    group: Option<&Group>,
    wanted: impl Fn(&Judged) -> bool + Sync,
) -> Result<Vec<HouseholdId>> {
    let (frame, asked) = (question.frame(desk.units, day), question.of_day(day));
    if is_small(question) {
        let mut tx = desk.database.read().await?;
        return poverty::households(&mut tx, desk.units, &frame, asked, group, wanted).await;
    }
    let (taken, _) = desk.snapshots.soon(desk.today()).await?;
    Ok(taken.timelines.said(desk.units, &frame, asked, group, wanted))
}

/// Whether the registry tells it as fast.
fn is_small(question: &Question<'_>) -> bool {
    matches!(question.scope, Scope::Communes(_))
}
