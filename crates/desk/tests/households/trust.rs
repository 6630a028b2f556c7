//! What a round is trusted by, on its pages: assignment, relatives, the sample.

use axum::http::StatusCode;
use ground::Lang;

use crate::review::{done, id_after, page, visited};
use crate::world::worlds;

#[tokio::test]
async fn a_relative_is_shown_and_somebody_else_is_sent() {
    for world in worlds().await {
        let people = world.reviewers(&["Hà Thị Mơ", "Đinh Văn Lâm"]).await;
        let officer = world.person("canbo").await;
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        let household = world.household.to_string();
        let asked = format!("/rounds/relations/new?household={household}");

        // The reviewer declares their own; a viewer may not.
        let reviewer = world.person("rasoat0").await;
        let own = page(&world, &reviewer, &world.address()).await;
        assert!(own.contains("Khai quan hệ với rà soát viên"));
        let form = page(&world, &reviewer, &asked).await;
        assert!(!form.contains("name=\"reviewer\""), "one's own only");
        done(&world, &reviewer, &asked, &[("kind", "kin"), ("note", "cháu")]).await;
        let viewer = world.person("xem").await;
        let refused = world.get(&viewer, Lang::Vi, &asked).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        let assignment = format!("{round}/assignment");
        let village = id_after(&page(&world, &officer, &assignment).await, "id=\"r-");
        let fields = [("village", village.as_str()), ("reviewer", people[0].as_str())];
        done(&world, &officer, &assignment, &fields).await;
        let shown = world.get(&officer, Lang::Vi, &assignment).await;
        insta::allow_duplicates! { insta::assert_snapshot!("assignment", shown.main()); }
        let board = page(&world, &officer, &format!("{round}?stage=survey")).await;
        let case = id_after(&board, "/rounds/cases/");
        let hand = format!("/rounds/cases/{case}/reviewer");
        let fields = [("reviewer", people[0].as_str()), ("version", "3")];
        let refused = world.post(&officer, &hand, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("có quan hệ với hộ Bùi Văn Dũng"), "{}", refused.text);

        let list = page(&world, &officer, "/rounds/relations").await;
        let relation = format!("/rounds/relations/{}", id_after(&list, "/rounds/relations/"));
        let empty = world.post(&officer, &relation, &[("reason", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&world, &officer, &relation, &[("reason", "khai nhầm")]).await;
        let list = page(&world, &officer, "/rounds/relations").await;
        assert!(list.contains("Chưa khai quan hệ nào"));
        done(&world, &officer, &hand, &fields).await;
    }
}

#[tokio::test]
async fn a_sample_is_drawn_seen_again_and_told_with_its_error() {
    for mut world in worlds().await {
        world.reviewers(&["Hà Thị Mơ"]).await;
        let officer = world.person("canbo").await;
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        let sample = format!("{round}/sample");
        let early = page(&world, &officer, &sample).await;
        assert!(early.contains("chưa rút mẫu được"));
        let officer = world.on_day("2026-11-24", "canbo").await;
        visited(&world).await;
        done(&world, &officer, &format!("{round}/surveys"), &[]).await;
        let wide = world.post(&officer, &sample, &[("strata", "village"), ("margin", "0")]).await;
        assert_eq!(wide.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&world, &officer, &sample, &[("strata", "village"), ("margin", "10")]).await;
        let record = format!("{sample}/0");
        let fields =
            [("day", "24/11/2026"), ("reviewer", "Hà Thị Mơ"), ("class", "not_poor"), ("note", "")];
        let early = [("day", "20/11/2026"), fields[1], fields[2], fields[3]];
        let refused = world.post(&officer, &record, &early).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("24/11/2026 (ngày rút mẫu)"), "{}", refused.text);
        done(&world, &officer, &record, &fields).await;
        let shown = world.get(&officer, Lang::Vi, &sample).await;
        insta::allow_duplicates! { insta::assert_snapshot!("sample", shown.main()); }
        let again = world.post(&officer, &record, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let file = world.file(&officer, &format!("{sample}/file")).await;
        assert!(file.contains("\"Bùi Văn Dũng\",\"Xóm Bui\",\"poor\""), "{file}");
        assert!(file.contains("\"not_poor\",\"2026-11-24\",\"Hà Thị Mơ\""), "{file}");

        let elsewhere = world.person("xaben").await;
        for path in ["", "/file", "/0"] {
            let hidden = world.get(&elsewhere, Lang::Vi, &format!("{sample}{path}")).await;
            assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn one_visit_is_told_under_two_standards() {
    for mut world in worlds().await {
        let officer = world.person("canbo").await;
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        let officer = world.on_day("2026-11-24", "canbo").await;
        visited(&world).await;
        done(&world, &officer, &format!("{round}/surveys"), &[]).await;
        let standards = format!("{round}/standards?from=poor&to=poor");
        let shown = page(&world, &officer, &standards).await;
        assert!(shown.contains("1 hộ đã khảo sát; 0 hộ chưa có kết quả"), "{shown}");
        assert!(shown.contains("vn-2022, vn-2027"), "no result without its standards");
        let file = world.file(&officer, &format!("{round}/standards/file")).await;
        assert!(file.contains("\"vn-2022\",\"vn-2027\",\"law\""), "{file}");
        assert!(file.contains("\"Bùi Văn Dũng\",\"Xóm Bui\",\"poor\""), "{file}");
        let elsewhere = world.person("xaben").await;
        let hidden = world.get(&elsewhere, Lang::Vi, &standards).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn everybody_finds_their_part_of_the_review_on_the_first_page() {
    for world in worlds().await {
        let people = world.reviewers(&["Hà Thị Mơ"]).await;
        let officer = world.person("canbo").await;
        let round = done(&world, &officer, "/rounds/new", &[]).await;
        done(&world, &officer, &format!("{round}/assign"), &[]).await;
        assert_eq!(people.len(), 1);
        let reviewer = world.person("rasoat0").await;
        let home = page(&world, &reviewer, "/").await;
        assert!(home.contains("<strong>1</strong> hộ bạn cần khảo sát"), "{home}");
        let mine = page(&world, &reviewer, "/rounds/mine").await;
        assert!(mine.contains("Bùi Văn Dũng"));
        let home = page(&world, &officer, "/").await;
        assert!(home.contains("Hà Thị Mơ 1"), "with whom it lies: {home}");

        let due = page(&world, &officer, "/reports/due").await;
        assert!(due.contains("/reports/3/file?unit=") && due.contains("Quá hạn"));
        let sent = "/reports/due/sent?kind=preliminary&due=2026-11-14";
        let future = world.post(&officer, sent, &[("day", "24/11/2026"), ("number", "7/BC")]).await;
        assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&world, &officer, sent, &[("day", "13/11/2026"), ("number", "7/BC")]).await;
        let twice = world.post(&officer, sent, &[("day", "13/11/2026"), ("number", "8/BC")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let home = page(&world, &officer, "/").await;
        assert!(!home.contains("Báo cáo sơ bộ"), "what was sent is due no more");
        let unknown = "/reports/due/sent?kind=official&due=2026-12-18";
        let unknown =
            world.post(&officer, unknown, &[("day", "13/11/2026"), ("number", "9/BC")]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}
