//! Trying another standard or cut-off.

use axum::http::StatusCode;
use ground::Lang;

use crate::world::{commune, worlds};

#[tokio::test(flavor = "multi_thread")]
async fn another_cut_off_moves_the_family_and_the_list_behind_names_it() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        for lang in Lang::ALL {
            let page = world.get(&officer, lang, "/what-if").await;
            assert_eq!(page.status, StatusCode::OK);
            insta::assert_snapshot!(format!("what_if_{lang}"), page.main());
        }
        let same = "/what-if?before=vn-2022&after=vn-2022";
        // The list gave only scores; B2 of 40 is four deprivations, whichever they are.
        let low = world.get(&officer, Lang::Vi, &format!("{same}&rural=100&urban=100")).await;
        assert!(low.main().contains("was=poor&amp;is=not_poor"), "{}", low.main());
        assert!(low.main().contains("Từ 1 thành 0 hộ nghèo: 0 hộ vào, 1 hộ ra."), "{}", low.main());
        let five = world.get(&officer, Lang::Vi, &format!("{same}&lacking=5")).await;
        assert!(five.main().contains("was=poor&amp;is=near_poor"), "{}", five.main());

        let behind = "/what-if/households?before=vn-2022&after=vn-2022&rural=100&urban=100&was=other&is=not_poor";
        let list = world.get(&officer, Lang::Vi, behind).await;
        assert!(list.main().contains("<p>1 hộ</p>"), "{}", list.main());
        let none = behind.replace("is=not_poor", "is=near_poor");
        let none = world.get(&officer, Lang::Vi, &none).await;
        assert!(none.main().contains("<p>0 hộ</p>"), "{}", none.main());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_another_commune_and_mistakes_are_said() {
    for world in worlds().await {
        let neighbour = world.person("xaben").await;
        let own = world.get(&neighbour, Lang::Vi, "/what-if").await;
        assert!(own.main().contains("chưa có hộ nào"), "{}", own.main());
        let other = format!("/what-if?unit={}", commune("05266"));
        assert_eq!(world.get(&neighbour, Lang::Vi, &other).await.status, StatusCode::NOT_FOUND);
        let behind = "/what-if/households?before=vn-2022&after=vn-2022&rural=1000&lacking=0&was=not_poor&is=poor";
        let list = world.get(&neighbour, Lang::Vi, behind).await;
        assert!(list.main().contains("<p>0 hộ</p>"), "{}", list.main());

        let officer = world.person("canbo").await;
        let typed = world.get(&officer, Lang::Vi, "/what-if?rural=nhiều").await;
        assert!(typed.main().contains("số nguyên từ 0 đến 1.000"), "{}", typed.main());
        assert!(typed.main().contains("nhiều"), "what was typed is kept");
        let unknown = world.get(&officer, Lang::Vi, "/what-if?before=vn-1999").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn points_of_single_indicators_are_tried_and_kept_in_the_address() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let same = "/what-if?before=vn-2022&after=vn-2022&lacking=5";
        // The form sends a field for each; the address keeps those that say something.
        let sent = format!("{same}&points-water=20&points-toilet=&points-waste=nhiều");
        let sent = sent.replace("ề", "%E1%BB%81");
        let reply = world.get(&officer, Lang::Vi, &sent).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert!(
            reply.location.ends_with("points=water.20~waste.nhi%E1%BB%81u"),
            "{}",
            reply.location
        );

        // Which indicator it lacks is not known: if it is the one that counts twice, four do.
        let double = world.get(&officer, Lang::Vi, &format!("{same}&points=water.20")).await;
        assert!(double.main().contains("was=poor&amp;is=undetermined"), "{}", double.main());
        assert!(double.main().contains("50 điểm trên tổng 130 điểm"), "{}", double.main());
        assert!(double.main().contains("name=\"points-water\" value=\"20\""), "{}", double.main());
        let wrong = world.get(&officer, Lang::Vi, &format!("{same}&points=water.x")).await;
        assert!(wrong.main().contains("href=\"#f-points-water\""), "{}", wrong.main());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn scenarios_are_kept_shared_compared_and_taken_away() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let chair = world.person("chutich").await;
        let neighbour = world.person("xaben").await;
        let save = |name: &'static str, query: &'static str, shared: &'static str| {
            [("name", name), ("query", query), ("shared", shared)]
        };
        let low = "before=vn-2022&after=vn-2022&rural=100&urban=100";
        let five = "before=vn-2022&after=vn-2022&lacking=5";
        for fields in [save("Ngưỡng 100", low, "yes"), save("Từ 5 chỉ số", five, "")] {
            let reply = world.post(&officer, "/what-if/saved", &fields).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
            assert!(reply.location.starts_with("/what-if?before=vn-2022"), "{}", reply.location);
        }
        let nameless = world.post(&officer, "/what-if/saved", &save(" ", low, "")).await;
        assert_eq!(nameless.status, StatusCode::SEE_OTHER, "told on the page it came from");

        let own = world.get(&officer, Lang::Vi, "/what-if").await.text;
        let ids = ["Ngưỡng 100", "Từ 5 chỉ số"].map(|name| id_of(&own, name));
        let shared = world.get(&chair, Lang::Vi, "/what-if").await.text;
        assert!(shared.contains("Ngưỡng 100") && !shared.contains("Từ 5 chỉ số"));
        assert!(!shared.contains("/remove"), "only the owner may delete");
        let other = world.get(&neighbour, Lang::Vi, "/what-if").await.text;
        assert!(!other.contains("Ngưỡng 100"));

        let both = format!("/what-if/compare?s={}&s={}", ids[0], ids[1]);
        for lang in Lang::ALL {
            let page = world.get(&officer, lang, &both).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            insta::assert_snapshot!(format!("compared_{lang}"), page.main());
        }
        assert_eq!(world.get(&chair, Lang::Vi, &both).await.status, StatusCode::NOT_FOUND);
        let left = "/what-if/households?before=vn-2022&after=vn-2022&lacking=5&was=poor&is=other";
        let list = world.get(&officer, Lang::Vi, left).await;
        assert!(list.main().contains("<p>1 hộ</p>"), "{}", list.main());
        let none = world.get(&officer, Lang::Vi, "/what-if/compare").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);

        let remove = format!("/what-if/saved/{}/remove", ids[1]);
        assert_eq!(world.post(&chair, &remove, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.post(&officer, &remove, &[]).await.status, StatusCode::SEE_OTHER);
        let own = world.get(&officer, Lang::Vi, "/what-if").await.text;
        assert!(own.contains("Ngưỡng 100") && !own.contains("Từ 5 chỉ số"), "{own}");
        let admin = world.person("quantri").await;
        let trail = world.get(&admin, Lang::Vi, "/audit?about=scenario").await.text;
        let noted = |action| trail.matches(action).count();
        assert_eq!(noted("snapshots.scenario.save"), 2);
        assert_eq!(noted("snapshots.scenario.remove"), 1);
    }
}

/// The id of the scenario of this name in a page's list.
fn id_of<'a>(page: &'a str, name: &str) -> &'a str {
    let (before, _) = page.split_once(&format!("<span class=\"hidden\">{name}")).unwrap();
    let (_, id) = before.rsplit_once("name=\"s\" value=\"").unwrap();
    id.split('"').next().unwrap()
}
