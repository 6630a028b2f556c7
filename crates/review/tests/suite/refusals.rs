//! What cannot be done, and that nothing is lost when it is tried.

use access::Role;
use fakes::day;
use ground::{Arg, Problem};
use law::Class;
use review::meeting::{Minutes, Vote};
use review::request::{Channel, Form, NewRequest};
use review::rules::Stage;
use review::{assign, case, decision, meeting, posting, request, round, survey};

use crate::world::{World, act, actor, commune, look, officer};

fn rule(problem: &Problem) -> &str {
    let found = problem.args.iter().find(|(name, _)| name == "rule");
    match found {
        Some((_, Arg::Text(rule))) => rule,
        _ => panic!("{problem} names no rule"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_officers_is_told_and_nothing_is_written() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let household = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::Poor)).await;
        let id = act!(world, officer(), "2026-09-14", round::open, commune()).unwrap();
        world.visit(household, "2026-09-20", 120, 40).await;
        act!(world, officer(), "2026-09-20", survey::take_up, id).unwrap();
        let case = look!(world, case::of_round, id).remove(0);
        let vote = Vote { case: case.id, version: case.version, agree: 30, disagree: 0 };
        let minutes = Minutes {
            village: case.village,
            day: day("2026-09-25"),
            chair: "A".to_owned(),
            secretary: "B".to_owned(),
            attendance: 30,
            votes: vec![vote],
        };
        act!(world, officer(), "2026-09-25", meeting::hold, id, &minutes).unwrap();
        let again = act!(world, officer(), "2026-09-25", meeting::hold, id, &minutes);
        assert_eq!(again.unwrap_err().code, "review.case.changed");
        assert_eq!(look!(world, meeting::of_round, id).len(), 1);
        assert_eq!(look!(world, meeting::votes, case.id), [(day("2026-09-25"), 30, 30, 0)]);
        let now = look!(world, case::of_round, id).remove(0);
        assert_eq!((now.state.stage, now.version), (Stage::Posting, case.version + 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_name_the_rule() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let household = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::Poor)).await;
        let early = act!(world, officer(), "2026-08-03", round::open, commune()).unwrap_err();
        assert_eq!(early.code, "review.round.too_early");
        let viewer = act!(world, actor(Role::Viewer), "2026-09-14", round::open, commune());
        assert_eq!(viewer.unwrap_err().code, "access.refused.verb");
        let id = act!(world, officer(), "2026-09-14", round::open, commune()).unwrap();
        let twice = act!(world, officer(), "2026-09-15", round::open, commune()).unwrap_err();
        assert_eq!(twice.code, "review.round.twice");
        assert!(rule(&twice).starts_with("24/2021/QĐ-TTg"), "{twice}");
        let village = look!(world, case::of_round, id)[0].village;
        let on = day("2026-09-16");
        let skipped = act!(world, officer(), "2026-09-16", posting::post, id, village, on);
        assert_eq!(skipped.unwrap_err().code, "review.posting.nobody");
        let chair = actor(Role::CommuneChair);
        let skipped = act!(world, chair, "2026-09-16", decision::decide, id, "1", on, "C");
        assert!(rule(&skipped.unwrap_err()).contains("mẫu số 02"));
        let nobody = act!(world, officer(), "2026-09-16", assign::spread, id).unwrap_err();
        assert_eq!(nobody.code, "review.assign.nobody");

        let exit = |household| NewRequest {
            household,
            form: Form::Exit,
            channel: Channel::Counter,
            received: day("2026-09-16"),
            grounds: String::new(),
        };
        let other = world.family("Hà Thị Mơ", "Xóm Mới", None).await;
        let refused = act!(world, officer(), "2026-09-16", request::receive, &exit(other));
        assert_eq!(refused.unwrap_err().code, "review.request.not_listed");
        let asked =
            act!(world, officer(), "2026-09-16", request::receive, &exit(household)).unwrap();
        let refused = act!(world, officer(), "2026-09-16", request::receive, &exit(household));
        assert_eq!(refused.unwrap_err().code, "review.request.twice");
        let silent = act!(world, officer(), "2026-09-17", request::refuse, asked, " ");
        assert_eq!(silent.unwrap_err().code, "review.text.missing");
        act!(world, officer(), "2026-09-17", request::refuse, asked, "Chưa đủ điều kiện").unwrap();
        let late = act!(world, officer(), "2026-09-18", request::refuse, asked, "Nữa");
        assert_eq!(late.unwrap_err().code, "review.request.answered");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn off_cycle_rounds_take_requests_only_and_late_requests_join_an_open_round() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let listed = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::Poor)).await;
        let asking = world.family("Đinh Văn Lâm", "Xóm Bui", None).await;
        let ask = |household, on: &str| NewRequest {
            household,
            form: Form::Entry,
            channel: Channel::Portal,
            received: day(on),
            grounds: String::new(),
        };
        let empty = act!(world, officer(), "2026-03-16", round::open, commune()).unwrap_err();
        assert_eq!(empty.code, "review.round.nobody");
        act!(world, officer(), "2026-03-10", request::receive, &ask(asking, "2026-03-10")).unwrap();
        let id = act!(world, officer(), "2026-03-16", round::open, commune()).unwrap();
        let cases = look!(world, case::of_round, id);
        assert_eq!((cases.len(), cases[0].household), (1, asking));
        assert_ne!(cases[0].household, listed);
        assert_eq!(look!(world, round::of_unit, commune())[0].due, day("2026-03-30"));
        let late = world.family("Hà Thị Mơ", "Xóm Mới", None).await;
        act!(world, officer(), "2026-03-17", request::receive, &ask(late, "2026-03-17")).unwrap();
        assert_eq!(act!(world, officer(), "2026-03-18", round::take_in, id), Ok(1));
        assert_eq!(act!(world, officer(), "2026-03-18", round::take_in, id), Ok(0));
        let case = look!(world, case::of_round, id).remove(0);
        let now = (case.id, case.version);
        act!(world, officer(), "2026-03-19", case::withdraw, now, "Hộ đã chuyển đi").unwrap();
        let gone = look!(world, case::steps, case.id);
        assert_eq!(gone[0].note.as_deref(), Some("Hộ đã chuyển đi"));
    }
}
