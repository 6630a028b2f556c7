//! The 54 ethnic groups of Viet Nam by their official names (list of the General Statistics Office,
//! Decision 121-TCTK/PPCĐ of 2 March 1979).

use std::collections::HashMap;
use std::sync::LazyLock;

use ground::fold;

/// The majority group.
pub const KINH: &str = "Kinh";

/// The official names in the order of the list; number 1 is Kinh.
pub const NAMES: [&str; 54] = [
    KINH,
    "Tày",
    "Thái",
    "Hoa",
    "Khơ-me",
    "Mường",
    "Nùng",
    "Mông",
    "Dao",
    "Gia-rai",
    "Ngái",
    "Ê-đê",
    "Ba-na",
    "Xơ-đăng",
    "Sán Chay",
    "Cơ-ho",
    "Chăm",
    "Sán Dìu",
    "Hrê",
    "Mnông",
    "Ra-glai",
    "Xtiêng",
    "Bru-Vân Kiều",
    "Thổ",
    "Giáy",
    "Cơ-tu",
    "Gié-Triêng",
    "Mạ",
    "Khơ-mú",
    "Co",
    "Ta-ôi",
    "Chơ-ro",
    "Kháng",
    "Xinh-mun",
    "Hà Nhì",
    "Chu-ru",
    "Lào",
    "La Chí",
    "La Ha",
    "Phù Lá",
    "La Hủ",
    "Lự",
    "Lô Lô",
    "Chứt",
    "Mảng",
    "Pà Thẻn",
    "Cơ Lao",
    "Cống",
    "Bố Y",
    "Si La",
    "Pu Péo",
    "Brâu",
    "Ơ-đu",
    "Rơ-măm",
];

/// Other spellings in use, with the official name.
const ALSO: &[(&str, &str)] = &[
    ("Việt", KINH),
    ("H'Mông", "Mông"),
    ("Mèo", "Mông"),
    ("Khmer", "Khơ-me"),
    ("Jarai", "Gia-rai"),
    ("Jrai", "Gia-rai"),
    ("Rhadé", "Ê-đê"),
    ("Bahnar", "Ba-na"),
    ("Xê Đăng", "Xơ-đăng"),
    ("Sơ Đăng", "Xơ-đăng"),
    ("Cao Lan", "Sán Chay"),
    ("Sán Chỉ", "Sán Chay"),
    ("K'Ho", "Cơ-ho"),
    ("Chàm", "Chăm"),
    ("M'Nông", "Mnông"),
    ("S'Tiêng", "Xtiêng"),
    ("Vân Kiều", "Bru-Vân Kiều"),
    ("Ka Tu", "Cơ-tu"),
    ("Giẻ Triêng", "Gié-Triêng"),
    ("Cor", "Co"),
    ("Pa Cô", "Ta-ôi"),
];

static KNOWN: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let official = NAMES.iter().map(|name| (key(name), *name));
    official.chain(ALSO.iter().map(|(other, name)| (key(other), *name))).collect()
});

/// The official name of a group however it is spelled, with or without diacritics; `None` when it is no
/// known group.
///
/// ```
/// use registry::ethnicity::canonical;
/// assert_eq!(canonical("muong"), Some("Mường"));
/// assert_eq!(canonical("Dân tộc H'Mông"), Some("Mông"));
/// assert_eq!(canonical("Martian"), None);
/// ```
pub fn canonical(name: &str) -> Option<&'static str> {
    let folded = fold(name);
    let bare = folded.strip_prefix("dan toc ").unwrap_or(&folded);
    KNOWN.get(&key(bare)).copied()
}

/// The number of a group in the official list, from 1.
pub fn number(name: &str) -> Option<u32> {
    let name = canonical(name)?;
    NAMES.iter().position(|known| *known == name).map(|at| at as u32 + 1)
}

/// The group of this number in the official list.
pub fn named(number: u32) -> Option<&'static str> {
    NAMES.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
}

/// Whether a name is that of an ethnic minority: any known group but Kinh. An unknown name is not taken
/// for one.
pub fn is_minority(name: &str) -> bool {
    canonical(name).is_some_and(|name| name != KINH)
}

/// Folded and without spaces: `Gia-Rai`, `Gia Rai` and `Giarai` are one.
fn key(name: &str) -> String {
    fold(name).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_its_number() {
        for (at, name) in NAMES.iter().enumerate() {
            assert_eq!(number(name), Some(at as u32 + 1));
            assert_eq!(named(at as u32 + 1), Some(*name));
        }
        assert_eq!((number("người khác"), named(0), named(55)), (None, None, None));
    }

    #[test]
    fn every_official_name_is_its_own_and_no_two_fold_alike() {
        for name in NAMES {
            assert_eq!(canonical(name), Some(name));
            assert_eq!(canonical(&fold(name)), Some(name));
        }
        let keys: std::collections::HashSet<_> = NAMES.iter().map(|name| key(name)).collect();
        assert_eq!(keys.len(), NAMES.len());
    }

    #[test]
    fn all_but_kinh_are_minorities() {
        assert!(!is_minority("kinh") && !is_minority("Việt") && !is_minority("?"));
        assert!(is_minority("MƯỜNG"));
        assert_eq!(NAMES.iter().filter(|name| is_minority(name)).count(), 53);
    }
}
