//! Chores of the project: `cargo xtask test` sets up what the tests need and runs them all.

mod browser;
mod checks;
mod floors;
mod postgres;
mod python;
mod run;
mod setup;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Set-up, tests, checks and screenshots of Chiều Sâu.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install what the tests need (PostgreSQL, Chromium, Node packages, DuckDB, Spark) and run every test.
    Test {
        /// Leave out the browser tests.
        #[arg(long)]
        no_browser: bool,
    },
    /// Install what the tests need, and nothing else.
    Setup,
    /// Formatting, lints, floors and licences, without running tests.
    Check,
    /// Check which crate uses which; with --write redraw docs/floors.md.
    Floors {
        /// Redraw docs/floors.md.
        #[arg(long)]
        write: bool,
    },
    /// Take the screenshots of the user guide anew.
    Screenshots,
}

fn main() -> Result<()> {
    std::env::set_current_dir(run::root())?;
    match Chores::parse().chore {
        Chore::Test { no_browser } => test::all(no_browser),
        Chore::Setup => setup::everything(),
        Chore::Check => checks::all(),
        Chore::Floors { write } => floors::check(write),
        Chore::Screenshots => browser::screenshots(),
    }
}
