//! Vietnamese text: tidy, fold for search, order.
//!
//! This happens here and is stored in columns of its own, because SQLite's `lower` leaves Đ and À as
//! they are and the two databases would disagree.

use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The text composed (NFC), without leading, trailing, doubled or invisible spaces. Letters stay.
///
/// ```
/// assert_eq!(ground::tidy("  Bùi\u{a0} Văn   Dũng\u{200b}"), "Bùi Văn Dũng");
/// ```
pub fn tidy(text: &str) -> String {
    if text.chars().all(is_composed) { tidied(text.chars()) } else { tidied(text.nfc()) }
}

/// Whether a letter stands for itself in composed text, whatever comes before: all of Vietnamese as it is
/// typed today. Composing is the dearest part of reading a list.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')
}

fn tidied(letters: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in letters {
        if is_invisible(c) {
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

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
}

/// The text without diacritics and case, for search and matching: `Hoà` and `Hòa` both become `hoa`,
/// `Đại Đồng` becomes `dai dong`. Punctuation becomes a space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else {
            // Letter by letter: the marks, which alone can change places, are left out anyway.
            decompose_canonical(c, |part| fold_letter(&mut out, part));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn fold_letter(out: &mut String, c: char) {
    if c.is_ascii_alphanumeric() {
        return out.push(c.to_ascii_lowercase());
    }
    if is_combining_mark(c) || is_invisible(c) {
        return;
    }
    match c {
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
        _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
        _ => {}
    }
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

    #[test]
    fn letters_taken_for_composed_are() {
        for c in ('\0'..='\u{1fff}').filter(|c| is_composed(*c)) {
            assert!(c.nfc().eq([c]), "{c:?}");
            assert!(
                ['a', '\u{1ea1}']
                    .into_iter()
                    .all(|before| [before, c].into_iter().nfc().eq([before, c]))
            );
        }
    }

    proptest! {
        #[test]
        fn letter_by_letter_is_as_the_whole(text in "[a-zA-ZĐđắẶ̀̉̃ơỢ\\u{1100}-\\u{1112}\\u{1161}-\\u{11a7}. ]{0,12}|.{0,40}") {
            let mut whole = String::new();
            text.nfd().for_each(|c| fold_letter(&mut whole, c));
            prop_assert_eq!(fold(&text), whole.trim_end());
            prop_assert_eq!(tidy(&text), tidied(text.nfc()));
        }

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
