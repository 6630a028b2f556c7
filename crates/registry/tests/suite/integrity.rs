//! What does not hold together is found.

use fakes::{databases, moment};
use ground::HouseholdId;
use law::{Class, Law};
use registry::batch::Batch;
use registry::integrity;
use store::Database;

use crate::world::*;

store::statements! {
    LOSE = "test.integrity.lose": "DELETE FROM household WHERE id = $1";
    UNSEEN = "test.integrity.unseen": "DELETE FROM visit WHERE household_id = $1";
    OTHER = "test.integrity.other": "UPDATE household SET class = 'average' WHERE id = $1";
    SECOND = "test.integrity.second":
        "INSERT INTO status (household_id, from_day, to_day, class, movement, members, unit_id, standard,
           basis, visit_id, ended)
         SELECT household_id, from_day + 1, NULL, class, movement, members, unit_id, standard, basis,
           visit_id, ended FROM status WHERE household_id = $1";
}

async fn codes(database: &Database) -> Vec<String> {
    let mut tx = database.read().await.unwrap();
    let broken = integrity::check(&mut tx).await.unwrap();
    broken.into_iter().map(|problem| problem.code.to_string()).collect()
}

async fn spoil(database: &Database, statement: &'static store::Statement, id: HouseholdId) {
    let mut tx = database.begin().await.unwrap();
    tx.execute(statement, vec![id.into()]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_registry_passes_and_each_break_is_named() {
    fakes::prepare_all(STATEMENTS).await;
    let law = Law::builtin().unwrap();
    for database in databases().await {
        let (mut moment, mut batch) = (moment(1), Batch::default());
        let unit = commune("05266");
        let mut ids = Vec::new();
        for name in ["Bùi Văn Một", "Bùi Văn Hai", "Bùi Văn Ba"] {
            let mut draft =
                Draft::new(unit, name, &mut moment).status("2024-01-01", Class::Poor, 3, unit);
            let answers = scores(&law, 120, 40);
            visited(&mut draft, &mut batch, &law, &answers, "2024-01-01", &mut moment);
            draft.put(&mut batch, &mut moment);
            ids.push(draft.household.id);
        }
        write(&database, &mut batch).await;
        assert!(codes(&database).await.is_empty());

        spoil(&database, &LOSE, ids[0]).await;
        let strays = ["person", "visit", "status"].map(|what| format!("registry.integrity.{what}"));
        assert_eq!(codes(&database).await, strays);
        spoil(&database, &UNSEEN, ids[0]).await;
        assert!(codes(&database).await.contains(&"registry.integrity.evaluation".to_owned()));
        spoil(&database, &SECOND, ids[1]).await;
        assert!(codes(&database).await.contains(&"registry.integrity.overlap".to_owned()));
        spoil(&database, &OTHER, ids[2]).await;
        assert!(codes(&database).await.contains(&"registry.integrity.class".to_owned()));
    }
}
