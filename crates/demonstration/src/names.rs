//! Names put together from common syllables. They belong to nobody in particular.

use crate::dice::Dice;
use crate::family::Sex;

/// Ethnic groups of the district, by official name, with their share in thousandths: about nine in ten
/// are Mường, as published for Lạc Sơn; the rest is mostly Kinh.
pub(crate) const ETHNICITIES: &[(u32, &str)] =
    &[(902, "Mường"), (80, "Kinh"), (8, "Thái"), (5, "Tày"), (3, "Dao"), (2, "Mông")];

const MUONG: &[(u32, &str)] =
    &[(48, "Bùi"), (16, "Quách"), (13, "Đinh"), (9, "Hà"), (7, "Bạch"), (4, "Nguyễn"), (3, "Xa")];
const KINH: &[(u32, &str)] = &[
    (36, "Nguyễn"),
    (13, "Trần"),
    (11, "Lê"),
    (8, "Phạm"),
    (6, "Hoàng"),
    (6, "Vũ"),
    (5, "Đỗ"),
    (4, "Ngô"),
    (4, "Dương"),
    (4, "Đặng"),
    (3, "Lưu"),
];
const THAI: &[(u32, &str)] = &[(4, "Lò"), (3, "Hà"), (2, "Vi"), (2, "Lường"), (1, "Cầm")];
const TAY: &[(u32, &str)] = &[(4, "Nông"), (3, "Hoàng"), (2, "Ma"), (2, "Lương")];
const DAO: &[(u32, &str)] = &[(4, "Triệu"), (3, "Bàn"), (3, "Đặng"), (2, "Phùng")];
const MONG: &[(u32, &str)] = &[(3, "Giàng"), (3, "Sùng"), (2, "Vàng"), (2, "Mùa")];

const MALE_MIDDLE: &[(u32, &str)] = &[
    (60, "Văn"),
    (7, "Đức"),
    (5, "Công"),
    (5, "Quang"),
    (4, "Thanh"),
    (4, "Mạnh"),
    (4, "Xuân"),
    (4, "Minh"),
    (3, "Tiến"),
    (2, "Hữu"),
    (2, "Ngọc"),
];
const FEMALE_MIDDLE: &[(u32, &str)] = &[
    (68, "Thị"),
    (6, "Thu"),
    (5, "Hồng"),
    (4, "Thanh"),
    (4, "Ngọc"),
    (4, "Bích"),
    (3, "Kim"),
    (3, "Mai"),
    (3, "Minh"),
];
const MALE: &[&str] = &[
    "Dũng",
    "Hùng",
    "Cường",
    "Thắng",
    "Tuấn",
    "Hải",
    "Sơn",
    "Long",
    "Nam",
    "Bình",
    "Hòa",
    "Đức",
    "Minh",
    "Quân",
    "Tùng",
    "Kiên",
    "Lâm",
    "Thành",
    "Trung",
    "Tiến",
    "Việt",
    "Hưng",
    "Huy",
    "Khánh",
    "Phong",
    "Quang",
    "Tâm",
    "Thịnh",
    "Toàn",
    "Vinh",
    "Chiến",
    "Duy",
    "Đạt",
    "Hiếu",
    "Hoàng",
    "Lực",
    "Nghĩa",
    "Nhất",
    "Phúc",
    "Quyết",
    "Thủy",
    "Trường",
    "Tú",
    "Ước",
    "Xuân",
    "Bảo",
    "An",
    "Ính",
    "Nhỉnh",
    "Diện",
];
const FEMALE: &[&str] = &[
    "Lan", "Hoa", "Hồng", "Huệ", "Mai", "Hương", "Thu", "Hà", "Nga", "Hằng", "Loan", "Yến", "Oanh",
    "Thảo", "Trang", "Linh", "Ngọc", "Nhung", "Phương", "Quyên", "Thanh", "Thúy", "Tuyết", "Vân",
    "Xuân", "Ánh", "Bình", "Chi", "Dung", "Diệp", "Duyên", "Giang", "Hạnh", "Hiền", "Hòa", "Hường",
    "Khánh", "Lệ", "Liên", "Lý", "Minh", "My", "Nguyệt", "Nhàn", "Thắm", "Thơm", "Tươi", "Ẻng",
    "Nhiên", "Quý",
];

/// A family name usual in the ethnic group.
pub(crate) fn family_name(dice: &mut Dice, ethnicity: &str) -> &'static str {
    dice.weighted(match ethnicity {
        "Mường" => MUONG,
        "Thái" => THAI,
        "Tày" => TAY,
        "Dao" => DAO,
        "Mông" => MONG,
        _ => KINH,
    })
}

/// Middle and given name behind a family name.
pub(crate) fn full_name(dice: &mut Dice, family_name: &str, sex: Sex) -> String {
    let (middle, given) = match sex {
        Sex::Male => (dice.weighted(MALE_MIDDLE), dice.pick(MALE)),
        Sex::Female => (dice.weighted(FEMALE_MIDDLE), dice.pick(FEMALE)),
    };
    if middle == given {
        format!("{family_name} {given}")
    } else {
        format!("{family_name} {middle} {given}")
    }
}

const VILLAGE: &[&str] = &[
    "Bưng", "Chum", "Rậm", "Đồi", "Vó", "Khị", "Lọt", "Nang", "Cháy", "Bái", "Đúc", "Mu", "Rềnh",
    "Sào", "Thung", "Trại", "Vành", "Ong", "Bợ", "Chiềng", "Dài", "Đa", "Gò", "Kho", "Láo", "Mận",
    "Nước", "Pheo", "Quàn", "Riệc", "Sung", "Tre", "Ươi", "Vôi", "Xưa", "Yên", "Cành", "Bặn",
    "Đào", "Mòi",
];
const VILLAGE_SUFFIX: &[&str] = &["", "", "", " Trên", " Dưới", " Trong", " Ngoài"];

/// Names for `count` villages of one commune, all different.
pub(crate) fn villages(
    dice: &mut Dice,
    count: usize,
    township: bool,
    taken: &mut Vec<String>,
) -> Vec<String> {
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let prefix = if township { "Phố" } else { "Xóm" };
        let name = format!("{prefix} {}{}", dice.pick(VILLAGE), dice.pick(VILLAGE_SUFFIX));
        if !taken.contains(&name) {
            taken.push(name.clone());
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tidy_and_villages_differ() {
        let mut dice = Dice::new(5, 5);
        for (_, ethnicity) in ETHNICITIES {
            let family = family_name(&mut dice, ethnicity);
            for sex in [Sex::Male, Sex::Female] {
                let name = full_name(&mut dice, family, sex);
                assert_eq!(ground::tidy(&name), name);
                assert!(name.starts_with(family) && name.split(' ').count() >= 2, "{name}");
            }
        }
        let mut villages = villages(&mut dice, 40, false, &mut Vec::new());
        villages.sort();
        villages.dedup();
        assert_eq!(villages.len(), 40);
    }
}
