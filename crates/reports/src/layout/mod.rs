//! Layouts as data: what the official tables look like is written in `law/reports/`, one file per
//! table, and checked when loaded.

mod check;
mod formula;
mod model;
mod raw;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ground::Problem;
use law::Law;

pub use formula::{Formula, Term};
pub use model::{Column, Counted, Each, Fill, Layout, Leaf, RowKind};
pub use words::TableWords;

/// The layouts of one start: the built-in ones, and those of further folders in their place.
#[derive(Clone, PartialEq, Debug)]
pub struct Layouts {
    by_number: BTreeMap<u8, Layout>,
    words: TableWords,
}

macro_rules! built_in {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../../../../law/reports/", $file)))),*]
    };
}

const FILES: [(&str, &str); 13] = built_in![
    "01-official-result.toml",
    "02-poor-movement.toml",
    "03-near-poor-movement.toml",
    "04-poor-deprivation-counts.toml",
    "05-poor-deprivation-rates.toml",
    "06-near-poor-deprivation-counts.toml",
    "07-near-poor-deprivation-rates.toml",
    "08-groups.toml",
    "09-ethnicity.toml",
    "10-causes.toml",
    "11-children.toml",
    "12-poor-summary.toml",
    "13-near-poor-summary.toml",
];
const WORDS: &str = include_str!("../../../../law/reports/words.toml");

static BUILT_IN: LazyLock<Layouts> = LazyLock::new(|| {
    let law = Law::builtin().expect("the built-in law is checked by its own tests");
    Layouts::load(&law, &[]).expect("the built-in layouts are checked by the tests of this crate")
});

impl Layouts {
    /// The layouts that come with the program.
    pub fn builtin() -> &'static Layouts {
        &BUILT_IN
    }

    /// The built-in layouts, replaced number by number by the files `reports/*.toml` of the folders of
    /// the law, in order. `law` tells which acts may be cited.
    ///
    /// # Errors
    /// Every problem of every file, each with file and line.
    pub fn load(law: &Law, folders: &[PathBuf]) -> Result<Layouts, Vec<Problem>> {
        let mut problems = Vec::new();
        let built_in = FILES.map(|(name, text)| (format!("law/reports/{name}"), text.to_owned()));
        let mut files: Vec<(String, String)> = built_in.into();
        let mut words = None;
        for folder in folders {
            files.extend(read_folder(&folder.join("reports"), &mut problems));
        }
        let mut by_number = BTreeMap::new();
        for (file, text) in &files {
            if file.ends_with("words.toml") {
                words = Some((file.as_str(), text.as_str()));
                continue;
            }
            match check::layout(file, text, law) {
                Ok(layout) => {
                    by_number.insert(layout.number, layout);
                }
                Err(found) => problems.extend(found),
            }
        }
        let (file, text) = words.unwrap_or(("law/reports/words.toml", WORDS));
        let words = toml::from_str(text).map_err(|error| check::syntax(file, text, &error));
        match words {
            Ok(words) if problems.is_empty() => Ok(Layouts { by_number, words }),
            Ok(_) => Err(problems),
            Err(problem) => {
                problems.push(problem);
                Err(problems)
            }
        }
    }

    /// All layouts in order of number.
    pub fn all(&self) -> impl Iterator<Item = &Layout> {
        self.by_number.values()
    }

    /// The layout of a table.
    ///
    /// # Errors
    /// `reports.number.unknown`.
    pub fn get(&self, number: u8) -> Result<&Layout, Problem> {
        self.by_number.get(&number).ok_or_else(|| {
            Problem::missing("reports.number.unknown").with("number", i64::from(number))
        })
    }

    /// The fixed words on every table.
    pub fn words(&self) -> &TableWords {
        &self.words
    }
}

/// The TOML files of a folder in order of name; a folder without reports has none.
fn read_folder(folder: &Path, problems: &mut Vec<Problem>) -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let shown = path.display().to_string();
        match fs::read_to_string(&path) {
            Ok(text) => files.push((shown, text)),
            Err(error) => problems.push(
                Problem::unavailable("reports.file.unreadable").with("file", shown).because(error),
            ),
        }
    }
    files
}
