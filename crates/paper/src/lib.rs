//! Documents on paper: what each of them says.
//!
//! A document is a struct with everything its template may see; texts are Vietnamese, as official papers
//! are, and ready to print. How they look, and the making of a PDF, is the business of `press`, which is
//! far heavier than anything else in the house; whoever fills documents in does not wait for it to compile.

mod forms;
mod official;

use ground::{Problem, Result};

pub use forms::*;
pub use official::*;

/// Is told how many papers of a document are done and how many there are; its problem stops the press.
pub type Step<'a> = &'a dyn Fn(i64, i64) -> Result<()>;

/// Makes a PDF of a document. Takes processor time in proportion to its pages, so that a large one belongs
/// on a thread of its own.
pub type Press = fn(&Document, Step<'_>) -> Result<Vec<u8>>;

/// A document and its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Document {
    /// The decision with its lists (form 02).
    Decision(Decision),
    /// Certificates (form 03), one per household.
    Certificates(Certificates),
    /// A request (form 01 or 04), blank or filled in.
    Request(Request),
    /// The receipt of a request.
    Receipt(Receipt),
    /// A refusal in writing.
    Refusal(Refusal),
    /// Minutes of a village meeting.
    Minutes(Minutes),
    /// The sheet for the village house.
    Posting(Posting),
    /// Questionnaires to be filled in by hand.
    Questionnaire(Questionnaire),
}

impl Document {
    /// The name of its template.
    pub fn name(&self) -> &'static str {
        match self {
            Document::Decision(_) => "decision",
            Document::Certificates(_) => "certificates",
            Document::Request(_) => "request",
            Document::Receipt(_) => "receipt",
            Document::Refusal(_) => "refusal",
            Document::Minutes(_) => "minutes",
            Document::Posting(_) => "posting",
            Document::Questionnaire(_) => "questionnaire",
        }
    }

    /// Its content as JSON.
    ///
    /// # Errors
    /// `paper.unset`, which no content of these types can cause.
    pub fn json(&self) -> Result<Vec<u8>> {
        let written = match self {
            Document::Decision(it) => serde_json::to_vec(it),
            Document::Certificates(it) => serde_json::to_vec(it),
            Document::Request(it) => serde_json::to_vec(it),
            Document::Receipt(it) => serde_json::to_vec(it),
            Document::Refusal(it) => serde_json::to_vec(it),
            Document::Minutes(it) => serde_json::to_vec(it),
            Document::Posting(it) => serde_json::to_vec(it),
            Document::Questionnaire(it) => serde_json::to_vec(it),
        };
        written.map_err(|error| {
            Problem::internal("paper.unset").with("template", self.name()).because(error)
        })
    }
}
