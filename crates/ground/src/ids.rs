//! Identifiers. Records carry UUID version 7 (time-ordered, made anywhere without asking a server);
//! administrative units carry a small number derived from their official code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Problem;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = Problem;
            fn from_str(text: &str) -> Result<Self, Problem> {
                Uuid::parse_str(text).map($name).map_err(|_| Problem::missing("id.unreadable").with("text", text))
            }
        }
    )*};
}

ids! {
    /// A person who signs in.
    AccountId,
    /// One entry of the audit trail.
    AuditId,
    /// A household (hộ).
    HouseholdId,
    /// A member of a household (nhân khẩu).
    PersonId,
    /// One survey of a household: immutable answers (lượt khảo sát).
    VisitId,
    /// What one standard says of one visit (kết quả đánh giá).
    EvaluationId,
    /// One interval of a household's status (tình trạng).
    StatusId,
    /// One spreadsheet that was imported.
    ImportId,
    /// A piece of long work.
    JobId,
    /// A village or residential group (thôn, xóm, tổ dân phố).
    VillageId,
    /// A review of a commune (kỳ rà soát).
    RoundId,
    /// A household in a round (hồ sơ).
    CaseId,
    /// A request to be reviewed (giấy đề nghị).
    RequestId,
    /// A village meeting (họp dân).
    MeetingId,
    /// A public posting (niêm yết).
    PostingId,
    /// A decision of the chair (quyết định công nhận).
    DecisionId,
    /// A tie between a reviewer and a household that was declared.
    RelationId,
    /// A random sample for re-verification.
    SampleId,
}

/// An administrative unit *in one period of its life* (đơn vị hành chính).
///
/// Official codes are reused: 05323 was Chí Đạo and is now Quyết Thắng. The number is therefore
/// `level · 10⁸ + code · 100 + n`, `n` counting the holders of that code in order of time, from 1;
/// `level` is 1 province, 2 district, 3 commune; 0 is the nation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitId(pub i64);

impl UnitId {
    /// The whole country.
    pub const NATION: UnitId = UnitId(0);

    /// The unit of the given level (1–3), numeric code, and holder of that code (1 = first known).
    pub fn new(level: u8, code: u32, holder: u8) -> UnitId {
        UnitId(i64::from(level) * 100_000_000 + i64::from(code) * 100 + i64::from(holder))
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for UnitId {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        text.parse().map(UnitId).map_err(|_| Problem::missing("id.unreadable").with("text", text))
    }
}
