//! Many phones at once: their forms are written together, and each gets an answer of its own.

use axum::http::StatusCode;
use field::submission::State;
use ground::HouseholdId;
use registry::household::detail;
use store::{Database, Engine, Statement};

use crate::stories::{World, commune, filled, home};

static SQLITE: Statement = Statement {
    name: "test.poison_sqlite",
    sql: "CREATE TRIGGER poison BEFORE INSERT ON submission WHEN NEW.instance = 'uuid:poison'
          BEGIN SELECT RAISE(ABORT, 'poison'); END",
};
static POSTGRES: Statement = Statement {
    name: "test.poison_postgres",
    sql: "ALTER TABLE submission ADD CONSTRAINT poison CHECK (instance <> 'uuid:poison')",
};

/// From now on the database itself refuses one submission.
async fn poison(database: &Database) {
    let mut tx = database.begin().await.unwrap();
    let statement = match database.engine() {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    tx.execute(statement, Vec::new()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn send(world: &World, instance: &str, household: HouseholdId, photo: &str) -> StatusCode {
    let xml = filled(instance, &household.to_string(), photo);
    let photos = [(photo, instance)];
    let photos = if photo.is_empty() { &[][..] } else { &photos[..] };
    world.send(&xml, photos).await.0
}

#[tokio::test]
async fn what_is_wrong_with_one_is_nobody_elses_trouble() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        let mut homes = vec![world.household];
        for number in 0..5 {
            homes.push(home(&database, commune("05266"), &format!("{number} Hà Văn Sáu")).await);
        }
        poison(&database).await;
        let nobody = HouseholdId(fakes::moment(99).id());
        let good = |number: usize| {
            let (world, home) = (&world, homes[number % homes.len()]);
            async move { send(world, &format!("uuid:{number}"), home, "a.jpg").await }
        };
        let (all, missing, poisoned) = tokio::join!(
            futures_util::future::join_all((0..24).map(good)),
            send(&world, "uuid:nobody", nobody, ""),
            send(&world, "uuid:poison", homes[1], ""),
        );
        assert!(all.iter().all(|status| *status == StatusCode::CREATED), "{all:?}");
        assert_eq!((missing, poisoned), (StatusCode::CREATED, StatusCode::INTERNAL_SERVER_ERROR));
        let inbox = world.inbox().await;
        let taken = inbox.iter().filter(|one| one.0 == State::Taken).count();
        assert_eq!((inbox.len(), taken), (25, 24), "{inbox:?}");
        let reason = (State::Trouble, Some("registry.household.missing".to_owned()));
        assert!(inbox.contains(&reason), "{inbox:?}");
        let program = access::Actor::program("test");
        for home in homes {
            let found = detail(&database, &program, world.door.units, home, None).await.unwrap();
            assert_eq!(found.visits.len(), 4);
            // Each of the four is in the audit trail, besides its registration.
            let recorded = found.trail.iter().filter(|past| past.action == "registry.visit.record");
            assert_eq!(recorded.count(), 4);
            assert_eq!(found.household.version, 5);
        }
    }
}

#[tokio::test]
async fn parts_of_one_form_that_come_together_make_one_visit() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        let xml = filled("uuid:1", &world.household.to_string(), "a.jpg");
        let part = |photo: bool| {
            let (world, xml) = (&world, &xml);
            async move { world.send(xml, if photo { &[("a.jpg", "ảnh")] } else { &[] }).await.0 }
        };
        let all = futures_util::future::join_all((0..12).map(|number| part(number == 7))).await;
        assert!(all.iter().all(|status| *status == StatusCode::CREATED), "{all:?}");
        assert_eq!(world.inbox().await, [(State::Taken, None)]);
        assert_eq!(world.visits().await.0, 1);
    }
}

#[tokio::test]
async fn a_phone_that_hangs_up_takes_nobody_with_it() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        assert_eq!(send(&world, "uuid:0", world.household, "").await, StatusCode::CREATED);
        // Nothing can be written while somebody else writes; the first to come hangs up meanwhile.
        let writing = database.begin().await.unwrap();
        let first = send(&world, "uuid:1", world.household, "");
        let gone = tokio::time::timeout(std::time::Duration::from_millis(200), first).await;
        // On PostgreSQL an open transaction keeps nobody from writing.
        assert!(gone.is_err() || database.engine() == Engine::Postgres);
        drop(writing);
        assert_eq!(send(&world, "uuid:2", world.household, "").await, StatusCode::CREATED);
        assert_eq!(world.visits().await.0, 3);
    }
}
