//! Fetches what the offline survey is built on (`npm ci`, once per change of the lock file) and bundles
//! it into `OUT_DIR`. Nothing of others lies in the repository.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    for watched in ["build.js", "package.json", "package-lock.json", "survey"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    if let Err(mistake) = packages().and_then(|()| bundle(&out)) {
        println!("cargo::error={mistake}");
    }
}

/// Installs the packages that the lock file names, unless they are there.
fn packages() -> Result<(), String> {
    let wanted =
        fs::read("package-lock.json").map_err(|error| format!("package-lock.json: {error}"))?;
    let installed = Path::new("node_modules/.installed-lock.json");
    if fs::read(installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    // Scripts of packages are not run: nothing here needs them.
    run(Command::new("npm").args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fs::write(installed, wanted).map_err(|error| format!("node_modules: {error}"))
}

fn bundle(out: &Path) -> Result<(), String> {
    run(Command::new("node").arg("build.js").arg(out))
}

/// Runs a program of Node's.
fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| {
        format!(
            "the survey page is bundled by Node.js 20 or newer with npm, and {program} cannot be started ({error}): \
             install them, on Debian and Ubuntu with `apt-get install nodejs npm`"
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', " | ");
    Err(format!("{program} failed; without network, packages come from npm's cache only: {said}"))
}
