//! Marks, sexes, classes and relations.

use ground::fold;
use law::Class;
use registry::household::Sex;
use unicode_normalization::UnicodeNormalization;

use crate::sheet::Cell;

/// Yes or no in a column of marks; `None` for a blank cell.
pub(crate) fn mark(cell: Cell) -> Result<Option<bool>, ()> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Bool(yes) => Ok(Some(yes)),
        // Ten points are what a deprivation counts (TT 07/2021).
        Cell::Number(1.0 | 10.0) => Ok(Some(true)),
        Cell::Number(0.0) => Ok(Some(false)),
        Cell::Text(text) => match text.trim() {
            "" => Ok(None),
            "x" | "X" | "1" | "10" | "v" | "V" | "✓" | "✔" | "√" | "+" => Ok(Some(true)),
            "0" | "-" | "–" => Ok(Some(false)),
            text => match fold(text).as_str() {
                "x" | "co" | "yes" | "true" | "dung" | "c" | "thieu hut" | "bi thieu hut" => {
                    Ok(Some(true))
                }
                "khong" | "ko" | "k" | "no" | "false" | "sai" | "khong thieu hut" => {
                    Ok(Some(false))
                }
                _ => Err(()),
            },
        },
        Cell::Number(_) | Cell::Day(_) | Cell::Error(_) => Err(()),
    }
}

/// Sex.
pub(crate) fn sex(cell: Cell) -> Result<Option<Sex>, ()> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(1.0) => Ok(Some(Sex::Male)),
        Cell::Number(2.0 | 0.0) => Ok(Some(Sex::Female)),
        Cell::Text(text) => match fold(text).as_str() {
            "" => Ok(None),
            "nam" | "m" | "male" | "trai" | "1" => Ok(Some(Sex::Male)),
            "nu" | "f" | "female" | "gai" | "2" => Ok(Some(Sex::Female)),
            _ => Err(()),
        },
        _ => Err(()),
    }
}

/// The class given in a list.
pub(crate) fn class(cell: Cell) -> Result<Option<Class>, ()> {
    let Cell::Text(text) = cell else {
        return if cell == Cell::Empty { Ok(None) } else { Err(()) };
    };
    let folded = fold(text);
    let bare = folded.strip_prefix("ho ").unwrap_or(&folded);
    match bare {
        "" => Ok(None),
        "ngheo" | "n" | "hn" | "poor" | "ngheo da chieu" => Ok(Some(Class::Poor)),
        "can ngheo" | "cn" | "hcn" | "near poor" => Ok(Some(Class::NearPoor)),
        "khong ngheo"
        | "kn"
        | "kng"
        | "hkn"
        | "not poor"
        | "thoat ngheo"
        | "thoat can ngheo"
        | "tn"
        | "tcn"
        | "thoat"
        | "binh thuong"
        | "khong"
        | "vuot chuan"
        | "vuot chuan can ngheo" => Ok(Some(Class::NotPoor)),
        "trung binh"
        | "tb"
        | "mstb"
        | "co muc song trung binh"
        | "muc song trung binh"
        | "average"
        | "lam nong lam ngu diem nghiep co muc song trung binh" => Ok(Some(Class::AverageLiving)),
        _ => Err(()),
    }
}

/// Result of the quick screening (Phiếu A): passed means surely not poor.
pub(crate) fn screened(cell: Cell) -> Result<Option<bool>, ()> {
    match cell {
        Cell::Text(text) => match fold(text).as_str() {
            "" => Ok(None),
            "dat" | "khong ngheo" | "loai" | "khong phai ra soat" | "khong khao sat" | "pass" => {
                Ok(Some(true))
            }
            "khong dat" | "co kha nang ngheo" | "khao sat" | "phai ra soat" | "ra soat"
            | "fail" => Ok(Some(false)),
            _ => mark(cell),
        },
        _ => mark(cell),
    }
}

/// Relation to the head, as the questionnaire names it.
pub(crate) fn relation(text: &str) -> &'static str {
    let folded = fold(text);
    let first = folded.split(' ').next().unwrap_or_default();
    match (folded.as_str(), first) {
        ("chu ho" | "ch" | "head", _) => "head",
        (_, "vo" | "chong" | "spouse") => "spouse",
        ("con dau" | "con re", _) => "child_in_law",
        (_, "con" | "child") => "child",
        (_, "bo" | "cha" | "me" | "parent") => "parent",
        (_, "chau" | "chat" | "grandchild") => "grandchild",
        (_, "ong" | "ba") => "grandparent",
        (_, "anh" | "chi" | "em") => "sibling",
        _ => "other",
    }
}

/// A name in small letters with each tone mark at the end of its word: `Hoà` equals `Hòa` but not
/// `Hoa`, so that two names are told apart by more than their folded form.
pub(crate) fn spelling(name: &str) -> String {
    let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let lower = ground::tidy(name).to_lowercase();
    let words = lower.split(' ').map(|word| {
        let (tones, letters): (String, String) = word.nfd().partition(is_tone);
        letters + &tones
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_understood() {
        for (text, class_) in [
            ("Hộ nghèo", Class::Poor),
            ("N", Class::Poor),
            ("Cận nghèo", Class::NearPoor),
            ("HCN", Class::NearPoor),
            ("Thoát nghèo", Class::NotPoor),
            ("Hộ có mức sống trung bình", Class::AverageLiving),
        ] {
            assert_eq!(class(Cell::Text(text)), Ok(Some(class_)), "{text}");
        }
        assert_eq!(class(Cell::Text("hộ khá giả")), Err(()));
    }

    #[test]
    fn spellings_of_one_name_agree_and_different_names_do_not() {
        assert_eq!(spelling("Bùi Văn Hoà"), spelling("BÙI VĂN HÒA"));
        assert_ne!(spelling("Bùi Văn Hoa"), spelling("Bùi Văn Hòa"));
        assert_ne!(spelling("Dung"), spelling("Dũng"));
    }

    #[test]
    fn relations_are_few() {
        for (text, word) in [
            ("Chủ hộ", "head"),
            ("Vợ", "spouse"),
            ("Con đẻ", "child"),
            ("Con dâu", "child_in_law"),
            ("Mẹ chồng", "parent"),
            ("Cháu nội", "grandchild"),
        ] {
            assert_eq!(relation(text), word, "{text}");
        }
    }
}
