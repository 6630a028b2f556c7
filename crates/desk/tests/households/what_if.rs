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
        let high =
            world.get(&officer, Lang::Vi, &format!("{same}&rural=1000&urban=1000&lacking=0")).await;
        // The list gave only scores, so which indicators it lacks is not known, and 3 of 12 is open.
        let is_poor = "was=undetermined&amp;is=poor";
        assert!(high.main().contains(is_poor), "{}", high.main());
        assert!(
            high.main().contains("Từ 0 thành 1 hộ nghèo: 1 hộ vào, 0 hộ ra."),
            "{}",
            high.main()
        );
        let low = world.get(&officer, Lang::Vi, &format!("{same}&rural=0&urban=0")).await;
        assert!(!low.main().contains(is_poor));

        let behind = "/what-if/households?before=vn-2022&after=vn-2022&rural=1000&urban=1000&lacking=0&was=other&is=poor";
        let list = world.get(&officer, Lang::Vi, behind).await;
        assert!(list.main().contains("<p>1 hộ</p>"), "{}", list.main());
        let none = world.get(&officer, Lang::Vi, &behind.replace("is=poor", "is=near_poor")).await;
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
