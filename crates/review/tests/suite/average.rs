//! A farm household asks to be recognised as of average living standard.

use access::Role;
use fakes::day;
use ground::{CaseId, HouseholdId, RoundId};
use law::Class;
use places::{Level, Units};
use registry::figures::{Frame, Geography, tally};
use registry::status::{Basis, movement};
use review::case::{self, Reason};
use review::decision::{self, List};
use review::income::{self, Declared};
use review::meeting::{self, Minutes, Vote};
use review::opinion::{self, Opinion};
use review::request::{self, Channel, Form, NewRequest};
use review::rules::Stage;
use review::{posting, round, survey};

use crate::world::{World, act, actor, commune, look, officer};

fn asks(household: HouseholdId, on: &str) -> NewRequest {
    NewRequest {
        household,
        form: Form::Average,
        channel: Channel::Counter,
        received: day(on),
        grounds: String::new(),
    }
}

fn declared(on: &str, farm: bool, crops: i64) -> Declared {
    let amounts = [("crops", crops), ("allowances", 900_000_000)];
    let amounts = amounts.map(|(source, amount)| (source.to_owned(), amount)).into();
    Declared { day: day(on), farm, members: 4, amounts }
}

async fn case_of(world: &World, round: RoundId) -> (CaseId, i64, Stage) {
    let case = look!(world, case::of_round, round).remove(0);
    (case.id, case.version, case.state.stage)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_recognised_by_its_income_and_counted() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let farm = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::NotPoor)).await;
        let poor = world.family("Hà Thị Mơ", "Xóm Mới", Some(Class::Poor)).await;
        let listed =
            act!(world, officer(), "2026-03-10", request::receive, &asks(poor, "2026-03-10"));
        assert_eq!(listed.unwrap_err().code, "review.request.listed");
        act!(world, officer(), "2026-03-10", request::receive, &asks(farm, "2026-03-10")).unwrap();
        let round = act!(world, officer(), "2026-03-16", round::open, commune()).unwrap();
        let cases = look!(world, case::of_round, round);
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].household, cases[0].reason), (farm, Reason::Average));

        // A visit with scores is no income form.
        world.visit(farm, "2026-03-17", 190, 0).await;
        assert_eq!(act!(world, officer(), "2026-03-17", survey::take_up, round).unwrap(), (0, 0));
        let (id, version, _) = case_of(&world, round).await;
        let record = async |income: Declared| {
            let on = income.day.to_string();
            act!(world, officer(), &on, income::record, (id, version), &income)
        };
        let low = record(declared("2026-03-18", true, 72_000_000)).await;
        assert_eq!(low.unwrap_err().code, "review.income.low", "1 500 000 is the line");
        let odd = Declared { members: 0, ..declared("2026-03-18", true, 1) };
        assert_eq!(record(odd).await.unwrap_err().code, "review.income.members");
        let mut odd = declared("2026-03-18", true, 1);
        odd.amounts.push(("crops".to_owned(), -1));
        assert_eq!(record(odd).await.unwrap_err().code, "review.income.amount");

        // 108 million of crops are 2 250 000 a head and month; nine hundred of allowances count for nothing.
        let class = record(declared("2026-03-18", true, 108_000_000)).await.unwrap();
        assert_eq!(class, Class::AverageLiving);
        let kept = look!(world, income::of_case, id).unwrap();
        assert_eq!((kept.total, kept.per_head), (108_000_000, 2_250_000));
        assert_eq!(kept.declared.amounts.len(), 2);
        let late = record(declared("2026-03-18", true, 108_000_000)).await;
        assert_eq!(late.unwrap_err().code, "review.case.changed");

        let (_, version, stage) = case_of(&world, round).await;
        assert_eq!(stage, Stage::Meeting);
        let vote = Vote { case: id, version, agree: 30, disagree: 0 };
        let minutes = Minutes {
            village: cases[0].village,
            day: day("2026-03-20"),
            chair: "A".to_owned(),
            secretary: "B".to_owned(),
            attendance: 30,
            votes: vec![vote],
        };
        act!(world, officer(), "2026-03-20", meeting::hold, round, &minutes).unwrap();
        let on = day("2026-03-20");
        act!(world, officer(), "2026-03-20", posting::post, round, cases[0].village, on).unwrap();
        let opinion = Opinion {
            number: "9/BC".to_owned(),
            day: day("2026-03-27"),
            text: String::new(),
            against: [].into(),
        };
        act!(world, officer(), "2026-03-27", opinion::record, round, &opinion).unwrap();
        let (chair, on) = (actor(Role::CommuneChair), day("2026-03-30"));
        let decided = act!(world, chair, "2026-03-30", decision::decide, round, "12/QĐ", on, "C");
        let chair = actor(Role::CommuneChair);
        let (_, lines) =
            act!(world, chair, "2026-03-30", decision::find, decided.unwrap()).unwrap();
        assert_eq!((lines[0].list, lines[0].certificate.clone()), (List::Average, None));

        let detail = world.household(farm).await;
        let latest = detail.timeline.latest().unwrap();
        assert_eq!((latest.class, latest.basis), (Class::AverageLiving, Basis::Decision));
        let (units, scope) = (Units::builtin(), access::Scope::Communes(vec![commune()]));
        let frame = Frame::new(units, &scope, Level::Commune, Geography::AsThen, on);
        let mut tx = world.database.read().await.unwrap();
        let counted = tally(&mut tx, &frame, on).await.unwrap();
        assert_eq!(counted.total.average.households, 1);
        let moved = movement(&mut tx, &frame, day("2026-01-31"), on).await.unwrap();
        for class in [Class::Poor, Class::NearPoor] {
            let figures = &moved.of(class).total;
            assert_eq!(figures.balance(), figures.column(9));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_farm_or_has_more_is_not_and_the_answer_is_a_decision_too() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let farm = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::NotPoor)).await;
        act!(world, officer(), "2026-03-10", request::receive, &asks(farm, "2026-03-10")).unwrap();
        let round = act!(world, officer(), "2026-03-16", round::open, commune()).unwrap();
        let units = Units::builtin();
        for (farm, crops) in [(true, 108_000_048), (false, 100_000_000)] {
            let income = declared("2026-03-18", farm, crops);
            let reckoned = income::reckon(&world.law, units, commune(), &income).unwrap();
            assert_eq!(reckoned.2, Class::NotPoor, "{income:?}");
        }
        let (id, version, _) = case_of(&world, round).await;
        let income = declared("2026-03-18", false, 100_000_000);
        let class = act!(world, officer(), "2026-03-18", income::record, (id, version), &income);
        assert_eq!(class.unwrap(), Class::NotPoor);
        let later = declared("2027-03-18", true, 100_000_000);
        let none = income::reckon(&world.law, units, commune(), &later).unwrap_err();
        assert_eq!(
            none.code, "review.income.no_rule",
            "the standard of 2027 knows no such class yet"
        );
    }
}
