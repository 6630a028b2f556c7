//! Movement between any two days.

use axum::http::StatusCode;
use ground::Lang;

use crate::world::{commune, worlds};

#[tokio::test(flavor = "multi_thread")]
async fn the_family_rises_and_falls_back_and_each_number_names_it() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        for lang in Lang::ALL {
            let page = world.get(&officer, lang, "/movement?from=2024-12-31&to=2026-11-23").await;
            assert_eq!(page.status, StatusCode::OK);
            insta::assert_snapshot!(format!("movement_{lang}"), page.main());
        }
        let list = async |query: &str| {
            let address = format!("/movement/households?{query}");
            world.get(&officer, Lang::En, &address).await.main()
        };
        // Poor in 2024, risen on 9 October 2025, poor again on 12 October 2026.
        let risen = "from=2024-12-31&to=2025-12-31&what=moved&was=poor&is=average,not_poor";
        assert!(list(risen).await.contains("Bùi Văn Dũng"), "{}", list(risen).await);
        let stayed = "from=2024-12-31&to=2025-12-31&what=moved&was=poor&is=poor";
        assert!(list(stayed).await.contains("<p>0 households</p>"));
        let period = "from=2024-12-31&to=2026-11-23";
        for (what, counted) in [("exited", 1), ("again", 1), ("watched", 0)] {
            let shown = list(&format!("{period}&what={what}")).await;
            assert_eq!(shown.contains("Bùi Văn Dũng"), counted == 1, "{what}: {shown}");
        }
        let group = format!("{period}&what=exited&by=ethnicity&one=yes&group=");
        assert!(list(&format!("{group}M%C6%B0%E1%BB%9Dng")).await.contains("Bùi Văn Dũng"));
        assert!(list(&format!("{group}Kinh")).await.contains("<p>0 households</p>"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_commune_is_hidden_and_mistakes_are_said() {
    for world in worlds().await {
        let neighbour = world.person("xaben").await;
        let unit = commune("05266");
        for path in ["/movement", "/movement/households"] {
            let other = format!("{path}?unit={unit}&what=exited");
            assert_eq!(world.get(&neighbour, Lang::Vi, &other).await.status, StatusCode::NOT_FOUND);
        }
        let own = "/movement/households?from=2024-12-31&what=exited";
        assert!(world.get(&neighbour, Lang::Vi, own).await.main().contains("<p>0 hộ</p>"));

        let officer = world.person("canbo").await;
        let typed = world.get(&officer, Lang::Vi, "/movement?from=hôm+qua").await;
        assert!(typed.main().contains("hôm qua"), "what was typed is kept");
        assert!(!typed.main().contains("id=\"between\""), "{}", typed.main());
        let order = world.get(&officer, Lang::Vi, "/movement?from=2026-01-02&to=2026-01-01").await;
        assert!(order.main().contains("Ngày đầu không được sau ngày cuối"), "{}", order.main());
        let odd = world.get(&officer, Lang::Vi, "/movement/households?what=moved&was=rich").await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_of_the_nation_lead_to_their_households() {
    for world in worlds().await {
        let all = world.person("quantri").await;
        let period = "from=2024-12-31&to=2025-12-31";
        let page = world.get(&all, Lang::En, &format!("/movement?{period}")).await.main();
        let links: Vec<String> = page
            .split("href=\"")
            .filter(|part| part.starts_with("/movement/households?"))
            .filter_map(|part| part.split('"').next())
            .map(|link| link.replace("&#38;", "&").replace("&amp;", "&"))
            .collect();
        assert!(links.iter().any(|link| link.contains("unit=0&")), "{links:?}");
        for link in links {
            let list = world.get(&all, Lang::En, &link).await;
            assert_eq!(list.status, StatusCode::OK, "{link}");
            assert!(list.main().contains("Bùi Văn Dũng"), "{link}: {}", list.main());
        }
    }
}
