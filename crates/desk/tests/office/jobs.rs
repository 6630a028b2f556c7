//! Long work watched and cancelled.

use axum::http::StatusCode;

use store::audit::By;
use store::jobs;

use crate::world::{commune, elsewhere, worlds};

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

/// Work that runs in this process is told through memory, and on SQLite it may hold the only write lock.
#[tokio::test]
async fn who_stopped_running_work_is_noted() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let one = world.post(&officer, "/jobs/classify", &[]).await.leads().to_owned();
        let desk = &world.desk;
        let job = jobs::take(&desk.database, desk.clock.now()).await.unwrap().unwrap();
        desk.watch.start(job.id);
        let writes = desk.database.begin().await.unwrap();
        let stops = async {
            while desk.watch.of(job.id).is_some_and(|progress| !progress.cancel) {
                tokio::task::yield_now().await;
            }
            writes.rollback().await.unwrap();
        };
        let path = format!("{one}/cancel");
        let (asked, ()) = tokio::join!(world.post(&officer, &path, &[]), stops);
        assert_eq!(asked.leads(), one);
        let admin = world.person("quantri").await;
        let trail = world.get(&admin, "/audit?about=job").await;
        assert_eq!(trail.page().matches("store.job.cancel").count(), 1, "{}", trail.text());
        assert!(trail.text().contains("Bùi Thị Hoa | store.job.cancel"), "{}", trail.text());
        assert!(trail.html().contains("classify"), "which work: {}", trail.text());
        let none = world.get(&admin, "/audit?about=job&to=22/11/2026").await;
        assert!(!none.page().contains("store.job.cancel"), "{}", none.text());
        let wrong = world.get(&admin, "/audit?from=31/02/2026").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn ones_own_work_is_listed_behind_any_amount_of_others() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let one = world.post(&officer, "/jobs/classify", &[]).await.leads().to_owned();
        let by = By { account: None, name: "test".into() };
        let mut tx = world.desk.database.begin().await.unwrap();
        for _ in 0..1_200 {
            let mut moment = world.desk.moment();
            let input = "{}".to_owned();
            jobs::queue(&mut tx, &by, &mut moment, "classify", elsewhere(), input).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(world.get(&officer, "/jobs").await.page().contains(&one));
        assert!(world.get(&officer, "/jobs?state=open").await.page().contains(&one));
        assert!(!world.get(&officer, "/jobs?state=done").await.page().contains(&one));
        let province = world.person("tinh").await;
        let first = world.get(&province, "/jobs").await;
        let next = first.page().split("rel=\"next\" href=\"").nth(1).unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&");
        assert_eq!(first.html().matches("<a href=\"/jobs/").count(), 100);
        let second = world.get(&province, &next).await;
        assert_eq!(second.page().matches("<a href=\"/jobs/").count(), 100, "{next}");
        let odd = world.get(&province, "/jobs?after=x").await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
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
