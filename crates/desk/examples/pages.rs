//! How long whole pages take over a large registry, as the server sees them: session, reading, template and
//! compression, without the network. Of each page the middle of seven, asked again and again, and asked
//! right after one household of the commune has moved away.
//!
//! ```sh
//! cargo run --release -p intake --example import_speed -- --database sqlite://million.db --rows 1000000 --again
//! cargo run --release -p desk --example pages -- sqlite://million.db
//! ```
//! It adds an account to the database, and takes fourteen households of one commune out of it.

use std::sync::Arc;
use std::time::{Duration, Instant as Watch};

use access::account::{self, Demonstration, Hashing, New};
use access::{Actor, Role, session};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use desk::Desk;
use field::submission::Inbox;
use ground::{Clock, Lang, Result, UnitId};
use law::Law;
use places::{Level, Units};
use registry::household::{self, Destination, Filter, Sort};
use reports::Layouts;
use store::Database;
use store::seal::Seal;

/// How often each page is asked for.
const ROUNDS: usize = 7;

/// Pages, where `{}` stands for the unit.
const PAGES: [&str; 12] = [
    "/?unit={}",
    "/movement?unit={}",
    "/movement?unit={}&from=31/12/2025&to=31/12/2025",
    "/movement?unit={}&by=ethnicity",
    "/movement?unit={}&map=from&from=31/12/2024",
    "/movement/households?unit={}&what=moved&is=poor&was=near_poor,average,not_poor",
    "/measures?unit={}",
    "/measures?unit={}&by=ethnicity",
    "/measures?unit={}&by=sex",
    "/measures?unit={}&since=31/12/2025",
    "/what-if?unit={}",
    "/what-if?unit={}&rural=150&urban=175",
];

#[tokio::main]
async fn main() -> Result<()> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "sqlite://million.db".to_owned());
    let only = std::env::args().nth(2).unwrap_or_default();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = open(&url, &folder.path().join("pages")).await?;
    let cookie = signed_in(&desk).await?;
    let router = desk::router(desk.clone());
    let commune = largest(&desk).await?;
    let path = desk.units.path(commune);
    let province = path.iter().find(|unit| unit.level == Level::Province).map_or(commune, |u| u.id);
    first(&desk, &router, &cookie).await;
    println!("{:<82} {:>7} {:>12} {:>7}", "", "again", "after change", "longest");
    for (place, unit) in [("nation", UnitId::NATION), ("province", province), ("commune", commune)]
    {
        println!("{place}");
        for page in PAGES.iter().filter(|page| page.contains(&only)) {
            let address = page.replace("{}", &unit.to_string());
            let mut again = Vec::new();
            for _ in 0..ROUNDS {
                again.push(ask(&router, &cookie, &address).await.1);
            }
            let mut after = Vec::new();
            // Seven changes for the page that says what is due today, one for every other.
            for _ in 0..if page.starts_with("/?") { ROUNDS } else { 1 } {
                change(&desk, commune).await?;
                after.push(ask(&router, &cookie, &address).await.1);
            }
            again.sort_by(f64::total_cmp);
            after.sort_by(f64::total_cmp);
            let all = again.iter().chain(&after).copied().fold(0.0, f64::max);
            let (again, after) = (again[ROUNDS / 2], after[after.len() / 2]);
            println!("  {page:<80} {again:>7.0} {after:>12.0} {all:>7.0}");
        }
    }
    Ok(())
}

async fn open(url: &str, stem: &std::path::Path) -> Result<Desk> {
    let law = Law::builtin().expect("the law is sound");
    let layouts = Arc::new(Layouts::load(&law, &[]).expect("the layouts are sound"));
    let (law, units) = (Arc::new(law), Units::builtin());
    let database = Database::open(url).await?;
    let stem = stem.to_owned();
    let clock = Clock::system();
    Ok(Desk {
        boundaries: None,
        inbox: Inbox::new(database.clone(), Arc::clone(&law), units, clock.clone()),
        snapshots: snapshots::Snapshots::new(database.clone(), Arc::clone(&law), units, stem),
        database,
        layouts,
        law,
        units,
        seal: Arc::new(Seal::new(&[1; 32])),
        clock,
        patience: Duration::MAX,
        press: |document, _| document.json(),
        watch: store::Watch::default(),
        demonstration: false,
        secure_cookies: false,
    })
}

/// The cookie of somebody who may see the nation.
async fn signed_in(desk: &Desk) -> Result<String> {
    let mut moment = desk.moment();
    let (login, password) = (format!("pages-{}", moment.id().simple()), "a long enough password");
    let account = Demonstration {
        new: New {
            login: login.clone(),
            name: "Pages".to_owned(),
            role: Role::ProvinceOfficer,
            unit: UnitId::NATION,
            lang: Lang::Vi,
        },
        password: password.to_owned(),
    };
    let (database, hashing) = (&desk.database, Hashing::quick());
    let program = Actor::program("pages");
    account::add_demonstration(database, &program, &mut moment, hashing, &[account]).await?;
    let signed_in = session::sign_in(database, &mut moment, hashing, &login, password).await?;
    Ok(format!("chieusau_session={}; lang=vi", signed_in.token))
}

/// The commune with most households.
async fn largest(desk: &Desk) -> Result<UnitId> {
    let mut tx = desk.database.read().await?;
    let mut most = (0, UnitId::NATION);
    for unit in desk.units.communes(UnitId::NATION, desk.today()) {
        let scope = access::Scope::Communes(vec![unit]);
        let count = household::count(&mut tx, &scope, &Filter::default()).await?.households;
        most = most.max((count, unit));
    }
    println!("largest commune: {} households", most.0);
    Ok(most.1)
}

/// Asks for the first page that needs the snapshot, until it is there.
async fn first(desk: &Desk, router: &Router, cookie: &str) {
    let begun = Watch::now();
    let (mut longest, mut waited) = (0.0_f64, 0);
    loop {
        let (status, took) = ask(router, cookie, "/movement?unit=0").await;
        longest = longest.max(took);
        if status == StatusCode::OK {
            break;
        }
        waited += 1;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let whole = begun.elapsed().as_secs_f64();
    println!(
        "first snapshot: {whole:.1} s, meanwhile {waited} pages that say so, at most {longest:.0} ms"
    );
    if let Ok((taken, _)) = desk.snapshots.current(desk.today()).await {
        let (households, bytes) = (taken.timelines.households(), taken.timelines.bytes());
        println!("timelines of {households} households: {:.0} MB", bytes as f64 / 1e6);
    }
}

/// Status and milliseconds of a page.
async fn ask(router: &Router, cookie: &str, path: &str) -> (StatusCode, f64) {
    let request = Request::get(path).header(header::COOKIE, cookie);
    let request = request.header(header::ACCEPT_ENCODING, "gzip").body(Body::empty());
    let begun = Watch::now();
    let answer =
        tower::ServiceExt::oneshot(router.clone(), request.expect("a sound request")).await;
    let (parts, body) = answer.expect("the desk always answers").into_parts();
    to_bytes(body, 100 << 20).await.expect("a whole page");
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    assert!(
        parts.status.is_success() || parts.status == StatusCode::SERVICE_UNAVAILABLE,
        "{path}: {}",
        parts.status
    );
    (parts.status, took)
}

/// Another household of the commune moves away.
async fn change(desk: &Desk, commune: UnitId) -> Result<()> {
    let mut moment = desk.moment();
    let actor = Actor::program("pages");
    let mut tx = desk.database.begin().await?;
    let page =
        household::list(&mut tx, &[commune], &Filter::default(), Sort::Name, None, 1).await?;
    let id = page.lines[0].id;
    let (household, _) = household::by_id(&mut tx, id).await?.expect("a listed household is there");
    let (seen, away, day) = ((id, household.version), Destination::Away(None), moment.today());
    household::relocate(&mut tx, &actor, desk.units, &mut moment, seen, &away, day, None).await?;
    tx.commit().await
}
