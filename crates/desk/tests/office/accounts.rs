//! Accounts made, moved and closed.

use axum::http::StatusCode;

use crate::world::{commune, elsewhere, worlds};

#[tokio::test]
async fn an_account_is_made_used_and_closed() {
    for world in worlds().await {
        let province = world.person("tinh").await;
        let unit = commune().to_string();
        let fields = [
            ("name", "Hà Văn Mới"),
            ("login", "havanmoi"),
            ("role", "commune_officer"),
            ("unit", unit.as_str()),
        ];
        let made = world.post(&province, "/accounts/new", &fields).await;
        made.page();
        let password = made.html().split("<code>").nth(1).unwrap().split('<').next().unwrap();
        let officer = world.person_with("havanmoi", password).await;
        let first = world.get(&officer, "/law").await;
        assert_eq!(first.leads(), "/account", "a one-time password opens one page only");

        let again = world.post(&province, "/accounts/new", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.html().contains("havanmoi"), "what was typed stays");

        let list = world.get(&province, "/accounts").await;
        let html = list.page().to_owned();
        let at = html.find("Hà Văn Mới").unwrap();
        let link = html[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        let elsewhere = elsewhere().to_string();
        let moved = [("role", "viewer"), ("unit", elsewhere.as_str())];
        assert_eq!(world.post(&province, &format!("{link}/assign"), &moved).await.leads(), link);
        let shown = world.get(&province, link).await;
        assert!(shown.text().contains("Xã Quyết Thắng"), "{}", shown.text());
        let above = [("role", "administrator"), ("unit", elsewhere.as_str())];
        let refused = world.post(&province, &format!("{link}/assign"), &above).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

        world.post(&province, &format!("{link}/disable"), &[]).await.leads();
        assert!(world.get(&province, link).await.text().contains("đã khoá"));
        world.post(&province, &format!("{link}/enable"), &[]).await.leads();
        let reset = world.post(&province, &format!("{link}/reset"), &[]).await;
        assert!(reset.page().contains("havanmoi"));

        let admin = world.person("quantri").await;
        let listed = world.get(&admin, "/accounts").await;
        insta::assert_snapshot!("accounts", listed.text());
        let audit = world.get(&admin, "/audit").await;
        assert!(audit.page().contains("access.account.disable"));
    }
}

#[tokio::test]
async fn an_unknown_or_ambiguous_unit_is_named() {
    for world in worlds().await {
        let admin = world.person("quantri").await;
        for (unit, said) in [("Không Có", "Không Có"), ("Tân Thành", "Tân Thành"), ("", "“”")]
        {
            let fields = [("name", "A"), ("login", "abc"), ("role", "viewer"), ("unit", unit)];
            let answer = world.post(&admin, "/accounts/new", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{unit}");
            assert!(answer.text().contains(said), "{}", answer.text());
        }
    }
}
