//! Tiles and outlines.

use std::collections::BTreeSet;

use ground::{Day, UnitId};
use places::{Boundaries, Level, Reading, Units};
use proptest::prelude::*;

fn after() -> Day {
    Day::new(2025, 7, 1).unwrap()
}

fn before() -> Day {
    after().previous()
}

fn lac_son() -> UnitId {
    Units::builtin().by_code(Level::District, "157", before()).unwrap().id
}

fn grid(tiles: &[(UnitId, u32, u32)]) -> String {
    let (mut lines, units) = (Vec::new(), Units::builtin());
    for row in 0..=tiles.iter().map(|t| t.2).max().unwrap() {
        let cell = |column| {
            let tile = tiles.iter().find(|t| (t.1, t.2) == (column, row));
            tile.map_or("·", |t| units.get(t.0).unwrap().name.as_str())
        };
        let columns = 0..=tiles.iter().map(|t| t.1).max().unwrap();
        let line: Vec<String> = columns.map(|c| format!("{:12}", cell(c))).collect();
        lines.push(line.join(" ").trim_end().to_owned());
    }
    lines.join("\n")
}

#[test]
fn the_communes_of_lac_son_lie_as_on_the_map() {
    let units = Units::builtin();
    let new = grid(&units.tiles(&units.communes(lac_son(), after())));
    let old = grid(&units.tiles(&units.communes(lac_son(), before())));
    insta::assert_snapshot!(format!("{new}\n\n{old}"));
}

#[test]
fn tiles_of_nothing_and_of_strangers_are_none() {
    assert_eq!(Units::builtin().tiles(&[]), []);
    assert_eq!(Units::builtin().tiles(&[UnitId(7)]), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn tiles_never_overlap_and_begin_at_zero(seed in any::<prop::sample::Index>(), turn in 0_usize..40) {
        let units = Units::builtin();
        let parents: Vec<UnitId> = units
            .all()
            .iter()
            .filter(|unit| [Level::Province, Level::District].contains(&unit.level))
            .map(|unit| unit.id)
            .collect();
        let mut ids = units.communes(*seed.get(&parents), after());
        let tiles = units.tiles(&ids);
        prop_assert_eq!(tiles.iter().map(|t| t.0).collect::<Vec<_>>(), ids.clone());
        let cells: BTreeSet<_> = tiles.iter().map(|t| (t.1, t.2)).collect();
        prop_assert_eq!(cells.len(), tiles.len());
        prop_assert_eq!(tiles.iter().map(|t| t.1).min(), Some(0));
        prop_assert_eq!(tiles.iter().map(|t| t.2).min(), Some(0));
        let (width, height) = (tiles.iter().map(|t| t.1).max().unwrap(), tiles.iter().map(|t| t.2).max().unwrap());
        prop_assert!((width as usize) * (height as usize) <= 4 * ids.len() + 4, "{width} by {height}");
        // The order of asking does not matter.
        let at = turn % ids.len();
        ids.rotate_left(at);
        prop_assert_eq!(units.tiles(&ids), tiles);
    }
}

fn reading() -> Reading {
    Reading { property: "ma_xa".into(), level: Level::Commune, day: after() }
}

fn collection(features: &[&str]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

fn feature(code: &str, kind: &str, coordinates: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"ma_xa\":{code}}},\
         \"geometry\":{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}}}"
    )
}

fn square(x: f64, y: f64, side: f64) -> String {
    let (e, n) = (x + side, y + side);
    format!("[[{x},{y}],[{e},{y}],[{e},{n}],[{x},{n}],[{x},{y}]]")
}

#[test]
fn outlines_become_paths() {
    // Lạc Sơn with a needless point on its border and a hole; Quyết Thắng with a speck of an island.
    let first =
        "[[[105.0,20.0],[105.1,20.00001],[105.2,20.0],[105.2,20.2],[105.0,20.2],[105.0,20.0]],"
            .to_owned()
            + &square(105.08, 20.08, 0.04)
            + "]";
    let second = format!("[[{}],[{}]]", square(105.2, 20.1, 0.2), square(105.3, 20.0, 0.000_01));
    let text = collection(&[
        &feature("\"05266\"", "Polygon", &first),
        &feature("5323", "MultiPolygon", &second),
    ]);
    let boundaries =
        Boundaries::read("ranh-gioi.geojson", &text, &reading(), Units::builtin()).unwrap();
    let (lac_son, quyet_thang, other) =
        (UnitId(300_526_602), UnitId(300_532_302), UnitId(300_530_502));
    assert_eq!(boundaries.units().collect::<Vec<_>>(), [lac_son, quyet_thang]);
    let map = boundaries.map(&[lac_son, quyet_thang, other], 400.0, 0.5);
    assert_eq!(map.missing, [other]);
    insta::assert_snapshot!(format!("{:#?}", map));
    let nothing = boundaries.map(&[other], 400.0, 0.5);
    assert!(nothing.paths.is_empty() && nothing.missing == [other]);
}

#[test]
fn every_bad_feature_is_named() {
    let good = format!("[{}]", square(105.0, 20.0, 0.1));
    let metres = format!("[{}]", square(530_000.0, 2_260_000.0, 100.0));
    let text = collection(&[
        &feature("\"05266\"", "Polygon", &good),
        &feature("\"05266\"", "Polygon", &good),
        &feature("\"05299\"", "Polygon", &good),
        &feature("null", "Polygon", &good),
        &feature("\"05323\"", "Point", "[105,20]"),
        &feature("\"05323\"", "Polygon", "[[[105,20],[105.1,20],[105,20.1]]]"),
        &feature("\"05323\"", "Polygon", "[]"),
        &feature("\"05323\"", "Polygon", &metres),
    ]);
    let read = |text: &str| Boundaries::read("xa.json", text, &reading(), Units::builtin());
    let problems = read(&text).unwrap_err();
    insta::assert_snapshot!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    );
    for bad in [
        "",
        "{",
        "[]",
        "{\"type\":\"Topology\"}",
        "{\"type\":\"FeatureCollection\",\"features\":3}",
    ] {
        assert_eq!(read(bad).unwrap_err()[0].code, "places.map.unreadable", "{bad}");
    }
    assert_eq!(read(&collection(&[])).unwrap_err()[0].code, "places.map.empty");
}
