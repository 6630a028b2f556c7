//! Evaluating stored visits again.

use std::cell::Cell;

use access::{Actor, Scope};
use fakes::{databases, moment};
use ground::Moment;
use law::{Class, Law, LoadOptions};
use registry::batch::Batch;
use registry::{Reevaluated, household, reevaluate};
use store::Database;
use store::feed::Wanted;

use crate::world::{Draft, commune, officer, province, scores, units, visited, write};

#[tokio::test(flavor = "multi_thread")]
async fn doing_it_twice_changes_nothing_and_another_law_is_written_once() {
    let law = Law::builtin().unwrap();
    let options =
        LoadOptions { specimens: vec!["vn-2027-cutoff".to_owned()], ..Default::default() };
    let other = Law::load(&options).unwrap();
    assert_ne!(law.fingerprint(), other.fingerprint());
    let (here, there) = (commune("05266"), commune("05287"));
    for database in databases().await {
        let mut moment = moment(30);
        let mut batch = Batch::default();
        let mut ids = Vec::new();
        for at in 0..60 {
            let unit = if at % 2 == 0 { here } else { there };
            let mut draft = Draft::new(unit, "Bùi Văn A", &mut moment).status(
                "2026-10-01",
                Class::Poor,
                3,
                unit,
            );
            let answers = scores(&law, 150, 40);
            visited(&mut draft, &mut batch, &law, &answers, "2026-10-01", &mut moment);
            draft.put(&mut batch, &mut moment);
            ids.push(draft.household.id);
        }
        write(&database, &mut batch).await;
        let actor = officer(here);
        let own = Scope::Communes(vec![here]);
        let program = Actor::program("test");
        let first = run(&database, &law, &actor, &mut moment, &own).await;
        // The visits had the standard in force only; the one asked for by default is added.
        assert_eq!((first.visits, first.changed, first.finished), (30, 30, true));
        let again = run(&database, &law, &actor, &mut moment, &own).await;
        assert_eq!((again.visits, again.changed), (30, 0));
        let changed = run(&database, &other, &actor, &mut moment, &own).await;
        assert_eq!(changed.changed, 60, "two standards of thirty visits");
        for scope in [Scope::Province(province()), Scope::Nation] {
            let done = run(&database, &other, &program, &mut moment, &scope).await;
            assert_eq!(done.visits, 60, "{scope:?}");
        }
        let mut tx = database.read().await.unwrap();
        let seen = household::detail(&database, &actor, units(), ids[0], None).await.unwrap();
        let fingerprints = seen.visits[0].evaluations.iter().map(|past| past.law.as_str());
        assert!(fingerprints.into_iter().all(|law| law == other.fingerprint()));
        let trail = store::audit::latest(&mut tx, Wanted::latest(10), None).await.unwrap().lines;
        let runs = trail.iter().filter(|past| past.action == "registry.evaluation.again");
        assert_eq!(runs.count(), 5, "one entry per run");
        tx.rollback().await.unwrap();

        let stranger = officer(there);
        let refused =
            reevaluate(&database, &law, &stranger, units(), &mut moment, &own, None, |_, _| true);
        assert_eq!(refused.await.unwrap_err().code, "access.refused.unit");
        let told = Cell::new((0, 0));
        let stop = |done, total| {
            told.set((done, total));
            false
        };
        let cut = reevaluate(&database, &law, &actor, units(), &mut moment, &own, None, stop).await;
        let cut = cut.unwrap();
        assert_eq!((told.get(), cut.finished), ((30, 30), false));
        let rest =
            reevaluate(&database, &law, &actor, units(), &mut moment, &own, cut.last, |_, _| true);
        let rest = rest.await.unwrap();
        assert_eq!((rest.visits, rest.finished), (0, true));
    }
}

async fn run(
    database: &Database,
    law: &Law,
    actor: &Actor,
    moment: &mut Moment,
    scope: &Scope,
) -> Reevaluated {
    let done = reevaluate(database, law, actor, units(), moment, scope, None, |_, _| true);
    done.await.unwrap()
}
