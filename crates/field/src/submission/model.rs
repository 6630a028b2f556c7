//! What comes in, and what becomes of it.

use ground::{AccountId, Day, HouseholdId, Instant, Problem, Result, UnitId, VisitId};
use law::{Answer, AnswerType, Answers, Question, Questionnaire, Scope};
use registry::visit::Point;
use uuid::Uuid;

use super::xml::{self, Element};
use crate::form::{FORM, asked};

/// What a phone sends at once: the form, and some or all of its attachments.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Delivery {
    /// The filled-in form.
    pub xml: Vec<u8>,
    /// Attachments.
    pub files: Vec<Attachment>,
}

/// A photo or signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// The name by which the form calls it.
    pub name: String,
    /// Its media type, as the phone says.
    pub media: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

ground::words! {
    /// What became of a submission.
    State, internal "field.state.unknown":
    /// Not all attachments that it names have come.
    Waiting = "waiting",
    /// It became a visit.
    Taken = "taken",
    /// It could not be taken; the reason is kept.
    Trouble = "trouble",
}

/// A submission as the inbox shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Submission {
    /// Its id here.
    pub id: Uuid,
    /// The id that the phone gave it.
    pub instance: String,
    /// Who sent it.
    pub account: AccountId,
    /// The sender's name then.
    pub account_name: String,
    /// The household's commune, or the sender's unit while no household is known.
    pub unit: UnitId,
    /// The household, once known.
    pub household: Option<HouseholdId>,
    /// When it first came.
    pub received_at: Instant,
    /// What became of it.
    pub state: State,
    /// Why it could not be taken.
    pub problem: Option<Problem>,
    /// The visit that it became.
    pub visit: Option<VisitId>,
}

/// A form that could be read.
pub(crate) struct Envelope {
    pub(crate) cover: Cover,
    root: Element,
}

/// What stands on the outside of a form: enough to keep it.
pub(crate) struct Cover {
    pub(crate) instance: String,
    pub(crate) form: String,
    pub(crate) version: String,
    /// Attachments that the form names.
    pub(crate) files: Vec<String>,
    /// When it was filled in and where, as the phone noted by itself, and the names of its photos.
    pub(crate) noted: Noted,
}

impl Cover {
    /// Of what cannot be read: without an id of its own it goes by its content.
    pub(crate) fn unreadable(digest: &[u8]) -> Cover {
        Cover {
            instance: format!("sha256:{}", crate::hex(digest)),
            form: String::new(),
            version: String::new(),
            files: Vec::new(),
            noted: Noted::default(),
        }
    }
}

/// What the phone noted beside the answers.
#[derive(Default)]
pub(crate) struct Noted {
    pub(crate) started: Option<Instant>,
    pub(crate) ended: Option<Instant>,
    pub(crate) place: Option<Point>,
    /// What each shows, and the attachment.
    pub(crate) photos: Vec<(&'static str, String)>,
}

/// What the form says of the visit.
pub(crate) struct Said {
    pub(crate) household: HouseholdId,
    pub(crate) day: Day,
    pub(crate) answers: Answers,
}

/// The photos that the form asks for.
const PHOTOS: [&str; 2] = ["photo_outside", "photo_inside"];

impl Envelope {
    /// Reads the cover.
    ///
    /// # Errors
    /// Those of reading XML; `field.submission.no_instance`.
    pub(crate) fn read(xml: &[u8]) -> Result<Envelope> {
        let root = xml::read(xml)?;
        let instance = root.said(&["meta", "instanceID"]);
        let instance = instance.filter(|id| id.len() <= 200).map(str::to_owned);
        let instance = instance.ok_or_else(|| Problem::invalid("field.submission.no_instance"))?;
        let file = |name: &str| root.said(&["evidence", name]).map(str::to_owned);
        let files = PHOTOS.into_iter().chain(["signature"]).filter_map(file);
        let time = |name: &str| root.said(&[name]).and_then(Instant::from_rfc3339);
        let noted = Noted {
            started: time("start"),
            ended: time("end"),
            place: root.said(&["evidence", "gps"]).and_then(Point::read),
            photos: PHOTOS.into_iter().filter_map(|name| Some((name, file(name)?))).collect(),
        };
        let (form, version) = (root.id.clone(), root.version.clone());
        let cover = Cover { instance, form, version, files: files.collect(), noted };
        Ok(Envelope { cover, root })
    }

    /// Reads household, day and answers.
    ///
    /// # Errors
    /// `field.submission.other_form`, `field.submission.no_household`, `field.submission.no_day`; those of
    /// [`Answers::set`].
    pub(crate) fn said(&self, questionnaire: &Questionnaire) -> Result<Said> {
        if self.cover.form != FORM {
            return Err(Problem::invalid("field.submission.other_form")
                .with("form", self.cover.form.chars().take(60).collect::<String>()));
        }
        let household = self.root.said(&["visit", "household"]).and_then(|id| id.parse().ok());
        let household =
            household.ok_or_else(|| Problem::invalid("field.submission.no_household"))?;
        let day = self.root.said(&["visit", "day"]).and_then(day);
        let day = day.ok_or_else(|| Problem::invalid("field.submission.no_day"))?;
        let mut answers = Answers::new();
        let all = questionnaire.questions(Scope::Household).iter();
        for question in all.filter(|question| asked(question)) {
            if let Some(text) = self.root.said(&[&question.block, &question.id]) {
                answers.set(questionnaire, &question.id, answer(question, text)?)?;
            }
        }
        let roster = self.root.child("roster");
        let listed = roster.into_iter().flat_map(|roster| &roster.children);
        for row in listed.filter(|child| child.name == "member") {
            let member = answers.add_member();
            for question in questionnaire.questions(Scope::Member) {
                if let Some(text) = row.said(&[&question.id]) {
                    let answer = answer(question, text)?;
                    answers.set_member(questionnaire, member, &question.id, answer)?;
                }
            }
        }
        answers.members_complete = self.root.said(&["roster", "complete"]) == Some("yes");
        Ok(Said { household, day, answers })
    }
}

/// One answer as its question's type.
fn answer(question: &Question, text: &str) -> Result<Answer> {
    let wrong = || {
        Problem::invalid("law.answers.wrong_type")
            .with("question", question.id.as_str())
            .with("type", question.answer.as_str())
    };
    let answer = match question.answer {
        AnswerType::YesNo => match text {
            "yes" => Some(Answer::Bool(true)),
            "no" => Some(Answer::Bool(false)),
            _ => None,
        },
        AnswerType::Integer => text.parse().ok().map(Answer::Int),
        AnswerType::Decimal => text.parse().ok().map(Answer::Decimal),
        AnswerType::Date => day(text).map(Answer::Day),
        AnswerType::Choice => {
            let choice = question.choice(text).ok_or_else(|| {
                Problem::invalid("law.answers.unknown_choice")
                    .with("question", question.id.as_str())
                    .with("choice", text.chars().take(60).collect::<String>())
            })?;
            Some(Answer::Choice(choice))
        }
    };
    answer.ok_or_else(wrong)
}

/// A day, which some clients send with a time behind it.
fn day(text: &str) -> Option<Day> {
    text.get(..10)?.parse().ok()
}
