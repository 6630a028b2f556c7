//! The rounds of the demonstration: every page of the review has something true to show, on any day.

use std::collections::BTreeSet;

use access::{Actor, Role};
use demonstration::{Size, fill};
use fakes::{day, sqlite};
use ground::{Instant, Moment, UnitId};
use law::Law;
use places::{Level, Units};
use review::outlier::{self, Limits, Question};
use review::rules::Stage;
use review::{Office, case, certificate, relation, request, round, sample, survey};
use store::{Database, seal::Seal};

use crate::filled::{law, quiet};

async fn made(on: &str, households: usize, law: &Law) -> fakes::TestDatabase {
    let made = sqlite().await;
    let (size, seal) = (Size { seed: 20, households }, Seal::new(&[3; 32]));
    fill(&made, law, Units::builtin(), &seal, day(on), size, &mut quiet()).await.unwrap();
    made
}

fn commune(code: &str) -> UnitId {
    Units::builtin().by_code(Level::Commune, code, day("2026-11-23")).unwrap().id
}

/// Runs a read with the office of an officer of the commune.
macro_rules! look {
    ($database:expr, $law:expr, $unit:expr, |$tx:ident, $office:ident| $read:expr) => {{
        let actor: Actor = fakes::actor(Role::CommuneOfficer, $unit);
        let mut moment = Moment::seeded(Instant::start_of(day("2026-11-23")), 1);
        let office =
            Office { law: $law, units: Units::builtin(), actor: &actor, moment: &mut moment };
        let ($office, database): (&Office<'_>, &Database) = (&office, $database);
        let mut tx = database.read().await.unwrap();
        let $tx = &mut tx;
        $read
    }};
}

#[tokio::test]
async fn villages_of_one_commune_stand_at_every_step() {
    let (law, unit, today) = (law(), commune("05266"), day("2026-11-23"));
    let made = made("2026-11-23", 9_000, &law).await;
    look!(&made, &law, unit, |tx, office| {
        let rounds = round::of_unit(tx, unit).await.unwrap();
        assert_eq!(rounds.len(), 2, "the yearly one and an off-cycle one");
        let id = rounds[0].id;
        let cases = case::of_round(tx, id).await.unwrap();
        let stages: BTreeSet<Stage> = cases.iter().map(|case| case.state.stage).collect();
        for stage in [Stage::Survey, Stage::Meeting, Stage::Posting, Stage::Posted, Stage::Recheck]
        {
            assert!(stages.contains(&stage), "{stage:?} of {stages:?}");
        }
        assert!(stages.contains(&Stage::Decision), "some wait for the chair");
        let over = cases.iter().filter(|case| case.posting_over(today)).count();
        let posted = cases.iter().filter(|case| case.state.stage == Stage::Posted).count();
        assert!(over > 0 && over < posted, "{over} of {posted} postings are over");
        let reviewers: BTreeSet<_> =
            cases.iter().filter_map(|case| case.reviewer.clone()).collect();
        assert_eq!(reviewers.len(), 3);

        let asked = request::of_unit(tx, unit).await.unwrap();
        let states: BTreeSet<_> = asked.iter().map(|request| request.answer.as_str()).collect();
        assert_eq!(states, BTreeSet::from(["accepted", "open", "refused"]));
        let (_, _, drawn) = sample::latest(tx, id).await.unwrap().unwrap();
        let seen = drawn.iter().filter(|one| one.second.is_some()).count();
        assert!(seen > 0 && seen < drawn.len(), "{seen} of {} seen again", drawn.len());
        assert_eq!(relation::of_unit(tx, unit).await.unwrap().len(), 2);
        assert!(!certificate::due(tx, office, unit).await.unwrap().is_empty());

        let surveys = outlier::surveys(tx, office, id).await.unwrap();
        let noticed = outlier::notice(&surveys, &Limits::on(law.second_look(), today));
        let has = |which: fn(&Question) -> bool| noticed.iter().any(|one| which(&one.question));
        assert!(has(|question| matches!(question, Question::Fast(_))), "{noticed:?}");
        assert!(has(|question| matches!(question, Question::Close(..))));
        assert!(has(|question| matches!(question, Question::Photo(_))));
        assert!(noticed.len() * 10 < surveys.len(), "{} of {}", noticed.len(), surveys.len());
    });
    let behind = commune("05323");
    look!(&made, &law, behind, |tx, office| {
        let id = round::of_unit(tx, behind).await.unwrap()[0].id;
        assert!(
            !survey::found(tx, office, id).await.unwrap().is_empty(),
            "some wait to be taken up"
        );
        let cases = case::of_round(tx, id).await.unwrap();
        assert!(cases.iter().any(|case| case.state.stage == Stage::Meeting));
    });
}

#[tokio::test]
async fn on_every_day_just_what_had_been_done_by_then_is_done() {
    let law = law();
    let rounds = |on| {
        let law = &law;
        async move {
            let made = made(on, 500, law).await;
            let mut tx = made.read().await.unwrap();
            let rounds = round::of_unit(&mut tx, commune("05266")).await.unwrap();
            let last = match rounds.iter().find(|round| round.opened.year() == 2026) {
                Some(round) => case::of_round(&mut tx, round.id).await.unwrap(),
                None => Vec::new(),
            };
            assert!(last.iter().all(|case| case.state.day <= day(on)), "{on}");
            (rounds.len(), last.iter().filter(|case| case.state.stage != Stage::Survey).count())
        }
    };
    assert_eq!(rounds("2025-07-01").await.0, 0);
    let winter = rounds("2026-03-02").await;
    assert_eq!(winter.1, 0);
    let opened = rounds("2026-09-15").await;
    assert_eq!(opened, (winter.0 + 1, 0));
    let autumn = rounds("2026-10-20").await;
    assert!(autumn.1 > 0, "some were surveyed");
    for on in ["2026-11-06", "2026-11-16", "2026-12-31", "2027-08-31"] {
        assert!(rounds(on).await.1 >= autumn.1, "{on}");
    }
}
