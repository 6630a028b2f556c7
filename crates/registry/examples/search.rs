//! Fills a database with a million households and measures what a page asks for.
//!
//! ```sh
//! cargo run --release -p registry --example search -- sqlite:///tmp/million.db 1000000
//! ```
//! A database that is filled already is measured as it is.

use std::time::Instant;

use access::{Actor, Scope};
use ground::{AccountId, Clock, Day, HouseholdId, Lang, Moment, PersonId, Result, UnitId};
use law::Class;
use places::{Level, Units};
use registry::batch::Batch;
use registry::figures::{self, Frame, Geography};
use registry::household::{self, Filter, Groups, Household, Sex, Sort};
use registry::person::{HEAD, Person};
use registry::search::search;
use registry::status::{Basis, Interval, Movement, Timeline, movement};
use store::Database;

const FAMILY: [&str; 12] = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Lê", "Phạm", "Bùi", "Hoàng", "Quách", "Đinh", "Hà", "Vũ",
];
const MIDDLE: [&str; 10] =
    ["Văn", "Thị", "Đức", "Hữu", "Công", "Xuân", "Thanh", "Minh", "Ngọc", "Quang"];
const GIVEN: [&str; 40] = [
    "An", "Anh", "Ân", "Bé", "Bình", "Chi", "Chung", "Công", "Cường", "Dũng", "Dung", "Đào", "Đạt",
    "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hoà", "Hồng", "Huệ", "Hùng", "Khánh", "Lan", "Linh",
    "Long", "Mai", "Nam", "Nga", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Thu", "Tiến", "Trang",
    "Tuấn", "Xuân", "Yến",
];
/// Households in each of the communes that are measured: as many as in a large real one.
const LARGE: u64 = 4_400;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().unwrap_or_else(|| "sqlite://million.db".to_owned());
    let wanted: u64 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let database = Database::open(&url).await?;
        let mut tx = database.read().await?;
        let there = household::count(&mut tx, &Scope::Nation, &Filter::default()).await?;
        tx.rollback().await?;
        if there.households == 0 {
            fill(&database, wanted).await?;
        }
        measure(&database).await
    })
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn pick<'a>(from: &[&'a str], moment: &mut Moment) -> &'a str {
    from[moment.below(from.len() as u64) as usize]
}

/// The eight communes of Lạc Sơn have [`LARGE`] households each, the others share the rest.
async fn fill(database: &Database, wanted: u64) -> Result<()> {
    let units = Units::builtin();
    let today = day("2026-11-23");
    let mut moment = Moment::seeded(ground::Instant::start_of(today), 1);
    let district = units.by_code(Level::District, "157", day("2024-01-01"))?.id;
    let large = units.communes(district, today);
    let all = units.communes(UnitId::NATION, today);
    let start = Instant::now();
    let mut tx = database.begin().await?;
    let mut batch = Batch::default();
    for at in 0..wanted {
        let unit = match large.get((at / LARGE) as usize) {
            Some(unit) => *unit,
            None => all[moment.below(all.len() as u64) as usize],
        };
        put(&mut batch, units, unit, &mut moment);
        if batch.len() == 20_000 {
            batch.write(&mut tx).await?;
        }
    }
    batch.write(&mut tx).await?;
    tx.commit().await?;
    println!("filled {wanted} households in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn put(batch: &mut Batch, units: &Units, unit: UnitId, moment: &mut Moment) {
    let path = units.path(unit);
    let province = path.iter().find(|unit| unit.level == Level::Province).map_or(unit, |u| u.id);
    let names = (pick(&FAMILY, moment), pick(&MIDDLE, moment), pick(&GIVEN, moment));
    let mut household = Household {
        id: HouseholdId(moment.id()),
        province,
        unit,
        unit_before: None,
        village: None,
        code: Some(format!("HB-{:05}", moment.below(100_000))),
        head: format!("{} {} {}", names.0, names.1, names.2),
        head_sex: Some(Sex::Male),
        ethnicity: Some("Mường".to_owned()),
        members: 1 + moment.below(7) as i64,
        groups: Groups::MINORITY,
        address: None,
        class: Class::NotPoor,
        class_since: day("2022-01-01"),
        visit: None,
        opened: day("2022-01-01"),
        closed: None,
        closed_why: None,
        version: 1,
    };
    let mut line = Timeline::default();
    for from in ["2022-01-01", "2024-01-01", "2026-01-01"] {
        let class = match moment.below(100) {
            0..8 => Class::Poor,
            8..16 => Class::NearPoor,
            _ => Class::NotPoor,
        };
        let interval = Interval {
            from: day(from),
            to: None,
            class,
            movement: Movement::Confirmed,
            members: household.members,
            unit,
            standard: None,
            basis: Basis::Stated,
            visit: None,
            ended: None,
        };
        line.record(interval).expect("the timeline is open");
        (household.class, household.class_since) = (class, day(from));
    }
    batch.household(&household);
    batch.timeline(household.id, line.intervals());
    let head = Person {
        id: PersonId(moment.id()),
        household: household.id,
        name: household.head.clone(),
        sex: household.head_sex,
        birth_day: None,
        birth_year: Some(1980),
        ethnicity: household.ethnicity.clone(),
        relation: HEAD.to_owned(),
        sealed_id: None,
        id_index: None,
        joined: household.opened,
        gone: None,
        gone_why: None,
    };
    batch.person(&head, province, unit);
}

/// Runs `$what` twenty times, in a transaction of its own when it names one, and prints the middle and the
/// longest time.
macro_rules! timed {
    ($database:expr, $label:expr, |$tx:ident| $what:expr) => {
        timed!($label, {
            let mut $tx = $database.read().await?;
            let found = $what;
            $tx.rollback().await?;
            found
        })
    };
    ($label:expr, $what:expr) => {{
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..20 {
            let start = Instant::now();
            found = $what;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        println!("{:<44} {:>8.2} ms {:>8.2} ms {found:>8}", $label, times[10], times[19]);
    }};
}

async fn measure(database: &Database) -> Result<()> {
    let units = Units::builtin();
    let today = day("2026-11-23");
    let moment = Clock::fixed(today).moment();
    let lac_son = units.by_code(Level::Commune, "05266", today)?.id;
    let province = units.by_code(Level::Province, "25", today)?.id;
    println!("{:<44} {:>11} {:>11} {:>8}", "", "median", "longest", "found");
    let scopes = [
        ("nation", Scope::Nation),
        ("province", Scope::Province(province)),
        ("commune", Scope::Communes(vec![lac_son])),
    ];
    for (name, scope) in &scopes {
        let texts = [
            "nguyen van dung",
            "dung",
            "van dung",
            "bui dung",
            "nguyen",
            "huu yen",
            "nguyen zz",
            "zz",
            "HB-00017",
        ];
        for text in texts {
            timed!(database, format!("search {text:?} in the {name}"), |tx| {
                search(&mut tx, units, scope, today, None, text, 50).await?.hits.len()
            });
        }
        for sort in [Sort::Name, Sort::Code] {
            let all = Filter::default();
            timed!(database, format!("first page by {sort:?} in the {name}"), |tx| {
                household::list(&mut tx, &scope.listed(units, today), &all, sort, None, 50)
                    .await?
                    .lines
                    .len()
            });
        }
        let poor = Filter { class: Some(Class::Poor), ..Filter::default() };
        timed!(database, format!("first page of the poor in the {name}"), |tx| {
            household::list(&mut tx, &scope.listed(units, today), &poor, Sort::Name, None, 50)
                .await?
                .lines
                .len()
        });
    }
    let scope = Scope::Communes(vec![lac_son]);
    let frame = Frame::new(units, &scope, Level::Commune, Geography::AsThen, today);
    let actor = Actor::person(
        AccountId(uuid::Uuid::nil()),
        "bench",
        access::Role::CommuneOfficer,
        lac_son,
        Lang::Vi,
    );
    let mut tx = database.read().await?;
    let page =
        household::list(&mut tx, &[lac_son], &Filter::default(), Sort::Name, None, 1).await?;
    tx.rollback().await?;
    let one = page.lines[0].id;
    timed!("household page", {
        household::detail(database, &actor, units, one, None).await?.persons.len()
    });
    timed!(database, "tally of a commune", |tx| {
        figures::tally(&mut tx, &frame, today).await?.total.poor.households
    });
    timed!(database, "groups of a commune", |tx| {
        figures::groups(&mut tx, &frame, today).await?.total.poor.total.households
    });
    timed!(database, "deprivations of a commune", |tx| {
        figures::deprivations(&mut tx, &frame, today, "vn-2022").await?.total.poor.total.households
    });
    timed!(database, "movement of a commune", |tx| {
        movement(&mut tx, &frame, day("2025-12-31"), today).await?.poor.total.column(9).households
    });
    let scope = Scope::Province(province);
    let start = Instant::now();
    let frame = Frame::new(units, &scope, Level::Commune, Geography::AsThen, today);
    println!("frame of a province {:.2} ms", start.elapsed().as_secs_f64() * 1000.0);
    timed!(database, "tally of a province", |tx| {
        figures::tally(&mut tx, &frame, today).await?.total.poor.households
    });
    timed!(database, "movement of a province", |tx| {
        movement(&mut tx, &frame, day("2025-12-31"), today).await?.poor.total.column(9).households
    });
    println!("at {}", moment.today());
    Ok(())
}
