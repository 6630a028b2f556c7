//! Officers at work: register, correct, visit, move, split, merge.

use access::{Actor, Role};
use fakes::{databases, moment};
use ground::{HouseholdId, Moment, Result, UnitId};
use law::{Class, Law};
use registry::household::{self, Destination, Detail, Particulars, Sex, Split};
use registry::person::{self, Joining, Leaving};
use registry::status::{Ended, Movement};
use registry::visit::{self, NewVisit};
use registry::{finding, search};
use store::Database;

use crate::world::{
    commune, day, family, officer, person as somebody, province, scores, seal, units,
};

/// Runs one action in a transaction of its own.
macro_rules! act {
    ($database:expr, $action:path, $($input:expr),* $(,)?) => {{
        let mut tx = $database.begin().await.unwrap();
        let done = $action(&mut tx, $($input),*).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    }};
}

async fn detail(database: &Database, actor: &Actor, id: HouseholdId) -> Result<Detail> {
    household::detail(database, actor, units(), id, None).await
}

async fn registered(database: &Database, actor: &Actor, moment: &mut Moment) -> HouseholdId {
    let new = family(actor.unit, "Bùi Văn Dũng", "2026-01-05");
    act!(database, household::register, actor, units(), moment, &seal(), &new).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_is_registered_visited_and_explained_by_its_trail() {
    let law = Law::builtin().unwrap();
    for database in databases().await {
        let (mut moment, actor) = (moment(1), officer(commune("05266")));
        let id = registered(&database, &actor, &mut moment).await;
        let seen = detail(&database, &actor, id).await.unwrap();
        assert_eq!((seen.household.members, seen.household.class), (3, Class::Undetermined));
        assert!(seen.timeline.intervals().is_empty(), "no class before the first visit");
        assert_eq!(seen.village.as_deref(), Some("Xóm Bui"));
        assert_eq!(seen.persons[0].name, "Bùi Văn Dũng");

        let new = NewVisit {
            source: "form",
            day: day("2026-10-02"),
            reviewer: Some("Trưởng xóm".to_owned()),
            answers: scores(&law, 120, 40).to_json(law.questionnaire()),
            source_key: Some(vec![1; 16]),
            stated_class: None,
        };
        let now = (id, seen.household.version);
        let also = registry::asked_by_default(new.day);
        let done =
            act!(database, visit::record, &law, &actor, units(), &mut moment, now, &new, also);
        let standards: Vec<_> = done.unwrap().evaluations.into_iter().map(|(id, _)| id).collect();
        assert_eq!(standards, ["vn-2022", "vn-2027"]);

        let seen = detail(&database, &actor, id).await.unwrap();
        assert_eq!(seen.household.class, Class::Poor);
        assert_eq!(seen.timeline.latest().unwrap().movement, Movement::NewPoor);
        assert_eq!(seen.visits[0].evaluations.len(), 2);
        let mut actions: Vec<_> = seen.trail.iter().map(|past| past.action.as_str()).collect();
        // Both happen at the same instant of the test's clock.
        actions.sort_unstable();
        assert_eq!(actions, ["registry.household.register", "registry.visit.record"]);

        let again = (id, seen.household.version);
        let twice =
            act!(database, visit::record, &law, &actor, units(), &mut moment, again, &new, &[]);
        assert_eq!(twice.unwrap_err().code, "registry.visit.duplicate");
        let broken = NewVisit { answers: "{".to_owned(), source_key: None, ..new.clone() };
        let broken =
            act!(database, visit::record, &law, &actor, units(), &mut moment, again, &broken, &[]);
        assert_eq!(broken.unwrap_err().code, "law.answers.unreadable");

        // A visit that cannot tell takes nobody's recognition away.
        let nothing = law::Answers::new().to_json(law.questionnaire());
        let blank =
            NewVisit { answers: nothing, source_key: None, day: day("2026-11-01"), ..new.clone() };
        act!(database, visit::record, &law, &actor, units(), &mut moment, again, &blank, &[])
            .unwrap();
        let seen = detail(&database, &actor, id).await.unwrap();
        assert_eq!((seen.household.class, seen.visits.len()), (Class::Poor, 2));
        assert_eq!(seen.timeline.intervals().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_scope_and_version_are_checked_before_anything_is_written() {
    for database in databases().await {
        let (mut moment, actor) = (moment(2), officer(commune("05266")));
        let id = registered(&database, &actor, &mut moment).await;
        let elsewhere = officer(commune("05287"));
        let viewer = fakes::actor(Role::Viewer, commune("05266"));
        let corrected = Particulars { head: "Bùi Văn Dung".to_owned(), ..Particulars::default() };
        for (actor, version, why, code) in [
            (&elsewhere, 1, "sai", "registry.household.missing"),
            (&viewer, 1, "sai", "access.refused.verb"),
            (&actor, 7, "sai", "registry.household.changed"),
            (&actor, 1, "  ", "registry.reason.missing"),
        ] {
            let now = (id, version);
            let refused = act!(
                database,
                household::correct,
                actor,
                units(),
                &mut moment,
                now,
                &corrected,
                why
            );
            assert_eq!(refused.unwrap_err().code, code);
        }
        let missing = detail(&database, &elsewhere, id).await.unwrap_err();
        assert_eq!(missing.code, "registry.household.missing");
        let seen = detail(&database, &actor, id).await.unwrap();
        assert_eq!((seen.household.head.as_str(), seen.trail.len()), ("Bùi Văn Dũng", 1));

        let why = "theo giấy khai sinh";
        act!(database, household::correct, &actor, units(), &mut moment, (id, 1), &corrected, why)
            .unwrap();
        let seen = detail(&database, &actor, id).await.unwrap();
        assert_eq!((seen.household.head.as_str(), seen.household.version), ("Bùi Văn Dung", 2));
        assert_eq!(seen.persons[0].name, "Bùi Văn Dung");
        let corrections = |past: &&store::audit::Past| past.action == "registry.household.correct";
        let entry = seen.trail.iter().find(corrections).unwrap();
        assert_eq!(entry.reason.as_deref(), Some(why));
        let noted: serde_json::Value =
            serde_json::from_str(entry.detail.as_ref().unwrap()).unwrap();
        assert_eq!(noted["before"]["head"], "Bùi Văn Dũng");
        assert_eq!(noted["after"]["head"], "Bùi Văn Dung");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn members_come_go_and_change_head() {
    let law = Law::builtin().unwrap();
    for database in databases().await {
        let (mut moment, actor, seal) = (moment(3), officer(commune("05266")), seal());
        let id = registered(&database, &actor, &mut moment).await;
        let visit = NewVisit {
            source: "form",
            day: day("2026-02-01"),
            reviewer: None,
            answers: scores(&law, 120, 40).to_json(law.questionnaire()),
            source_key: None,
            stated_class: None,
        };
        act!(database, visit::record, &law, &actor, units(), &mut moment, (id, 1), &visit, &[])
            .unwrap();
        let baby = somebody("Bùi Văn Tí", Sex::Male, 2026, "child");
        let born = day("2026-05-01");
        let who = act!(
            database,
            person::add_member,
            &actor,
            units(),
            &mut moment,
            &seal,
            (id, 2),
            &baby,
            born,
            Joining::Born,
            None
        )
        .unwrap();
        let seen = detail(&database, &actor, id).await.unwrap();
        assert_eq!(seen.household.members, 4);
        let resized = seen.timeline.on(born).unwrap();
        assert_eq!((resized.movement, resized.members), (Movement::Resized, 4));
        assert_eq!(seen.timeline.on(born.previous()).unwrap().members, 3);

        let head = seen.persons[0].id;
        let (spouse, died) = (seen.persons[1].id, day("2026-06-10"));
        let refused = act!(
            database,
            person::remove_member,
            &actor,
            units(),
            &mut moment,
            (id, 3),
            head,
            died,
            Leaving::Died,
            None
        );
        assert_eq!(refused.unwrap_err().code, "registry.person.is_head");
        act!(
            database,
            person::change_head,
            &actor,
            units(),
            &mut moment,
            (id, 3),
            spouse,
            "spouse",
            died,
            None
        )
        .unwrap();
        act!(
            database,
            person::remove_member,
            &actor,
            units(),
            &mut moment,
            (id, 4),
            head,
            died,
            Leaving::Died,
            Some("ốm")
        )
        .unwrap();
        let seen = detail(&database, &actor, id).await.unwrap();
        assert_eq!(seen.household.head, "Quách Thị Na");
        assert_eq!(seen.household.head_sex, Some(Sex::Female));
        assert!(seen.household.groups.has(household::Groups::FEMALE_HEAD));
        assert_eq!(seen.persons.iter().filter(|person| person.gone.is_none()).count(), 3);
        assert_eq!(seen.events.len(), 3);
        let future = act!(
            database,
            person::remove_member,
            &actor,
            units(),
            &mut moment,
            (id, 5),
            who,
            day("2027-01-01"),
            Leaving::Left,
            None
        );
        assert_eq!(future.unwrap_err().code, "registry.day.future");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn households_split_merge_move_and_end() {
    let law = Law::builtin().unwrap();
    for database in databases().await {
        let (mut moment, actor) = (moment(4), officer(commune("05266")));
        let id = registered(&database, &actor, &mut moment).await;
        let visit = NewVisit {
            source: "form",
            day: day("2026-02-01"),
            reviewer: None,
            answers: scores(&law, 120, 40).to_json(law.questionnaire()),
            source_key: None,
            stated_class: None,
        };
        act!(database, visit::record, &law, &actor, units(), &mut moment, (id, 1), &visit, &[])
            .unwrap();
        let seen = detail(&database, &actor, id).await.unwrap();
        let spouse = seen.persons.iter().find(|person| person.relation == "spouse").unwrap().id;
        let off = Split {
            members: vec![spouse],
            head: spouse,
            code: Some("HB-002".to_owned()),
            village: None,
            day: day("2026-04-01"),
        };
        let new = act!(
            database,
            household::split,
            &actor,
            units(),
            &mut moment,
            (id, 2),
            &off,
            Some("ra riêng")
        )
        .unwrap();
        let part = detail(&database, &actor, new).await.unwrap();
        assert_eq!((part.household.head.as_str(), part.household.members), ("Quách Thị Na", 1));
        let first = part.timeline.latest().unwrap();
        assert_eq!((first.class, first.movement), (Class::Poor, Movement::SplitOff));
        let rest = detail(&database, &actor, id).await.unwrap();
        assert_eq!(rest.household.members, 2);
        assert_eq!(rest.timeline.latest().unwrap().movement, Movement::Resized);

        // Back together again.
        let (from, into) = ((new, 1), (id, 3));
        let together = day("2026-06-01");
        act!(database, household::merge, &actor, units(), &mut moment, from, into, together, None)
            .unwrap();
        let part = detail(&database, &actor, new).await.unwrap();
        assert_eq!(part.household.closed, Some(together.previous()));
        assert_eq!(part.timeline.latest().unwrap().ended, Some(Ended::Merged));
        let rest = detail(&database, &actor, id).await.unwrap();
        assert_eq!(rest.household.members, 3);
        let closed = act!(
            database,
            household::died_out,
            &actor,
            units(),
            &mut moment,
            (new, 2),
            together,
            None
        );
        assert_eq!(closed.unwrap_err().code, "registry.household.closed");

        // To another commune only by whoever has the right in both; then the officer of the old one sees
        // it no longer.
        let to =
            Destination::Commune { unit: commune("05287"), village: Some("Xóm Mới".into()) };
        let moved = day("2026-08-01");
        let seen = (id, 4);
        let refused = act!(
            database,
            household::relocate,
            &actor,
            units(),
            &mut moment,
            seen,
            &to,
            moved,
            None
        );
        assert_eq!(refused.unwrap_err().code, "registry.move.elsewhere");
        let admin = fakes::actor(access::Role::Administrator, UnitId::NATION);
        act!(database, household::relocate, &admin, units(), &mut moment, seen, &to, moved, None)
            .unwrap();
        let gone = detail(&database, &actor, id).await.unwrap_err();
        assert_eq!(gone.code, "registry.household.missing");
        let there = detail(&database, &officer(commune("05287")), id).await.unwrap();
        let line = there.timeline.latest().unwrap();
        assert_eq!((line.unit, line.movement), (commune("05287"), Movement::MovedIn));
        assert_eq!(there.village.as_deref(), Some("Xóm Mới"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_number_is_opened_only_by_right_and_every_look_is_noted() {
    for database in databases().await {
        let (mut moment, actor, seal) = (moment(5), officer(commune("05266")), seal());
        let id = registered(&database, &actor, &mut moment).await;
        let head = detail(&database, &actor, id).await.unwrap().persons[0].id;
        let number = Some("000 012 345 678");
        act!(
            database,
            person::set_identity,
            &actor,
            units(),
            &mut moment,
            &seal,
            head,
            number,
            "thẻ"
        )
        .unwrap();
        let seen = detail(&database, &actor, id).await.unwrap();
        let shown = person::masked_identity(&seen.persons[0], &seal).unwrap();
        assert_eq!(shown.as_deref(), Some("•••••••••678"));
        let above = fakes::actor(Role::ProvinceOfficer, province());
        let refused = act!(database, person::identity, &above, units(), &mut moment, &seal, head);
        assert_eq!(refused.unwrap_err().code, "access.refused.verb");
        let opened = act!(database, person::identity, &actor, units(), &mut moment, &seal, head);
        assert_eq!(opened.unwrap().as_deref(), Some("000012345678"));
        let trail = detail(&database, &actor, id).await.unwrap().trail;
        assert!(trail.iter().any(|past| past.action == "registry.person.view_identity"));
        let told = trail.iter().filter_map(|past| past.detail.as_ref());
        assert!(
            told.into_iter().all(|detail| !detail.contains("12345678")),
            "no number in the trail"
        );

        let today = day("2026-11-23");
        let scope = actor.scope(units(), today);
        let mut tx = database.read().await.unwrap();
        let text = "000012345678";
        let found = search::search(&mut tx, units(), &scope, today, Some(&seal), text, 10).await;
        assert_eq!(found.unwrap().hits[0].person, Some(head));
        let elsewhere = officer(commune("05287")).scope(units(), today);
        let none = search::search(&mut tx, units(), &elsewhere, today, Some(&seal), text, 10).await;
        assert!(none.unwrap().hits.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_is_settled_once_and_with_words() {
    for database in databases().await {
        let (mut moment, actor) = (moment(6), officer(commune("05266")));
        let id = registered(&database, &actor, &mut moment).await;
        let seen = detail(&database, &actor, id).await.unwrap();
        let mut batch = registry::batch::Batch::default();
        let code = "import.row.class_mismatch";
        batch.finding(&seen.household, None, code, "{}".to_owned(), &mut moment);
        crate::world::write(&database, &mut batch).await;
        let scope = actor.scope(units(), day("2026-11-23"));
        let mut tx = database.read().await.unwrap();
        assert_eq!(finding::open_count(&mut tx, &scope).await.unwrap(), 1);
        let open = finding::open(&mut tx, &scope, 5).await.unwrap();
        tx.rollback().await.unwrap();
        let what = open[0].id;
        for (actor, words, code) in [
            (&officer(commune("05287")), "xong", "registry.finding.missing"),
            (&actor, "", "registry.reason.missing"),
        ] {
            let refused = act!(database, finding::settle, actor, units(), &mut moment, what, words);
            assert_eq!(refused.unwrap_err().code, code);
        }
        act!(database, finding::settle, &actor, units(), &mut moment, what, "đã kiểm tra").unwrap();
        let twice = act!(database, finding::settle, &actor, units(), &mut moment, what, "lại");
        assert_eq!(twice.unwrap_err().code, "registry.finding.settled");
        let mut tx = database.read().await.unwrap();
        assert_eq!(finding::open_count(&mut tx, &scope).await.unwrap(), 0);
        for wide in [access::Scope::Nation, access::Scope::Province(province())] {
            assert_eq!(finding::open_count(&mut tx, &wide).await.unwrap(), 0);
        }
    }
}
