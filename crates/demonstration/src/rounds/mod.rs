//! The review as it runs on the day of the demonstration: what officers, reviewers and the chair of two
//! communes did since last winter, each through the actions of the review, each on its day.
//!
//! Lạc Sơn is far on: its villages stand at every step. Quyết Thắng opened late and is still surveying. In
//! December 2025 Lạc Sơn also held an off-cycle review, whose certificates wait for their next signature.

mod course;
mod evidence;
mod off_cycle;
mod office;
mod periodic;

use ground::{Day, Result};
use law::Law;
use places::Units;
use store::{Statement, Tx};

use office::Commune;

/// Codes of the communes with rounds.
const AHEAD: &str = "05266";
const BEHIND: &str = "05323";

/// Every statement of the rounds.
pub(crate) fn statements() -> Vec<&'static Statement> {
    [evidence::STATEMENTS, office::STATEMENTS, off_cycle::STATEMENTS, periodic::STATEMENTS].concat()
}

/// Does everything that was done up to `today`.
pub(crate) async fn hold(
    tx: &mut Tx,
    law: &Law,
    units: &Units,
    today: Day,
    seed: u64,
) -> Result<()> {
    let mut ahead = Commune::find(tx, law, units, AHEAD, today, seed).await?;
    off_cycle::hold(tx, &mut ahead).await?;
    evidence::keep_all(tx, &ahead).await?;
    periodic::ahead(tx, &mut ahead).await?;
    let mut behind = Commune::find(tx, law, units, BEHIND, today, seed ^ 1).await?;
    evidence::keep_all(tx, &behind).await?;
    periodic::behind(tx, &mut behind).await
}

/// A day that the calendar has.
fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).expect("a day of the calendar")
}
