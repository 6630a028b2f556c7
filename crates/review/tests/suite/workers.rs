//! Low-income workers are recognised person by person.

use access::Role;
use fakes::day;
use law::Class;
use review::income::Declared;
use review::request::Channel;
use review::worker::{self, State};

use crate::world::{World, act, actor, look, officer};

fn declared(wages: i64) -> Declared {
    let amounts = vec![("wages".to_owned(), wages)];
    Declared { day: day("2026-11-10"), farm: false, members: 2, amounts }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_is_recognised_by_the_income_of_the_household_until_it_ends() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let household = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::NotPoor)).await;
        let poor = world.family("Hà Thị Mơ", "Xóm Mới", Some(Class::Poor)).await;
        let person = world.household(household).await.persons[0].id;
        let on = day("2026-11-03");
        let listed = (poor, world.household(poor).await.persons[0].id);
        let counter = Channel::Counter;
        let refused = act!(world, officer(), "2026-11-03", worker::receive, listed, counter, on);
        assert_eq!(refused.unwrap_err().code, "review.worker.listed");
        let stranger = (household, listed.1);
        let refused = act!(world, officer(), "2026-11-03", worker::receive, stranger, counter, on);
        assert_eq!(refused.unwrap_err().code, "registry.person.missing");
        let early = (household, person);
        let then = day("2025-01-10");
        let refused = act!(world, officer(), "2026-11-03", worker::receive, early, counter, then);
        assert_eq!(refused.unwrap_err().code, "review.worker.no_rule");
        let whose = (household, person);
        let id = act!(world, officer(), "2026-11-03", worker::receive, whose, counter, on).unwrap();
        let twice = act!(world, officer(), "2026-11-03", worker::receive, whose, counter, on);
        assert_eq!(twice.unwrap_err().code, "review.worker.twice");

        let chair = || actor(Role::CommuneChair);
        let (number, on) = ("7/QĐ", day("2026-11-12"));
        let decide =
            async || act!(world, chair(), "2026-11-12", worker::decide, id, number, on, "C");
        assert_eq!(decide().await.unwrap_err().code, "review.worker.no_income");
        // 54 000 024 for two people are 2 250 001 a month each.
        act!(world, officer(), "2026-11-10", worker::record, id, &declared(54_000_024)).unwrap();
        assert_eq!(decide().await.unwrap_err().code, "review.worker.high");
        act!(world, officer(), "2026-11-10", worker::record, id, &declared(54_000_000)).unwrap();
        let officers = act!(world, officer(), "2026-11-12", worker::decide, id, number, on, "C");
        assert_eq!(officers.unwrap_err().code, "access.refused.verb");
        decide().await.unwrap();
        let kept = look!(world, worker::of_household, household).remove(0);
        assert_eq!((kept.state, kept.from, kept.to), (State::Recognised, Some(on), None));
        assert_eq!(world.household(household).await.household.class, Class::NotPoor);

        let why = "Đã chuyển đi";
        let early = day("2026-11-11");
        let wrong = act!(world, chair(), "2026-11-20", worker::end, id, early, why).unwrap_err();
        assert_eq!(wrong.code, "review.worker.early");
        act!(world, chair(), "2026-11-20", worker::end, id, day("2026-11-19"), why).unwrap();
        let kept = look!(world, worker::of_household, household).remove(0);
        assert_eq!((kept.state, kept.to), (State::Ended, Some(day("2026-11-19"))));
        let again = act!(world, officer(), "2026-11-21", worker::receive, whose, counter, on);
        let id = again.unwrap();
        act!(world, officer(), "2026-11-21", worker::refuse, id, "Không đi làm").unwrap();
        let late = act!(world, officer(), "2026-11-21", worker::refuse, id, "Nữa");
        assert_eq!(late.unwrap_err().code, "review.request.answered");
    }
}
