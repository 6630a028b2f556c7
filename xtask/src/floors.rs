//! Which crate may use which: `floors.toml` against the manifests.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use crate::run::output;

#[derive(Deserialize)]
struct House {
    floors: Vec<Vec<String>>,
    beside: Vec<String>,
}

/// Fails on an edge that goes up or sideways, and when docs/floors.md is not what would be drawn now.
pub(crate) fn check(write: bool) -> Result<()> {
    let house: House = toml::from_str(&std::fs::read_to_string("floors.toml")?)?;
    let edges = edges()?;
    let wrong = violations(&house, &edges)?;
    if !wrong.is_empty() {
        bail!("these uses go against floors.toml:\n  {}", wrong.join("\n  "));
    }
    let drawn = draw(&house, &edges);
    if write {
        std::fs::write("docs/floors.md", drawn)?;
    } else if std::fs::read_to_string("docs/floors.md").unwrap_or_default() != drawn {
        bail!("docs/floors.md is out of date; run `cargo xtask floors --write`");
    }
    Ok(())
}

/// Crate → workspace crates it uses in its shipped code (not in its tests).
fn edges() -> Result<BTreeMap<String, Vec<String>>> {
    let text = output("cargo", &["metadata", "--format-version=1", "--no-deps", "--locked"])?;
    let metadata: Value = serde_json::from_str(&text)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists packages")?;
    let name = |package: &Value| package["name"].as_str().unwrap_or_default().to_owned();
    let ours: Vec<String> = packages.iter().map(name).collect();
    let uses = |package: &Value| {
        let all = package["dependencies"].as_array().into_iter().flatten();
        let shipped = all.filter(|dependency| dependency["kind"].as_str() != Some("dev"));
        let mut used: Vec<String> = shipped.map(name).filter(|used| ours.contains(used)).collect();
        used.sort();
        used.dedup();
        used
    };
    Ok(packages.iter().map(|package| (name(package), uses(package))).collect())
}

fn violations(house: &House, edges: &BTreeMap<String, Vec<String>>) -> Result<Vec<String>> {
    let order: Vec<&String> = house.floors.iter().flatten().collect();
    let place = |name: &String| order.iter().position(|other| *other == name);
    let mut wrong = Vec::new();
    for (user, used) in edges.iter().filter(|(user, _)| !house.beside.contains(user)) {
        let here = place(user).with_context(|| format!("{user} has no floor in floors.toml"))?;
        // Within a floor the order of naming decides, across floors the floor: both are this position.
        wrong.extend(
            used.iter()
                .filter(|used| place(used).is_none_or(|there| there >= here))
                .map(|used| format!("{user} → {used}")),
        );
    }
    Ok(wrong)
}

fn draw(house: &House, edges: &BTreeMap<String, Vec<String>>) -> String {
    let mut page = String::from(
        "# Floors\n\nDrawn by `cargo xtask floors --write` from the manifests. An arrow means “uses”; nothing points up.\n\n```mermaid\nflowchart BT\n",
    );
    for (number, floor) in house.floors.iter().enumerate() {
        let _ = writeln!(
            page,
            "  subgraph f{number}[floor {number}]\n    {}\n  end",
            floor.join("\n    ")
        );
    }
    for (user, used) in edges.iter().filter(|(user, _)| !house.beside.contains(user)) {
        for used in used {
            let _ = writeln!(page, "  {user} --> {used}");
        }
    }
    page.push_str("```\n");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_points_up_or_sideways_against_the_order() {
        let floors = vec![vec!["a".into(), "b".into()], vec!["c".into()]];
        let house = House { floors, beside: vec![] };
        let edges =
            |user: &str, used: &str| BTreeMap::from([(user.to_owned(), vec![used.to_owned()])]);
        assert!(violations(&house, &edges("c", "a")).unwrap().is_empty());
        assert!(violations(&house, &edges("b", "a")).unwrap().is_empty());
        assert_eq!(violations(&house, &edges("a", "b")).unwrap(), ["a → b"]);
        assert_eq!(violations(&house, &edges("a", "c")).unwrap(), ["a → c"]);
        assert!(violations(&house, &edges("stranger", "a")).is_err());
    }
}
