//! `chieusau copy`: a whole database from one engine to the other.

use clap::ArgMatches;
use ground::Problem;
use store::Database;
use ui::Words;

use crate::context::one;
use crate::{cli, say};

pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let from = Database::open_existing(cli::text(matches, "database")).await.map_err(one)?;
    let to = Database::open(cli::text(matches, "to")).await.map_err(one)?;
    for copied in store::copy::all(&from, &to).await.map_err(one)? {
        say::line(
            words.cli_copied(ground::integer(words.lang(), copied.rows as i64), copied.table),
        );
    }
    Ok(())
}
