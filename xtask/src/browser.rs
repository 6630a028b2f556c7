//! Tests and screenshots in real Chromium, driven by the scripts in e2e/.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::run::run_with;

/// Where Debian puts Chromium, or where `CHIEUSAU_CHROMIUM` says it is.
pub(crate) fn chromium() -> Option<String> {
    let named = std::env::var("CHIEUSAU_CHROMIUM").ok();
    named.into_iter().chain(["/usr/bin/chromium".to_owned()]).find(|path| Path::new(path).exists())
}

/// Builds the program and runs the browser tests against it, on both databases.
pub(crate) fn tests(postgres: &str) -> Result<()> {
    node("test", &[("CHIEUSAU_TEST_POSTGRES", postgres)])?;
    crate::run::run("npm", &["run", "--silent", "--prefix", "web", "test"])
}

/// Takes the user guide's screenshots anew.
pub(crate) fn screenshots() -> Result<()> {
    crate::setup::everything()?;
    node("screenshots", &[])
}

fn node(script: &str, variables: &[(&str, &str)]) -> Result<()> {
    let chromium = chromium().context("Chromium is not installed; run cargo xtask setup")?;
    crate::run::run("cargo", &["build", "--release", "--package", "chieusau"])?;
    let mut all = vec![("CHIEUSAU_CHROMIUM", chromium.as_str())];
    all.extend(variables);
    run_with("npm", &["run", "--silent", "--prefix", "e2e", script], &all)
}
