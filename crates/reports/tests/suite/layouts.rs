//! Layout files: the built-in ones, and everything that can be wrong with one.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use law::Law;
use reports::Layouts;

/// A small layout that is right; each case spoils it in one place.
const GOOD: &str = r#"number = 1
title = { vi = "Biểu", en = "Table" }
figures = "review"
rows = "units"
citation = { act = "tt-07-2021", article = "x", status = "unverified" }

[[columns]]
head = { vi = "Dân cư", en = "Residents" }
number = 1
source = "residents"
count = "households"

[[columns]]
head = { vi = "Nghèo", en = "Poor" }
class = "poor"
number = 2
source = "total"
count = "households"

[[columns]]
head = { vi = "Tỷ lệ", en = "Rate" }
number = 3
formula = "3=2/1*100"
"#;

fn loaded(text: &str) -> Result<Layouts, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    fs::write(folder.path().join("reports/own.toml"), text).unwrap();
    let folders: [PathBuf; 1] = [folder.path().to_owned()];
    let loaded = Layouts::load(&Law::builtin().unwrap(), &folders);
    let root = format!("{}/", folder.path().display());
    loaded.map_err(|problems| {
        problems.iter().map(|problem| problem.to_string().replace(&root, "")).collect()
    })
}

#[test]
fn the_thirteen_tables_are_there_and_one_of_a_folder_replaces_its_number() {
    let numbers: Vec<u8> = Layouts::builtin().all().map(|layout| layout.number).collect();
    assert_eq!(numbers, (1..=13).collect::<Vec<u8>>());
    let own = loaded(GOOD).unwrap();
    assert_eq!(own.get(1).unwrap().leaves().len(), 3);
    assert_eq!(own.get(2).unwrap(), Layouts::builtin().get(2).unwrap());
}

#[test]
fn every_mistake_names_file_and_line() {
    let mut said = String::new();
    for (from, to) in [
        ("number = 1\ntitle", "number = one\ntitle"),
        ("tt-07-2021", "no-such-act"),
        ("\"unverified\"", "\"specimen\""),
        ("source = \"total\"", "source = \"totals\""),
        ("source = \"total\"", "source = \"merit\""),
        ("source = \"total\"", "source = \"deprived\""),
        ("class = \"poor\"\n", ""),
        (
            "count = \"households\"\n\n[[columns]]\nhead = { vi = \"Tỷ",
            "\n[[columns]]\nhead = { vi = \"Tỷ",
        ),
        ("rows = \"units\"", "rows = \"households_and_persons\""),
        ("formula = \"3=2/1*100\"", ""),
        ("formula = \"3=2/1*100\"", "formula = \"3=2/1\""),
        ("formula = \"3=2/1*100\"", "formula = \"4=2/1*100\""),
        ("formula = \"3=2/1*100\"", "formula = \"3=2/9*100\""),
        ("number = 2", "number = 5"),
        ("head = { vi = \"Nghèo\", en = \"Poor\" }\n", ""),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let problems = loaded(&GOOD.replacen(from, to, 1)).unwrap_err();
        writeln!(said, "{from:?} -> {to:?}\n  {}", problems.join("\n  ")).unwrap();
    }
    insta::assert_snapshot!("mistakes", said);
}
