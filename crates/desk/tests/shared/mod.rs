//! A desk with people, asked as a browser asks: what both suites of stories stand on.

use std::sync::Arc;
use std::time::Duration;

use access::account::{self, Demonstration, Hashing, New};
use access::{Actor, Role, session};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, Request, StatusCode, header};
use desk::{Desk, work};
use fakes::{TestDatabase, day};
use field::submission::Inbox;
use ground::{Clock, Kind, Lang, UnitId};
use law::Law;
use places::{Level, Units};
use reports::Layouts;
use store::Watch;
use store::jobs::{self, Ending};
use store::seal::Seal;
use tower::ServiceExt as _;

/// Everybody's password here.
pub(crate) const PASSWORD: &str = "mot cau that dai de nho";

/// Login, name, role and unit of somebody with an account.
pub(crate) type Account<'a> = (&'a str, &'a str, Role, UnitId);

/// Somebody signed in.
pub(crate) struct Person {
    token: String,
    /// What every form of theirs carries.
    pub(crate) csrf: String,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) mime: String,
    pub(crate) bytes: Vec<u8>,
}

/// The unit with this code today.
pub(crate) fn unit(level: Level, code: &str) -> UnitId {
    Units::builtin().by_code(level, code, day("2026-11-23")).unwrap().id
}

/// A desk on the database as it is on 23 November 2026, and the accounts of these people.
pub(crate) async fn desk(database: &TestDatabase, accounts: &[Account<'_>]) -> Desk {
    let law = Law::builtin().unwrap();
    let layouts = Arc::new(Layouts::load(&law, &[]).unwrap());
    let law = Arc::new(law);
    let place = tempfile::tempdir().unwrap().path().with_extension("sổ");
    let (database_too, units) = ((**database).clone(), Units::builtin());
    let clock = Clock::fixed(day("2026-11-23"));
    let desk = Desk {
        boundaries: None,
        inbox: Inbox::new(database_too.clone(), Arc::clone(&law), units, clock.clone()),
        database: (**database).clone(),
        layouts,
        snapshots: snapshots::Snapshots::new(database_too, Arc::clone(&law), units, place),
        law,
        units: Units::builtin(),
        seal: Arc::new(Seal::new(&[7; 32])),
        clock,
        patience: Duration::MAX,
        // Content without typesetting: what each paper says is what the stories are about.
        press: content,
        watch: Watch::default(),
        demonstration: false,
        secure_cookies: false,
    };
    add(&desk, accounts).await;
    desk
}

/// A press that sets nothing.
fn content(document: &paper::Document, step: paper::Step<'_>) -> ground::Result<Vec<u8>> {
    step(1, 1)?;
    document.json()
}

/// Accounts of these people.
pub(crate) async fn add(desk: &Desk, accounts: &[Account<'_>]) {
    let people = accounts.iter().map(|(login, name, role, unit)| Demonstration {
        new: New {
            login: (*login).into(),
            name: (*name).into(),
            role: *role,
            unit: *unit,
            lang: Lang::Vi,
        },
        password: PASSWORD.into(),
    });
    let people: Vec<_> = people.collect();
    let (program, mut moment) = (Actor::program("test"), desk.moment());
    let (database, hashing) = (&desk.database, Hashing::quick());
    account::add_demonstration(database, &program, &mut moment, hashing, &people).await.unwrap();
}

/// Signs somebody in.
pub(crate) async fn sign_in(desk: &Desk, login: &str, password: &str) -> Person {
    let (database, mut moment) = (&desk.database, desk.moment());
    let hashing = Hashing::quick();
    let signed_in =
        session::sign_in(database, &mut moment, hashing, login, password).await.unwrap();
    let session = session::find(database, desk.clock.now(), &signed_in.token).await;
    Person { token: signed_in.token, csrf: session.unwrap().unwrap().form_token() }
}

/// Does all waiting work, as the binary's worker does.
pub(crate) async fn work(desk: &Desk) {
    while let Some(job) = jobs::take(&desk.database, desk.clock.now()).await.unwrap() {
        desk.watch.start(job.id);
        let outcome = match job.kind.as_str() {
            work::IMPORT => work::import(desk, &job).await,
            work::CLASSIFY => work::classify(desk, &job).await,
            work::CERTIFICATES => work::certificates(desk, &job).await,
            work::REPORT => work::report(desk, &job).await,
            work::EXPORT => work::export(desk, &job).await,
            other => panic!("no worker for {other}"),
        };
        let ending = match outcome {
            Ok(result) => Ending::Done(result),
            Err(problem) if problem.code == work::CANCELLED => Ending::Cancelled,
            Err(problem) => {
                assert_ne!(problem.kind, Kind::Internal, "{problem}");
                Ending::Failed(store::problem::to_json(&problem))
            }
        };
        let now = desk.clock.now();
        assert!(jobs::end(&desk.database, job.this_try(), ending, now).await.unwrap());
        desk.watch.end(job.id);
    }
}

impl Person {
    /// Asks for a page.
    pub(crate) fn asks(&self, lang: Lang, path: &str) -> Request<Body> {
        let request = Request::get(path).header(header::COOKIE, self.cookies(lang));
        request.body(Body::empty()).unwrap()
    }

    /// Sends a body of that type.
    pub(crate) fn sends(&self, path: &str, mime: &str, body: Vec<u8>) -> Request<Body> {
        let request = Request::post(path).header(header::COOKIE, self.cookies(Lang::Vi));
        request.header(header::CONTENT_TYPE, mime).body(Body::from(body)).unwrap()
    }

    /// Sends the fields of a form, and nothing else.
    pub(crate) fn fills(&self, path: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let body = ui::link("", fields).trim_start_matches('?').to_owned();
        // `link` leaves out empty values, which a browser sends.
        let empty = fields.iter().filter(|(_, value)| value.is_empty());
        let body = empty.fold(body, |all, (name, _)| all + "&" + name + "=");
        self.sends(path, "application/x-www-form-urlencoded", body.into_bytes())
    }

    fn cookies(&self, lang: Lang) -> String {
        format!("chieusau_session={}; lang={lang}", self.token)
    }
}

/// Lets the desk answer.
pub(crate) async fn send(router: &Router, request: Request<Body>) -> Reply {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = |name: HeaderName| {
        let value = parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        value.unwrap_or_default()
    };
    Reply {
        status: parts.status,
        location: text(header::LOCATION),
        mime: text(header::CONTENT_TYPE),
        bytes: to_bytes(body, 100 << 20).await.unwrap().to_vec(),
    }
}
