//! What a reader may do with bytes that call themselves a snapshot; shared with the fuzzer.

use measures::planes::{Cell, Level, Pass, Scenario, Snapshot, Weights, with_checksums};

/// Opens the bytes as they are and with good checksums; whatever is accepted must stand being used.
pub(crate) fn open_and_use(bytes: &[u8]) {
    use_all_of(bytes);
    use_all_of(&with_checksums(bytes));
}

fn use_all_of(bytes: &[u8]) {
    let Ok(snapshot) = Snapshot::from_bytes(bytes, "any") else { return };
    let name = snapshot.schema().indicators[0].clone();
    let scenario = Scenario::of_index([name.as_str()], Weights::equal(1), 50.0);
    let mut said = None;
    for level in Level::available() {
        let pass = Pass { threads: 1, ethnicity: true, indicators: true, level };
        let figures = snapshot.measure(&scenario, pass).expect("the indicator is there");
        // Whatever they are, every level of the machine counts the same.
        let total = format!("{:?}", figures.total());
        assert_eq!(*said.get_or_insert_with(|| total.clone()), total, "{}", level.name());
        snapshot.compare(&scenario, &scenario, pass).expect("the indicator is there");
    }
    let cell = Cell {
        before: None,
        after: None,
        indicator: Some(name),
        ethnicity: Some(1),
        units: Vec::new(),
    };
    let behind = snapshot.behind(&scenario, &scenario, &cell).expect("the indicator is there");
    assert!(behind.count() as u64 <= snapshot.households());
}
