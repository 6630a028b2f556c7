//! The fixed words on every table.

use law::Wording;
use serde::Deserialize;

/// `law/reports/words.toml`.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is the word it names; the file is its documentation")]
pub struct TableWords {
    pub motto: [Wording; 2],
    pub committee: Wording,
    pub number: Wording,
    pub nation: Wording,
    pub province: Wording,
    pub district: Wording,
    pub commune: Wording,
    pub part: Wording,
    pub households: Wording,
    pub persons: Wording,
    pub total: Wording,
    pub unassigned: Wording,
    pub refused: Wording,
    pub period: Wording,
    pub day: Wording,
    pub standard: Wording,
    pub map: Wording,
    pub law: Wording,
    pub notes: Wording,
    pub signatures: [Wording; 2],
    pub sign_here: Wording,
    pub page: Wording,
}
