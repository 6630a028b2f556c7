//! Opens and uses whatever bytes there are, as they are and with good checksums; and the same bytes laid over
//! a snapshot that is one, which takes the fuzzer past the header and into the kernel at once.
#![no_main]

use std::sync::LazyLock;

use measures::planes::{Builder, Row, Schema, Unit};

#[path = "../../tests/suite/planes/any_bytes.rs"]
mod any_bytes;

/// Three units of 1, 65 and 200 households, with answers missing here and there.
static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let path = std::env::temp_dir().join(format!("fuzz-{}.planes", std::process::id()));
    let mut schema = Schema::of_indicators(["water", "toilet", "school"]);
    schema.flags.push("farm".to_owned());
    let mut builder = Builder::create(&path, &schema, "fedcba9876543210", ground::Instant(0)).unwrap();
    for (code, households) in [(1, 1_u32), (2, 65), (3, 200)] {
        builder.unit(Unit { code, province: 1, area: None }).unwrap();
        for at in 0..households {
            let answer = |of: u32| (at % 7 != of).then_some(at % of == 0);
            let row = Row {
                key: at.into(),
                members: at % 9,
                ethnicity: 1 + at % 3,
                indicators: &[answer(2), answer(3), answer(5)],
                flags: &[answer(4)],
                numbers: &[(at % 11 != 0).then_some(5 * at)],
            };
            builder.push(&row).unwrap();
        }
    }
    builder.finish().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let _ = std::fs::remove_file(&path);
    bytes
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    any_bytes::open_and_use(bytes);
    // Zeros leave it as it is.
    let mut laid_over = SOUND.clone();
    laid_over.iter_mut().zip(bytes).for_each(|(sound, other)| *sound ^= other);
    any_bytes::open_and_use(&laid_over);
});
