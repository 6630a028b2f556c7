//! Every problem that any room can report has a sentence in both languages.

use std::fs;
use std::path::Path;

use ground::Lang;
use ui::Words;

#[test]
fn every_code_in_the_sources_has_a_message_in_both_languages() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = 0;
    let mut silent = Vec::new();
    for room in fs::read_dir(crates).unwrap() {
        walk(&room.unwrap().path().join("src"), &mut |file, source| {
            for code in codes(source) {
                found += 1;
                for lang in Lang::ALL.into_iter().filter(|lang| !Words::of(*lang).knows(&code)) {
                    silent.push(format!("{file}: {code} ({lang})"));
                }
            }
        });
    }
    assert!(found > 5, "the scan found only {found} codes: has the way of writing them changed?");
    silent.sort();
    silent.dedup();
    assert!(silent.is_empty(), "codes without a message:\n{}", silent.join("\n"));
}

#[test]
fn the_scan_sees_codes_however_the_line_is_broken() {
    let source = "// Problem::invalid(\"in.a.comment\")\nProblem::invalid(\n    \"a.b\",\n)\
        .with(\"row\", 1); Problem::new(Kind::Missing, \"c.d_e\")\n#[cfg(test)]\nProblem::missing(\"in.tests\")";
    assert_eq!(codes(source), ["a.b", "c.d_e"]);
}

fn walk(folder: &Path, seen: &mut impl FnMut(&str, &str)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            walk(&path, seen);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_none_or(|name| name != "tests.rs")
        {
            seen(&path.display().to_string(), &fs::read_to_string(&path).unwrap());
        }
    }
}

/// The codes given to `Problem`'s makers, without comments and tests.
fn codes(source: &str) -> Vec<String> {
    let source: String = source
        .split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let makers = ["new", "invalid", "missing", "refused", "conflict", "unavailable", "internal"];
    let mut out = Vec::new();
    for call in source.split("Problem::").skip(1) {
        let Some((maker, arguments)) = call.split_once('(') else { continue };
        if !makers.contains(&maker) {
            continue;
        }
        let mut arguments = arguments.trim_start();
        if maker == "new" {
            let Some((_, code)) = arguments.split_once(',') else { continue };
            arguments = code.trim_start();
        }
        let code = arguments.strip_prefix('"').and_then(|rest| rest.split('"').next());
        out.extend(code.map(str::to_owned));
    }
    out
}
