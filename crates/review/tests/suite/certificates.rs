//! Certificates through the years: one paper, a row for each year signed.

use access::Role;
use fakes::day;
use ground::{HouseholdId, RoundId};
use law::Class;
use review::case::Case;
use review::meeting::{Minutes, Vote};
use review::opinion::Opinion;
use review::{case, certificate, decision, meeting, opinion, posting, round, survey};

use crate::world::{World, act, actor, commune, look, officer};

/// A round of everybody on the list from survey to decision, all of them found poor; its id.
async fn decided(world: &World, year: &str, number: &str, households: &[HouseholdId]) -> RoundId {
    let on = |rest: &str| format!("{year}-{rest}");
    let id = act!(world, officer(), &on("09-14"), round::open, commune()).unwrap();
    for household in households {
        world.visit(*household, &on("10-05"), 120, 40).await;
    }
    act!(world, officer(), &on("10-06"), survey::take_up, id).unwrap();
    let cases = look!(world, case::of_round, id);
    let vote = |case: &Case| Vote { case: case.id, version: case.version, agree: 30, disagree: 0 };
    let minutes = Minutes {
        village: cases[0].village,
        day: day(&on("10-10")),
        chair: "Quách Văn Thành".to_owned(),
        secretary: "Bùi Thị Hoa".to_owned(),
        attendance: 30,
        votes: cases.iter().map(vote).collect(),
    };
    act!(world, officer(), &on("10-10"), meeting::hold, id, &minutes).unwrap();
    let (village, posted) = (cases[0].village, day(&on("10-13")));
    act!(world, officer(), &on("10-13"), posting::post, id, village, posted).unwrap();
    let opinion = Opinion {
        number: "45/BC".to_owned(),
        day: day(&on("11-03")),
        text: String::new(),
        against: [].into(),
    };
    act!(world, officer(), &on("11-03"), opinion::record, id, &opinion).unwrap();
    let chair = actor(Role::CommuneChair);
    let signed = day(&on("11-05"));
    act!(world, chair, &on("11-05"), decision::decide, id, number, signed, "Bùi Văn Hùng").unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_signed_year_after_year_and_ends_with_its_standard() {
    for database in fakes::databases().await {
        let world = World::on((*database).clone());
        let one =
            world.family_since("2025-07-05", "Bùi Văn Dũng", "Xóm Bui", Some(Class::Poor)).await;
        let two = world.family_since("2025-07-05", "Hà Thị Mơ", "Xóm Bui", Some(Class::Poor)).await;
        decided(&world, "2025", "80/QĐ", &[one, two]).await;
        let paper = look!(world, certificate::of_household, one).remove(0);
        assert_eq!(
            (paper.number.as_str(), paper.standard.as_str()),
            ("0001/2025/GCN-HN.HCN", "vn-2022")
        );
        let chair = || actor(Role::CommuneChair);
        let none = act!(
            world,
            chair(),
            "2025-12-01",
            certificate::sign_again,
            commune(),
            None,
            "Bùi Văn Hùng"
        );
        assert_eq!(none.unwrap_err().code, "review.certificate.none_due");

        // In January the paper needs its next row, which only the chair gives, once.
        let due = act!(world, officer(), "2026-01-05", certificate::due, commune()).unwrap();
        let due: Vec<_> =
            due.iter().map(|due| (due.certificate.household, due.class, due.last)).collect();
        assert_eq!(due.len(), 2);
        assert!(due.contains(&(one, Class::Poor, 2025)));
        let refused =
            act!(world, officer(), "2026-01-05", certificate::sign_again, commune(), None, "Bùi");
        assert_eq!(refused.unwrap_err().code, "access.refused.verb");
        let unsigned =
            act!(world, chair(), "2026-01-05", certificate::sign_again, commune(), None, " ");
        assert_eq!(unsigned.unwrap_err().code, "review.text.missing");
        let first = act!(
            world,
            chair(),
            "2026-01-05",
            certificate::sign_again,
            commune(),
            Some(one),
            "Bùi Văn Hùng"
        );
        assert_eq!(first.unwrap(), 1);
        let rest = act!(
            world,
            chair(),
            "2026-01-06",
            certificate::sign_again,
            commune(),
            None,
            "Bùi Văn Hùng"
        );
        assert_eq!(rest.unwrap(), 1);
        let again = act!(
            world,
            chair(),
            "2026-01-06",
            certificate::sign_again,
            commune(),
            None,
            "Bùi Văn Hùng"
        );
        assert_eq!(again.unwrap_err().code, "review.certificate.none_due");

        // The next decision signs the paper that the household holds; it gives no second one.
        decided(&world, "2026", "90/QĐ", &[one, two]).await;
        let held = look!(world, certificate::of_household, one);
        assert_eq!(held, [paper]);
        let rows = look!(world, certificate::years, &held[0]);
        let rows: Vec<_> = rows.iter().map(|row| (row.year, row.class, row.day)).collect();
        let expected =
            [(2025, Class::Poor, day("2025-11-05")), (2026, Class::Poor, day("2026-11-05"))];
        assert_eq!(rows, expected);
        // In 2027 another standard with other boxes is in force: the old paper is at its end.
        let due = act!(world, officer(), "2027-01-05", certificate::due, commune()).unwrap();
        assert_eq!(due, []);
        let trail = world.household(one).await.trail;
        let signed = trail.iter().filter(|past| past.action == "review.certificate.sign").count();
        assert_eq!(signed, 1);
    }
}
