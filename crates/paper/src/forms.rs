//! What is filled in by hand: requests and questionnaires.

use serde::Serialize;

use crate::Member;

/// A request, form 01 or 04. Blank where its texts are empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Request {
    /// `01` or `04`.
    pub form: String,
    /// The commune it is addressed to; empty leaves room to write it.
    pub unit: String,
    /// Name of the head.
    pub head: String,
    /// Sex of the head.
    pub sex: String,
    /// Birth of the head.
    pub born: String,
    /// Ethnic group of the head.
    pub ethnicity: String,
    /// Where the household is registered.
    pub residence: String,
    /// Where it lives; empty leaves room to write it.
    pub current: String,
    /// The members; the note of each is what they do.
    pub members: Vec<Member>,
    /// Why it asks.
    pub grounds: String,
}

/// Questionnaires, one per household or blank.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Questionnaire {
    /// The commune, in full; empty leaves room to write it.
    pub unit: String,
    /// Which standards the answers will be read under.
    pub standards: Vec<String>,
    /// Parts asked of every member.
    pub member_parts: Vec<Part>,
    /// Parts asked once.
    pub parts: Vec<Part>,
    /// Choices too many to print beside their question.
    pub codes: Vec<Codes>,
    /// The households; one of empty texts is a blank form.
    pub households: Vec<Surveyed>,
}

/// A part of the questionnaire.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Part {
    /// Its title.
    pub title: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Question {
    /// Its number, the same as on the entry page.
    pub number: String,
    /// Its text.
    pub text: String,
    /// What is to be written: a unit, a pattern of a day.
    pub hint: String,
    /// Codes and what they mean.
    pub choices: Vec<(String, String)>,
}

/// A list of codes at the end of the form.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Codes {
    /// Number of its question.
    pub number: String,
    /// Text of its question.
    pub text: String,
    /// Codes and what they mean.
    pub choices: Vec<(String, String)>,
}

/// What is known of a household before the visit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Surveyed {
    /// Name of the head.
    pub head: String,
    /// Official code.
    pub code: String,
    /// Village.
    pub village: String,
    /// Address.
    pub address: String,
    /// Names of the members, and what is known of each by number of question.
    pub members: Vec<Known>,
}

/// What is known of a member.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Known {
    /// Full name.
    pub name: String,
    /// Answers known, by number of question.
    pub answers: Vec<(String, String)>,
}
