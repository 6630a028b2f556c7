//! What the tests need beyond Rust and Node: PostgreSQL, Chromium and the browser driver's package,
//! poppler's tools to read PDFs back, Python with DuckDB and Spark.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::run::{is_root, run, run_with};

/// Installs what is missing; quick when everything is there.
pub(crate) fn everything() -> Result<()> {
    let packages = [
        ("postgresql", crate::postgres::programs().is_some()),
        ("chromium", crate::browser::chromium().is_some()),
        ("poppler-utils", Path::new("/usr/bin/pdftotext").exists()),
    ];
    let mut missing: Vec<&str> =
        packages.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    missing.extend(crate::python::packages());
    if !missing.is_empty() {
        install(&missing)?;
    }
    crate::python::ready()?;
    node_packages()
}

fn install(packages: &[&str]) -> Result<()> {
    let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    if is_root() {
        run_with("apt-get", &["update"], &quiet)?;
        return run_with("apt-get", &arguments, &quiet);
    }
    run("sudo", &["apt-get", "update"])?;
    arguments.insert(0, "apt-get");
    run("sudo", &arguments).context("install these packages yourself and run again")
}

fn node_packages() -> Result<()> {
    if Path::new("e2e/package-lock.json").exists() && !Path::new("e2e/node_modules/jsdom").exists()
    {
        run("npm", &["ci", "--prefix", "e2e", "--no-audit", "--no-fund"])?;
    }
    Ok(())
}
