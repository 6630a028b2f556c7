//! Long work watched and cancelled.

use axum::http::StatusCode;

use crate::world::{commune, worlds};

#[tokio::test]
async fn work_is_watched_cancelled_and_hidden_from_others() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let asked = world.post(&officer, "/jobs/classify", &[]).await;
        let one = asked.leads().to_owned();
        assert!(world.get(&officer, &one).await.page().contains("data-poll"));
        let progress = world.get(&officer, &format!("{one}/progress")).await;
        assert_eq!(progress.mime, "application/json");
        let said: serde_json::Value = serde_json::from_slice(&progress.bytes).unwrap();
        assert_eq!(said["finished"], false);
        assert_eq!(said["whole"], 1, "a bar needs an end");

        let stranger = world.person("nguoikhac").await;
        for path in [one.clone(), format!("{one}/progress")] {
            assert_eq!(world.get(&stranger, &path).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!world.get(&stranger, "/jobs").await.page().contains(&one));
        let foreign = world.post(&stranger, &format!("{one}/cancel"), &[]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);

        world.post(&officer, &format!("{one}/cancel"), &[]).await.leads();
        world.work().await;
        let ended = world.get(&officer, &one).await;
        assert!(ended.page().contains("đã dừng"), "{}", ended.text());
        let late = world.post(&officer, &format!("{one}/cancel"), &[]).await;
        late.leads();
        let progress = world.get(&officer, &format!("{one}/progress")).await;
        let said: serde_json::Value = serde_json::from_slice(&progress.bytes).unwrap();
        assert_eq!(said["finished"], true);
    }
}

#[tokio::test]
async fn evaluating_again_says_how_many() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        crate::imports::imported(&world, &officer, "real").await;
        let asked = world.post(&officer, "/jobs/classify", &[]).await;
        world.work().await;
        let done = world.get(&officer, asked.leads()).await;
        assert!(done.page().contains("Đã tính lại 2 lượt khảo sát"), "{}", done.text());
        let list = world.get(&officer, "/jobs").await;
        assert!(list.page().contains("đã xong"));
    }
}

#[tokio::test]
async fn work_of_a_disabled_account_is_not_done() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let asked = world.post(&officer, "/jobs/classify", &[]).await;
        let one = asked.leads().to_owned();
        let admin = world.person("quantri").await;
        let list = world.get(&admin, "/accounts").await;
        let html = list.page().to_owned();
        let at = html.find("Bùi Thị Hoa").unwrap();
        let link = html[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        world.post(&admin, &format!("{link}/disable"), &[]).await.leads();
        world.work().await;
        let ended = world.get(&admin, &one).await;
        assert!(ended.page().contains("đã bị khoá"), "{}", ended.text());
        assert!(
            world.get(&admin, &format!("/units/{}", commune())).await.page().contains("Lạc Sơn")
        );
    }
}
