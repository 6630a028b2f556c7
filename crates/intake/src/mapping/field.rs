//! What a column can hold, and the headings under which communes write it.

use std::collections::HashMap;
use std::sync::LazyLock;

use ground::fold;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal : [$($spelling:literal),* $(,)?];)*) => {
        /// What a column holds.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Field {
            $($(#[$doc])* $name,)*
            /// Deprived of the indicator with this code, as stated in the list.
            Indicator(&'static str),
            /// Cause of poverty, 1 to 8 (lack of land, capital, labour, tools, knowledge, skills; illness; other).
            Cause(u8),
            /// Support need, 1 to 6 (health, education, production, credit, housing, other).
            Need(u8),
        }

        /// Every field that is neither an indicator, a cause nor a need.
        const PLAIN: &[(Field, &str, &[&str])] = &[$((Field::$name, $code, &[$($spelling),*])),*];
    };
}

fields! {
    /// Day of the review.
    ReviewDate = "review_date": ["ngay ra soat", "ngay khao sat", "ngay dieu tra", "thoi gian ra soat", "ngay ra soat ho", "thoi diem ra soat", "ngay phieu", "review date", "survey date"];
    /// Name of the head of household.
    HeadName = "head_name": ["ho ten chu ho", "ho va ten chu ho", "ten chu ho", "chu ho", "ho ten dai dien ho", "head name", "household head", "head of household"];
    /// Official code of the household.
    HouseholdCode = "household_code": ["ma ho", "ma so ho", "ma ho gia dinh", "ma ho ngheo", "ma so ho gia dinh", "ma dinh danh ho", "household code", "family code"];
    /// Sex of the head.
    HeadSex = "head_sex": ["gioi tinh chu ho", "gioi tinh", "nam nu", "head sex", "family sex"];
    /// Number of members.
    Members = "members": ["so nhan khau", "nhan khau", "so khau", "so thanh vien", "tong so nhan khau", "so nguoi", "so nhan khau trong ho", "so thanh vien trong ho", "members", "member count", "household size"];
    /// Result of the quick screening (Phiếu A).
    QuickScreen = "quick_screen": ["phieu a", "ket qua phieu a", "ket qua nhan dien nhanh", "nhan dien nhanh", "quick screen"];
    /// Income score (điểm A, B1).
    ScoreB1 = "score_b1": ["diem b1", "b1", "tong diem b1", "diem thu nhap", "diem phieu b1", "score b1", "income score"];
    /// Deprivation score (điểm B, B2).
    ScoreB2 = "score_b2": ["diem b2", "b2", "tong diem b2", "diem thieu hut", "diem phieu b2", "score b2", "deprivation score"];
    /// Class given in the list.
    Class = "class": ["phan loai", "phan loai ho", "ket qua phan loai", "ket qua ra soat", "loai ho", "dien ho", "ket qua", "doi tuong", "ho ngheo ho can ngheo", "class", "classification"];
    /// Mark: poor.
    Poor = "class.poor": ["ho ngheo", "ngheo", "poor"];
    /// Mark: near-poor.
    NearPoor = "class.near_poor": ["ho can ngheo", "can ngheo", "near poor"];
    /// Mark: above the standard.
    NotPoor = "class.not_poor": ["ho khong ngheo", "khong ngheo", "not poor"];
    /// Name of the reviewer.
    Reviewer = "reviewer": ["ra soat vien", "dieu tra vien", "can bo ra soat", "nguoi ra soat", "ho ten ra soat vien", "nguoi khao sat", "reviewer", "surveyor"];
    /// Province, by name or code.
    Province = "province": ["tinh", "tinh thanh pho", "ten tinh", "ma tinh", "province", "province code"];
    /// District, by name or code (until 30 June 2025).
    District = "district": ["huyen", "quan huyen", "huyen thi xa thanh pho", "ten huyen", "ma huyen", "district", "district code"];
    /// Commune, by name or code.
    Commune = "commune": ["xa", "xa phuong", "xa phuong thi tran", "phuong xa", "ten xa", "ma xa", "don vi hanh chinh", "commune", "commune code", "ward"];
    /// Village or residential group.
    Village = "village": ["thon", "xom", "thon xom", "thon ban", "thon to dan pho", "thon xom to dan pho", "to dan pho", "thon buon", "thon ban to dan pho", "thon buon bon to dan pho", "ban", "khu dan cu", "dia ban", "ten thon", "village", "hamlet"];
    /// Address below the village.
    Address = "address": ["dia chi", "noi o", "cho o hien nay", "noi o hien tai", "address"];
    /// Ethnic group.
    Ethnicity = "ethnicity": ["dan toc", "dan toc chu ho", "thanh phan dan toc", "family ethnicity", "ethnicity"];
    /// Mark: of an ethnic group native to the place.
    LocalEthnic = "local_ethnic": ["dttc", "dan toc tai cho", "dan toc thieu so tai cho", "ho dan toc thieu so tai cho", "family local ethnic", "local ethnic"];
    /// Mark: has a person of merit.
    Merit = "merit": ["cscc", "nguoi co cong", "chinh sach nguoi co cong", "ho co nguoi co cong", "ho ngheo co thanh vien la nguoi co cong", "thanh vien la nguoi co cong", "ho chinh sach", "chinh sach co cong", "co thanh vien la nguoi co cong voi cach mang", "merit"];
    /// Mark: nobody able to work.
    NoLabour = "no_labour": ["kcknld", "khong co kha nang lao dong", "ho khong co kha nang lao dong", "khong con kha nang lao dong", "no labour"];
    /// Children under 16.
    Children = "children": ["so tre em", "tre em", "tong so tre em", "so tre em duoi 16 tuoi", "children"];
    /// Children lacking health services.
    ChildrenHealth = "children_health": ["tre em thieu hut y te", "so tre em thieu hut y te", "tre em thieu hut ve y te", "children health"];
    /// Children lacking education.
    ChildrenEducation = "children_education": ["tre em thieu hut giao duc", "so tre em thieu hut giao duc", "tre em thieu hut ve giao duc", "children education"];
    /// Income per head and month, in đồng.
    Income = "income": ["thu nhap binh quan", "thu nhap binh quan dau nguoi", "thu nhap binh quan dau nguoi thang", "thu nhap binh quan nguoi thang", "thu nhap binh quan 1 nguoi thang", "tnbq", "tnbq dau nguoi", "monthly income per head"];
    /// Number of the household in a list of persons.
    HouseholdNumber = "household_number": ["stt ho", "so thu tu ho", "ho so", "so ho", "tt ho", "household number"];
    /// Number of the member within the household.
    MemberNumber = "member_number": ["stt thanh vien", "so thu tu thanh vien", "stt nhan khau", "stt khau", "member number"];
    /// Name of a member.
    FullName = "full_name": ["ho va ten", "ho ten", "ho ten thanh vien", "ho va ten thanh vien", "ten thanh vien", "ho va ten cac thanh vien trong ho", "full name", "member name"];
    /// Year of birth, in the column for men.
    BirthYearMale = "birth_year_male": ["nam sinh nam", "nam sinh cua nam", "ngay thang nam sinh nam", "ngay sinh nam", "birth year male"];
    /// Year of birth, in the column for women.
    BirthYearFemale = "birth_year_female": ["nam sinh nu", "nam sinh cua nu", "ngay thang nam sinh nu", "ngay sinh nu", "birth year female"];
    /// Day or year of birth.
    BirthDate = "birth_date": ["ngay sinh", "ngay thang nam sinh", "nam sinh", "ngay thang nam sinh chu ho", "nam sinh chu ho", "birth date", "date of birth", "birth year"];
    /// Sex of a member.
    Sex = "sex": ["gioi tinh thanh vien", "sex"];
    /// Relation to the head.
    Relation = "relation": ["quan he", "quan he voi chu ho", "quan he chu ho", "moi quan he voi chu ho", "relation"];
    /// Whether a member has a valid health-insurance card.
    Insurance = "insurance": ["the bhyt", "co the bhyt", "tham gia bhyt", "co bhyt", "insurance"];
    /// National ID number.
    IdNumber = "id_number": ["cccd", "so cccd", "cmnd", "so cmnd", "cmnd cccd", "cccd cmnd", "so cmnd cccd", "so cccd cmnd", "can cuoc cong dan", "so can cuoc", "so can cuoc cong dan", "so dinh danh", "so dinh danh ca nhan", "ma dinh danh", "so giay to", "id number", "national id"];
}

/// Indicator codes with their spellings, in the printed order of the standard of 2022; then the one that
/// the standard of 2027 adds and the one that only the standard of 2016 had.
const INDICATORS: [(&str, &[&str]); 14] = [
    ("employment", &["viec lam", "deprivation employment", "employment"]),
    (
        "dependants",
        &[
            "nguoi phu thuoc",
            "nguoi phu thuoc trong ho gia dinh",
            "phu thuoc",
            "deprivation dependants",
            "dependants",
        ],
    ),
    ("nutrition", &["dinh duong", "deprivation nutrition", "nutrition"]),
    (
        "health_insurance",
        &["bao hiem y te", "bhyt", "deprivation health insurance", "health insurance"],
    ),
    (
        "adult_education",
        &[
            "trinh do giao duc cua nguoi lon",
            "trinh do giao duc nguoi lon",
            "giao duc nguoi lon",
            "trinh do nguoi lon",
            "deprivation adult education",
            "adult education",
        ],
    ),
    (
        "child_attendance",
        &[
            "tinh trang di hoc cua tre em",
            "tinh trang di hoc tre em",
            "tre em di hoc",
            "di hoc cua tre em",
            "giao duc tre em",
            "deprivation child attendance",
            "child attendance",
        ],
    ),
    (
        "housing_quality",
        &["chat luong nha o", "chat luong nha", "deprivation housing quality", "housing quality"],
    ),
    (
        "housing_area",
        &[
            "dien tich nha o",
            "dien tich nha o binh quan",
            "dien tich nha o binh quan dau nguoi",
            "deprivation housing area",
            "housing area",
        ],
    ),
    (
        "water",
        &[
            "nguon nuoc",
            "nguon nuoc sinh hoat",
            "nuoc sinh hoat",
            "nuoc sach",
            "deprivation water",
            "water",
        ],
    ),
    (
        "toilet",
        &[
            "nha tieu",
            "nha tieu hop ve sinh",
            "nha ve sinh",
            "ho xi",
            "deprivation toilet",
            "toilet",
        ],
    ),
    (
        "telecom",
        &[
            "vien thong",
            "su dung dich vu vien thong",
            "dich vu vien thong",
            "deprivation telecom",
            "telecom",
        ],
    ),
    (
        "information_means",
        &[
            "phuong tien phuc vu tiep can thong tin",
            "phuong tien tiep can thong tin",
            "tai san tiep can thong tin",
            "phuong tien thong tin",
            "deprivation information means",
            "information means",
        ],
    ),
    ("waste", &["xu ly rac thai", "xu ly chat thai", "rac thai", "deprivation waste", "waste"]),
    (
        "health_care",
        &[
            "su dung dich vu y te",
            "tiep can dich vu y te",
            "dich vu y te",
            "deprivation health care",
            "health care",
        ],
    ),
];

/// The spellings of a cause stand alone or below a heading with "nguyên nhân".
const CAUSES: [&[&str]; 8] = [
    &["khong co dat san xuat", "thieu dat san xuat", "khong co dat sx", "thieu dat", "cause 1"],
    &[
        "khong co von san xuat",
        "khong co von san xuat kinh doanh",
        "thieu von",
        "thieu von san xuat",
        "cause 2",
    ],
    &["khong co lao dong", "thieu lao dong", "cause 3"],
    &[
        "khong co cong cu phuong tien san xuat",
        "khong co cong cu san xuat",
        "thieu phuong tien san xuat",
        "thieu cong cu san xuat",
        "cause 4",
    ],
    &[
        "khong co kien thuc ve san xuat",
        "khong co kien thuc san xuat",
        "thieu kien thuc san xuat",
        "thieu kien thuc",
        "cause 5",
    ],
    &[
        "khong co ky nang lao dong san xuat",
        "khong co ky nang lao dong",
        "thieu ky nang lao dong",
        "thieu ky nang",
        "cause 6",
    ],
    &[
        "co nguoi om dau benh nang tai nan",
        "om dau benh tat tai nan",
        "om dau tai nan",
        "om dau",
        "cause 7",
    ],
    &["nguyen nhan khac", "cause 8"],
];

const NEEDS: [&[&str]; 6] = [
    &["ho tro y te", "nhu cau y te", "need 1", "need health"],
    &["ho tro giao duc", "nhu cau giao duc", "need 2", "need education"],
    &["ho tro san xuat", "nhu cau san xuat", "need 3", "need production"],
    &[
        "ho tro tin dung",
        "ho tro vay von",
        "nhu cau tin dung",
        "vay von tin dung",
        "need 4",
        "need credit",
    ],
    &["ho tro nha o", "nhu cau nha o", "need 5", "need housing"],
    &["ho tro khac", "nhu cau khac", "need 6", "need other"],
];

/// Words below a heading with "nhu cầu" or "hỗ trợ".
const NEED_WORDS: [&[&str]; 6] =
    [&["y te"], &["giao duc"], &["san xuat"], &["tin dung", "vay von"], &["nha o"], &["khac"]];

/// A field, its code and its spellings.
struct Entry {
    field: Field,
    code: String,
    spellings: &'static [&'static str],
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let plain = PLAIN.iter().map(|(field, code, spellings)| Entry {
        field: *field,
        code: (*code).to_owned(),
        spellings,
    });
    let indicators = INDICATORS.iter().map(|(code, spellings)| Entry {
        field: Field::Indicator(code),
        code: format!("deprivation.{code}"),
        spellings,
    });
    let causes = CAUSES.iter().zip(1..).map(|(spellings, number)| Entry {
        field: Field::Cause(number),
        code: format!("cause.{number}"),
        spellings,
    });
    let needs = NEEDS.iter().zip(1..).map(|(spellings, number)| Entry {
        field: Field::Need(number),
        code: format!("need.{number}"),
        spellings,
    });
    plain.chain(indicators).chain(causes).chain(needs).collect()
});

static BY_SPELLING: LazyLock<HashMap<&'static str, Field>> = LazyLock::new(|| {
    ENTRIES
        .iter()
        .flat_map(|entry| entry.spellings.iter().map(|text| (*text, entry.field)))
        .collect()
});

static BY_CODE: LazyLock<HashMap<&'static str, Field>> =
    LazyLock::new(|| ENTRIES.iter().map(|entry| (entry.code.as_str(), entry.field)).collect());

impl Field {
    /// Every field, in the order of forms.
    pub fn all() -> impl Iterator<Item = Field> {
        ENTRIES.iter().map(|entry| entry.field)
    }

    /// The code kept with a remembered mapping, such as `head_name` or `deprivation.water`; the label
    /// of the field in `intake.ftl` is `intake-field-` and this code with `.` and `_` as `-`.
    pub fn code(self) -> &'static str {
        let entry = ENTRIES.iter().find(|entry| entry.field == self);
        entry.map_or("", |entry| entry.code.as_str())
    }

    /// Reads a code back.
    pub fn read(code: &str) -> Option<Field> {
        BY_CODE.get(code).copied()
    }

    /// The field that a heading names, with how sure that is (percent). `heading` is the whole heading
    /// over merged rows, `/` between its levels.
    pub fn of_heading(heading: &str) -> Option<(Field, u8)> {
        let levels: Vec<String> = heading.split('/').map(plain).filter(|l| !l.is_empty()).collect();
        let leaf = levels.last()?;
        let above = levels[..levels.len() - 1].join(" ");
        if let Some(field) = below(&above, leaf) {
            return Some((field, 95));
        }
        let whole = levels.join(" ");
        if let Some(field) = BY_SPELLING.get(whole.as_str()).or(BY_SPELLING.get(leaf.as_str())) {
            return Some((*field, 100));
        }
        // A field's own code as heading: `deprivation.water`, `head_name`.
        if let Some(field) = BY_CODE.get(heading.trim()) {
            return Some((*field, 100));
        }
        let slashed = fold(heading);
        if let Some(field) = BY_SPELLING.get(slashed.as_str()) {
            return Some((*field, 100));
        }
        inside(leaf).or_else(|| inside(&slashed))
    }
}

/// Leaves that mean something only because of what stands above them.
fn below(above: &str, leaf: &str) -> Option<Field> {
    let number: Option<u8> = leaf.rsplit(' ').next().and_then(|word| word.parse().ok());
    let numbered = |most: u8| number.filter(|n| (1..=most).contains(n));
    if above.contains("thieu hut") && !above.contains("tre em") {
        if let Some(number) = numbered(12) {
            return Some(Field::Indicator(INDICATORS[usize::from(number) - 1].0));
        }
    } else if above.contains("nguyen nhan") {
        if leaf == "khac" {
            return Some(Field::Cause(8));
        }
        return numbered(8).map(Field::Cause);
    } else if above.contains("nhu cau") || above.contains("ho tro") {
        let named = NEED_WORDS.iter().position(|words| words.contains(&leaf));
        return named.map(|at| at as u8 + 1).or(numbered(6)).map(Field::Need);
    } else if above.contains("sinh") {
        return match leaf {
            "nam" => Some(Field::BirthYearMale),
            "nu" => Some(Field::BirthYearFemale),
            _ => None,
        };
    }
    None
}

/// The longest spelling of at least two words that stands inside the heading.
fn inside(heading: &str) -> Option<(Field, u8)> {
    let padded = format!(" {heading} ");
    let (spelling, field) = BY_SPELLING
        .iter()
        .filter(|(spelling, _)| spelling.contains(' ') && padded.contains(&format!(" {spelling} ")))
        .max_by_key(|(spelling, field)| (spelling.len(), **field))?;
    let share = 40 * spelling.len() / heading.len().max(1);
    Some((*field, 50 + share.min(40) as u8))
}

/// A heading without diacritics, case and remarks in brackets such as `(đồng)` or `(x)`.
fn plain(heading: &str) -> String {
    let mut depth = 0_usize;
    let outside: String = heading
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let keep = depth == 0;
            depth -= usize::from(*c == ')' && depth > 0);
            keep
        })
        .collect();
    let folded = fold(&outside);
    if folded.is_empty() { fold(heading) } else { folded }
}
