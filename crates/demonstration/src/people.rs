//! The accounts with which the demonstration is tried out.

use access::Role;
use access::account::{Demonstration, New};
use ground::{Day, Lang, Result, UnitId};
use places::{Level, Units};

/// Everybody's password: it is printed at every start and protects nothing.
pub const PASSWORD: &str = "trinh-dien-lac-son";

/// Role, code of the commune or else the province, login, name as shown.
const ACCOUNTS: &[(Role, Option<&str>, &str, &str)] = &[
    (Role::CommuneOfficer, Some("05266"), "lacson.canbo", "Cán bộ xã Lạc Sơn"),
    (Role::CommuneChair, Some("05266"), "lacson.chutich", "Chủ tịch xã Lạc Sơn"),
    (Role::Reviewer, Some("05266"), "lacson.rasoat", "Bùi Văn Sinh"),
    (Role::Reviewer, Some("05266"), "lacson.rasoat2", "Quách Thị Hoà"),
    (Role::Reviewer, Some("05266"), "lacson.rasoat3", "Đinh Công Thức"),
    (Role::CommuneOfficer, Some("05323"), "quyetthang.canbo", "Cán bộ xã Quyết Thắng"),
    (Role::CommuneChair, Some("05323"), "quyetthang.chutich", "Chủ tịch xã Quyết Thắng"),
    (Role::Reviewer, Some("05323"), "quyetthang.rasoat", "Bạch Văn Luận"),
    (Role::Reviewer, Some("05323"), "quyetthang.rasoat2", "Bùi Thị Duyên"),
    (Role::ProvinceOfficer, None, "phutho.canbo", "Cán bộ tỉnh Phú Thọ"),
    (Role::Viewer, None, "phutho.xem", "Người xem tỉnh Phú Thọ"),
];

/// Login of the demonstration's administrator.
const ADMINISTRATOR: (&str, &str) = ("quantri", "Quản trị viên trình diễn");

/// The province the district lies in today.
const PROVINCE: &str = "25";

/// The reviewers of a commune with a round, by its code: name as shown.
pub(crate) fn reviewers(commune: &str) -> Vec<&'static str> {
    let of = |account: &&(Role, Option<&str>, &str, &str)| {
        account.0 == Role::Reviewer && account.1 == Some(commune)
    };
    ACCOUNTS.iter().filter(of).map(|(.., name)| *name).collect()
}

/// Which of so many reviewers surveys a village: always the same one, evenly spread.
pub(crate) fn surveys(village: &str, reviewers: usize) -> usize {
    village.chars().fold(0_usize, |sum, letter| (sum * 31 + letter as usize) % 10_007) % reviewers
}

/// All demonstration accounts, with their passwords.
///
/// # Errors
/// Those of [`Units::by_code`], when `today` lies before the reform of 1 July 2025.
pub fn accounts(units: &Units, today: Day) -> Result<Vec<Demonstration>> {
    let province = units.by_code(Level::Province, PROVINCE, today)?.id;
    let mut all = Vec::with_capacity(ACCOUNTS.len() + 1);
    for (role, commune, login, name) in ACCOUNTS {
        let unit = match commune {
            Some(code) => units.by_code(Level::Commune, code, today)?.id,
            None => province,
        };
        all.push(account(*role, unit, login, name));
    }
    all.push(account(Role::Administrator, UnitId::NATION, ADMINISTRATOR.0, ADMINISTRATOR.1));
    Ok(all)
}

fn account(role: Role, unit: UnitId, login: &str, name: &str) -> Demonstration {
    let new = New { login: login.to_owned(), name: name.to_owned(), role, unit, lang: Lang::Vi };
    Demonstration { new, password: PASSWORD.to_owned() }
}
