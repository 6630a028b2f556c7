//! `/rounds/entry/{household}`: a questionnaire that was filled in on paper, typed in code by code. It becomes
//! a visit through the same door as a form from a phone.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use ground::{HouseholdId, Problem, Result};
use law::{Answer, AnswerType, Answers, Class, Scope};
use registry::household::{self, Detail};
use registry::visit::{NewVisit, RecordedVisit, record};
use ui::{Crumb, Flash, Form, Frame, link};
use uuid::Uuid;

use super::super::id as read_id;
use super::questions::{Block, Numbered, blocks, codes, read};
use super::survey::known;
use crate::pages::household::form::{Wrong, day, mendable};
use crate::reply::{Reply, go, page_with};
use crate::say;
use crate::visitor::{Posted, Visitor};

/// Members that were born or joined since the register was last right.
const NEW_MEMBERS: usize = 2;

#[derive(Template)]
#[template(path = "rounds/entry.html")]
struct EntryPage {
    frame: Frame,
    form: Form,
    /// The household's version that the form was made for; a draft of an older one was sent.
    version: String,
    /// Makes sending the same form twice one visit.
    once: String,
    blank: String,
    members: Vec<MemberPart>,
    parts: Vec<PartView>,
    yes_no: Vec<(String, String)>,
}

struct MemberPart {
    title: String,
    parts: Vec<PartView>,
}

struct PartView {
    title: String,
    fields: Vec<FieldView>,
}

struct FieldView {
    name: String,
    number: String,
    label: String,
    /// The codes in words.
    hint: String,
    /// What the script checks at once: `code`, `number`, `decimal` or `date`.
    kind: &'static str,
    min: String,
    max: String,
}

pub(super) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
    visitor.must(Verb::Survey)?;
    let detail = found(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?;
    let today = visitor.desk.today();
    let form = Form::new()
        .with("day", today.vietnamese())
        .with("once", visitor.desk.moment().id().simple().to_string());
    let roster = blocks(&visitor.desk.law, Scope::Member);
    let present = detail.persons.iter().filter(|person| person.gone.is_none());
    let form = present.enumerate().fold(form, |form, (at, person)| {
        let known = known(&roster, person);
        known
            .into_iter()
            .fold(form, |form, (number, code)| form.with(format!("m{at}.{number}"), code))
    });
    shown(&visitor, &detail, form)
}

pub(super) async fn save(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let detail = found(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?;
    let words = visitor.words();
    match recorded(&visitor, &detail, &form).await {
        Ok(visit) => {
            let own = format!("/households/{}", detail.household.id);
            let text = said(&visitor, &visit);
            let to = link(&own, &[("visit", &visit.id.to_string())]) + "#why";
            go(&to, Some(Flash::done(text)))
        }
        Err(wrong) if wrong.problem.code == "registry.visit.duplicate" => {
            let own = format!("/households/{}", detail.household.id);
            go(&own, Some(Flash::note(words.entry_twice())))
        }
        Err(wrong) if mendable(&wrong.problem) => {
            let form = form.wrong(wrong.field, words.problem(&wrong.problem));
            shown(&visitor, &detail, form)
        }
        Err(wrong) => Err(visitor.trouble(wrong.problem)),
    }
}

async fn found(visitor: &Visitor, id: &str) -> Result<Detail> {
    let id: HouseholdId = read_id(id, "registry.household.missing")?;
    let desk = &visitor.desk;
    household::detail(&desk.database, visitor.actor(), desk.units, id, None).await
}

/// What each standard says of the visit.
fn said(visitor: &Visitor, visit: &RecordedVisit) -> String {
    let words = visitor.words();
    let class = |id: &str, class: Class| {
        let standard = visitor.desk.law.standard(id);
        let name = standard.map_or(id, |standard| standard.name(words.lang()));
        format!("{name}: {}", say::class(words, class))
    };
    let all = visit.evaluations.iter().map(|(id, found)| class(id, found.class));
    words.entry_saved(all.collect::<Vec<_>>().join("; "))
}

async fn recorded(visitor: &Visitor, detail: &Detail, form: &Form) -> Result<RecordedVisit, Wrong> {
    let desk = &visitor.desk;
    let day = day(form)?;
    let answers = answers(visitor, detail, form)?;
    let once: Uuid = form
        .value("once")
        .parse()
        .map_err(|_| Wrong::from(Problem::invalid("desk.form.unreadable")))?;
    let version = form.value("version").parse().unwrap_or(0);
    let new = NewVisit {
        source: "paper",
        day,
        reviewer: Some(form.value("reviewer").to_owned()),
        answers: answers.to_json(desk.law.questionnaire()),
        source_key: Some([b"paper".as_slice(), once.as_bytes()].concat()),
        stated_class: None,
    };
    let mut moment = desk.moment();
    let also = registry::asked_by_default(day);
    let seen = (detail.household.id, version);
    let done = async {
        let mut tx = desk.database.begin().await?;
        let (law, actor, units) = (&desk.law, visitor.actor(), desk.units);
        let visit = record(&mut tx, law, actor, units, &mut moment, seen, &new, also).await?;
        tx.commit().await?;
        Ok::<_, Problem>(visit)
    };
    Ok(done.await?)
}

/// How many members the form has room for.
fn room(detail: &Detail) -> usize {
    detail.persons.iter().filter(|person| person.gone.is_none()).count() + NEW_MEMBERS
}

/// The answers typed in; a member of whom nothing was typed is none.
fn answers(visitor: &Visitor, detail: &Detail, form: &Form) -> Result<Answers, Wrong> {
    let law = &visitor.desk.law;
    let q = law.questionnaire();
    let mut answers = Answers::new();
    let typed = |name: &str, it: &Numbered<'_>| {
        read(it.question, form.value(name)).map_err(Wrong::with(name.to_owned()))
    };
    for it in blocks(law, Scope::Household).iter().flat_map(|block| &block.questions) {
        let name = format!("h.{}", it.number);
        if let Some(answer) = typed(&name, it)? {
            answers.set(q, &it.question.id, answer).map_err(Wrong::with(name))?;
        }
    }
    let roster = blocks(law, Scope::Member);
    for at in 0..room(detail) {
        let mut own: Vec<(String, &str, Answer)> = Vec::new();
        for it in roster.iter().flat_map(|block| &block.questions) {
            let name = format!("m{at}.{}", it.number);
            if let Some(answer) = typed(&name, it)? {
                own.push((name, &it.question.id, answer));
            }
        }
        if own.is_empty() {
            continue;
        }
        let member = answers.add_member();
        for (name, id, answer) in own {
            answers.set_member(q, member, id, answer).map_err(Wrong::with(name))?;
        }
    }
    answers.members_complete = form.value("complete").trim() == "1";
    Ok(answers)
}

fn shown(visitor: &Visitor, detail: &Detail, form: Form) -> Reply {
    let words = visitor.words();
    let law = &visitor.desk.law;
    let household = &detail.household;
    let own = format!("/households/{}", household.id);
    let roster = blocks(law, Scope::Member);
    let names = detail.persons.iter().filter(|person| person.gone.is_none());
    let names: Vec<&str> = names.map(|person| person.name.as_str()).collect();
    let member = |at: usize| MemberPart {
        title: words
            .entry_member(names.get(at).copied().unwrap_or(words.entry_new_member()), at + 1),
        parts: roster.iter().map(|block| part(visitor, block, &format!("m{at}."))).collect(),
    };
    let version = form.value("version").to_owned();
    let frame = visitor.frame(&words.entry_title(&household.head));
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = EntryPage {
        version: if version.is_empty() { household.version.to_string() } else { version },
        once: form.value("once").to_owned(),
        blank: link("/rounds/questionnaire", &[("household", &household.id.to_string())]),
        members: (0..room(detail)).map(member).collect(),
        parts: blocks(law, Scope::Household)
            .iter()
            .map(|block| part(visitor, block, "h."))
            .collect(),
        yes_no: vec![
            ("1".to_owned(), words.yes().to_owned()),
            ("2".to_owned(), words.no().to_owned()),
        ],
        form,
        frame: Frame {
            trail: vec![
                Crumb::new(words.nav_households(), "/households"),
                Crumb::new(&*household.head, own),
            ],
            ..frame
        },
    };
    page_with(status, &page)
}

fn part(visitor: &Visitor, block: &Block<'_>, prefix: &str) -> PartView {
    let words = visitor.words();
    let field = |it: &Numbered<'_>| {
        let codes = codes(it.question, words.lang());
        let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
        let (kind, min, max) = match it.question.answer {
            AnswerType::YesNo | AnswerType::Choice => {
                ("code", "1".to_owned(), codes.len().to_string())
            }
            AnswerType::Integer => ("number", end(it.question.min), end(it.question.max)),
            AnswerType::Decimal => ("decimal", end(it.question.min), end(it.question.max)),
            AnswerType::Date => ("date", String::new(), String::new()),
        };
        let said = codes.iter().map(|(code, text)| format!("{code} {text}"));
        let yes_no = it.question.answer == AnswerType::YesNo;
        FieldView {
            name: format!("{prefix}{}", it.number),
            number: it.number.clone(),
            label: it.question.wording.get(words.lang()).to_owned(),
            hint: if yes_no { String::new() } else { said.collect::<Vec<_>>().join(" · ") },
            kind,
            min,
            max,
        }
    };
    PartView {
        title: block.title(words.lang()).to_owned(),
        fields: block.questions.iter().map(field).collect(),
    }
}
