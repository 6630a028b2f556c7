//! What pages show, and to whom.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use ground::Lang;
use places::Level;

use crate::shared;
use crate::world::{NUMBER, commune, worlds};

#[tokio::test]
async fn pages_as_agreed_in_both_languages() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let address = world.address();
        let pages = [
            ("home", "/"),
            ("list", "/households?class=poor"),
            ("found", "/households?q=van+dung"),
            ("household", address.as_str()),
            ("move", &format!("{address}/move")),
        ];
        for (name, path) in pages {
            for lang in Lang::ALL {
                let page = world.get(&officer, lang, path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
                insta::assert_snapshot!(format!("{name}-{lang}"), page.main());
            }
        }
    }
}

#[tokio::test]
async fn whoever_belongs_to_another_commune_finds_nothing() {
    for world in worlds().await {
        let stranger = world.person("xaben").await;
        let elsewhere = format!("/households?unit={}", commune("05266"));
        let paths = [world.address(), format!("{}/correct", world.address()), elsewhere];
        for path in paths {
            let page = world.get(&stranger, Lang::Vi, &path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        let found = world.get(&stranger, Lang::Vi, "/households?q=bui+van+dung").await;
        assert!(!found.text.contains("Bùi Văn Dũng"));
        let number = format!("/households?q={NUMBER}");
        assert!(!world.get(&stranger, Lang::Vi, &number).await.text.contains("Bùi Văn Dũng"));
    }
}

#[tokio::test]
async fn a_place_typed_into_the_search_leads_to_its_households() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        for typed in ["lac+son", "xom+bui"] {
            let found = world.get(&officer, Lang::Vi, &format!("/households?q={typed}")).await;
            assert!(found.text.contains("Những nơi có tên này"), "{}", found.main());
            let list = found.text.split("<ul class=\"choices\">").nth(1).unwrap();
            let link = list.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            let link = link.replace("&#38;", "&").replace("&amp;", "&");
            let there = world.get(&officer, Lang::Vi, &link).await;
            assert!(there.text.contains("Bùi Văn Dũng"), "{link}: {}", there.main());
        }
        let stranger = world.person("xaben").await;
        let none = world.get(&stranger, Lang::Vi, "/households?q=xom+bui").await;
        assert!(!none.text.contains("Những nơi có tên này"), "{}", none.main());
    }
}

#[tokio::test]
async fn the_whole_number_is_for_those_who_may_and_every_look_is_noted() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let page = world.get(&officer, Lang::Vi, &world.address()).await;
        assert!(!page.text.contains(NUMBER));
        let button = page.text.split("action=\"").find(|part| part.contains("/identity\""));
        let reveal = button.and_then(|part| part.split('"').next()).expect("a button").to_owned();
        let shown = world.post(&officer, &reveal, &[]).await;
        assert!(shown.text.contains(NUMBER));
        let viewer = world.person("xem").await;
        let refused = world.post(&viewer, &reveal, &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!refused.text.contains(NUMBER));
        let chair = world.person("chutich").await;
        let trail = world.get(&chair, Lang::Vi, &world.address()).await;
        assert_eq!(trail.text.matches("Xem số định danh").count(), 1);
    }
}

#[tokio::test]
async fn numbers_of_the_first_page_open_the_households_behind_them() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let home = world.get(&officer, Lang::Vi, "/").await.text;
        let moved = home.split("href=\"").find(|link| link.starts_with("/households/moved"));
        let moved = moved.and_then(|link| link.split('"').next()).expect("a stream");
        let moved = moved.replace("&#38;", "&").replace("&amp;", "&");
        let page = world.get(&officer, Lang::Vi, &moved).await;
        assert_eq!(page.status, StatusCode::OK, "{moved}");
        assert!(page.text.contains("Bùi Văn Dũng"), "{moved}");
        let about =
            "Hộ nghèo: Tái nghèo; phát sinh mới, từ cuối ngày 31/12/2025 đến cuối ngày 23/11/2026";
        assert!(page.text.to_lowercase().contains(&about.to_lowercase()), "{}", page.text);
        for odd in ["/households?deprived=99", "/households?class=x", "/households/due?what=x"] {
            let page = world.get(&officer, Lang::Vi, odd).await;
            assert!(page.status.is_client_error(), "{odd}: {}", page.status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_patience_for_the_registry_sees_the_same_from_the_snapshot() {
    for mut world in worlds().await {
        let province = shared::unit(Level::Province, "25");
        shared::add(&world.desk, &[("tinh", "tinh", Role::ProvinceOfficer, province)]).await;
        let officer = world.person("tinh").await;
        let patient = world.get(&officer, Lang::Vi, "/").await;
        assert_eq!(patient.status, StatusCode::OK);

        world.starts_anew(Duration::ZERO);
        loop {
            let page = world.get(&officer, Lang::Vi, "/").await;
            if page.status == StatusCode::OK {
                assert_eq!(page.main(), patient.main());
                break;
            }
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
            assert!(page.text.contains("/snapshot/progress"), "{}", page.text);
        }
    }
}
