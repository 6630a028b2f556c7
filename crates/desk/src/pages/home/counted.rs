//! The figures that count every household of the unit: a commune's from the registry itself, those of a
//! province or the nation from the columns of the snapshot while it shows the newest state.

use access::Scope;
use ground::Result;
use registry::due::{self, Followed};
use registry::figures::{
    self, ByClass, ClassFigures, DeprivationFigures, Frame, MovementFigures, Table,
};
use registry::status;
use snapshots::Taken;
use store::Tx;

use super::View;

/// What is counted.
pub(super) struct Counted {
    pub(super) tally: Table<ClassFigures>,
    pub(super) movement: ByClass<Table<MovementFigures>>,
    pub(super) deprivations: ByClass<DeprivationFigures>,
    pub(super) followed: Followed,
}

pub(super) async fn read(view: &View<'_>, map: &Frame<'_>, scope: &Scope) -> Result<Counted> {
    let desk = &view.visitor.desk;
    if !matches!(scope, Scope::Communes(_))
        && let Some(taken) = desk.snapshots.ready(view.today).await?
        && let Some(counted) = of_snapshot(view, map, &taken)
    {
        return Ok(counted);
    }
    let mut tx = desk.database.read().await?;
    of_registry(view, map, &mut tx).await
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

async fn of_registry(view: &View<'_>, map: &Frame<'_>, tx: &mut Tx) -> Result<Counted> {
    let (law, today) = (&view.visitor.desk.law, view.today);
    Ok(Counted {
        tally: figures::tally(tx, map, today).await?,
        movement: status::movement(tx, map, view.opening, today).await?,
        deprivations: figures::deprivations(tx, map, today, standard(view)).await?.total,
        followed: due::followed(tx, map, law, today).await?,
    })
}

/// The national standard in force.
fn standard<'a>(view: &View<'a>) -> &'a str {
    let standard = registry::national_standard(&view.visitor.desk.law, view.today);
    standard.map_or("", law::Standard::id)
}
