//! Alkire–Foster figures of the registry.

use axum::http::StatusCode;
use ground::Lang;

use crate::shared::{self, Person};
use crate::world::{World, commune, worlds};

#[tokio::test(flavor = "multi_thread")]
async fn a_household_with_scores_only_is_left_out_and_counted() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        for lang in Lang::ALL {
            let page = world.get(&officer, lang, "/measures?since=31/12/2024").await;
            assert_eq!(page.status, StatusCode::OK);
            insta::assert_snapshot!(format!("measures_{lang}"), page.main());
        }
        let page = world.get(&officer, Lang::En, "/measures?count=person&k=33").await.main();
        assert!(page.contains("0 persons counted; 3 (100.0 %) left out"), "{page}");
        let list = world.get(&officer, Lang::En, "/measures/households?what=excluded").await;
        assert!(list.main().contains("Bùi Văn Dũng"), "{}", list.main());
        let then = "/measures/households?what=excluded&since=31/12/2024&on=then";
        let then = world.get(&officer, Lang::En, then).await.main();
        assert!(then.contains("Bùi Văn Dũng") && then.contains("31/12/2024"), "{then}");
        let before = "/measures/households?what=excluded&since=31/12/2019&on=then";
        let before = world.get(&officer, Lang::En, before).await.main();
        assert!(before.contains("<p>0 households</p>"), "{before}");
        let poor = world.get(&officer, Lang::En, "/measures/households?what=poor").await;
        assert!(poor.main().contains("<p>0 households</p>"), "{}", poor.main());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_has_the_columns_of_the_command() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let router = desk::router(world.desk.clone());
        for (ending, mime) in [("csv", "text/csv"), ("xlsx", "application/vnd")] {
            let path = format!("/measures/figures.{ending}?since=31/12/2024&k=33");
            let reply = shared::send(&router, officer.asks(Lang::Vi, &path)).await;
            assert_eq!(reply.status, StatusCode::OK);
            assert!(reply.mime.starts_with(mime), "{}", reply.mime);
            if ending == "csv" {
                let text = String::from_utf8(reply.bytes).unwrap();
                let mut lines = text.trim_start_matches('\u{feff}').lines();
                assert_eq!(lines.next(), Some(::measures::HEADER.join(",").as_str()));
                assert!(lines.any(|line| line.starts_with("H,,,,2024-12-31,33,none,,,false,")));
                assert!(text.contains("H,,unit,Xã Lạc Sơn,,33,absolute,2024-12-31,"), "{text}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_commune_is_hidden_and_mistakes_are_said() {
    for world in worlds().await {
        let neighbour = world.person("xaben").await;
        let unit = commune("05266");
        for path in ["/measures", "/measures/households", "/measures/figures.csv"] {
            let other = format!("{path}?unit={unit}&what=excluded");
            assert_eq!(world.get(&neighbour, Lang::Vi, &other).await.status, StatusCode::NOT_FOUND);
        }
        let officer = world.person("canbo").await;
        for (query, said) in [
            ("k=0", "0"),
            ("k=nhiều", "nhiều"),
            ("weights=own&own=1+2", "trọng số"),
            ("since=23/11/2030", "Ngày so sánh phải trước"),
            ("day=hôm+nay", "hôm nay"),
        ] {
            let page = world.get(&officer, Lang::Vi, &format!("/measures?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            assert!(page.main().contains(said), "{query}: {}", page.main());
            assert!(!page.main().contains("id=\"whole\""), "{query}");
        }
        let odd = world.get(&officer, Lang::Vi, "/measures/households?what=raw").await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// The file of measures, without the lines on units.
async fn figures(world: &World, person: &Person, query: &str) -> Vec<String> {
    let router = desk::router(world.desk.clone());
    let reply = shared::send(&router, person.asks(Lang::Vi, query)).await;
    assert_eq!(reply.status, StatusCode::OK, "{query}");
    let text = String::from_utf8(reply.bytes).unwrap();
    text.lines().filter(|line| !line.contains(",unit,")).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nation_is_read_from_columns_and_says_what_the_commune_says() {
    for world in worlds().await {
        let (officer, administrator) = (world.person("canbo").await, world.person("quantri").await);
        // Everybody lives in the one commune.
        for query in
            ["by=sex", "since=31/12/2024&k=33", "day=30/06/2025&by=ethnicity&since=01/01/2025"]
        {
            let query = format!("/measures/figures.csv?{query}");
            let commune = figures(&world, &officer, &query).await;
            assert!(commune.len() > 10, "{commune:?}");
            assert_eq!(figures(&world, &administrator, &query).await, commune, "{query}");
        }
        let page = world.get(&administrator, Lang::En, "/measures?by=sex&since=31/12/2024").await;
        assert_eq!(page.status, StatusCode::OK);
        let list = "/measures/households?what=excluded&by=sex&since=31/12/2024&on=then";
        let list = world.get(&administrator, Lang::En, list).await.main();
        assert!(list.contains("Bùi Văn Dũng"), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_households_of_a_unit_are_exported_for_those_who_may_see_it() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let page = world.get(&officer, Lang::Vi, "/measures").await.main();
        assert!(page.contains("Xuất dữ liệu hộ (Parquet)"), "{page}");
        let unit = commune("05266").to_string();
        let asked = [("unit", &*unit), ("day", "23/11/2026")];
        let sent = world.post(&officer, "/measures/export", &asked).await;
        let job = sent.location.strip_prefix("/jobs/").expect("work").to_owned();
        shared::work(&world.desk).await;
        let done = world.get(&officer, Lang::Vi, &sent.location).await.main();
        let file = format!("/measures/export/{job}");
        assert!(done.contains("Tải tệp Parquet"), "{done}");
        let router = desk::router(world.desk.clone());
        let reply = shared::send(&router, officer.asks(Lang::Vi, &file)).await;
        assert_eq!((reply.status, &reply.bytes[..4]), (StatusCode::OK, &b"PAR1"[..]));
        assert!(reply.mime.starts_with("application/vnd.apache.parquet"));
        let words = shared::send(&router, officer.asks(Lang::Vi, "/measures/dictionary.csv")).await;
        assert!(String::from_utf8(words.bytes).unwrap().contains("snapshot,commune,"));
        // Others neither get it nor can ask for it; who took it is noted.
        let neighbour = world.person("xaben").await;
        let other = shared::send(&router, neighbour.asks(Lang::Vi, &file)).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let other = world.post(&neighbour, "/measures/export", &asked).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let mut tx = world.desk.database.read().await.unwrap();
        let noted = store::audit::of_subject(&mut tx, "export", &unit).await.unwrap();
        assert_eq!((noted.len(), &*noted[0].account_name), (1, "canbo"));
    }
}
