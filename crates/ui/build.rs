//! Turns `words/` into one typed method per message and `assets/` into a table of named files.
//!
//! A message that only one language has, or that takes different variables in the two, stops the
//! build with the file and the message: half-translated pages never get as far as a reader.

#[path = "build/words.rs"]
mod words;

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    for watched in ["words", "assets", "build"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    match words::generate(Path::new("words"), &out) {
        Ok(()) => {}
        Err(mistakes) => {
            for mistake in mistakes {
                println!("cargo::error={mistake}");
            }
            return;
        }
    }
    fs::write(out.join("assets.rs"), assets(Path::new("assets"))).expect("OUT_DIR is writable");
}

/// The text of a table of `(plain name, name with hash, hash, bytes)`, sorted by plain name.
fn assets(folder: &Path) -> String {
    let mut table = String::from("&[\n");
    for path in words::files(folder) {
        let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let hash = format!("{:016x}", hasher.finish());
        let name = path.file_name().and_then(|name| name.to_str()).expect("asset names are UTF-8");
        let (stem, extension) = name.rsplit_once('.').expect("asset names have an extension");
        let full = fs::canonicalize(&path).expect("the file was just read");
        let full = full.to_str().expect("the sources lie on a UTF-8 path");
        let etag = format!("\"{hash}\"");
        writeln!(
            table,
            "({name:?}, \"{stem}-{hash}.{extension}\", {etag:?}, include_bytes!({full:?})),"
        )
        .expect("a String takes any text");
    }
    table + "]"
}
