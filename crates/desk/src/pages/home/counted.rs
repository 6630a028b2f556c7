//! The figures that count every household of the unit: a commune's from the registry itself, those of a
//! province or the nation from the columns of the snapshot while it shows the newest state.

use access::Scope;
use ground::{Instant, Problem, Result};
use registry::due::{self, Followed};
use registry::figures::{
    self, ByClass, ClassFigures, DeprivationFigures, Frame, MovementFigures, Table,
};
use registry::status;
use snapshots::Taken;

use super::View;

/// What is counted.
pub(super) struct Counted {
    pub(super) tally: Table<ClassFigures>,
    pub(super) movement: ByClass<Table<MovementFigures>>,
    pub(super) deprivations: ByClass<DeprivationFigures>,
    pub(super) followed: Followed,
}

/// Counts everything, and says which state of the registry it shows where that is not the newest: reading
/// the registry for a province or the nation ends after [`Desk::patience`].
///
/// # Errors
/// [`snapshots::MAKING`] when there is no older state to show then.
pub(super) async fn read(
    view: &View<'_>,
    map: &Frame<'_>,
    scope: &Scope,
) -> Result<(Counted, Option<Instant>)> {
    let desk = &view.visitor.desk;
    if matches!(scope, Scope::Communes(_)) {
        return Ok((of_registry(view, map).await?, None));
    }
    let ready = desk.snapshots.ready(view.today).await?;
    if let Some(counted) = ready.and_then(|taken| of_snapshot(view, map, &taken)) {
        return Ok((counted, None));
    }
    if let Ok(counted) = tokio::time::timeout(desk.patience, of_registry(view, map)).await {
        return Ok((counted?, None));
    }
    let (taken, newest) = desk.snapshots.soon(view.today).await?;
    let counted = of_snapshot(view, map, &taken);
    let counted = counted.ok_or_else(|| Problem::unavailable(snapshots::MAKING))?;
    Ok((counted, (!newest).then(|| taken.as_of())))
}

fn of_snapshot(view: &View<'_>, map: &Frame<'_>, taken: &Taken) -> Option<Counted> {
    let timelines = &taken.timelines;
    Some(Counted {
        tally: timelines.tally(map, view.today),
        movement: timelines.movement(map, view.opening, view.today),
        deprivations: timelines.deprivations(map, view.today, standard(view))?.total,
        followed: timelines.followed(map, &view.visitor.desk.law, view.today),
    })
}

async fn of_registry(view: &View<'_>, map: &Frame<'_>) -> Result<Counted> {
    let (desk, today) = (&view.visitor.desk, view.today);
    let mut tx = desk.database.read().await?;
    Ok(Counted {
        tally: figures::tally(&mut tx, map, today).await?,
        movement: status::movement(&mut tx, map, view.opening, today).await?,
        deprivations: figures::deprivations(&mut tx, map, today, standard(view)).await?.total,
        followed: due::followed(&mut tx, map, &desk.law, today).await?,
    })
}

/// The national standard in force.
fn standard<'a>(view: &View<'a>) -> &'a str {
    let standard = registry::national_standard(&view.visitor.desk.law, view.today);
    standard.map_or("", law::Standard::id)
}
