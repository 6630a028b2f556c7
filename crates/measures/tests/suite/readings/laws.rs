//! Laws to read in more than one way: the shipped ones, and one that uses whatever rules may use.

use std::path::Path;
use std::sync::LazyLock;

use law::{Law, LoadOptions};

/// The built-in law with every specimen: a score table of 2016 and cut-offs for 2027.
pub(crate) static SHIPPED: LazyLock<Law> = LazyLock::new(|| load(Vec::new()));

/// A province's standard with dated figures, arithmetic and every kind of condition, and a complete
/// score table that the province changes in part.
pub(crate) static ODD: LazyLock<Law> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/readings/odd-law");
    load(vec![folder])
});

/// The built-in law as it is in use.
pub(crate) static BUILT_IN: LazyLock<Law> =
    LazyLock::new(|| Law::builtin().unwrap_or_else(|problems| panic!("{problems:#?}")));

fn load(folders: Vec<std::path::PathBuf>) -> Law {
    let specimens = if folders.is_empty() { vec!["vn-2027-cutoff", "scores-2016"] } else { vec![] };
    let specimens = specimens.into_iter().map(str::to_owned).collect();
    Law::load(&LoadOptions { folders, specimens })
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}
