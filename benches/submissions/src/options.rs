//! What the load is to be.

use std::path::PathBuf;

/// Of the command line; every option is given as `--name VALUE`.
pub(crate) struct Options {
    /// `127.0.0.1:8080`.
    pub(crate) address: String,
    /// `/openrosa/submission`.
    pub(crate) path: String,
    /// The header by which each reviewer is known, in turn.
    pub(crate) headers: Vec<String>,
    /// Households to survey, in turn.
    pub(crate) households: Vec<String>,
    /// The form, with `{household}`, `{instance}` and `{photo}` where these belong.
    pub(crate) form: String,
    pub(crate) reviewers: u64,
    /// Bytes of the photo.
    pub(crate) photo: usize,
    /// How long to send; or else
    pub(crate) seconds: f64,
    /// how many forms each reviewer sends.
    pub(crate) each: u64,
    /// Bytes a second that a reviewer's line carries; 0 for as many as there are.
    pub(crate) line: u64,
    /// The number of the first form.
    pub(crate) first: u64,
}

impl Options {
    /// # Panics
    /// When one is missing or no number.
    pub(crate) fn read() -> Options {
        let given: Vec<String> = std::env::args().skip(1).collect();
        let find = |name: &str| {
            let at = given.iter().position(|one| one.strip_prefix("--") == Some(name));
            at.and_then(|at| given.get(at + 1))
        };
        let text = |name: &str| find(name).unwrap_or_else(|| panic!("--{name} is missing")).clone();
        let file = |name: &str| {
            let path = PathBuf::from(text(name));
            std::fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let number =
            |name: &str| find(name).map_or(0.0, |text| text.parse::<f64>().expect("a number"));
        let lines = |name: &str| file(name).lines().map(str::to_owned).collect::<Vec<_>>();
        Options {
            address: text("address"),
            path: text("path"),
            headers: lines("headers"),
            households: lines("households"),
            form: file("form"),
            reviewers: number("reviewers") as u64,
            photo: number("photo") as usize,
            seconds: number("seconds"),
            each: number("each") as u64,
            line: number("line") as u64,
            first: number("first") as u64,
        }
    }
}
