//! Opens and uses whatever bytes there are, as they are and with good checksums.
#![no_main]

#[path = "../../tests/suite/planes/any_bytes.rs"]
mod any_bytes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| any_bytes::open_and_use(bytes));
