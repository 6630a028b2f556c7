//! What is odd about surveys is asked about, somebody else looks again, and nothing of the case changes by it.

use fakes::databases;
use ground::Instant;
use law::Class;
use registry::visit::{Evidence, Photo, Point, keep};
use review::outlier::{self, Limits, Question};
use review::rules::Stage;
use review::{case, round, survey};

use crate::world::{World, act, look, office, officer};

fn evidence(started: &str, minutes: i64, photo: u8) -> Evidence {
    let started = Instant::from_rfc3339(started).unwrap();
    Evidence {
        started: Some(started),
        ended: Some(started.plus_seconds(minutes * 60)),
        place: Some(Point { latitude: 205_000_000, longitude: 1_054_000_000, accuracy: Some(5) }),
        photos: vec![Photo { name: "photo_outside".to_owned(), digest: vec![photo; 32] }],
    }
}

#[tokio::test]
async fn an_odd_survey_is_asked_about_and_somebody_else_looks_again() {
    for made in databases().await {
        let world = World::on((*made).clone());
        let reviewers = world.reviewers(&["Bùi Thị Hoa", "Đinh Văn Lâm"]).await;
        let heads = ["Bùi Văn An", "Bùi Văn Ba", "Bùi Văn Chi"];
        let mut households = Vec::new();
        for head in heads {
            households.push(world.family(head, "Xóm Bui", Some(Class::Poor)).await);
        }
        let id =
            act!(world, officer(), "2026-11-02", round::open, crate::world::commune()).unwrap();
        for household in &households {
            world.visit(*household, "2026-11-03", 100, 40).await;
        }
        act!(world, officer(), "2026-11-04", survey::take_up, id).unwrap();
        let cases = look!(world, case::of_round, id);
        let times = ["T08:00:00+07:00", "T08:05:00+07:00", "T09:00:00+07:00"];
        let visits: Vec<_> = cases
            .iter()
            .zip(times)
            .zip([4, 20, 20])
            .zip([1, 2, 2])
            .map(|(((case, time), minutes), photo)| {
                let started = format!("2026-11-03{time}");
                (case.visit.unwrap(), evidence(&started, minutes, photo))
            })
            .collect();
        let mut tx = world.database.begin().await.unwrap();
        keep(&mut tx, &visits).await.unwrap();
        tx.commit().await.unwrap();

        let limits = Limits::on(world.law.second_look(), fakes::day("2026-11-04"));
        let (who, mut moment) = (officer(), crate::world::moment("2026-11-04", 900));
        let office = office(&world.law, &who, &mut moment);
        let mut tx = world.database.read().await.unwrap();
        let surveys = outlier::surveys(&mut tx, &office, id).await.unwrap();
        drop(tx);
        let asked: Vec<_> = outlier::notice(&surveys, &limits)
            .into_iter()
            .map(|noticed| (noticed.case, noticed.question))
            .collect();
        let expected = [
            (cases[0].id, Question::Fast(4)),
            (cases[1].id, Question::Close(5, cases[0].id)),
            (cases[1].id, Question::Photo(vec![cases[2].id])),
            (cases[2].id, Question::Photo(vec![cases[1].id])),
        ];
        for one in &expected {
            assert!(asked.contains(one), "{one:?} of {asked:?}");
        }
        assert_eq!(asked.len(), expected.len());

        let case = cases[0].id;
        let early = act!(
            world,
            officer(),
            "2026-11-04",
            outlier::record,
            case,
            fakes::day("2026-11-04"),
            Class::Poor,
            "Đinh Văn Lâm",
            ""
        );
        assert_eq!(early.unwrap_err().code, "review.look.missing");
        let silent = act!(world, officer(), "2026-11-04", outlier::ask, case, " ");
        assert_eq!(silent.unwrap_err().code, "review.text.missing");
        let reviewer = crate::world::actor(access::Role::Reviewer);
        let refused = act!(world, reviewer, "2026-11-04", outlier::ask, case, "nhanh");
        assert_eq!(refused.unwrap_err().code, "access.refused.verb");
        act!(world, officer(), "2026-11-04", outlier::ask, case, "4 phút").unwrap();
        let twice = act!(world, officer(), "2026-11-04", outlier::ask, case, "4 phút");
        assert_eq!(twice.unwrap_err().code, "review.look.twice");
        let look = look!(world, outlier::of_case, case).unwrap();
        assert_eq!(look.reviewer.as_ref(), Some(&reviewers[1]), "not who surveyed it");
        assert_eq!(look!(world, case::of_reviewer, reviewers[1].0).len(), 1, "on their list");

        let record = |day: &'static str, by: &'static str| (fakes::day(day), Class::NotPoor, by);
        for (day, by, code) in [
            ("2026-11-03", "Đinh Văn Lâm", "review.look.day"),
            ("2026-11-05", "Bùi Thị Hoa", "review.look.same"),
            ("2026-11-05", " ", "review.text.missing"),
        ] {
            let (day, class, by) = record(day, by);
            let refused =
                act!(world, officer(), "2026-11-05", outlier::record, case, day, class, by, "");
            assert_eq!(refused.unwrap_err().code, code);
        }
        let (day, class, by) = record("2026-11-05", "Đinh Văn Lâm");
        act!(world, officer(), "2026-11-05", outlier::record, case, day, class, by, "nhà mới")
            .unwrap();
        let again = act!(world, officer(), "2026-11-05", outlier::record, case, day, class, by, "");
        assert_eq!(again.unwrap_err().code, "review.look.seen");
        let second = look!(world, outlier::of_case, case).unwrap().second.unwrap();
        assert_eq!((second.class, second.by.as_str()), (Class::NotPoor, by));
        assert!(look!(world, case::of_reviewer, reviewers[1].0).is_empty());
        let after = look!(world, case::of_round, id);
        assert_eq!(after[0].classes.surveyed, Some(Class::Poor), "the case goes on as it was");
        assert_eq!(after[0].state.stage, Stage::Meeting);
    }
}
