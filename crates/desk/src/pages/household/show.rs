//! The page of a household.

use access::Verb;
use askama::Template;
use axum::extract::{Path, Query};
use ground::{Day, HouseholdId, PersonId, Problem, Result, VisitId};
use law::Answered;
use registry::household::{self, Detail, Household};
use registry::person;
use review::certificate::{self, Certificate};
use review::worker::{self, Worker};
use serde::Deserialize;
use ui::{Crumb, Frame, NavItem};

use super::past::{AuditLine, EventLine, IntervalLine};
use super::why::Why;
use super::{past, why};
use crate::reply::{Reply, page};
use crate::say;
use crate::visitor::{Caller, NoVisitor, Visitor};

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Asked {
    /// The visit whose reasons are shown; the latest when empty.
    visit: String,
}

impl Asked {
    /// The household and the visit of an address.
    fn named(&self, id: &str) -> Result<(HouseholdId, Option<VisitId>)> {
        let visit = match self.visit.as_str() {
            "" => None,
            visit => Some(visit.parse().map_err(|_| no_visit())?),
        };
        Ok((parsed(id)?, visit))
    }
}

#[derive(Template)]
#[template(path = "household/show.html")]
pub(super) struct HouseholdPage<'a> {
    frame: Frame,
    /// Address of this page.
    url: String,
    class: &'static str,
    class_since: Day,
    facts: Vec<(&'static str, String)>,
    /// Why and when it left the registry.
    closed: Option<String>,
    /// Last day of the watch after an exit.
    newly_escaped: Option<Day>,
    findings: Vec<FindingView>,
    may_settle: bool,
    members: Vec<MemberView>,
    /// Members of the past.
    former: Vec<MemberView>,
    may_reveal: bool,
    /// Changes the visitor may make.
    changes: Vec<NavItem>,
    /// What the review may record of it.
    review: Vec<NavItem>,
    timeline: Option<String>,
    intervals: Vec<IntervalLine>,
    visits: Vec<NavItem>,
    why: Option<Why<'a>>,
    answered: Vec<Answered<'a>>,
    events: Vec<EventLine>,
    /// Number and address of its latest certificate, if it has one.
    certificate: Option<(String, String)>,
    /// The audit trail, for those who may read it.
    trail: Option<Vec<AuditLine>>,
}

/// Something to settle, or settled.
struct FindingView {
    id: String,
    text: String,
    found: Day,
    /// When and how it was settled.
    settled: Option<(Day, String)>,
}

/// A member as the page prints one.
struct MemberView {
    id: String,
    name: String,
    relation: &'static str,
    sex: &'static str,
    born: String,
    ethnicity: String,
    /// The number, its last digits, or nothing.
    identity: Option<String>,
    /// Whether the whole number stands there.
    revealed: bool,
    /// Since when, or until when and why.
    span: String,
    /// Address and state of the latest request or recognition as a low-income worker.
    worker: Option<(String, String)>,
    /// Whether this member may leave without another becoming head first.
    may_leave: bool,
}

pub(super) async fn get(
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Reply, NoVisitor> {
    let named = asked.named(&id);
    let asks = named.as_ref().map(|(id, visit)| {
        let mut asks = household::asked(*id, *visit);
        asks.push(certificate::asked(*id));
        asks.push(worker::asked(*id));
        asks
    });
    let (visitor, mut rows) = caller.reading(asks.unwrap_or_default()).await?;
    let built = named.and_then(|(_, visit)| {
        let workers = worker::listed(&rows.pop().unwrap_or_default())?;
        let certificates = certificate::listed(&rows.pop().unwrap_or_default())?;
        let detail = household::detail_of(rows, visitor.actor(), visitor.desk.units)?;
        if visit.is_some() && detail.answers.is_none() {
            return Err(no_visit());
        }
        build(&visitor, &detail, (&certificates, &workers), None)
    });
    Ok(built.map_err(|problem| visitor.trouble(problem)).and_then(|built| page(&built)))
}

/// The page; `revealed` is a number somebody has just been shown.
pub(super) fn build<'a>(
    visitor: &'a Visitor,
    detail: &Detail,
    (certificates, workers): (&[Certificate], &[Worker]),
    revealed: Option<&(PersonId, String)>,
) -> Result<HouseholdPage<'a>> {
    let desk = &visitor.desk;
    let words = visitor.words();
    let today = desk.today();
    let h = &detail.household;
    let url = format!("/households/{}", h.id);
    let mut frame = visitor.frame(&h.head);
    frame.trail = vec![
        Crumb::new(words.nav_households(), "/households"),
        Crumb::new(
            visitor.unit_name(h.unit),
            ui::link("/households", &[("unit", &h.unit.to_string())]),
        ),
    ];
    let may = |verb| visitor.actor().may(verb);
    let mut members = Vec::new();
    let mut former = Vec::new();
    for person in &detail.persons {
        let view = member(visitor, person, workers, revealed)?;
        if person.gone.is_none() { members.push(view) } else { former.push(view) }
    }
    let shown = detail.answers.as_ref();
    let chosen = shown.and_then(|(id, _)| detail.visits.iter().find(|past| past.id == *id));
    let answers = shown.map(|(_, text)| law::Answers::from_json(desk.law.questionnaire(), text));
    let answers = answers.transpose()?;
    let why = chosen.zip(answers.as_ref());
    let why = why.map(|(past, answers)| why::of(visitor, past, answers));
    let visits = detail.visits.iter().map(|past| NavItem {
        label: past.day.vietnamese(),
        url: ui::link(&url, &[("visit", &past.id.to_string())]) + "#why",
        current: chosen.is_some_and(|chosen| chosen.id == past.id),
    });
    Ok(HouseholdPage {
        certificate: certificates.first().map(|latest| {
            (latest.number.clone(), format!("/rounds/certificates/{}/pdf", latest.household))
        }),
        class: say::class_code(h.class, h.is_surveyed()),
        class_since: h.class_since,
        facts: facts(visitor, detail),
        closed: h.closed.map(|day| {
            let why = h.closed_why.as_deref().map_or("", |code| say::ended(words, code));
            words.household_closed(day, why)
        }),
        newly_escaped: detail.newly_escaped(today),
        findings: findings(visitor, detail),
        may_settle: may(Verb::SettleFinding),
        members,
        former,
        may_reveal: may(Verb::ViewIdentity),
        changes: if may(Verb::EditHousehold) && h.closed.is_none() {
            changes(visitor, &url, detail)
        } else {
            Vec::new()
        },
        review: if h.closed.is_none() { review(visitor, h) } else { Vec::new() },
        timeline: past::chart(visitor, &detail.timeline),
        intervals: past::intervals(visitor, &detail.timeline),
        visits: visits.collect(),
        why,
        answered: answers
            .map(|answers| desk.law.answered(&answers, words.lang()))
            .unwrap_or_default(),
        events: past::events(visitor, detail),
        trail: may(Verb::ViewAudit).then(|| past::trail(visitor, detail)),
        url,
        frame,
    })
}

/// The household of an address, for somebody who may see it.
pub(super) async fn read(visitor: &Visitor, id: &str) -> Result<Detail> {
    let desk = &visitor.desk;
    household::detail(&desk.database, visitor.actor(), desk.units, parsed(id)?, None).await
}

fn parsed(id: &str) -> Result<HouseholdId> {
    id.parse().map_err(|_| Problem::missing("registry.household.missing"))
}

fn no_visit() -> Problem {
    Problem::missing("desk.visit.missing")
}

fn facts(visitor: &Visitor, detail: &Detail) -> Vec<(&'static str, String)> {
    let words = visitor.words();
    let h = &detail.household;
    let path = visitor.desk.units.path(h.unit);
    let place: Vec<&str> = path.iter().rev().map(|unit| unit.full_name.as_str()).collect();
    let groups = say::groups(words);
    let groups = groups.iter().filter(|(_, group, _)| h.groups.has(*group));
    let mut facts = vec![
        (words.household_code(), h.code.clone().unwrap_or_default()),
        (words.commune(), place.join(", ")),
        (words.village(), detail.village.clone().unwrap_or_default()),
        (words.address(), h.address.clone().unwrap_or_default()),
        (
            words.household_unit_before(),
            h.unit_before.map_or_else(String::new, |unit| visitor.unit_name(unit)),
        ),
        (words.ethnicity(), h.ethnicity.clone().unwrap_or_default()),
        (words.members(), words.number(h.members)),
        (words.households_group(), groups.map(|(_, _, word)| *word).collect::<Vec<_>>().join("; ")),
        (words.household_opened(), h.opened.vietnamese()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

fn findings(visitor: &Visitor, detail: &Detail) -> Vec<FindingView> {
    let view = |finding: &registry::finding::Finding| FindingView {
        id: finding.id.to_string(),
        text: say::kept(visitor.words(), &finding.code, &finding.args),
        found: finding.found_at.day(),
        settled: finding
            .settled_at
            .map(|at| (at.day(), finding.settlement.clone().unwrap_or_default())),
    };
    detail.findings.iter().map(view).collect()
}

fn member(
    visitor: &Visitor,
    person: &person::Person,
    workers: &[Worker],
    revealed: Option<&(PersonId, String)>,
) -> Result<MemberView> {
    let words = visitor.words();
    let whole = revealed.filter(|(id, _)| *id == person.id).map(|(_, number)| number.clone());
    let span = match person.gone {
        None => person.joined.vietnamese(),
        Some(day) => {
            let why = person.gone_why.as_deref().map_or("", |code| say::gone(words, code));
            format!("{} ({why})", day.vietnamese())
        }
    };
    let year = || person.birth_year.map_or_else(String::new, |year| year.to_string());
    Ok(MemberView {
        id: person.id.to_string(),
        name: person.name.clone(),
        relation: say::relation(words, &person.relation),
        sex: say::sex(words, person.sex),
        born: person.birth_day.map_or_else(year, Day::vietnamese),
        ethnicity: person.ethnicity.clone().unwrap_or_default(),
        revealed: whole.is_some(),
        identity: match whole {
            Some(number) => Some(number),
            None => person::masked_identity(person, &visitor.desk.seal)?,
        },
        span,
        worker: workers.iter().find(|worker| worker.person == person.id).map(|worker| {
            let state = crate::pages::rounds::worker::state(words, worker);
            (format!("/rounds/workers/{}", worker.id), state)
        }),
        may_leave: person.gone.is_none() && person.relation != person::HEAD,
    })
}

/// What may be changed, leaving out what this household cannot do.
fn changes(visitor: &Visitor, url: &str, detail: &Detail) -> Vec<NavItem> {
    let words = visitor.words();
    let several = detail.persons.iter().filter(|person| person.gone.is_none()).count() > 1;
    let all = [
        (true, "correct", words.change_correct()),
        (true, "members/new", words.change_member_new()),
        (several, "head", words.event_head_changed()),
        (true, "move", words.action_move()),
        (several, "split", words.status_split()),
        (true, "merge", words.status_merged()),
        (!several, "end", words.action_end()),
    ];
    let item = |(_, path, label): (bool, &str, &str)| NavItem {
        label: label.to_owned(),
        url: format!("{url}/{path}"),
        current: false,
    };
    all.into_iter().filter(|(offered, _, _)| *offered).map(item).collect()
}

/// What the review may record of it. A village head files requests too, and declares ties of their own.
fn review(visitor: &Visitor, household: &Household) -> Vec<NavItem> {
    let words = visitor.words();
    if !visitor.actor().may(Verb::Survey) {
        return Vec::new();
    }
    let id = household.id.to_string();
    let item =
        |(url, label): (String, &str)| NavItem { label: label.to_owned(), url, current: false };
    let of = |path| ui::link(path, &[("household", &id)]);
    let all = [
        (of("/rounds/requests/new"), words.request_record()),
        (of("/rounds/workers/new"), words.worker_new()),
        (format!("/rounds/entry/{id}"), words.entry_open()),
        (of("/rounds/relations/new"), words.relations_declare()),
    ];
    all.map(item).into()
}
