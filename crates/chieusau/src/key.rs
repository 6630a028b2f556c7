//! The key file, under which national ID numbers are sealed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ground::{Clock, Problem};
use store::seal::Seal;

/// The key lies beside an SQLite file, and in the working folder for a server.
pub(crate) fn beside(url: &str) -> PathBuf {
    let path = url
        .strip_prefix("sqlite:")
        .map(|path| path.trim_start_matches("//").split('?').next().unwrap_or(path));
    match path {
        Some(path) => PathBuf::from(format!("{path}.key")),
        None => PathBuf::from("chieusau.key"),
    }
}

/// Reads the 32 secret bytes (64 hexadecimal digits), or makes them where there is no such file yet.
///
/// `sealed` is an ID number already in the database. Numbers sealed under two keys could never be
/// compared again, so a key that does not open it is refused, and none is made beside it.
pub(crate) fn open(path: &Path, sealed: Option<&[u8]>) -> Result<Seal, Problem> {
    let file = || path.display().to_string();
    match kept(path)? {
        Some(seal) => match sealed.map(|sealed| seal.open(registry::person::IDENTITY, sealed)) {
            Some(Err(error)) => {
                Err(Problem::refused("chieusau.key.other").with("file", file()).because(error))
            }
            _ => Ok(seal),
        },
        None if sealed.is_some() => {
            Err(Problem::missing("chieusau.key.missing").with("file", file()))
        }
        None => made(path),
    }
}

/// The key in the file, if there is such a file.
fn kept(path: &Path) -> Result<Option<Seal>, Problem> {
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
            Ok(Some(Seal::new(&secret)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable().because(error)),
    }
}

/// A new key, written where none was.
fn made(path: &Path) -> Result<Seal, Problem> {
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
        assert_eq!(beside("sqlite://a/b.db?mode=rwc"), PathBuf::from("a/b.db.key"));
        assert_eq!(beside("postgres://x/y"), PathBuf::from("chieusau.key"));
    }

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = std::env::temp_dir().join(format!("chieusau-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("k");
        let (first, second) = (open(&path, None).unwrap(), open(&path, None).unwrap());
        assert_eq!(first.index("c", "1"), second.index("c", "1"));
        std::fs::write(&path, "not hexadecimal").unwrap();
        assert_eq!(open(&path, None).unwrap_err().code, "chieusau.key.unreadable");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn numbers_already_sealed_are_never_met_with_another_key() {
        let folder = std::env::temp_dir().join(format!("chieusau-sealed-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (right, wrong, none) =
            (folder.join("right"), folder.join("wrong"), folder.join("none"));
        let mut moment = Clock::system().moment();
        let sealed = open(&right, None).unwrap().seal(
            registry::person::IDENTITY,
            "001090000001",
            &mut moment,
        );
        open(&wrong, None).unwrap();
        assert!(open(&right, Some(&sealed)).is_ok());
        assert_eq!(open(&wrong, Some(&sealed)).unwrap_err().code, "chieusau.key.other");
        assert_eq!(open(&none, Some(&sealed)).unwrap_err().code, "chieusau.key.missing");
        assert!(!none.exists(), "no new key is made beside numbers it cannot open");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
