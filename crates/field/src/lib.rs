//! The survey in the field: the questionnaire as a form for phones, the OpenRosa door through which forms go
//! out and submissions come in, and the inbox that keeps every submission for ever.
//!
//! A submission is acknowledged only when it is durable. A complete one becomes a visit, with its
//! evaluations, in the same transaction; one that cannot be taken is kept with the reason.

pub mod assigned;
pub mod form;
pub mod openrosa;
pub mod submission;

/// Every statement this crate runs, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    submission::STATEMENTS.to_vec()
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing into a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
