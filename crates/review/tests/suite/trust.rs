//! What keeps a round honest: relatives, and the sample that is seen a second time.

use std::collections::BTreeSet;

use access::{Actor, Role};
use fakes::day;
use ground::{AccountId, HouseholdId, Lang, RoundId};
use law::Class;
use review::relation::{self, Kind, Tie};
use review::sample::{self, Plan, Strata};
use review::{assign, case, round, survey};

use crate::world::{World, act, commune, look, officer};

fn reviewer((id, name): &(AccountId, String)) -> Actor {
    Actor::person(*id, name, Role::Reviewer, commune(), Lang::Vi)
}

async fn reviewer_of(world: &World, id: RoundId, household: HouseholdId) -> Option<AccountId> {
    let cases = look!(world, case::of_round, id);
    let case = cases.into_iter().find(|case| case.household == household).unwrap();
    case.reviewer.map(|(id, _)| id)
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_to_their_own_relatives() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let own = world.family("Bùi Văn Dũng", "Xóm Bui", Some(Class::Poor)).await;
        let named = world.family("Hà Thị Mơ", "Xóm Bui", Some(Class::Poor)).await;
        let free = world.family("Quách Thị Na", "Xóm Bui", Some(Class::Poor)).await;
        let people = world.reviewers(&["Hà Thị Mơ", "Đinh Văn Lâm"]).await;
        let (mo, lam) = (people[0].0, people[1].0);
        let id = act!(world, officer(), "2026-09-14", round::open, commune()).unwrap();

        let declared = act!(
            world,
            reviewer(&people[1]),
            "2026-09-14",
            relation::declare,
            lam,
            own,
            Kind::Kin,
            "em rể"
        );
        let declared = declared.unwrap();
        let twice =
            act!(world, officer(), "2026-09-14", relation::declare, lam, own, Kind::Own, "");
        assert_eq!(twice.unwrap_err().code, "review.relation.twice");
        let for_another = act!(
            world,
            reviewer(&people[1]),
            "2026-09-14",
            relation::declare,
            mo,
            free,
            Kind::Kin,
            ""
        );
        assert_eq!(for_another.unwrap_err().code, "access.refused.verb");

        let village = look!(world, case::of_round, id)[0].village;
        let given =
            act!(world, officer(), "2026-09-14", assign::give_village, id, village, mo).unwrap();
        assert_eq!((given.apart, given.nobody), (1, 0), "her namesake goes to the other one");
        assert_eq!(reviewer_of(&world, id, named).await, Some(lam));
        assert_eq!(reviewer_of(&world, id, own).await, Some(mo));
        let given =
            act!(world, officer(), "2026-09-14", assign::give_village, id, village, lam).unwrap();
        assert_eq!((given.apart, given.nobody), (1, 0));
        assert_eq!(reviewer_of(&world, id, own).await, Some(mo));
        assert_eq!(reviewer_of(&world, id, free).await, Some(lam));

        let case = look!(world, case::of_round, id).into_iter().find(|c| c.household == own);
        let case = case.unwrap();
        let now = (case.id, case.version);
        let refused = act!(world, officer(), "2026-09-14", assign::give_case, now, lam);
        assert_eq!(refused.unwrap_err().code, "review.assign.related");

        // Related to both, nobody is left.
        act!(world, officer(), "2026-09-14", relation::declare, mo, own, Kind::Other, "").unwrap();
        let spread = act!(world, officer(), "2026-09-15", assign::spread, id).unwrap();
        assert_eq!((spread.reviewers, spread.nobody), (2, 1));
        assert_eq!(reviewer_of(&world, id, own).await, None);

        act!(world, officer(), "2026-09-15", relation::withdraw, declared, "ghi nhầm").unwrap();
        let gone = act!(world, officer(), "2026-09-15", relation::withdraw, declared, "nhầm");
        assert_eq!(gone.unwrap_err().code, "review.relation.missing");
        let ties = act!(world, officer(), "2026-09-15", ties_of, id).unwrap();
        assert_eq!(ties.between(lam, own), None);
        assert_eq!(ties.between(mo, own), Some(Tie::Declared(Kind::Other)));
        assert_eq!(ties.between(mo, named), Some(Tie::SameName));
    }
}

async fn ties_of(
    tx: &mut store::Tx,
    office: &mut review::Office<'_>,
    id: RoundId,
) -> ground::Result<relation::Ties> {
    relation::of_round(tx, office, id).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_drawn_once_and_seen_by_somebody_else() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let people = world.reviewers(&["Hà Thị Mơ", "Đinh Văn Lâm"]).await;
        let mut households = Vec::new();
        for at in 0..12 {
            let village = if at < 8 { "Xóm Bui" } else { "Xóm Mới" };
            let head = format!("Bùi Văn {}", char::from(b'A' + at));
            households.push(world.family(&head, village, Some(Class::Poor)).await);
        }
        let id = act!(world, officer(), "2026-09-14", round::open, commune()).unwrap();
        let plan = Plan { strata: Strata::Village, margin: 25 };
        let early = act!(world, officer(), "2026-09-14", sample::draw, id, plan, "");
        assert_eq!(early.unwrap_err().code, "review.sample.nobody");
        for household in &households {
            world.visit_by("Hà Thị Mơ", *household, "2026-09-20", 120, 40).await;
        }
        act!(world, officer(), "2026-09-20", survey::take_up, id).unwrap();
        let wide = Plan { margin: 31, ..plan };
        let wide = act!(world, officer(), "2026-09-21", sample::draw, id, wide, "");
        assert_eq!(wide.unwrap_err().code, "review.sample.margin");
        act!(world, officer(), "2026-09-21", sample::draw, id, plan, "").unwrap();
        let quietly = act!(world, officer(), "2026-09-21", sample::draw, id, plan, " ");
        assert_eq!(quietly.unwrap_err().code, "review.text.missing");
        act!(world, officer(), "2026-09-21", sample::draw, id, plan, "Sai số quá lớn").unwrap();
        let (found, strata, drawn) = look!(world, sample::latest, id).unwrap();
        assert_eq!((found.number, found.why.as_deref()), (2, Some("Sai số quá lớn")));
        // 3.84 / (… ) of 12: n₀ = 15.37, n = 7.0, shared 8 : 4.
        let sizes: Vec<_> = strata.iter().map(|own| (own.population, own.size)).collect();
        assert_eq!(sizes, [(8, 5), (4, 2)]);
        assert_eq!(drawn.len(), 7);
        let different: BTreeSet<_> = drawn.iter().map(|one| one.household).collect();
        assert_eq!(different.len(), 7);
        for one in &drawn {
            assert_eq!(one.reviewer.as_ref(), Some(&people[1]), "not who surveyed first");
        }
        // The order of the draw follows from the published seed alone.
        assert_eq!(expected(&found.id.to_string(), &households[..8], 5), {
            let own = drawn.iter().filter(|one| one.stratum == 0);
            own.map(|one| one.household).collect::<BTreeSet<_>>()
        });

        // To be seen again: on the phone's list of the one who looks, and no survey of the round.
        let to_visit = look!(world, case::of_reviewer, people[1].0);
        assert_eq!(to_visit.len(), 7);
        world.visit_by("Đinh Văn Lâm", drawn[0].household, "2026-09-22", 190, 10).await;
        world.visit_by("Hà Thị Mơ", drawn[1].household, "2026-09-22", 190, 10).await;
        assert_eq!(act!(world, officer(), "2026-09-22", sample::take_up, id).unwrap(), 1);
        assert_eq!(act!(world, officer(), "2026-09-22", sample::take_up, id).unwrap(), 0);
        let position = drawn[1].position;
        let on = day("2026-09-22");
        let class = Class::Poor;
        let same = act!(
            world,
            officer(),
            "2026-09-22",
            sample::record,
            id,
            position,
            on,
            class,
            "Hà Thị Mơ",
            ""
        );
        assert_eq!(same.unwrap_err().code, "review.sample.same");
        act!(
            world,
            officer(),
            "2026-09-22",
            sample::record,
            id,
            position,
            on,
            class,
            "Đinh Văn Lâm",
            "Đúng"
        )
        .unwrap();
        let (_, _, drawn) = look!(world, sample::latest, id).unwrap();
        let seen = drawn.iter().filter_map(|one| one.second.as_ref());
        let mut seen: Vec<_> = seen.map(|second| (second.class, second.visit.is_some())).collect();
        seen.sort_unstable();
        assert_eq!(seen, [(Class::Poor, false), (Class::NotPoor, true)]);
        let again = act!(world, officer(), "2026-09-23", sample::draw, id, plan, "Rút lại");
        assert_eq!(again.unwrap_err().code, "review.sample.begun");
    }
}

/// The first of a stratum by the published rule, worked out apart from the program's own way.
fn expected(seed: &str, own: &[HouseholdId], size: usize) -> BTreeSet<HouseholdId> {
    use sha2::{Digest as _, Sha256};
    let mut order: Vec<_> = own
        .iter()
        .map(|id| (Sha256::digest(format!("{seed}:{id}").as_bytes()).to_vec(), *id))
        .collect();
    order.sort();
    order.into_iter().take(size).map(|(_, id)| id).collect()
}
