//! A Python with the engines that the tests run the law's SQL in: DuckDB, and Spark with a Java below it;
//! and with ODK Validate, which judges the forms.

use std::path::Path;

use anyhow::Result;

use crate::run::{output, root, run};

/// What is installed; a change of it makes the environment anew.
const REQUIREMENTS: &str = "crates/measures/tests/suite/readings/requirements.txt";

/// Debian packages for what is missing on this machine.
pub(crate) fn packages() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if output("java", &["-version"]).is_err() {
        missing.push("openjdk-17-jre-headless");
    }
    if output("python3", &["-c", "import ensurepip, venv"]).is_err() {
        missing.push("python3-venv");
    }
    missing
}

/// Makes the environment if it is not there; its Python.
pub(crate) fn ready() -> Result<String> {
    let folder = root().join("target/python-of-the-tests");
    let path = |below: &str| folder.join(below).display().to_string();
    let (python, installed) = (path("bin/python"), path("requirements.txt"));
    let wanted = std::fs::read_to_string(root().join(REQUIREMENTS))?;
    if std::fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(python);
    }
    if Path::new(&folder).exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    run("python3", &["-m", "venv", &folder.display().to_string()])?;
    let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    run(&python, &[&quiet[..], &[REQUIREMENTS]].concat())?;
    std::fs::write(installed, wanted)?;
    Ok(python)
}
