//! One round from its opening to the certificates.

use access::Role;
use fakes::day;
use ground::{HouseholdId, RoundId};
use law::Class;
use registry::status::{Basis, Movement};
use review::case::{Case, Reason};
use review::decision::List;
use review::meeting::{Minutes, Vote};
use review::opinion::Opinion;
use review::request::{Answer, Channel, Form, NewRequest};
use review::round::When;
use review::rules::Stage;
use review::{case, complaint, decision, meeting, opinion, posting, request, round, survey};

use crate::world::{World, act, actor, commune, look, officer};

/// The case of a household in a round.
async fn case_of(world: &World, id: RoundId, household: HouseholdId) -> Case {
    let cases = look!(world, case::of_round, id);
    cases.into_iter().find(|case| case.household == household).unwrap()
}

/// A meeting of everybody who waits for one in the village of this household, with so many of 40 agreed.
async fn minutes(world: &World, id: RoundId, of: HouseholdId, on: &str, agree: i64) -> Minutes {
    let village = case_of(world, id, of).await.village;
    let waiting = look!(world, meeting::waiting, id, village);
    let vote =
        |case: &Case| Vote { case: case.id, version: case.version, agree, disagree: 40 - agree };
    Minutes {
        village,
        day: day(on),
        chair: "Quách Văn Thành".to_owned(),
        secretary: "Bùi Thị Hoa".to_owned(),
        attendance: 40,
        votes: waiting.iter().map(vote).collect(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_goes_from_its_list_to_statuses_and_certificates() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let poor = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::Poor)).await;
        let rising = world.family("Quách Thị Na", "Xóm Bui", Some(Class::NearPoor)).await;
        let asking = world.family("Đinh Văn Lâm", "Xóm Bui", None).await;
        let other = world.family("Hà Thị Mơ", "Xóm Mới", Some(Class::NotPoor)).await;

        let new = NewRequest {
            household: asking,
            form: Form::Entry,
            channel: Channel::VillageHead,
            received: day("2026-09-10"),
            grounds: "Nhà mới gặp bão".to_owned(),
        };
        let asked = act!(world, officer(), "2026-09-11", request::receive, &new).unwrap();
        let id = act!(world, officer(), "2026-09-14", round::open, commune()).unwrap();
        let found = look!(world, round::of_unit, commune()).remove(0);
        assert_eq!((found.when, found.due), (When::Year(2026), day("2026-12-14")));
        let taken = look!(world, request::of_unit, commune()).remove(0);
        assert_eq!(taken.id, asked);
        assert_eq!((taken.answer, taken.receipt), (Answer::Accepted, (2026, 1)));
        let reasons: Vec<_> = look!(world, case::of_round, id)
            .into_iter()
            .map(|case| (case.household, case.reason))
            .collect();
        assert_eq!(reasons.len(), 3, "not the household that is on no list and did not ask");
        assert!(!reasons.iter().any(|(household, _)| *household == other));
        assert!(reasons.contains(&(asking, Reason::Request)));

        // Surveyed: one stays poor, one rises, one that asked is found near-poor.
        for (household, income, lacking) in [(poor, 120, 40), (rising, 190, 10), (asking, 120, 10)]
        {
            world.visit(household, "2026-10-05", income, lacking).await;
        }
        let taken = act!(world, officer(), "2026-10-06", survey::take_up, id).unwrap();
        assert_eq!(taken, (3, 0));
        assert_eq!(case_of(&world, id, rising).await.classes.surveyed, Some(Class::NotPoor));

        // The first meeting does not agree, so all are surveyed again; the second does.
        let few = minutes(&world, id, poor, "2026-10-10", 19).await;
        act!(world, officer(), "2026-10-10", meeting::hold, id, &few).unwrap();
        assert_eq!(case_of(&world, id, poor).await.state.stage, Stage::Survey);
        let taken = act!(world, officer(), "2026-10-11", survey::take_up, id).unwrap();
        assert_eq!(taken, (0, 0), "the visit of before is not a new survey");
        for (household, income, lacking) in [(poor, 120, 40), (rising, 190, 10), (asking, 120, 10)]
        {
            world.visit(household, "2026-10-12", income, lacking).await;
        }
        assert_eq!(act!(world, officer(), "2026-10-12", survey::take_up, id).unwrap(), (3, 0));
        let enough = minutes(&world, id, poor, "2026-10-15", 20).await;
        act!(world, officer(), "2026-10-15", meeting::hold, id, &enough).unwrap();

        // Posted from a Friday: three working days end on Wednesday.
        let village = case_of(&world, id, poor).await.village;
        let friday = day("2026-10-16");
        let posted =
            act!(world, officer(), "2026-10-16", posting::post, id, village, friday).unwrap();
        let (sheet, lines) = look!(world, posting::running, posted, day("2026-10-21"));
        assert_eq!((sheet.until, lines.len()), (day("2026-10-21"), 3));
        let mut tx = world.database.read().await.unwrap();
        let over = posting::running(&mut tx, posted, day("2026-10-22")).await;
        assert_eq!(over.unwrap_err().code, "review.posting.missing");
        drop(tx);

        // A neighbour complains; the re-check finds the family poor after all; it is posted again.
        let seen = case_of(&world, id, asking).await;
        let (now, on) = ((seen.id, seen.version), day("2026-10-20"));
        act!(world, officer(), "2026-10-20", complaint::receive, now, on, "Thiếu nhà ở").unwrap();
        let now = (seen.id, seen.version + 1);
        let on = day("2026-10-23");
        act!(world, officer(), "2026-10-23", complaint::recheck, now, on, Class::Poor, "Đúng")
            .unwrap();
        act!(world, officer(), "2026-10-23", posting::post, id, village, day("2026-10-23"))
            .unwrap();

        // The opinion covers those whose posting is over: all, after the second one.
        let opinion = Opinion {
            number: "45/BC".to_owned(),
            day: day("2026-10-29"),
            text: String::new(),
            against: [].into(),
        };
        assert_eq!(act!(world, officer(), "2026-10-29", opinion::record, id, &opinion).unwrap(), 3);
        let chair = || actor(Role::CommuneChair);
        let on = day("2026-11-02");
        let refused =
            act!(world, officer(), "2026-11-02", decision::decide, id, "88/QĐ", on, "Bùi");
        assert_eq!(refused.unwrap_err().code, "access.refused.verb");
        let decided =
            act!(world, chair(), "2026-11-02", decision::decide, id, "88/QĐ", on, "Bùi Văn Hùng")
                .unwrap();
        let (signed, lines) = act!(world, chair(), "2026-11-03", decision::find, decided).unwrap();
        assert_eq!(signed.standard, "vn-2022");
        let lists: Vec<_> = lines.iter().map(|line| (line.head.as_str(), line.list)).collect();
        assert_eq!(
            lists,
            [
                ("Bùi Văn Dũng", List::Poor),
                ("Đinh Văn Lâm", List::Poor),
                ("Quách Thị Na", List::ExitNearPoor),
            ]
        );
        let certificates: Vec<_> =
            lines.iter().filter_map(|line| line.certificate.as_deref()).collect();
        assert_eq!(certificates, ["0001/2026/GCN-HN.HCN", "0002/2026/GCN-HN.HCN"]);

        // The registry follows, and every step is kept with its class.
        for (household, class, movement) in [
            (poor, Class::Poor, Movement::Confirmed),
            (rising, Class::NotPoor, Movement::Confirmed),
            (asking, Class::Poor, Movement::NearPoorToPoor),
        ] {
            let detail = world.household(household).await;
            let latest = detail.timeline.latest().unwrap();
            assert_eq!((latest.class, latest.basis), (class, Basis::Decision));
            assert_eq!((latest.from, latest.movement), (on, movement));
            assert_eq!(detail.household.class, class);
        }
        let history = look!(world, case::steps, seen.id);
        let history: Vec<_> = history.iter().map(|step| (step.kind.as_str(), step.class)).collect();
        assert_eq!(history.first(), Some(&("survey", Some(Class::NearPoor))));
        assert_eq!(history.last(), Some(&("decision", Some(Class::Poor))));
        assert_eq!(history.len(), 10);
        // A later evaluation alone does not take the recognition away.
        world.visit(poor, "2026-11-10", 190, 0).await;
        assert_eq!(world.household(poor).await.household.class, Class::Poor);
    }
}
