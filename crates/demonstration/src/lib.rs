//! Lạc Sơn, generated: a district of 24 communes that became 8, some 35 000 households and 140 000
//! people, with reviews each autumn since 2022 and one running now.
//!
//! [`fill`] makes it in an empty database. Nobody in it is real: names are put together from common
//! syllables, national ID numbers begin with a province code that does not exist. What is calibrated on
//! published tables, and what is the dice's, is told in `docs/demonstration.md`. The same seed and day
//! give the same district, byte for byte.

mod answers;
mod book;
mod dice;
mod family;
mod figures;
mod form;
mod found;
mod home;
mod land;
mod life;
mod line;
mod names;
mod need;
mod people;
mod review;
mod rounds;
mod world;

use access::Actor;
use access::account::{Hashing, add_demonstration};
use ground::{Day, Instant, Moment, Problem, Result, UnitId};
use law::Law;
use places::Units;
use store::audit::{self, Entry};
use store::seal::Seal;
use store::{Database, Tx};

pub use need::PUBLISHED;
pub use people::{PASSWORD, accounts};

/// The seed of the demonstration that everybody sees.
pub const SEED: u64 = 20_261_123;
/// Households on the first day.
pub const HOUSEHOLDS: usize = 35_000;
/// Specimens that the demonstration asks the law for by name: invented score cut-offs for the standard
/// of 2027, of which the true ones were not found.
pub const SPECIMENS: &[&str] = &["vn-2027-cutoff"];
/// What stands as source beside every generated denominator and target.
pub const SOURCE: &str = "Số liệu trình diễn";

/// Finding: the class written down does not follow from the answers.
const MISMATCH: &str = "import.row.class_mismatch";
/// Finding: another household of the commune bears the same code.
const COLLISION: &str = "import.row.code_collision";
/// Raised whenever the same seed gives another district.
const VERSION: u32 = 2;

store::statements! {
    SETTING = "demonstration.setting": "SELECT value FROM setting WHERE name = 'demonstration'";
    REMEMBER = "demonstration.remember": "INSERT INTO setting (name, value) VALUES ('demonstration', $1)";
    ANY_HOUSEHOLD = "demonstration.any_household": "SELECT id FROM household LIMIT 1";
    ANY_ACCOUNT = "demonstration.any_account": "SELECT id FROM account WHERE demonstration = 1 LIMIT 1";
    REAL_ACCOUNT = "demonstration.real_account": "SELECT id FROM account WHERE demonstration = 0 LIMIT 1";
    ANY_ROUND = "demonstration.any_round": "SELECT id FROM review_round LIMIT 1";
    SETTLE = "demonstration.settle":
        "UPDATE finding SET settled_at = $1, settlement = $2 WHERE found_at < $1";
    COUNTS = "demonstration.counts":
        "SELECT (SELECT COUNT(*) FROM household), (SELECT COUNT(*) FROM person), (SELECT COUNT(*) FROM visit),
           (SELECT COUNT(*) FROM finding)";
}

/// Every statement this room runs, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    [STATEMENTS.to_vec(), rounds::statements()].concat()
}

/// What a filled database holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Households, with those that have left.
    pub households: usize,
    /// Persons on record, with those who have died or left.
    pub persons: usize,
    /// Visits.
    pub visits: usize,
    /// Findings, open and settled.
    pub findings: usize,
}

/// How large, of which seed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Seed of all dice.
    pub seed: u64,
    /// Households on the first day.
    pub households: usize,
}

impl Default for Size {
    fn default() -> Size {
        Size { seed: SEED, households: HOUSEHOLDS }
    }
}

/// Whether a demonstration can be made for `today`: from the reform of 2025 until the review of 2027 would
/// begin, of which nothing is generated.
pub fn covers(today: Day) -> bool {
    let next = Day::new(*world::REVIEWS.end() + 1, 9, 1).expect("a day of the calendar");
    (world::REFORM..next).contains(&today)
}

/// Whether a review of that year is generated, so that there is much to see.
pub fn is_lively(today: Day) -> bool {
    covers(today) && today.year() <= *world::REVIEWS.end()
}

/// A day in the middle of the last generated review, for visitors who come after it.
pub fn last_day() -> Day {
    Day::new(*world::REVIEWS.end(), 11, 23).expect("a day in November")
}

/// Fills an empty database with the demonstration as it stands on `today`, adds the demonstration accounts,
/// and lets them hold the running review. A database that holds this demonstration already is left as it is.
///
/// `law` should be loaded with [`SPECIMENS`]. `progress` is told households done and in all.
///
/// # Errors
/// `demonstration.database.not_empty` when it holds households or accounts that are not the
/// demonstration's, and `demonstration.day.outside` when it does not [cover](covers) `today`.
pub async fn fill(
    database: &Database,
    law: &Law,
    units: &Units,
    seal: &Seal,
    today: Day,
    size: Size,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Counts> {
    if !covers(today) {
        return Err(Problem::invalid("demonstration.day.outside").with("day", today));
    }
    let value = remembered(today, size);
    let mut tx = database.begin().await?;
    let known =
        tx.fetch_optional(&SETTING, Vec::new()).await?.map(|row| row.text(0)).transpose()?;
    if known.is_none() {
        for somebodys in [&ANY_HOUSEHOLD, &REAL_ACCOUNT] {
            if tx.fetch_optional(somebodys, Vec::new()).await?.is_some() {
                return Err(Problem::conflict("demonstration.database.not_empty"));
            }
        }
        make(&mut tx, law, units, seal, today, size, progress).await?;
    }
    tx.commit().await?;
    if database.fetch_optional(&ANY_ACCOUNT, Vec::new()).await?.is_none() {
        let mut moment = Moment::seeded(now(today), size.seed);
        let accounts = accounts(units, today)?;
        add_demonstration(database, &actor(), &mut moment, Hashing::default(), &accounts).await?;
    }
    // What was made on another day has its rounds, or had none yet.
    let mut tx = database.begin().await?;
    if known.is_none_or(|known| known == value)
        && tx.fetch_optional(&ANY_ROUND, Vec::new()).await?.is_none()
    {
        rounds::hold(&mut tx, law, units, today, size.seed).await?;
    }
    let counts = counts(&mut tx).await?;
    tx.commit().await?;
    Ok(counts)
}

/// What a filled database says of itself.
fn remembered(today: Day, size: Size) -> String {
    format!("version={VERSION} seed={} households={} today={today}", size.seed, size.households)
}

async fn make(
    tx: &mut Tx,
    law: &Law,
    units: &Units,
    seal: &Seal,
    today: Day,
    size: Size,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<()> {
    let places = land::survey(units, size.households, size.seed)?;
    let world = world::World::new(size.seed, today, places);
    book::Book { world: &world, law, units, seal }.write(tx, progress).await?;
    figures::write(&world, units, tx).await?;
    // Whatever was found before the running review was settled when it began.
    let review = Day::new(today.year(), 9, 1).unwrap_or(today).min(today);
    let settled = "Đã đối chiếu phiếu gốc và biên bản họp thôn; giữ kết quả theo quyết định.";
    tx.execute(&SETTLE, vec![Instant::start_of(review).into(), settled.into()]).await?;
    let value = remembered(today, size);
    tx.execute(&REMEMBER, vec![value.as_str().into()]).await?;
    let mut moment = Moment::seeded(now(today), size.seed);
    let entry = Entry {
        action: "demonstration.fill",
        subject: "setting",
        subject_id: "demonstration".to_owned(),
        unit: UnitId::NATION,
        reason: None,
        detail: Some(format!(r#"{{"made":"{value}"}}"#)),
    };
    audit::write(tx, &actor().by, &mut moment, entry).await
}

async fn counts(tx: &mut Tx) -> Result<Counts> {
    let row = tx.fetch_optional(&COUNTS, Vec::new()).await?.expect("counting always gives a row");
    let count = |at| row.int(at).map(|count| count as usize);
    Ok(Counts { households: count(0)?, persons: count(1)?, visits: count(2)?, findings: count(3)? })
}

fn actor() -> Actor {
    Actor::program("chieusau demo")
}

/// Eight in the morning of `today`.
fn now(today: Day) -> Instant {
    Instant::start_of(today).plus_seconds(8 * 3_600)
}
