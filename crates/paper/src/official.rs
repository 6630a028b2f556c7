//! What officials sign: decision, certificates, receipt, refusal, minutes, posting.

use serde::Serialize;

/// The head of an official document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Head {
    /// The commune, in full: `Xã Lạc Sơn`.
    pub unit: String,
    /// `88/QĐ-UBND`; empty leaves room to write it.
    pub number: String,
    /// `Lạc Sơn, ngày 02 tháng 12 năm 2026`.
    pub place: String,
}

/// The decision.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Decision {
    /// Its head.
    pub head: Head,
    /// `ngày 02 tháng 12 năm 2026`, for the head of its lists.
    pub day: String,
    /// Legal bases, each a clause that begins with `Căn cứ`.
    pub bases: Vec<String>,
    /// The standard households were classified under.
    pub standard: String,
    /// The lists, in their order.
    pub lists: Vec<List>,
    /// Who gets a copy.
    pub recipients: Vec<String>,
    /// Who signs.
    pub signer: String,
}

/// A list of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct List {
    /// `Danh sách hộ nghèo`.
    pub title: String,
    /// `hộ nghèo`, as the decision counts it.
    pub what: String,
    /// Its households.
    pub rows: Vec<Listed>,
}

/// A household on a list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Listed {
    /// Name of the head.
    pub head: String,
    /// Village.
    pub village: String,
    /// Members.
    pub members: i64,
    /// Number of the certificate, or nothing.
    pub certificate: String,
}

/// Certificates of one commune under one standard.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Certificates {
    /// The commune, in full.
    pub unit: String,
    /// Names of the standard's indicators, in order: the boxes of a year's row.
    pub indicators: Vec<String>,
    /// The years that a paper has a row for.
    pub years: Vec<i32>,
    /// The papers.
    pub papers: Vec<Certificate>,
}

/// One household's certificate.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Certificate {
    /// Its number.
    pub number: String,
    /// Place and date of its issue.
    pub place: String,
    /// Name of the head.
    pub head: String,
    /// Ethnic group of the head.
    pub ethnicity: String,
    /// Village and address.
    pub residence: String,
    /// The members, those who left after the issue as well.
    pub members: Vec<Member>,
    /// The years signed.
    pub years: Vec<Year>,
}

/// A member on a certificate or a request.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Member {
    /// Full name.
    pub name: String,
    /// Ethnic group.
    pub ethnicity: String,
    /// Relation to the head.
    pub relation: String,
    /// Day or year of birth of a man or boy; empty for the others.
    pub born_male: String,
    /// Day or year of birth of a woman or girl; empty for the others.
    pub born_female: String,
    /// What changed since the certificate was issued.
    pub note: String,
}

/// A year's row of a certificate.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// `N` (poor) or `CN` (near-poor).
    pub class: String,
    /// Orders of the indicators the household lacks, from 1.
    pub lacking: Vec<usize>,
    /// Who signs for the year.
    pub signer: String,
}

/// The receipt of a request.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Receipt {
    /// Its head, with the number of the receipt.
    pub head: Head,
    /// Who asked.
    pub household: String,
    /// Where the household lives.
    pub residence: String,
    /// What for.
    pub form: String,
    /// How it came in.
    pub channel: String,
    /// On which day.
    pub received: String,
    /// The day of the answer.
    pub due: String,
    /// Who took it in; empty when it was sent on the web.
    pub officer: String,
    /// The number by which the household asks how its request stands.
    pub written: String,
    /// The code it gives with that number.
    pub code: String,
}

/// The refusal of a request.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Refusal {
    /// Its head.
    pub head: Head,
    /// Who asked.
    pub household: String,
    /// Where the household lives.
    pub residence: String,
    /// What for.
    pub form: String,
    /// Number of the receipt.
    pub receipt: String,
    /// The day the request came in.
    pub received: String,
    /// The reasons, as recorded.
    pub reasons: String,
    /// The law on the procedure.
    pub bases: Vec<String>,
}

/// Minutes of a village meeting; blank where a number is missing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Minutes {
    /// The commune, in full.
    pub unit: String,
    /// The village.
    pub village: String,
    /// `ngày 24 tháng 11 năm 2026`; empty leaves room to write it.
    pub day: String,
    /// Which review.
    pub round: String,
    /// Who chaired.
    pub chair: String,
    /// Who took the minutes.
    pub secretary: String,
    /// Everybody present.
    pub attendance: Option<i64>,
    /// Share of those present who must agree, in percent.
    pub percent: i64,
    /// The households, with their votes.
    pub rows: Vec<Voted>,
}

/// The vote on one household.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Voted {
    /// Name of the head.
    pub head: String,
    /// Members.
    pub members: i64,
    /// Class before the review.
    pub before: String,
    /// Class by the survey.
    pub class: String,
    /// Who agreed.
    pub agree: Option<i64>,
    /// Who did not.
    pub disagree: Option<i64>,
}

/// The posting of a village.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Posting {
    /// Its head.
    pub head: Head,
    /// The village.
    pub village: String,
    /// Which review.
    pub round: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Heads and classes.
    pub rows: Vec<(String, String)>,
}
