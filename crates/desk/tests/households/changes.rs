//! Changes made through forms.

use axum::http::StatusCode;
use ground::Lang;

use crate::world::worlds;

#[tokio::test]
async fn a_correction_needs_a_reason_and_nothing_typed_is_lost() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let path = format!("{}/correct", world.address());
        let typed = [
            ("version", "4"),
            ("name", "Bùi Văn Dững"),
            ("code", "HB-009"),
            ("village", "Xóm Mới"),
            ("ethnicity", "Mường"),
        ];
        let again = world.post(&officer, &path, &typed).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in ["Bùi Văn Dững", "HB-009", "Xóm Mới", "Chưa ghi lý do"] {
            assert!(again.text.contains(kept), "{kept}");
        }
        let typed = [&typed[..], &[("reason", "theo căn cước")]].concat();
        let done = world.post(&officer, &path, &typed).await;
        assert_eq!((done.status, done.location), (StatusCode::SEE_OTHER, world.address()));
        let page = world.get(&officer, Lang::Vi, &world.address()).await;
        assert!(page.text.contains("<h1>Bùi Văn Dững</h1>") && page.text.contains("HB-009"));
        // The same form again was filled in for a household that has changed since.
        let late = world.post(&officer, &path, &typed).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("Có người khác vừa sửa hộ này"));
    }
}

#[tokio::test]
async fn what_cannot_be_taken_back_is_confirmed_first() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let path = format!("{}/move", world.address());
        let typed = [("version", "4"), ("to", "commune"), ("unit", "05323"), ("day", "20/11/2026")];
        let again = world.post(&officer, &path, &typed).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("Việc này không làm lại được"));
        let sure = [&typed[..], &[("sure", "yes")]].concat();
        let refused = world.post(&officer, &path, &sure).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
        assert!(refused.text.contains("Xã Quyết Thắng không thuộc địa bàn của bạn"));
        let admin = world.person("quantri").await;
        let done = world.post(&admin, &path, &sure).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let gone = world.get(&officer, Lang::Vi, &world.address()).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "it belongs to the other commune now");
        let other = world.person("xaben").await;
        let there = world.get(&other, Lang::Vi, &world.address()).await;
        assert_eq!(there.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_household_is_registered_with_its_members_and_a_wrong_one_is_named() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let unit = crate::world::commune("05266").to_string();
        let typed = [
            ("unit", unit.as_str()),
            ("day", "1/11/2026"),
            ("name", "Quách Văn Nam"),
            ("sex", "male"),
            ("birth", "1990"),
            ("name-1", "Bùi Thị Hoa"),
            ("relation-1", "spouse"),
            ("identity-1", "123"),
        ];
        let again = world.post(&officer, "/households/new", &typed).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("href=\"#f-identity-1\""), "{}", again.main());
        let typed =
            typed.map(|(name, value)| (name, if name == "identity-1" { "" } else { value }));
        let done = world.post(&officer, "/households/new", &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = world.get(&officer, Lang::Vi, &done.location).await;
        assert!(page.text.contains("Quách Văn Nam") && page.text.contains("Bùi Thị Hoa"));
        assert!(page.text.contains("Chưa khảo sát"), "{}", page.main());
        let list = world.get(&officer, Lang::Vi, "/households").await;
        assert_eq!(list.text.matches("Chưa khảo sát").count(), 1, "{}", list.main());
        let home = world.get(&officer, Lang::Vi, "/").await;
        assert!(home.text.contains("hộ mới đăng ký, chưa khảo sát lần nào"), "{}", home.main());
        let due = world.get(&officer, Lang::Vi, "/households/due?what=unsurveyed").await;
        assert!(due.text.contains("Quách Văn Nam") && !due.text.contains("Bùi Văn Dũng"));
        let said = "1 hộ đã đăng ký nhưng chưa khảo sát lần nào";
        let table = world.get(&officer, Lang::Vi, "/reports/1").await;
        assert!(table.text.contains(said), "{}", table.main());
        let earlier = world.get(&officer, Lang::Vi, "/reports/1?to=31/10/2026").await;
        assert!(!earlier.text.contains(said), "it was not there yet");
    }
}

#[tokio::test]
async fn a_member_joins_and_a_reviewer_may_not_change_anything() {
    for world in worlds().await {
        let officer = world.person("canbo").await;
        let path = format!("{}/members/new", world.address());
        let typed = [
            ("version", "4"),
            ("how", "born"),
            ("day", "12/11/2026"),
            ("name", "Bùi Văn Tí"),
            ("relation", "child"),
            ("birth", "12/11/2026"),
        ];
        let viewer = world.person("xem").await;
        let refused = world.post(&viewer, &path, &typed).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(world.get(&viewer, Lang::Vi, &path).await.status, StatusCode::FORBIDDEN);
        let done = world.post(&officer, &path, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = world.get(&officer, Lang::Vi, &world.address()).await;
        assert!(page.text.contains("Bùi Văn Tí") && page.text.contains("Sinh"));
    }
}
