//! What a command works with: database, law, units and keys, from its options.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;
use ground::{Clock, Problem};
use law::{Law, LoadOptions};
use places::Units;
use reports::Layouts;
use snapshots::Snapshots;
use store::Database;
use store::seal::Seal;

use crate::{cli, key};

/// Everything that reads or writes the registry needs.
pub(crate) struct Context {
    pub(crate) database: Database,
    pub(crate) law: Arc<Law>,
    pub(crate) layouts: Arc<Layouts>,
    pub(crate) units: &'static Units,
    pub(crate) seal: Arc<Seal>,
    pub(crate) clock: Clock,
    pub(crate) snapshots: Snapshots,
}

impl Context {
    /// Opens what the options name, the database made where there is none. `specimens` are allowed
    /// besides those asked for on the command line.
    pub(crate) async fn open(
        matches: &ArgMatches,
        specimens: &[&str],
    ) -> Result<Context, Vec<Problem>> {
        let database = Database::open(cli::text(matches, "database"));
        Context::around(database, matches, specimens).await
    }

    /// Opens what the options name, for a command that works on what is there already.
    pub(crate) async fn open_existing(matches: &ArgMatches) -> Result<Context, Vec<Problem>> {
        let database = Database::open_existing(cli::text(matches, "database"));
        Context::around(database, matches, &[]).await
    }

    async fn around(
        database: impl Future<Output = Result<Database, Problem>>,
        matches: &ArgMatches,
        specimens: &[&str],
    ) -> Result<Context, Vec<Problem>> {
        let options = law_options(matches, specimens);
        let law = Arc::new(Law::load(&options)?);
        let layouts = Arc::new(Layouts::load(&law, &options.folders)?);
        let units = units(matches)?;
        let database = database.await.map_err(one)?;
        let key_file = cli::optional(matches, "key-file")
            .map_or_else(|| key::beside(cli::text(matches, "database")), PathBuf::from);
        let sealed = registry::person::any_sealed(&database).await.map_err(one)?;
        let seal = Arc::new(key::open(&key_file, sealed.as_deref()).map_err(one)?);
        let snapshots = Snapshots::new(
            database.clone(),
            Arc::clone(&law),
            units,
            key_file.with_extension("snapshot"),
        );
        Ok(Context { database, law, layouts, units, seal, clock: Clock::system(), snapshots })
    }
}

/// The folders and specimens of law that the options name.
pub(crate) fn law_options(matches: &ArgMatches, specimens: &[&str]) -> LoadOptions {
    let mut asked = cli::all(matches, "specimen");
    asked.extend(specimens.iter().map(|name| (*name).to_owned()));
    LoadOptions {
        folders: cli::all(matches, "law").into_iter().map(PathBuf::from).collect(),
        specimens: asked,
    }
}

/// The units, with the attribute files of every folder of law that has a folder `units`.
fn units(matches: &ArgMatches) -> Result<&'static Units, Vec<Problem>> {
    let folder = cli::all(matches, "law")
        .into_iter()
        .map(|folder| Path::new(&folder).join("units"))
        .find(|folder| folder.is_dir());
    match folder {
        None => Ok(Units::builtin()),
        // Read once at start and used until the end.
        Some(folder) => Ok(Box::leak(Box::new(Units::with_folder(folder)?))),
    }
}

/// One problem as a list.
pub(crate) fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}
