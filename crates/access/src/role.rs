//! Roles, verbs, and the one table in which they meet.

use std::fmt::Write as _;

ground::words! {
    /// What a person is to the programme. Each is bound to a unit and everything below it.
    Role, invalid "access.role.unknown":
    /// Reads lists and tables.
    Viewer = "viewer",
    /// Visits households (rà soát viên).
    Reviewer = "reviewer",
    /// Keeps the commune's registry (công chức xã phụ trách giảm nghèo).
    CommuneOfficer = "commune_officer",
    /// Recognises poor and near-poor households (Chủ tịch UBND cấp xã; Quyết định 24/2021/QĐ-TTg).
    CommuneChair = "commune_chair",
    /// Guides and checks the communes of a province.
    ProvinceOfficer = "province_officer",
    /// Runs the installation and its accounts.
    Administrator = "administrator",
}

ground::words! {
    /// What can be done.
    Verb, invalid "access.verb.unknown":
    /// Read lists, households and figures; national ID numbers are masked.
    View = "view",
    /// Read whole national ID numbers.
    ViewIdentity = "view_identity",
    /// Record visits.
    Survey = "survey",
    /// Bring in spreadsheets.
    Import = "import",
    /// Register and correct households and persons.
    EditHousehold = "edit_household",
    /// Say how a finding was settled.
    SettleFinding = "settle_finding",
    /// Draw up the official tables.
    Report = "report",
    /// Run the review: rounds, requests, meetings, postings, complaints, opinions.
    Review = "review",
    /// Decide on recognition.
    Decide = "decide",
    /// Enter denominators and targets.
    ManageFigures = "manage_figures",
    /// Cancel long work.
    CancelJob = "cancel_job",
    /// Create, change and disable accounts.
    ManageAccounts = "manage_accounts",
    /// Read the audit trail.
    ViewAudit = "view_audit",
}

impl Role {
    /// The Vietnamese term, for the rights table.
    fn vietnamese(self) -> &'static str {
        match self {
            Role::Viewer => "Người xem",
            Role::Reviewer => "Rà soát viên",
            Role::CommuneOfficer => "Công chức xã",
            Role::CommuneChair => "Chủ tịch UBND xã",
            Role::ProvinceOfficer => "Cán bộ tỉnh",
            Role::Administrator => "Quản trị viên",
        }
    }
}

impl Verb {
    /// The Vietnamese term, for the rights table.
    fn vietnamese(self) -> &'static str {
        match self {
            Verb::View => "Xem danh sách, hộ và số liệu",
            Verb::ViewIdentity => "Xem đủ số định danh cá nhân",
            Verb::Survey => "Ghi lượt khảo sát",
            Verb::Import => "Nhập danh sách từ bảng tính",
            Verb::EditHousehold => "Đăng ký, sửa hộ và nhân khẩu",
            Verb::SettleFinding => "Xử lý điểm cần kiểm tra",
            Verb::Report => "Lập biểu báo cáo",
            Verb::Review => "Tổ chức kỳ rà soát",
            Verb::Decide => "Quyết định công nhận",
            Verb::ManageFigures => "Nhập số dân và chỉ tiêu",
            Verb::CancelJob => "Dừng việc đang chạy",
            Verb::ManageAccounts => "Quản lý tài khoản",
            Verb::ViewAudit => "Xem nhật ký thao tác",
        }
    }
}

/// Who may do what. Whole identity numbers are for those who meet the household; deciding is for the
/// commune chair alone, because the decision is a legal act that no administrator can make.
const RIGHTS: &[(Role, &[Verb])] = {
    use Verb::{
        CancelJob, Decide, EditHousehold, Import, ManageAccounts, ManageFigures, Report, Review,
        SettleFinding, Survey, View, ViewAudit, ViewIdentity,
    };
    &[
        (Role::Viewer, &[View, Report]),
        (Role::Reviewer, &[View, ViewIdentity, Survey]),
        (
            Role::CommuneOfficer,
            &[
                View,
                ViewIdentity,
                Survey,
                Import,
                EditHousehold,
                SettleFinding,
                Report,
                Review,
                ManageFigures,
                CancelJob,
            ],
        ),
        (
            Role::CommuneChair,
            &[View, ViewIdentity, SettleFinding, Report, Decide, CancelJob, ViewAudit],
        ),
        (
            Role::ProvinceOfficer,
            &[
                View,
                Import,
                SettleFinding,
                Report,
                ManageFigures,
                CancelJob,
                ManageAccounts,
                ViewAudit,
            ],
        ),
        (
            Role::Administrator,
            &[
                View,
                ViewIdentity,
                Survey,
                Import,
                EditHousehold,
                SettleFinding,
                Report,
                Review,
                ManageFigures,
                CancelJob,
                ManageAccounts,
                ViewAudit,
            ],
        ),
    ]
};

/// Whether the role carries the right, whatever the unit.
pub fn may(role: Role, verb: Verb) -> bool {
    RIGHTS.iter().any(|(holder, verbs)| *holder == role && verbs.contains(&verb))
}

/// The rights table as a Markdown page, checked in as `docs/rights.md`.
pub fn rights_page() -> String {
    let mut page = String::from(
        "# Quyền của từng vai trò · Rights of each role\n\n\
         Mỗi vai trò chỉ có hiệu lực trong đơn vị của tài khoản và mọi đơn vị bên dưới.\n\
         A role holds only inside the account's unit and everything below it.\n\n\
         This page is generated from `crates/access/src/role.rs`; \
         `cargo test -p access` fails when it is out of date and says how to renew it.\n\n|  |",
    );
    // Writing into a string cannot fail.
    for role in Role::ALL {
        let _ = write!(page, " {}<br>`{role}` |", role.vietnamese());
    }
    page.push_str("\n|---|");
    page.push_str(&":---:|".repeat(Role::ALL.len()));
    page.push('\n');
    for verb in Verb::ALL {
        let _ = write!(page, "| {} · `{verb}` |", verb.vietnamese());
        for role in Role::ALL {
            page.push_str(if may(*role, *verb) { " có |" } else { " – |" });
        }
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_others_are_refused() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse::<Role>().unwrap(), *role);
        }
        for verb in Verb::ALL {
            assert_eq!(verb.as_str().parse::<Verb>().unwrap(), *verb);
        }
        assert_eq!("root".parse::<Role>().unwrap_err().code, "access.role.unknown");
        assert_eq!("Decide".parse::<Verb>().unwrap_err().code, "access.verb.unknown");
    }

    #[test]
    fn every_role_has_one_line_and_every_verb_a_holder() {
        for role in Role::ALL {
            assert_eq!(RIGHTS.iter().filter(|(holder, _)| holder == role).count(), 1, "{role}");
            assert!(may(*role, Verb::View), "{role} sees nothing");
        }
        for verb in Verb::ALL {
            assert!(Role::ALL.iter().any(|role| may(*role, *verb)), "nobody may {verb}");
        }
        assert!(!may(Role::Administrator, Verb::Decide), "a decision is the chair's");
    }

    #[test]
    fn the_rights_page_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rights.md");
        if std::env::var_os("CHIEUSAU_RENEW").is_some() {
            std::fs::write(path, rights_page()).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(kept, rights_page(), "run: CHIEUSAU_RENEW=1 cargo test -p access rights");
    }
}
