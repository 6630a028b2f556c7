//! What can be told without running the program: formatting, lints, floors, licences.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::run::{output, run};

/// Licences that may be linked or shipped. `OR` needs one of them, `AND` all.
const LICENCES: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "MIT",
    "MIT-0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
];

/// All checks.
pub(crate) fn all() -> Result<()> {
    run("cargo", &["fmt", "--all", "--check"])?;
    crate::floors::check(false)?;
    licences()?;
    run("cargo", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
}

fn licences() -> Result<()> {
    let metadata: Value =
        serde_json::from_str(&output("cargo", &["metadata", "--format-version=1", "--locked"])?)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let unfit: BTreeSet<String> = packages
        .filter(|package| !allowed(package["license"].as_str().unwrap_or_default()))
        .map(|package| format!("{} ({})", package["name"], package["license"]))
        .collect();
    if !unfit.is_empty() {
        bail!("these dependencies have no permissive licence: {unfit:?}");
    }
    Ok(())
}

/// Whether a licence expression can be met with the allowed licences. Old manifests write `/` for OR.
fn allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    let mut terms = plain.split(" AND ");
    !expression.is_empty()
        && terms.all(|term| term.split(" OR ").any(|licence| LICENCES.contains(&licence.trim())))
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn permissive_licences_pass_and_others_do_not() {
        assert!(allowed("MIT OR Apache-2.0"));
        assert!(allowed("MIT/Apache-2.0"));
        assert!(allowed("(MIT OR GPL-3.0) AND Unicode-3.0"));
        assert!(!allowed("GPL-3.0-or-later"));
        assert!(!allowed("MIT AND GPL-3.0"));
        assert!(!allowed(""));
    }
}
