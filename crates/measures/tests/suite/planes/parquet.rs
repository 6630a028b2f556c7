//! Parquet in, straight through, and out again.

use std::fs::File;
use std::path::{Path, PathBuf};

use law::Area;
use measures::Table;
use measures::dictionary::write_csv;
use measures::planes::parquet::{
    Selection, dictionary, export_parquet, measure_parquet, snapshot_from_parquet,
};
use measures::planes::{Scenario, Schema, Snapshot};
use proptest::prelude::*;

use super::{Village, day, full, law, passes, villages, write};

/// A snapshot of the villages, exported; the folder must live as long as the files are used.
fn exported(folder: &Path, villages: &[Village]) -> (Snapshot, PathBuf) {
    let (planes, file) = (folder.join("a.planes"), folder.join("a.parquet"));
    write(&planes, &full(), villages);
    let snapshot = Snapshot::open(&planes).unwrap();
    export_parquet(&snapshot, 2024, &file).unwrap();
    (snapshot, file)
}

fn selection(year: Option<i32>) -> Selection {
    Selection { schema: full(), year }
}

fn standard() -> Scenario<'static> {
    Scenario::of_standard(law(), "vn-2022", day()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn out_and_in_again_is_the_same(villages in villages()) {
        let folder = tempfile::tempdir().unwrap();
        let (snapshot, file) = exported(folder.path(), &villages);
        let again = folder.path().join("b.planes");
        let made = ground::Instant(0);
        snapshot_from_parquet(&file, &selection(Some(2024)), &again, law().fingerprint(), made, 2)
            .unwrap();
        let again = Snapshot::open(&again).unwrap();
        prop_assert_eq!(again.households(), snapshot.households());
        for pass in passes() {
            let figures = snapshot.measure(&standard(), pass).unwrap();
            let from_copy = again.measure(&standard(), pass).unwrap();
            let straight = measure_parquet(&file, &selection(None), &standard(), pass).unwrap();
            // Units without households have no rows in a Parquet file.
            let some = |(unit, tally): &(&measures::planes::Unit, measures::planes::Tally<'_>)| {
                let _ = unit;
                tally.all(measures::planes::By::Household) > 0
            };
            let expected: Vec<_> = figures.by_unit().filter(some).collect();
            prop_assert_eq!(&expected, &from_copy.by_unit().collect::<Vec<_>>());
            prop_assert_eq!(&expected, &straight.by_unit().collect::<Vec<_>>());
            let groups: Vec<_> = figures.by_ethnicity().collect();
            prop_assert_eq!(&groups, &from_copy.by_ethnicity().collect::<Vec<_>>());
            prop_assert_eq!(&groups, &straight.by_ethnicity().collect::<Vec<_>>());
        }
        let other_year = measure_parquet(&file, &selection(Some(2019)), &standard(), passes()[0]);
        prop_assert_eq!(other_year.unwrap().by_unit().count(), 0);
    }
}

fn few() -> Vec<Village> {
    let home = super::Home {
        members: 3,
        ethnicity: 1,
        indicators: [Some(true); 14],
        farm: None,
        score: Some(100),
        amount: None,
        points: None,
    };
    vec![(Some(Area::Urban), vec![home; 3])]
}

#[test]
fn the_dictionary_names_every_column_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let (snapshot, file) = exported(folder.path(), &few());
    let entries = dictionary(snapshot.schema(), law());
    let names: Vec<&str> = entries.iter().map(|entry| &*entry.name).collect();
    assert_eq!(
        names[..7],
        ["commune", "province", "year", "ethnicity", "members", "urban", "employment"]
    );
    assert_eq!(names[20..24], ["farm_household", "score", "income", "deprivations_least_vn-2016"]);
    // Every one of them is in the file.
    let there = File::open(&file).unwrap();
    let table = Table::read_parquet(there, "a.parquet", &names).unwrap();
    assert_eq!(table.rows(), 3);
    for entry in &entries {
        assert!(entry.vi != entry.en && entry.vi != entry.name, "{entry:?}");
    }
    let mut text = Vec::new();
    write_csv(&[("snapshot", entries)], &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(lines.next(), Some("table,column,kind,may_be_missing,vi,en"));
    assert!(lines.next().unwrap().starts_with("snapshot,commune,whole number,no,"), "{text}");
}

#[test]
fn what_is_not_in_the_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (_, file) = exported(folder.path(), &few());
    let open = |schema: Schema| {
        let selection = Selection { schema, year: None };
        measure_parquet(&file, &selection, &standard(), passes()[0]).unwrap_err()
    };
    let missing = open(Schema::of_indicators(["warmth"]));
    assert_eq!(missing.code, "measures.column.missing");
    assert!(missing.to_string().contains(r#"column="warmth""#), "{missing}");
    let number = open(Schema::of_indicators(["members"]));
    assert_eq!(number.code, "measures.planes.parquet_kind");
    let nowhere = folder.path().join("nowhere.parquet");
    let problem =
        measure_parquet(&nowhere, &selection(None), &standard(), passes()[0]).unwrap_err();
    assert_eq!(problem.code, "measures.table.unreadable");
    std::fs::write(&nowhere, "not a Parquet file at all").unwrap();
    let problem =
        measure_parquet(&nowhere, &selection(None), &standard(), passes()[0]).unwrap_err();
    assert_eq!(problem.code, "measures.table.unreadable");
}
