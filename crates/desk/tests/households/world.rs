//! A commune with one family that was poor in 2024, rose in 2025 and was seen again in autumn 2026.

use std::sync::Arc;
use std::time::Duration;

use access::Role;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use desk::Desk;
use fakes::{TestDatabase, day};
use ground::{HouseholdId, Lang, UnitId};
use law::{Answer, Answers, Class, Law};
use places::Level;
use registry::figures::{Count, Resident, Target, set_resident, set_target};
use registry::household::{NewHousehold, Sex, register};
use registry::person::{HEAD, NewPerson};
use registry::visit::{NewVisit, record};
use snapshots::Snapshots;

use crate::shared::{self, PASSWORD, Person};

/// The whole ID number of the head.
pub(crate) const NUMBER: &str = "099084001234";

pub(crate) struct World {
    pub(crate) desk: Desk,
    pub(crate) household: HouseholdId,
    router: Router,
    _database: TestDatabase,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) text: String,
}

/// The commune with this code today.
pub(crate) fn commune(code: &str) -> UnitId {
    shared::unit(Level::Commune, code)
}

pub(crate) async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for database in fakes::databases().await {
        worlds.push(World::on(database).await);
    }
    worlds
}

impl World {
    async fn on(database: TestDatabase) -> World {
        let desk = shared::desk(
            &database,
            &[
                ("canbo", "canbo", Role::CommuneOfficer, commune("05266")),
                ("xaben", "xaben", Role::CommuneOfficer, commune("05323")),
                ("chutich", "chutich", Role::CommuneChair, commune("05266")),
                ("xem", "xem", Role::Viewer, commune("05266")),
                ("quantri", "quantri", Role::Administrator, UnitId::NATION),
            ],
        )
        .await;
        let household = family(&desk).await;
        World { household, router: desk::router(desk.clone()), desk, _database: database }
    }

    /// The same desk on another day, and somebody signed in there: sessions do not last over night.
    pub(crate) async fn on_day(&mut self, on: &str, login: &str) -> Person {
        self.desk.clock = ground::Clock::fixed(day(on));
        self.router = desk::router(self.desk.clone());
        self.person(login).await
    }

    /// The same desk as a server just started, without a snapshot, that reads the registry this long.
    pub(crate) fn starts_anew(&mut self, patience: Duration) {
        let stem = tempfile::tempdir().unwrap().path().with_extension("sổ");
        let desk = &mut self.desk;
        let (database, law) = (desk.database.clone(), Arc::clone(&desk.law));
        desk.snapshots = Snapshots::new(database, law, desk.units, stem);
        desk.patience = patience;
        self.router = desk::router(self.desk.clone());
    }

    /// Reviewers of the commune, who sign in as `rasoat0`, `rasoat1`, …; their ids.
    pub(crate) async fn reviewers(&self, names: &[&str]) -> Vec<String> {
        let unit = commune("05266");
        let logins: Vec<String> = (0..names.len()).map(|at| format!("rasoat{at}")).collect();
        let people = logins.iter().zip(names);
        let people: Vec<shared::Account<'_>> =
            people.map(|(login, name)| (&**login, *name, Role::Reviewer, unit)).collect();
        shared::add(&self.desk, &people).await;
        let mut tx = self.desk.database.read().await.unwrap();
        let found = access::account::reviewers(&mut tx, unit).await.unwrap();
        found.iter().map(|(id, _)| id.to_string()).collect()
    }

    /// A file as text.
    pub(crate) async fn file(&self, person: &Person, path: &str) -> String {
        let reply = shared::send(&self.router, person.asks(Lang::Vi, path)).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        String::from_utf8(reply.bytes).unwrap()
    }

    /// The desk for requests of people who are not signed in.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) async fn person(&self, login: &str) -> Person {
        shared::sign_in(&self.desk, login, PASSWORD).await
    }

    pub(crate) async fn get(&self, person: &Person, lang: Lang, path: &str) -> Page {
        self.send(person, person.asks(lang, path)).await
    }

    pub(crate) async fn post(&self, person: &Person, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields = [&[("csrf", person.csrf.as_str())], fields].concat();
        self.send(person, person.fills(path, &fields)).await
    }

    async fn send(&self, person: &Person, request: Request<Body>) -> Page {
        let reply = shared::send(&self.router, request).await;
        // A PDF is its content as text here.
        let known =
            ["text/html", "application/pdf"].iter().any(|mime| reply.mime.starts_with(mime));
        assert!(reply.mime.is_empty() || known, "{}", reply.mime);
        let text = String::from_utf8(reply.bytes).unwrap();
        // Neither the token nor the law's fingerprint, which follows every corrected law file.
        let text = text.replace(&person.csrf, "[token]");
        let text = text.replace(self.desk.law.fingerprint(), "[law]");
        Page { status: reply.status, location: reply.location, text }
    }

    /// The page of the family.
    pub(crate) fn address(&self) -> String {
        format!("/households/{}", self.household)
    }
}

impl Page {
    /// The main part, without the frame that other tests look at and without ids made by chance.
    pub(crate) fn main(&self) -> String {
        let from = self.text.find("<main").expect("a page");
        let to = self.text.find("</main>").expect("a whole page");
        let mut out = String::new();
        for line in self.text[from..to].lines().filter(|line| !line.trim().is_empty()) {
            let mut rest = line;
            while let Some(at) = hexadecimal(rest) {
                out.push_str(&rest[..at]);
                out.push_str("[id]");
                rest = &rest[at + 32..];
            }
            out.push_str(rest);
            out.push('\n');
        }
        out
    }
}

/// Where 32 hexadecimal digits begin.
fn hexadecimal(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(31))
        .find(|at| bytes[*at..at + 32].iter().all(u8::is_ascii_hexdigit))
}

async fn family(desk: &Desk) -> HouseholdId {
    let unit = commune("05266");
    let (officer, units) = (fakes::officer(unit), desk.units);
    let moment = &mut fakes::moment(3);
    let member = |name: &str, sex, year, relation: &str, identity: Option<&str>| NewPerson {
        name: name.to_owned(),
        sex: Some(sex),
        birth_year: Some(year),
        ethnicity: Some("Mường".to_owned()),
        relation: relation.to_owned(),
        identity: identity.map(str::to_owned),
        ..NewPerson::default()
    };
    let new = NewHousehold {
        unit,
        village: Some("Xóm Bui".to_owned()),
        code: Some("HB-001".to_owned()),
        address: Some("Ngõ 2".to_owned()),
        day: day("2024-01-01"),
        members: vec![
            member("Bùi Văn Dũng", Sex::Male, 1984, HEAD, Some(NUMBER)),
            member("Quách Thị Na", Sex::Female, 1986, "spouse", None),
            member("Bùi Thị Bé", Sex::Female, 2015, "child", None),
        ],
        arrival: None,
    };
    let mut tx = desk.database.begin().await.unwrap();
    let id = register(&mut tx, &officer, units, moment, &desk.seal, &new).await.unwrap();
    let visits = [("2024-10-02", 120, 40, Class::Poor), ("2025-10-09", 190, 10, Class::NotPoor)];
    for (version, (when, income, lacking, class)) in (1..).zip(visits) {
        let visit = visit(&desk.law, when, income, lacking, class);
        record(&mut tx, &desk.law, &officer, units, moment, (id, version), &visit, &[])
            .await
            .unwrap();
    }
    let last = visit(&desk.law, "2026-10-12", 120, 40, Class::Poor);
    record(&mut tx, &desk.law, &officer, units, moment, (id, 3), &last, &["vn-2027"])
        .await
        .unwrap();
    let all = Count { households: 50, persons: 200 };
    let resident = Resident { all, minority: None };
    set_resident(&mut tx, &officer, units, moment, unit, 2026, &resident, "Thống kê")
        .await
        .unwrap();
    let target = Target { class: Class::Poor, rate: 150, source: "Kế hoạch".into() };
    set_target(&mut tx, &officer, units, moment, unit, 2026, &target).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn visit(law: &Law, when: &str, income: i64, lacking: i64, class: Class) -> NewVisit {
    let mut answers = Answers::new();
    answers.set(law.questionnaire(), "stated_income_score", Answer::Int(income)).unwrap();
    answers.set(law.questionnaire(), "stated_deprivation_score", Answer::Int(lacking)).unwrap();
    NewVisit {
        source: "form",
        day: day(when),
        reviewer: Some("Bùi Thị Hoa".to_owned()),
        answers: answers.to_json(law.questionnaire()),
        source_key: None,
        stated_class: Some(class),
    }
}
