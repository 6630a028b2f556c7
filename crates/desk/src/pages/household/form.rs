//! One page for every change: fields below each other, the version that was seen, a button. What was
//! typed comes back with what is wrong beside it.

use access::Verb;
use askama::Template;
use axum::http::StatusCode;
use ground::{Day, Kind, Problem};
use registry::household::Detail;
use registry::person::Seen;
use ui::{Choice, Crumb, Form, Frame};

use super::show::read;
use crate::reply::{Reply, page_with};
use crate::visitor::Visitor;

/// One field.
pub(in crate::pages) enum Field {
    /// Begins a part of the form.
    Part(String),
    /// A line of text.
    Text(Named),
    /// A day.
    Date(Named),
    /// One of a list.
    Select(Named, Vec<Choice>),
    /// One of a few, all in view.
    Radios(Named, Vec<Choice>),
    /// Any of a few.
    Boxes(Named, Vec<Choice>),
    /// What the form was made for, by name and value; sent back unseen.
    Hidden(String, String),
    /// A box that has to be ticked before something that cannot be taken back.
    Sure(&'static str),
}

/// Name, label and hint of a field.
pub(in crate::pages) struct Named {
    name: String,
    label: String,
    hint: String,
    required: bool,
}

impl Named {
    pub(in crate::pages) fn new(name: impl Into<String>, label: impl Into<String>) -> Named {
        Named { name: name.into(), label: label.into(), hint: String::new(), required: false }
    }

    pub(in crate::pages) fn hint(self, hint: impl Into<String>) -> Named {
        Named { hint: hint.into(), ..self }
    }

    pub(in crate::pages) fn required(self) -> Named {
        Named { required: true, ..self }
    }
}

/// What a form asks.
pub(in crate::pages) struct Questions {
    pub(in crate::pages) title: &'static str,
    /// What the change does, in a sentence or two.
    pub(in crate::pages) lead: String,
    pub(in crate::pages) fields: Vec<Field>,
    /// Label of the button.
    pub(in crate::pages) action: &'static str,
    /// Where the form is sent; the page's own address when empty.
    pub(in crate::pages) to: String,
}

/// What is wrong, and with which field.
pub(in crate::pages) struct Wrong {
    pub(in crate::pages) field: String,
    pub(in crate::pages) problem: Problem,
}

impl Wrong {
    pub(in crate::pages) fn with(field: impl Into<String>) -> impl FnOnce(Problem) -> Wrong {
        let field = field.into();
        |problem| Wrong { field, problem }
    }
}

impl From<Problem> for Wrong {
    /// The field that every form names alike; what concerns none of them stands on top.
    fn from(problem: Problem) -> Wrong {
        let field = match problem.code.as_ref() {
            "registry.person.no_name" => "name",
            "registry.person.birth" => "birth",
            "registry.person.ethnicity" => "ethnicity",
            "registry.person.relation" | "registry.person.two_heads" => "relation",
            "registry.person.identity" => "identity",
            "registry.reason.missing" => "reason",
            "registry.split.members" => "members",
            "registry.unit.not_commune" | "registry.move.same_unit" => "unit",
            "registry.merge.itself" => "into",
            code if code.starts_with("registry.day.") => "day",
            code if code.starts_with("desk.unit.") => "unit",
            _ => "",
        };
        Wrong { field: field.to_owned(), problem }
    }
}

#[derive(Template)]
#[template(path = "household/form.html")]
struct FormPage {
    frame: Frame,
    form: Form,
    questions: Questions,
    /// The version of the household that the form was filled in for.
    version: String,
    /// The page it belongs to.
    back: String,
}

/// The form, filled in so far.
pub(super) async fn ask(
    visitor: &Visitor,
    id: &str,
    questions: impl Fn(&Visitor, &Detail) -> Questions,
    filled: impl Fn(&Detail) -> Form,
) -> Reply {
    visitor.must(Verb::EditHousehold)?;
    let detail = read(visitor, id).await.map_err(|problem| visitor.trouble(problem))?;
    shown(visitor, Some(&detail), questions(visitor, &detail), filled(&detail))
}

/// The form as it was sent, with what is wrong; what no form can mend is a problem of its own.
pub(super) async fn again(
    visitor: &Visitor,
    id: &str,
    questions: impl Fn(&Visitor, &Detail) -> Questions,
    form: Form,
    wrong: Wrong,
) -> Reply {
    if !mendable(&wrong.problem) {
        return Err(visitor.trouble(wrong.problem));
    }
    let detail = read(visitor, id).await.map_err(|problem| visitor.trouble(problem))?;
    let form = form.wrong(wrong.field, visitor.words().problem(&wrong.problem));
    shown(visitor, Some(&detail), questions(visitor, &detail), form)
}

pub(in crate::pages) fn mendable(problem: &Problem) -> bool {
    matches!(problem.kind, Kind::Invalid | Kind::Conflict)
        || problem.code.starts_with("desk.")
        || problem.code == "registry.person.missing"
}

pub(super) fn shown(
    visitor: &Visitor,
    detail: Option<&Detail>,
    questions: Questions,
    form: Form,
) -> Reply {
    let mut trail = vec![Crumb::new(visitor.words().nav_households(), "/households")];
    if let Some(detail) = detail {
        let own = format!("/households/{}", detail.household.id);
        trail.push(Crumb::new(&*detail.household.head, own));
    }
    let version = detail.map_or(0, |detail| detail.household.version);
    shown_below(visitor, trail, version, questions, form)
}

/// The form below the pages of a trail, whose last one it goes back to. `version` is that of the record
/// it is filled in for.
pub(in crate::pages) fn shown_below(
    visitor: &Visitor,
    trail: Vec<Crumb>,
    version: i64,
    questions: Questions,
    form: Form,
) -> Reply {
    let back = trail.last().map_or_else(|| "/".to_owned(), |crumb| crumb.url.clone());
    let frame = Frame { trail, ..visitor.frame(questions.title) };
    let version = version.to_string();
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &FormPage { frame, form, questions, version, back })
}

/// The household and version a form was filled in for.
pub(super) fn seen(id: &str, form: &Form) -> Result<Seen, Problem> {
    let missing = || Problem::missing("registry.household.missing");
    let id = id.parse().map_err(|_| missing())?;
    Ok((id, form.value("version").parse().map_err(|_| missing())?))
}

/// The day of a change.
pub(in crate::pages) fn day(form: &Form) -> Result<Day, Wrong> {
    ui::read_day(form.value("day")).map_err(Wrong::with("day"))
}

/// A text that may be left out.
pub(in crate::pages) fn given<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    Some(form.value(name).trim()).filter(|text| !text.is_empty())
}

/// Refuses unless the box of [`Field::Sure`] is ticked.
pub(in crate::pages) fn sure(form: &Form) -> Result<(), Wrong> {
    if form.has("sure", "yes") {
        return Ok(());
    }
    Err(Wrong::with("sure")(Problem::invalid("desk.household.not_sure")))
}
