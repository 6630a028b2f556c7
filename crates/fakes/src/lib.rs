//! Test builders that read as sentences. A dev-dependency only.

mod databases;

use access::{Actor, Role};
use ground::{AccountId, Day, Instant, Lang, Moment, UnitId};

pub use databases::{POSTGRES, TestDatabase, databases, impatient, postgres, prepare_all, sqlite};

/// The day written `2026-11-23`.
pub fn day(text: &str) -> Day {
    text.parse().expect("a day such as 2026-11-23")
}

/// A repeatable moment: nine in the morning of 23 November 2026, with the randomness of `seed`.
pub fn moment(seed: u64) -> Moment {
    Moment::seeded(Instant::start_of(day("2026-11-23")).plus_seconds(9 * 3600), seed)
}

/// A person of the role in the unit, with an account id of their own.
pub fn actor(role: Role, unit: UnitId) -> Actor {
    let seed = unit.0.cast_unsigned() ^ (role as u64) << 48;
    Actor::person(AccountId(moment(seed).id()), role.as_str(), role, unit, Lang::Vi)
}

/// A commune officer.
pub fn officer(unit: UnitId) -> Actor {
    actor(Role::CommuneOfficer, unit)
}
