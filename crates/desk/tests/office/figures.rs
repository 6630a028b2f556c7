//! Residents and targets typed into one table.

use axum::http::StatusCode;
use ground::Lang;

use crate::world::{commune, worlds};

#[tokio::test]
async fn figures_are_typed_checked_and_kept() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let path = "/figures?year=2026";
        let before = world.get(&officer, path).await;
        assert!(before.page().contains("còn thiếu"));

        let unit = commune().to_string();
        let field = |key: &str| format!("{key}-{unit}");
        let (households, persons, poor) = (field("households"), field("persons"), field("poor"));
        let at = [("at-unit", unit.as_str()), ("at-year", "2026")];
        let typed = |more: &[(&'static str, &'static str)]| {
            let mut fields = at.to_vec();
            fields.extend_from_slice(more);
            fields
        };
        let mut wrong = typed(&[("source", "Chi cục Thống kê")]);
        wrong.extend([(&*households, "4.7x"), (&*persons, "20000"), (&*poor, "4,255")]);
        let answer = world.post(&officer, "/figures", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.html().contains("4.7x") && answer.html().contains("4,255"));

        let mut unsourced = typed(&[("source", "")]);
        unsourced.extend([(&*households, "4.700"), (&*persons, "20.000")]);
        let answer = world.post(&officer, "/figures", &unsourced).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "no figure without a source");

        let mut odd = typed(&[("source", "Chi cục Thống kê")]);
        odd.extend([(&*households, "4.700"), (&*persons, "20")]);
        let answer = world.post(&officer, "/figures", &odd).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "fewer persons than households"
        );
        assert!(world.get(&officer, path).await.page().contains("còn thiếu"), "nothing half-saved");

        let mut sound = typed(&[("source", "Chi cục Thống kê")]);
        sound.extend([(&*households, "4.700"), (&*persons, "20.000"), (&*poor, "4,25")]);
        assert!(world.post(&officer, "/figures", &sound).await.leads().starts_with("/figures?"));
        for lang in Lang::ALL {
            let shown = world.get_in(&officer, lang, path).await;
            insta::assert_snapshot!(format!("figures_{lang}"), shown.text());
        }
        let admin = world.person("quantri").await;
        let audit = world.get(&admin, "/audit").await;
        assert_eq!(audit.page().matches("registry.resident.set").count(), 1);
        assert_eq!(audit.page().matches("registry.target.set").count(), 1);
        // Sent once more, nothing differs and nothing is written.
        world.post(&officer, "/figures", &sound).await.leads();
        let audit = world.get(&admin, "/audit").await;
        assert_eq!(audit.page().matches("registry.resident.set").count(), 1);
    }
}

#[tokio::test]
async fn nobody_types_figures_of_another_commune() {
    for world in worlds().await {
        let stranger = world.person("nguoikhac").await;
        let unit = commune().to_string();
        let foreign = [("at-unit", unit.as_str()), ("at-year", "2026"), ("source", "x")];
        let answer = world.post(&stranger, "/figures", &foreign).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let asked = world.get(&stranger, &format!("/figures?unit={unit}")).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
    }
}
