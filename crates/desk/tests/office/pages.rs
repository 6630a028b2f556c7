//! Pages that only show: rules, units, the table of rights, the audit trail.

use axum::http::StatusCode;
use ground::Lang;

use crate::world::{commune, worlds};

#[tokio::test]
async fn the_law_is_shown_with_its_sources_and_doubts() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        for lang in Lang::ALL {
            for (name, path) in [
                ("law_list", "/law"),
                ("law_standard", "/law/vn-2022"),
                ("law_standard_2027", "/law/vn-2027"),
                ("law_sources", "/law/sources"),
            ] {
                let answer = world.get_in(&officer, lang, path).await;
                answer.page();
                // A change of wording in the law changes the fingerprint, which is not this test's.
                let text = answer.text().replace(world.desk.law.fingerprint(), "[fingerprint]");
                insta::assert_snapshot!(format!("{name}_{lang}"), text);
            }
        }
        let cases = world.get(&officer, "/law/cases").await;
        assert!(cases.page().contains("notice done"), "every worked case passes");
        let questions = world.get(&officer, "/law/questionnaire").await;
        assert!(questions.page().contains("household_size"));
        let missing = world.get(&officer, "/law/vn-1999").await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_unit_is_found_by_name_or_code_on_any_day() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let today = world.get(&officer, "/units?q=quyet%20thang").await;
        assert!(today.page().contains("05323"), "{}", today.text());
        let then = world.get(&officer, "/units?q=05323&day=30/06/2025").await;
        assert!(then.page().contains("Xã Chí Đạo"), "{}", then.text());
        let ended = world.get(&officer, "/units?q=05335").await;
        assert!(ended.page().contains("30/06/2025"), "the code's own day: {}", ended.text());
        let wrong = world.get(&officer, "/units?q=a&day=31/02/2026").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html().contains("31/02/2026"), "what was typed stays");
        for lang in Lang::ALL {
            let shown = world.get_in(&officer, lang, &format!("/units/{}", commune())).await;
            shown.page();
            insta::assert_snapshot!(format!("unit_{lang}"), shown.text());
        }
        let provinces = world.get(&officer, "/units").await;
        assert!(provinces.page().contains("Tỉnh Phú Thọ"));
        for missing in ["/units/42", "/units/x"] {
            assert_eq!(world.get(&officer, missing).await.status, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn whoever_lacks_the_right_is_refused() {
    for world in worlds().await {
        let reviewer = world.person("rasoat").await;
        for path in ["/accounts", "/accounts/new", "/imports", "/reports", "/reports/1", "/audit"] {
            let refused = world.get(&reviewer, path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
        let rights = world.get(&reviewer, "/accounts/rights").await;
        rights.page();
        insta::assert_snapshot!("rights", rights.text());
        let refused = world.post(&reviewer, "/figures", &[("source", "x")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    for world in worlds().await {
        let admin = world.person("quantri").await;
        for path in ["/accounts/new", "/figures", "/jobs/classify", "/reports/1"] {
            let refused = world.post_bare(&admin, path, &[("name", "X")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}
