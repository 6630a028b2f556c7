//! Every test, in the order in which a failure is cheapest to find.

use anyhow::Result;

use crate::{browser, checks, postgres, python, run, setup};

/// Sets up and runs everything.
pub(crate) fn all(no_browser: bool) -> Result<()> {
    setup::everything()?;
    checks::all()?;
    let server = postgres::start()?;
    let python = python::ready()?;
    let forms = run::root().join("e2e/lib/fill-form.js").display().to_string();
    let variables = [
        ("CHIEUSAU_TEST_POSTGRES", server.url.as_str()),
        ("CHIEUSAU_TEST_PYTHON", python.as_str()),
        ("CHIEUSAU_TEST_FORMS", forms.as_str()),
        // Snapshots must never be accepted silently, neither here nor on a developer's machine.
        ("INSTA_UPDATE", "no"),
    ];
    run::run_with("cargo", &["test", "--workspace", "--quiet"], &variables)?;
    if !no_browser {
        browser::tests(&server.url)?;
    }
    eprintln!("All tests passed.");
    Ok(())
}
