//! Snapshot files: damage, age, other readers.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use law::Area;
use measures::planes::{By, Scenario, Snapshot, Weights};
use proptest::prelude::*;

use super::any_bytes::open_and_use;
use super::{Home, Village, full, law, passes, write};

fn home(members: u32) -> Home {
    Home {
        members,
        ethnicity: 1 + members % 3,
        indicators: std::array::from_fn(|at| (at as u32 != members % 20).then_some(at % 2 == 0)),
        farm: Some(true),
        score: Some(100 + members),
        amount: None,
        points: None,
    }
}

fn villages() -> Vec<Village> {
    vec![
        (Some(Area::Rural), (0..130).map(home).collect()),
        (None, Vec::new()),
        (Some(Area::Urban), (0..5).map(home).collect()),
    ]
}

/// The bytes of a good snapshot.
fn bytes() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("good.planes");
    write(&path, &full(), &villages());
    fs::read(&path).unwrap()
}

fn code(bytes: &[u8]) -> String {
    Snapshot::from_bytes(bytes, "x").unwrap_err().code.into_owned()
}

#[test]
fn what_was_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.planes");
    write(&path, &full(), &villages());
    let snapshot = Snapshot::open_for(&path, law().fingerprint()).unwrap();
    assert_eq!(snapshot.households(), 135);
    assert_eq!(snapshot.schema(), &full());
    assert_eq!(snapshot.created().0, 1_700_000_000_000);
    let units: Vec<_> = snapshot.units().iter().map(|u| (u.code, u.province, u.area)).collect();
    assert_eq!(units, [(1, 1, Some(Area::Rural)), (2, 1, None), (3, 2, Some(Area::Urban))]);
    assert_eq!((0..3).map(|unit| snapshot.unit_households(unit)).collect::<Vec<_>>(), [130, 0, 5]);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing stays beside it");
}

#[test]
fn no_changed_byte_goes_unnoticed() {
    let good = bytes();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        let expected = match at {
            0..8 => "measures.planes.not_snapshot",
            8..16 => "measures.planes.version",
            _ => "measures.planes.damaged",
        };
        assert_eq!(code(&bad), expected, "byte {at}");
    }
}

#[test]
fn a_shortened_or_lengthened_file_is_refused() {
    let good = bytes();
    for length in [0, 1, 8, 100, 127] {
        let found = code(&good[..length]);
        assert!(found != "measures.planes.truncated", "{length}: {found}");
    }
    for length in [128, 129, good.len() / 2, good.len() - 8, good.len() - 1] {
        assert_eq!(code(&good[..length]), "measures.planes.truncated", "{length}");
    }
    let mut long = good;
    long.extend([0; 8]);
    assert_eq!(code(&long), "measures.planes.truncated");
}

#[test]
fn files_say_what_is_wrong_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.planes");
    let open = || Snapshot::open(&path).unwrap_err().code.into_owned();
    assert_eq!(open(), "measures.planes.unreadable");
    fs::write(&path, "a list of something else").unwrap();
    assert_eq!(open(), "measures.planes.not_snapshot");
    let good = bytes();
    fs::write(&path, &good[..good.len() - 3]).unwrap();
    assert_eq!(open(), "measures.planes.truncated");
    fs::write(&path, &good).unwrap();
    let outdated = Snapshot::open_for(&path, "0000000000000000").unwrap_err();
    assert_eq!(outdated.code, "measures.planes.outdated");
    let nowhere = folder.path().join("no").join("a.planes");
    let builder = measures::planes::Builder::create(
        &nowhere,
        &full(),
        law().fingerprint(),
        ground::Instant(0),
    );
    assert_eq!(builder.err().unwrap().code, "measures.planes.unwritable");
}

#[test]
fn readers_keep_their_version_while_new_ones_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.planes");
    let village = |households: usize| vec![(Some(Area::Rural), vec![home(2); households])];
    write(&path, &full(), &village(100));
    let scenario = Scenario::of_index(["water"], Weights::equal(1), 100.0);
    let pass = passes()[0];
    let count = |snapshot: &Snapshot| {
        snapshot.measure(&scenario, pass).unwrap().total().tally().all(By::Household)
    };
    let first = Snapshot::open(&path).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let snapshot = Snapshot::open(&path).unwrap();
                    let households = count(&snapshot);
                    assert!(
                        (100..=120).contains(&households) && households == snapshot.households()
                    );
                }
            });
        }
        for households in 101..=120 {
            write(&path, &full(), &village(households));
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(count(&first), 100);
    assert_eq!(count(&Snapshot::open(&path).unwrap()), 120);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nonsense_with_good_checksums_is_refused_or_harmless(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        table in prop::collection::vec((0usize..18, any::<u64>()), 0..3),
    ) {
        let mut bytes = bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        // Places and lengths in the table of units are where a reader could be led astray.
        let start = bytes.len() - 18 * 8;
        for (word, value) in table {
            bytes[start + word * 8..start + word * 8 + 8].copy_from_slice(&(value >> (value % 64)).to_le_bytes());
        }
        open_and_use(&bytes);
    }

    #[test]
    fn any_bytes_at_all_are_refused_or_harmless(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        open_and_use(&bytes);
    }
}
