//! A spreadsheet brought in through the browser.

use access::Actor;
use axum::http::StatusCode;
use desk::Desk;
use fakes::day;
use places::Level;
use registry::household::{NewHousehold, Sex, register};
use registry::person::{HEAD, NewPerson};

use crate::shared;
use crate::world::{LIST, Person, World, commune, worlds};

/// Uploads the list, takes the columns as proposed and lets the worker do the rest; gives the page of
/// the import.
pub(crate) async fn imported(world: &World, person: &Person, how: &str) -> String {
    let unit = commune().to_string();
    let sent = world.upload(person, &unit, ("danh sach.csv", LIST.as_bytes())).await;
    let mapping = sent.leads().to_owned();
    let page = world.get(person, &mapping).await;
    let mut fields: Vec<(String, String)> =
        vec![("mapped".into(), "yes".into()), ("run".into(), how.into())];
    for select in page.page().split("<select name=\"").skip(1) {
        let name = select.split('"').next().unwrap();
        let select = select.split("</select>").next().unwrap();
        let chosen = select.split(" selected").next().filter(|head| head.len() < select.len());
        let value = chosen.and_then(|head| head.rsplit("value=\"").next());
        let value = value.map_or("", |value| value.trim_end_matches('"'));
        fields.push((name.into(), value.into()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let started = world.post(person, &mapping.replace("/mapping", "/run"), &fields).await;
    let one = started.leads().to_owned();
    let waiting = world.get(person, &one).await;
    assert!(waiting.page().contains("data-poll=\"/jobs/"), "progress while it waits");
    world.work().await;
    one
}

#[tokio::test]
async fn a_list_is_tried_then_imported_and_answered() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let one = imported(&world, &officer, "try").await;
        let tried = world.get(&officer, &one).await;
        tried.page();
        insta::assert_snapshot!("import_tried", tried.text());
        let none = world.get(&officer, "/households").await;
        assert!(!none.page().contains("Bùi Văn Thử"), "a dry run writes nothing");

        let run = one.split('?').next().unwrap().to_owned() + "/run";
        let started = world.post(&officer, &run, &[("day", "")]).await;
        let one = started.leads().to_owned();
        world.work().await;
        let done = world.get(&officer, &one).await;
        done.page();
        insta::assert_snapshot!("import_done", done.text());
        let households = world.get(&officer, "/households").await;
        assert!(households.page().contains("Bùi Văn Thử"), "{}", households.text());

        let refused = world.get(&officer, &format!("{one}&verdict=rejected")).await;
        assert!(refused.page().contains("Thiếu tên chủ hộ"), "{}", refused.text());
        let path = one.split('?').next().unwrap().to_owned() + "/remarks";
        let answer = world.get(&officer, &path).await;
        assert!(answer.mime.starts_with("text/csv"), "{}", answer.mime);
        assert!(answer.html().contains("Thiếu tên chủ hộ"));

        let twice = imported(&world, &officer, "real").await;
        let again = world.get(&officer, &twice).await;
        assert!(
            again.text().contains("Hộ mới\n0"),
            "importing twice changes nothing: {}",
            again.text()
        );

        let stranger = world.person("nguoikhac").await;
        for path in [one.as_str(), path.as_str()] {
            assert_eq!(world.get(&stranger, path).await.status, StatusCode::NOT_FOUND);
        }
        let list = world.get(&officer, "/imports").await;
        assert!(list.page().contains("danh sach.csv"));
    }
}

/// A household of a commune that the list does not speak of.
async fn neighbour(desk: &Desk) {
    let head = NewPerson {
        name: "Hà Thị Mai".to_owned(),
        sex: Some(Sex::Female),
        relation: HEAD.to_owned(),
        ..NewPerson::default()
    };
    let new = NewHousehold {
        unit: shared::unit(Level::Commune, "05323"),
        village: None,
        code: None,
        address: None,
        day: day("2026-01-05"),
        members: vec![head],
        arrival: None,
    };
    let (actor, mut moment) = (Actor::program("test"), desk.moment());
    let mut tx = desk.database.begin().await.unwrap();
    register(&mut tx, &actor, desk.units, &mut moment, &desk.seal, &new).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_import_only_its_communes_are_read_again() {
    for world in worlds().await {
        let (desk, today) = (&world.desk, world.desk.today());
        neighbour(desk).await;
        let (before, _) = desk.snapshots.current(today).await.unwrap();
        let officer = world.person("congchuc").await;
        imported(&world, &officer, "try").await;
        let (tried, _) = desk.snapshots.current(today).await.unwrap();
        assert_eq!(tried.as_of(), before.as_of(), "a file on trial changes nothing");
        imported(&world, &officer, "real").await;
        let (after, newest) = desk.snapshots.current(today).await.unwrap();
        assert!(newest && after.planes.households() > before.planes.households());
        assert_eq!((after.planes.units().len(), after.units_read), (2, 1));
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why_and_is_not_kept() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let unit = commune().to_string();
        for (name, content, said) in [
            ("hong.xlsx", b"PK\x03\x04 broken".as_slice(), "hong.xlsx"),
            ("rong.csv", b"", "rong.csv"),
            ("anh.png", b"\x89PNG\r\n\x1a\n0000", "anh.png"),
        ] {
            let answer = world.upload(&officer, &unit, (name, content)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.text().contains(said), "{}", answer.text());
        }
        let nothing = world.upload(&officer, &unit, ("", b"")).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let large = vec![b'x'; 66 << 20];
        let answer = world.upload(&officer, &unit, ("lon.csv", &large)).await;
        assert!(answer.text().contains("64 MB"), "{}", answer.text());
        let list = world.get(&officer, "/imports").await;
        assert!(list.page().contains("Chưa có lần nhập nào"), "{}", list.text());
    }
}

#[tokio::test]
async fn columns_that_make_no_list_come_back_with_the_reason() {
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let unit = commune().to_string();
        let sent = world.upload(&officer, &unit, ("a.csv", LIST.as_bytes())).await;
        let run = sent.leads().replace("/mapping", "/run");
        let fields = [("mapped", "yes"), ("column-2", "household_code"), ("day", "31/02/2026")];
        let answer = world.post(&officer, &run, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("Chưa chọn cột nào là họ tên"), "{}", answer.text());
        assert!(answer.html().contains("31/02/2026"), "what was typed stays");
    }
}

#[tokio::test]
async fn every_import_is_found_again_however_many_came_after() {
    const FILES: usize = 51;
    for world in worlds().await {
        let officer = world.person("congchuc").await;
        let unit = commune().to_string();
        for number in 0..FILES {
            let name = format!("lan-{number}.csv");
            world.upload(&officer, &unit, (&name, LIST.as_bytes())).await.leads();
        }
        let newest = world.get(&officer, "/imports").await;
        let next = newest.page().split("rel=\"next\" href=\"").nth(1).expect("an older page");
        let older = next.split('"').next().unwrap().replace("&#38;", "&");
        let oldest = world.get(&officer, &older).await;
        assert!(!oldest.page().contains("rel=\"next\""), "nothing older");
        for number in 0..FILES {
            let name = format!(">lan-{number}.csv<");
            let pages = [&newest, &oldest].map(|page| page.html().matches(&name).count());
            assert_eq!(pages.iter().sum::<usize>(), 1, "{name} stands once: {pages:?}");
        }
        let stranger = world.person("nguoikhac").await;
        let theirs = world.get(&stranger, &older).await;
        assert!(!theirs.page().contains("lan-"), "not those of other units");
    }
}
