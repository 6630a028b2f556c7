//! What a command works with: database, law, units and keys, from its options.

use std::fmt::Write as _;
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

use crate::cli;

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
    /// Opens what the options name. `specimens` are allowed besides those asked for on the command line.
    pub(crate) async fn open(
        matches: &ArgMatches,
        specimens: &[&str],
    ) -> Result<Context, Vec<Problem>> {
        let options = law_options(matches, specimens);
        let law = Arc::new(Law::load(&options)?);
        let layouts = Arc::new(Layouts::load(&law, &options.folders)?);
        let units = units(matches)?;
        let url = cli::text(matches, "database");
        let database = Database::open(url).await.map_err(one)?;
        let key_file =
            cli::optional(matches, "key-file").map_or_else(|| key_beside(url), PathBuf::from);
        let seal = Arc::new(seal(&key_file).map_err(one)?);
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

/// The key lies beside an SQLite file, and in the working folder for a server.
fn key_beside(url: &str) -> PathBuf {
    let path = url
        .strip_prefix("sqlite:")
        .map(|path| path.trim_start_matches("//").split('?').next().unwrap_or(path));
    match path {
        Some(path) => PathBuf::from(format!("{path}.key")),
        None => PathBuf::from("chieusau.key"),
    }
}

/// Reads the 32 secret bytes (64 hexadecimal digits), or makes them where there is no such file yet.
fn seal(path: &Path) -> Result<Seal, Problem> {
    let unreadable =
        || Problem::invalid("chieusau.key.unreadable").with("file", path.display().to_string());
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let text = text.trim();
            let bytes: Option<Vec<u8>> = (0..text.len() / 2)
                .map(|at| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok())
                .collect();
            let secret: [u8; 32] =
                bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(unreadable)?;
            Ok(Seal::new(&secret))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mut secret = [0_u8; 32];
            Clock::system().moment().fill(&mut secret);
            let text = secret.iter().fold(String::with_capacity(64), |mut text, byte| {
                // Writing into a string cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            });
            write_privately(path, &text).map_err(|error| {
                Problem::unavailable("chieusau.key.unwritable")
                    .with("file", path.display().to_string())
                    .because(error)
            })?;
            Ok(Seal::new(&secret))
        }
        Err(error) => Err(unreadable().because(error)),
    }
}

/// Only the owner may read a key.
fn write_privately(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_lies_beside_the_data() {
        assert_eq!(key_beside("sqlite://a/b.db?mode=rwc"), PathBuf::from("a/b.db.key"));
        assert_eq!(key_beside("postgres://x/y"), PathBuf::from("chieusau.key"));
    }

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = std::env::temp_dir().join(format!("chieusau-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("k");
        let (first, second) = (seal(&path).unwrap(), seal(&path).unwrap());
        assert_eq!(first.index("c", "1"), second.index("c", "1"));
        std::fs::write(&path, "not hexadecimal").unwrap();
        assert_eq!(seal(&path).unwrap_err().code, "chieusau.key.unreadable");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
