//! `/rounds/{id}/standards?from=&to=`: two standards from the same answers: who changes class, and why.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use ground::{Lang, Problem, Result};
use law::{Answers, Class, Law, Setting, Standard, Truth};
use review::case::Case;
use review::round::Round;
use review::survey::{self, Answered};
use serde::Deserialize;
use ui::{Frame, NavItem, link};

use super::{below, read, tabs};
use crate::pages::rounds::{board, id as read_id, look};
use crate::reply::{Reply, file, page};
use crate::say;
use crate::visitor::Visitor;

/// The most households shown with their reasons; the file has all.
const ROWS: usize = 300;

/// What the address asks for: a cell of the matrix, or without one whoever changes class.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::pages::rounds) struct Asked {
    from: String,
    to: String,
}

#[derive(Template)]
#[template(path = "rounds/trust/standards.html")]
struct StandardsPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    url: String,
    now: String,
    next: String,
    /// What the result goes with: ids and fingerprint.
    under: String,
    surveyed: usize,
    waiting: usize,
    columns: Vec<&'static str>,
    matrix: Vec<MatrixRow>,
    /// What is listed below.
    listed: String,
    rows: Vec<Row>,
    more: usize,
    unverified: bool,
}

/// A class under the standard in force, and for each class of the other how many, with the list behind.
type MatrixRow = (&'static str, Vec<(String, Option<String>)>);

struct Row {
    url: String,
    head: String,
    village: String,
    now: &'static str,
    next: &'static str,
    why: Vec<String>,
}

/// A household under both standards.
struct Both<'a> {
    case: &'a Case,
    answers: Answers,
    setting: Setting,
    now: Class,
    next: Class,
    unverified: bool,
}

/// The standard in force when the round is decided, and the one asked for beside it.
fn pair<'l>(law: &'l Law, round: &Round) -> Result<(&'l Standard, &'l Standard)> {
    let none = || Problem::missing("desk.standards.one");
    let now = registry::national_standard(law, round.due).ok_or_else(none)?;
    let mut also = registry::asked_by_default(round.due).iter().filter_map(|id| law.standard(id));
    let next = also.rfind(|also| also.id() != now.id()).ok_or_else(none)?;
    Ok((now, next))
}

fn both<'a>(
    visitor: &Visitor,
    (now, next): (&Standard, &Standard),
    cases: &'a [Case],
    answered: &[Answered],
) -> Result<Vec<Both<'a>>> {
    let desk = &visitor.desk;
    let answered: HashMap<_, _> = answered.iter().map(|one| (one.case, one)).collect();
    let mut all = Vec::new();
    for case in cases {
        let Some(found) = answered.get(&case.id) else { continue };
        let answers = Answers::from_json(desk.law.questionnaire(), &found.answers)?;
        let setting = registry::setting(desk.units, found.unit, found.day);
        let after = next.evaluate(&answers, &setting);
        all.push(Both {
            case,
            now: now.evaluate(&answers, &setting).class,
            next: after.class,
            unverified: after.unverified,
            answers,
            setting,
        });
    }
    Ok(all)
}

pub(in crate::pages::rounds) async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    page(&built(&visitor, &id, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str, asked: &Asked) -> Result<StandardsPage> {
    let (words, law) = (visitor.words(), &visitor.desk.law);
    let id = read_id(id, "review.round.missing")?;
    let read = read(visitor, id).await?;
    let (now, next) = pair(law, &read.round)?;
    let answered = look!(visitor, |tx, office| survey::answered(tx, &office, id).await)?;
    let all = both(visitor, (now, next), &read.cases, &answered)?;
    let url = format!("/rounds/{id}/standards");
    let cell = asked.from.parse::<Class>().ok().zip(asked.to.parse::<Class>().ok());
    let wanted = |one: &&Both<'_>| match cell {
        Some(cell) => (one.now, one.next) == cell,
        None => changes(one),
    };
    let shown: Vec<&Both<'_>> = all.iter().filter(wanted).collect();
    let row = |one: &&Both<'_>| Row {
        url: format!("/rounds/cases/{}", one.case.id),
        head: one.case.head.clone(),
        village: board::village(words, &one.case.village_name).to_owned(),
        now: one.now.as_str(),
        next: one.next.as_str(),
        why: why(visitor, (now, next), one),
    };
    let classes = classes(&all);
    Ok(StandardsPage {
        tabs: tabs(words, &format!("/rounds/{id}"), "/standards"),
        now: now.name(words.lang()).to_owned(),
        next: next.name(words.lang()).to_owned(),
        under: format!("{}, {} · {}", now.id(), next.id(), law.fingerprint()),
        surveyed: all.len(),
        waiting: read.cases.len() - all.len(),
        columns: classes.iter().map(|class| class.as_str()).collect(),
        matrix: classes
            .iter()
            .map(|from| matrix_row(visitor, &url, *from, &classes, &all))
            .collect(),
        listed: match cell {
            Some((from, to)) => {
                words.standards_cell(say::class(words, from), say::class(words, to))
            }
            None => words.standards_changes(shown.len()),
        },
        rows: shown.iter().take(ROWS).map(row).collect(),
        more: shown.len().saturating_sub(ROWS),
        unverified: all.iter().any(|one| one.unverified),
        frame: Frame {
            trail: below(visitor, &read.round),
            ..visitor.frame(words.standards_title())
        },
        url,
    })
}

/// Whether the class is another one, as far as both can be told.
fn changes(one: &Both<'_>) -> bool {
    one.now != one.next && ![one.now, one.next].contains(&Class::Undetermined)
}

/// The classes that occur, poorest first.
fn classes(all: &[Both<'_>]) -> Vec<Class> {
    let occurs = |class: &Class| all.iter().any(|one| [one.now, one.next].contains(class));
    Class::ALL.into_iter().filter(occurs).collect()
}

fn matrix_row(
    visitor: &Visitor,
    url: &str,
    from: Class,
    classes: &[Class],
    all: &[Both<'_>],
) -> MatrixRow {
    let cell = |to: &Class| {
        let count = all.iter().filter(|one| (one.now, one.next) == (from, *to)).count();
        let behind = || link(url, &[("from", from.as_str()), ("to", to.as_str())]) + "#households";
        (visitor.words().number(count), (count > 0).then(behind))
    };
    (from.as_str(), classes.iter().map(cell).collect())
}

/// What differs: the income test, indicators that are lacking under one standard only, and the rule.
fn why(visitor: &Visitor, (now, next): (&Standard, &Standard), one: &Both<'_>) -> Vec<String> {
    let (words, lang) = (visitor.words(), visitor.words().lang());
    let before = now.explain(&one.answers, &one.setting, lang);
    let after = next.explain(&one.answers, &one.setting, lang);
    let mut why = Vec::new();
    let (low, low_after) = (before.evaluation.income_low, after.evaluation.income_low);
    if low != low_after {
        why.push(match low_after {
            Truth::True => words.standards_income_low().to_owned(),
            Truth::False => words.standards_income_high().to_owned(),
            Truth::Unknown => words.standards_income_open().to_owned(),
        });
    }
    let lacking = |of: &law::Explanation<'_>| -> Vec<String> {
        let lacks = of.indicators.iter().filter(|one| one.truth == Truth::True);
        lacks.map(|one| one.name.to_owned()).collect()
    };
    let (lacked, lacks) = (lacking(&before), lacking(&after));
    let only = |own: &[String], other: &[String]| {
        let only = own.iter().filter(|name| !other.contains(name));
        only.cloned().collect::<Vec<_>>().join(", ")
    };
    let (more, fewer) = (only(&lacks, &lacked), only(&lacked, &lacks));
    if !more.is_empty() {
        why.push(words.standards_more(more));
    }
    if !fewer.is_empty() {
        why.push(words.standards_fewer(fewer));
    }
    for fired in [before.rule, after.rule].into_iter().flatten() {
        why.push(words.standards_rule(fired.act_number, fired.wording));
    }
    why
}

/// Every surveyed household under both standards, for other programs.
pub(in crate::pages::rounds) async fn csv(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let made = async {
        let law = &visitor.desk.law;
        let id = read_id(&id, "review.round.missing")?;
        let read = read(&visitor, id).await?;
        let (now, next) = pair(law, &read.round)?;
        let answered = look!(visitor, |tx, office| survey::answered(tx, &office, id).await)?;
        let all = both(&visitor, (now, next), &read.cases, &answered)?;
        let mut lines = vec![
            ["household", "head", "village", now.id(), next.id(), "law", "why"]
                .map(str::to_owned)
                .to_vec(),
        ];
        for one in &all {
            let why = if changes(one) {
                why(&visitor, (now, next), one).join("; ")
            } else {
                String::new()
            };
            lines.push(vec![
                one.case.household.to_string(),
                one.case.head.clone(),
                one.case.village_name.clone(),
                one.now.as_str().to_owned(),
                one.next.as_str().to_owned(),
                law.fingerprint().to_owned(),
                why,
            ]);
        }
        Ok::<_, Problem>((read.round.when.parts(), lines))
    };
    let ((year, month), lines) = made.await.map_err(|problem| visitor.trouble(problem))?;
    let name = match visitor.reader.lang {
        Lang::Vi => format!("Hai chuẩn {year}-{month}.csv"),
        Lang::En => format!("Two standards {year}-{month}.csv"),
    };
    file(&name, "text/csv; charset=utf-8", crate::reply::csv(&lines))
}
