//! `chieusau check`: whether the registry holds together.

use clap::ArgMatches;
use ground::Problem;
use store::Database;
use ui::Words;

use crate::context::one;
use crate::{cli, say};

pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let database = Database::open_existing(cli::text(matches, "database")).await.map_err(one)?;
    let mut tx = database.read().await.map_err(one)?;
    let broken = registry::integrity::check(&mut tx).await.map_err(one)?;
    if broken.is_empty() {
        say::line(words.cli_checked());
        return Ok(());
    }
    Err(broken)
}
