//! Vietnamese text: tidy, fold for search, order.
//!
//! This happens here and is stored in columns of its own, because SQLite's `lower` leaves Đ and À as
//! they are and the two databases would disagree.

use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text composed (NFC), without leading, trailing, doubled or invisible spaces. Letters stay.
///
/// ```
/// assert_eq!(ground::tidy("  Bùi\u{a0} Văn   Dũng\u{200b}"), "Bùi Văn Dũng");
/// ```
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        if matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}') {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The text without diacritics and case, for search and matching: `Hoà` and `Hòa` both become `hoa`,
/// `Đại Đồng` becomes `dai dong`. Punctuation becomes a space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        if is_combining_mark(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}') {
            continue;
        }
        match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

static ORDER: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    Collator::try_new(locale!("vi").into(), CollatorOptions::default())
        .expect("Vietnamese order is compiled in")
});

/// Bytes whose plain order is the Vietnamese dictionary order of the text (a < ă < â, d < đ, and the
/// tones after the letters).
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    // Writing into a vector cannot fail.
    let _ = ORDER.write_sort_key_to(text, &mut key);
    key
}

/// A stable 64-bit key of the given parts (FNV-1a with a separator and a final mix), for matching
/// columns in databases. Not a secret, not collision-proof: always compare the parts as well.
pub fn key64(parts: &[&str]) -> i64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash ^ (hash >> 29)).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spelling_variants_fold_alike() {
        for (a, b) in
            [("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("ĐẠI ĐỒNG", "dai  dong"), ("Quý-Hòa", "quy hoa")]
        {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn words_come_in_dictionary_order() {
        let mut words = ["Ân", "Ăn", "An", "Đà", "Da", "Dã", "Ba", "đa"];
        words.sort_by_key(|word| sort_key(word));
        assert_eq!(words, ["An", "Ăn", "Ân", "Ba", "Da", "Dã", "đa", "Đà"]);
    }

    proptest! {
        #[test]
        fn folding_and_tidying_are_idempotent(text in ".{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
            prop_assert_eq!(fold(&tidy(&text)), fold(&text));
        }

        #[test]
        fn parts_are_kept_apart(a in "[a-z]{1,6}", b in "[a-z]{1,6}") {
            prop_assert_ne!(key64(&[&a, &b]), key64(&[&format!("{a}{b}")]));
        }
    }
}
