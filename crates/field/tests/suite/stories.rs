//! A reviewer's phone meets the door, on both databases.

use std::sync::Arc;

use access::account::{self, Demonstration, Hashing, New};
use access::session::Devices;
use access::{Actor, Role};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use base64::Engine as _;
use fakes::{day, moment};
use field::openrosa::{Door, router};
use field::submission::{self, Inbox, Setup, State};
use ground::{Clock, HouseholdId, Lang, UnitId};
use law::{Class, Law};
use places::{Level, Units};
use registry::household::{NewHousehold, Sex, detail, register};
use registry::person::{HEAD, NewPerson};
use store::Database;
use store::feed::Wanted;
use store::seal::Seal;
use tower::ServiceExt as _;

const PASSWORD: &str = "hoa-ban-nam-canh";

pub(crate) fn commune(code: &str) -> UnitId {
    Units::builtin().by_code(Level::Commune, code, day("2026-11-23")).unwrap().id
}

pub(crate) struct World {
    pub(crate) door: Door,
    pub(crate) household: HouseholdId,
}

impl World {
    pub(crate) async fn new(database: &Database) -> World {
        let (units, mut moment) = (Units::builtin(), moment(7));
        let accounts =
            [("lacson", Role::Reviewer), ("lacson.xem", Role::Viewer)].map(|(login, role)| {
                let (login, name) = (login.to_owned(), "Rà soát viên".to_owned());
                let new = New { login, name, role, unit: commune("05266"), lang: Lang::Vi };
                Demonstration { new, password: PASSWORD.to_owned() }
            });
        let program = Actor::program("test");
        let hashing = Hashing::quick();
        account::add_demonstration(database, &program, &mut moment, hashing, &accounts)
            .await
            .unwrap();
        let household = home(database, commune("05266"), "Bùi Văn Dũng").await;
        home(database, commune("05323"), "Quách Thị Hoa").await;
        let (law, clock) = (Arc::new(Law::builtin().unwrap()), Clock::fixed(day("2026-11-23")));
        let door = Door {
            database: database.clone(),
            law: Arc::clone(&law),
            units,
            clock: clock.clone(),
            inbox: Inbox::new(database.clone(), law, units, clock),
            devices: Arc::new(Devices::new(&mut moment)),
            hashing,
            secure: false,
        };
        World { door, household }
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, String) {
        let router: Router = router(self.door.clone());
        let response: Response<Body> = router.oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        self.ask(signed("GET", path, PASSWORD).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, xml: &str, files: &[(&str, &str)]) -> (StatusCode, String) {
        let mut body = part("xml_submission_file", "form.xml", "text/xml", xml);
        for (name, content) in files {
            body += &part(name, name, "image/jpeg", content);
        }
        body += "--limit--\r\n";
        let request = signed("POST", "/openrosa/submission", PASSWORD)
            .header("content-type", "multipart/form-data; boundary=limit")
            .body(Body::from(body));
        self.ask(request.unwrap()).await
    }

    /// How many visits the household has, and its class.
    pub(crate) async fn visits(&self) -> (usize, Class) {
        let program = Actor::program("test");
        let (database, units) = (&self.door.database, self.door.units);
        let detail = detail(database, &program, units, self.household, None).await.unwrap();
        (detail.visits.len(), detail.household.class)
    }

    pub(crate) async fn inbox(&self) -> Vec<(State, Option<String>)> {
        let mut tx = self.door.database.read().await.unwrap();
        let units = [commune("05266")];
        let ask = Wanted { units: Some(&units), ..Wanted::latest(50) };
        let all = submission::latest(&mut tx, ask, None).await.unwrap().lines;
        let code = |one: &submission::Submission| one.problem.as_ref().map(|p| p.code.to_string());
        all.iter().map(|one| (one.state, code(one))).collect()
    }
}

pub(crate) async fn home(database: &Database, unit: UnitId, head: &str) -> HouseholdId {
    let person = NewPerson {
        name: head.to_owned(),
        sex: Some(Sex::Male),
        birth_year: Some(1980),
        relation: HEAD.to_owned(),
        ..NewPerson::default()
    };
    let new = NewHousehold {
        unit,
        village: Some("Xóm Bui".to_owned()),
        code: None,
        address: None,
        day: day("2026-01-05"),
        members: vec![person],
        arrival: None,
    };
    let (program, mut moment) = (Actor::program("test"), moment(u64::from(head.as_bytes()[0])));
    let mut tx = database.begin().await.unwrap();
    let seal = Seal::new(&[7; 32]);
    let id = register(&mut tx, &program, Units::builtin(), &mut moment, &seal, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn signed(method: &str, path: &str, password: &str) -> axum::http::request::Builder {
    let name = base64::engine::general_purpose::STANDARD.encode(format!("lacson:{password}"));
    let request = Request::builder().method(method).uri(path).header("host", "phone.test");
    request.header("authorization", format!("Basic {name}"))
}

fn part(name: &str, file: &str, media: &str, content: &str) -> String {
    format!(
        "--limit\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
         content-type: {media}\r\n\r\n{content}\r\n"
    )
}

/// A poor household of one, with the photos named.
pub(crate) fn filled(instance: &str, household: &str, photo: &str) -> String {
    format!(
        "<?xml version='1.0' ?><data id=\"chieusau-visit\" version=\"1\"><visit><household>{household}</household>\
         <day>2026-11-20</day></visit><roster><member><full_name>Bùi Văn Dũng</full_name>\
         <birth_year>1980</birth_year><health_insurance>no</health_insurance>\
         <uses_internet>no</uses_internet></member><complete>yes</complete></roster>\
         <b1><water_source>surface</water_source><toilet>none</toilet><house_area>30.5</house_area></b1>\
         <stated><stated_income_score>120</stated_income_score></stated>\
         <evidence><photo_outside>{photo}</photo_outside></evidence>\
         <meta><instanceID>{instance}</instanceID></meta></data>"
    )
}

#[tokio::test]
async fn a_phone_gets_the_form_and_the_households_of_its_commune_only() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        let (status, list) = world.get("/openrosa/formList").await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            list.contains(
                "<downloadUrl>http://phone.test/openrosa/forms/chieusau-visit</downloadUrl>"
            ),
            "{list}"
        );
        let (_, form) = world.get("/openrosa/forms/chieusau-visit").await;
        assert!(form.contains("result_vn_2022") && form.contains("result_vn_2027"));
        let (_, manifest) = world.get("/openrosa/forms/chieusau-visit/manifest").await;
        assert!(manifest.contains("<hash>md5:"), "{manifest}");
        let (_, csv) = world.get("/openrosa/forms/chieusau-visit/households.csv").await;
        let expected = format!("{},Bùi Văn Dũng – Xóm Bui,rural,nt2,25", world.household);
        assert_eq!(csv.lines().collect::<Vec<_>>(), ["name,label,area,region,province", &expected]);
        let (_, csv) = world.get("/openrosa/forms/chieusau-visit/members.csv").await;
        let expected = format!("{}-1,Bùi Văn Dũng,1980,male", world.household);
        assert_eq!(csv.lines().collect::<Vec<_>>(), ["name,full_name,birth_year,sex", &expected]);
        assert!(manifest.contains(">members.csv<"), "{manifest}");
    }
}

#[tokio::test]
async fn once_a_round_assigns_households_the_phone_gets_these() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        let asking = home(&database, commune("05266"), "Hà Thị Mai").await;
        let officer = fakes::actor(Role::CommuneOfficer, commune("05266"));
        let mut moment = moment(9);
        let (law, units) = (&world.door.law, world.door.units);
        let mut office = review::Office { law, units, actor: &officer, moment: &mut moment };
        let mut tx = database.begin().await.unwrap();
        let new = review::request::NewRequest {
            household: asking,
            form: review::request::Form::Entry,
            channel: review::request::Channel::Counter,
            received: day("2026-11-20"),
            grounds: "Nhà mất mùa".to_owned(),
        };
        review::request::receive(&mut tx, &mut office, &new).await.unwrap();
        let round = review::round::open(&mut tx, &mut office, commune("05266")).await.unwrap();
        review::assign::spread(&mut tx, &mut office, round).await.unwrap();
        tx.commit().await.unwrap();
        let (_, csv) = world.get("/openrosa/forms/chieusau-visit/households.csv").await;
        let expected = format!("{asking},Hà Thị Mai – Xóm Bui,rural,nt2,25");
        assert_eq!(csv.lines().collect::<Vec<_>>(), ["name,label,area,region,province", &expected]);

        // Once it is surveyed nobody is left to visit: not all households of the commune.
        let sent = world.send(&filled("uuid:1", &asking.to_string(), ""), &[]).await;
        assert_eq!(sent.0, StatusCode::CREATED);
        let mut office = review::Office { law, units, actor: &officer, moment: &mut moment };
        let mut tx = database.begin().await.unwrap();
        assert_eq!(review::survey::take_up(&mut tx, &mut office, round).await, Ok((1, 0)));
        tx.commit().await.unwrap();
        let (_, csv) = world.get("/openrosa/forms/chieusau-visit/households.csv").await;
        assert_eq!(csv.lines().collect::<Vec<_>>(), ["name,label,area,region,province"]);
    }
}

#[tokio::test]
async fn strangers_and_those_who_may_not_survey_are_turned_away() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        for path in ["/openrosa/formList", "/openrosa/submission"] {
            let nobody = Request::builder().uri(path).body(Body::empty()).unwrap();
            assert_eq!(world.ask(nobody).await.0, StatusCode::UNAUTHORIZED);
            let wrong = signed("GET", path, "sai-mat-khau").body(Body::empty()).unwrap();
            assert_eq!(world.ask(wrong).await.0, StatusCode::UNAUTHORIZED);
        }
        let head = signed("HEAD", "/openrosa/submission", PASSWORD).body(Body::empty()).unwrap();
        assert_eq!(world.ask(head).await.0, StatusCode::NO_CONTENT);
        let viewer =
            base64::engine::general_purpose::STANDARD.encode(format!("lacson.xem:{PASSWORD}"));
        let viewer = Request::builder()
            .uri("/openrosa/formList")
            .header("authorization", format!("Basic {viewer}"));
        assert_eq!(world.ask(viewer.body(Body::empty()).unwrap()).await.0, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn twice_in_parts_and_out_of_order_makes_one_visit() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        let household = world.household.to_string();
        let xml = filled("uuid:1", &household, "a.jpg");
        for _ in 0..2 {
            let (status, said) = world.send(&xml, &[]).await;
            assert_eq!(status, StatusCode::CREATED, "{said}");
            assert_eq!(world.inbox().await, [(State::Waiting, None)]);
            assert_eq!(world.visits().await.0, 0);
        }
        let (first, second) = tokio::join!(
            world.send(&xml, &[("a.jpg", "ảnh")]),
            world.send(&xml, &[("a.jpg", "ảnh")])
        );
        assert_eq!((first.0, second.0), (StatusCode::CREATED, StatusCode::CREATED));
        for _ in 0..2 {
            assert_eq!(world.inbox().await, [(State::Taken, None)]);
            assert_eq!(world.visits().await, (1, Class::Poor));
            assert_eq!(world.send(&xml, &[]).await.0, StatusCode::CREATED);
        }
        let other = xml.replace("30.5", "31.5");
        assert_eq!(world.send(&other, &[]).await.0, StatusCode::CONFLICT);
        assert_eq!(world.send(&xml, &[("a.jpg", "khác")]).await.0, StatusCode::CONFLICT);
        assert_eq!(world.visits().await.0, 1);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_kept_with_its_reason_and_taken_after_a_repair() {
    for database in fakes::databases().await {
        let world = World::new(&database).await;
        let nobody = HouseholdId(moment(99).id()).to_string();
        let household = world.household.to_string();
        let sent = [
            (filled("uuid:1", &nobody, ""), "registry.household.missing"),
            (
                filled("uuid:2", &household, "").replace("2026-11-20", "2026-11-24"),
                "registry.day.future",
            ),
            (
                filled("uuid:3", &household, "").replace("surface", "sea"),
                "law.answers.unknown_choice",
            ),
            (
                filled("uuid:4", &household, "").replace("chieusau-visit", "x"),
                "field.submission.other_form",
            ),
            ("<data><half>".to_owned(), "field.submission.unreadable"),
        ];
        for (at, (xml, code)) in sent.iter().enumerate() {
            for _ in 0..2 {
                assert_eq!(world.send(xml, &[]).await.0, StatusCode::CREATED, "{code}");
                let inbox = world.inbox().await;
                assert_eq!(inbox.len(), at + 1);
                assert!(inbox.contains(&(State::Trouble, Some((*code).to_owned()))), "{inbox:?}");
            }
        }
        let bomb = "<!DOCTYPE d [<!ENTITY a 'aa'>]><data>&a;</data>";
        assert_eq!(world.send(bomb, &[]).await.0, StatusCode::BAD_REQUEST);
        let path = world.send(&filled("uuid:9", &household, ""), &[("../x.jpg", "x")]).await;
        assert_eq!(path.0, StatusCode::BAD_REQUEST);
        assert_eq!(world.visits().await.0, 0);

        // The day has come: the officer takes the second one again.
        let officer = fakes::officer(commune("05266"));
        let mut tx = database.read().await.unwrap();
        let all = submission::latest(&mut tx, Wanted::latest(50), Some(State::Trouble)).await;
        let late = all.unwrap().lines.into_iter().find(|one| one.instance == "uuid:2").unwrap();
        drop(tx);
        let setup = Setup { database: &database, law: &world.door.law, units: world.door.units };
        let mut early = moment(5);
        let refused = submission::take_again(setup, &officer, &mut early, late.id).await;
        assert_eq!(refused.unwrap_err().code, "registry.day.future");
        let mut tomorrow = Clock::fixed(day("2026-11-24")).moment();
        let other = fakes::officer(commune("05323"));
        let refused = submission::take_again(setup, &other, &mut tomorrow, late.id).await;
        assert_eq!(refused.unwrap_err().code, "field.submission.missing");
        submission::take_again(setup, &officer, &mut tomorrow, late.id).await.unwrap();
        assert_eq!(world.visits().await, (1, Class::Poor));
        let refused = submission::take_again(setup, &officer, &mut tomorrow, late.id).await;
        assert_eq!(refused.unwrap_err().code, "field.submission.taken");
    }
}
