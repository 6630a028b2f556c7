//! The official tables on screen and as files.

use std::fs;
use std::sync::Arc;

use axum::http::StatusCode;
use ground::Lang;
use reports::Layouts;

use crate::imports::imported;
use crate::world::{province, worlds};

const PERIOD: &str = "from=01/01/2026&to=23/11/2026";

#[tokio::test]
async fn a_table_is_shown_downloaded_and_opened_behind_its_numbers() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        imported(&world, &officer, "real").await;
        for number in 1..=13 {
            let shown = world.get(&officer, &format!("/reports/{number}?{PERIOD}")).await;
            assert!(shown.page().contains("class=\"table official\""), "{}", shown.text());
        }
        for lang in Lang::ALL {
            for number in [1, 2] {
                let path = format!("/reports/{number}?{PERIOD}");
                let shown = world.get_in(&officer, lang, &path).await;
                let text = shown.text().replace(world.desk.law.fingerprint(), "[fingerprint]");
                insta::assert_snapshot!(format!("table_{number}_{lang}"), text);
            }
        }
        let first = world.get(&officer, &format!("/reports/1?{PERIOD}")).await;
        let behind = first.page().split("href=\"/reports/1/behind").nth(1).unwrap();
        let behind = behind.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let listed = world.get(&officer, &format!("/reports/1/behind{behind}")).await;
        assert!(listed.page().contains("Bùi Văn Thử"), "{}", listed.text());
        assert!(!listed.page().contains("Quách Thị Mẫu"), "near-poor is another number");

        let file = world.get(&officer, &format!("/reports/2/file?{PERIOD}")).await;
        assert_eq!((file.status, &file.bytes[..2]), (StatusCode::OK, b"PK".as_slice()));
    }
}

#[tokio::test]
async fn a_table_of_ones_own_folder_is_listed_and_drawn_up() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    let own = "number = 14\n\
        title = { vi = \"Hộ nghèo theo xã\", en = \"Poor households by commune\" }\n\
        figures = \"review\"\nrows = \"units\"\n\
        citation = { act = \"tt-07-2021\", article = \"x\", status = \"unverified\" }\n\
        [[columns]]\nhead = { vi = \"Số hộ nghèo\", en = \"Poor\" }\nclass = \"poor\"\n\
        number = 1\nsource = \"total\"\ncount = \"households\"\n";
    fs::write(folder.path().join("reports/own.toml"), own).unwrap();
    for world in worlds().await {
        let folders = [folder.path().to_owned()];
        let layouts = Layouts::load(&world.desk.law, &folders).unwrap();
        let world = world.restarted(|desk| desk.layouts = Arc::new(layouts));
        let officer = world.person("congchuc").await;
        imported(&world, &officer, "real").await;
        let list = world.get(&officer, "/reports").await;
        assert!(list.page().contains("Hộ nghèo theo xã"), "{}", list.text());
        assert!(list.html().contains("href=\"/reports/14"), "{}", list.text());
        let shown = world.get(&officer, &format!("/reports/14?{PERIOD}")).await;
        assert!(shown.page().contains("Số hộ nghèo"), "{}", shown.text());
        assert!(shown.text().contains("Xã Lạc Sơn | 1"), "{}", shown.text());
        let file = world.get(&officer, &format!("/reports/14/file?{PERIOD}")).await;
        assert_eq!((file.status, &file.bytes[..2]), (StatusCode::OK, b"PK".as_slice()));
    }
}

#[tokio::test]
async fn a_province_is_drawn_up_by_the_worker_and_kept() {
    for world in worlds().await {
        let officer = world.person("tinh").await;
        let path = format!("/reports/1?{PERIOD}&unit={}", province());
        let page = world.get(&officer, &path).await;
        assert!(page.page().contains("Lập biểu ở phía sau"), "{}", page.text());
        let unit = province().to_string();
        let fields = [
            ("unit", unit.as_str()),
            ("from", "01/01/2026"),
            ("to", "23/11/2026"),
            ("level", "commune"),
            ("map", "then"),
            ("standard", ""),
        ];
        let asked = world.post(&officer, "/reports/1", &fields).await;
        let job = asked.leads().to_owned();
        assert!(job.starts_with("/jobs/"), "{job}");
        world.work().await;
        let done = world.get(&officer, &job).await;
        let kept = done.page().split("href=\"/reports/kept/").nth(1).unwrap_or_else(|| {
            panic!("{}", done.text());
        });
        let kept = format!("/reports/kept/{}", kept.split('"').next().unwrap());
        assert!(world.get(&officer, &kept).await.page().contains("class=\"table official\""));
        let file = world.get(&officer, &format!("{kept}/file")).await;
        assert_eq!((file.status, &file.bytes[..2]), (StatusCode::OK, b"PK".as_slice()));
        let stranger = world.person("congchuc").await;
        assert_eq!(world.get(&stranger, &kept).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_cannot_be_drawn_up_says_why_beside_the_form() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        for (query, said) in [
            ("from=23/11/2026&to=01/01/2026", "Ngày đầu kỳ"),
            ("from=31/02/2026", "31/02/2026"),
            ("level=province", "cấp tỉnh"),
            ("unit=khong%20co", "khong co"),
        ] {
            let answer = world.get(&officer, &format!("/reports/1?{query}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert!(answer.html().contains(said), "{query}: {}", answer.text());
        }
        let foreign = world.get(&officer, &format!("/reports/1?unit={}", province())).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "the province is not the commune's");
        assert_eq!(world.get(&officer, "/reports/14").await.status, StatusCode::NOT_FOUND);
    }
}
