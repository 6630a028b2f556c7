//! How soon a change of one household shows: in the snapshot behind what-if, and in the figures of its
//! commune, province and the nation, that pages read from the registry itself.
//!
//! ```sh
//! cargo run --release -p intake --example import_speed -- --database sqlite://million.db --rows 1000000
//! cargo run --release -p snapshots --example live -- sqlite://million.db
//! ```

use std::sync::Arc;
use std::time::Instant as Watch;

use access::{Actor, Scope};
use ground::{Clock, Day, HouseholdId, Result, UnitId};
use law::Law;
use measures::planes::{Pass, Scenario};
use places::{Level, Units};
use registry::figures::{self, Frame, Geography};
use registry::household::{self, Destination, Filter, Sort};
use snapshots::Snapshots;
use store::Database;

/// Changes, one after another.
const ROUNDS: usize = 7;

#[tokio::main]
async fn main() -> Result<()> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "sqlite://million.db".to_owned());
    let database = Database::open(&url).await?;
    let law = Arc::new(Law::builtin().expect("the law is sound"));
    let units = Units::builtin();
    let today = Clock::system().moment().today();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let stem = folder.path().join("live");
    let snapshots = Snapshots::new(database.clone(), Arc::clone(&law), units, stem);
    let begun = Watch::now();
    let (taken, _) = snapshots.current(today).await?;
    let count = taken.planes.households();
    println!("{count} households in {} communes", taken.planes.units().len());
    println!("first snapshot            {:>8.0} ms", milliseconds(begun));
    let commune = UnitId(i64::from(taken.planes.units()[taken.planes.units().len() / 2].code));
    let path = units.path(commune);
    let province = path.iter().find(|unit| unit.level == Level::Province).map_or(commune, |u| u.id);
    let scenario = Scenario::of_standard(&law, "vn-2022", today)?;
    let scenario = scenario.without_rule("average");
    let mut times: [Vec<f64>; 5] = Default::default();
    for _ in 0..ROUNDS {
        change(&database, units, commune).await?;
        let begun = Watch::now();
        let (taken, fresh) = snapshots.current(today).await?;
        times[0].push(milliseconds(begun));
        assert!(fresh && taken.units_read == 1, "one commune was read again");
        let begun = Watch::now();
        let figures = taken.planes.measure(&scenario, Pass::default())?;
        assert!(figures.total().tally().counted(measures::planes::By::Household) > 0);
        times[1].push(milliseconds(begun));
        let scopes = [Scope::Communes(vec![commune]), Scope::Province(province), Scope::Nation];
        for (at, scope) in scopes.iter().enumerate() {
            let level = if at == 2 { Level::Province } else { Level::Commune };
            let frame = Frame::new(units, scope, level, Geography::AsThen, today);
            let begun = Watch::now();
            let mut tx = database.read().await?;
            figures::tally(&mut tx, &frame, today).await?;
            tx.rollback().await?;
            times[2 + at].push(milliseconds(begun));
        }
    }
    let names = [
        "snapshot with the change",
        "its figures, all communes",
        "classes of the commune",
        "classes of the province",
        "classes of the nation",
    ];
    for (name, mut times) in names.into_iter().zip(times) {
        times.sort_by(f64::total_cmp);
        println!("{name:<25} {:>8.1} ms (longest {:.1})", times[ROUNDS / 2], times[ROUNDS - 1]);
    }
    Ok(())
}

fn milliseconds(since: Watch) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// Another household of the commune moves away.
async fn change(database: &Database, units: &Units, commune: UnitId) -> Result<()> {
    let mut moment = Clock::system().moment();
    let actor = Actor::program("live");
    let mut tx = database.begin().await?;
    let page =
        household::list(&mut tx, &[commune], &Filter::default(), Sort::Name, None, 1).await?;
    let id: HouseholdId = page.lines[0].id;
    let (household, _) = household::by_id(&mut tx, id).await?.expect("a listed household is there");
    let (day, seen): (Day, _) = (moment.today(), (id, household.version));
    let away = Destination::Away(None);
    household::relocate(&mut tx, &actor, units, &mut moment, seen, &away, day, None).await?;
    tx.commit().await
}
