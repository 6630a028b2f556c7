//! `/rounds/{id}/outliers`: what is odd about surveys, as questions with their figures, and asking somebody else to
//! look again. `/rounds/{id}/outliers/{case}`: what that look found.

use std::collections::{BTreeMap, HashMap};

use access::Verb;
use askama::Template;
use axum::extract::Path;
use ground::{CaseId, Day, Problem, Result, RoundId};
use law::{SecondLook, Sign};
use review::case::Case;
use review::outlier::{self, Limits, Look, Noticed, Question, Survey};
use ui::{Flash, Frame, NavItem, Words};

use super::{Read, below, read, tabs};
use crate::pages::rounds::{act, board, id as read_id, look};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

/// Names said in one line; the others are counted.
const NAMES: usize = 3;

#[derive(Template)]
#[template(path = "rounds/trust/outliers.html")]
struct OutliersPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    reviewers: Vec<Reviewer>,
    rows: Vec<Row>,
    /// From when on something is asked: the sign, the figure, and why.
    limits: Vec<(String, String)>,
    may_run: bool,
}

/// The surveys of one reviewer.
struct Reviewer {
    name: String,
    surveys: usize,
    /// How long the middle one took; empty where no form says.
    minutes: String,
    asked: usize,
}

/// A household to look at again.
struct Row {
    case: String,
    id: String,
    head: String,
    village: String,
    reviewer: String,
    questions: Vec<String>,
    look: Option<Asked>,
}

/// A second look that was asked for.
struct Asked {
    who: String,
    second: Option<(&'static str, String)>,
    differs: bool,
    record: String,
}

/// What the page and its form read.
struct Odd {
    read: Read,
    surveys: Vec<Survey>,
    noticed: Vec<Noticed>,
    looks: Vec<Look>,
    limits: Limits,
}

async fn odd(visitor: &Visitor, id: &str) -> Result<Odd> {
    let id: RoundId = read_id(id, "review.round.missing")?;
    let read = read(visitor, id).await?;
    let limits = Limits::on(visitor.desk.law.second_look(), visitor.desk.today());
    let (surveys, looks) = look!(visitor, |tx, office| {
        (outlier::surveys(tx, &office, id).await?, outlier::looks(tx, id).await?)
    });
    let noticed = outlier::notice(&surveys, &limits);
    Ok(Odd { read, surveys, noticed, looks, limits })
}

pub(in crate::pages::rounds) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    page(&built(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str) -> Result<OutliersPage> {
    let words = visitor.words();
    let odd = odd(visitor, id).await?;
    let round = &odd.read.round;
    let url = format!("/rounds/{}", round.id);
    let frame = visitor.frame(words.outliers_title());
    Ok(OutliersPage {
        tabs: tabs(words, &url, "/outliers"),
        reviewers: reviewers(words, &odd),
        rows: rows(visitor, &url, &odd),
        limits: limits(words, visitor.desk.law.second_look(), visitor.desk.today()),
        may_run: visitor.actor().may(Verb::Review),
        frame: Frame { trail: below(visitor, round), ..frame },
    })
}

fn reviewers(words: &Words, odd: &Odd) -> Vec<Reviewer> {
    let mut by_name: BTreeMap<&str, Vec<&Survey>> = BTreeMap::new();
    for survey in &odd.surveys {
        by_name.entry(&survey.reviewer).or_default().push(survey);
    }
    let row = |(name, own): (&str, Vec<&Survey>)| {
        let mut minutes: Vec<i64> = own.iter().filter_map(|survey| survey.minutes()).collect();
        minutes.sort_unstable();
        let middle = minutes.get(minutes.len() / 2);
        let is_asked =
            |survey: &&&Survey| odd.noticed.iter().any(|noticed| noticed.case == survey.case);
        Reviewer {
            name: if name.is_empty() { words.unknown() } else { name }.to_owned(),
            surveys: own.len(),
            minutes: middle.map(|minutes| words.outliers_minutes(*minutes)).unwrap_or_default(),
            asked: own.iter().filter(is_asked).count(),
        }
    };
    by_name.into_iter().map(row).collect()
}

fn rows(visitor: &Visitor, url: &str, odd: &Odd) -> Vec<Row> {
    let words = visitor.words();
    let surveyed: HashMap<CaseId, &Survey> =
        odd.surveys.iter().map(|survey| (survey.case, survey)).collect();
    let row = |case: &Case| {
        let questions = questions(words, odd, case.id);
        let asked = odd.looks.iter().find(|look| look.case == case.id);
        if questions.is_empty() && asked.is_none() {
            return None;
        }
        Some(Row {
            case: format!("/rounds/cases/{}", case.id),
            id: case.id.to_string(),
            head: case.head.clone(),
            village: board::village(words, &case.village_name).to_owned(),
            reviewer: surveyed.get(&case.id).map_or("", |survey| &survey.reviewer).to_owned(),
            questions,
            look: asked.map(|look| said(words, url, look)),
        })
    };
    odd.read.cases.iter().filter_map(row).collect()
}

fn said(words: &'static Words, url: &str, look: &Look) -> Asked {
    let second = look.second.as_ref().map(|second| {
        let note = second.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
        let told = format!("{}, {}{note}", second.day.vietnamese(), second.by);
        (second.class.as_str(), told)
    });
    Asked {
        who: look.reviewer.as_ref().map_or(words.sample_nobody(), |(_, name)| name).to_owned(),
        differs: look.second.as_ref().is_some_and(|second| second.class != look.class),
        second,
        record: format!("{url}/outliers/{}", look.case),
    }
}

/// The questions about a case, in sentences.
fn questions(words: &Words, odd: &Odd, case: CaseId) -> Vec<String> {
    let limits = &odd.limits;
    let head = |id: &CaseId| {
        let found = odd.read.cases.iter().find(|case| case.id == *id);
        found.map_or(words.unknown(), |case| &case.head)
    };
    let heads = |others: &[CaseId]| {
        let mut names: Vec<String> =
            others.iter().take(NAMES).map(|id| head(id).to_owned()).collect();
        if others.len() > NAMES {
            names.push(words.task_others(others.len() - NAMES));
        }
        names.join(", ")
    };
    let sentence = |noticed: &Noticed| match &noticed.question {
        Question::Fast(minutes) => words.outliers_fast(limits.survey, *minutes),
        Question::Close(minutes, other) => words.outliers_close(head(other), limits.gap, *minutes),
        Question::Same(others) => words.outliers_same(others.len(), heads(others)),
        Question::Far(metres, points) => words.outliers_far(limits.metres, *metres, *points),
        Question::Photo(others) => words.outliers_photo(heads(others)),
    };
    odd.noticed.iter().filter(|noticed| noticed.case == case).map(sentence).collect()
}

fn limits(words: &'static Words, chosen: &SecondLook, day: Day) -> Vec<(String, String)> {
    let line = |sign: &Sign| {
        let chosen = chosen.on(*sign, day);
        let amount = chosen.amount;
        let label = match sign {
            Sign::ShortestSurvey => words.outliers_limit_survey(amount),
            Sign::ShortestGap => words.outliers_limit_gap(amount),
            Sign::SameAnswers => words.outliers_limit_same(amount),
            Sign::FewestAnswers => words.outliers_limit_answers(amount),
            Sign::FarthestPoint => words.outliers_limit_metres(amount),
            Sign::FewestPoints => words.outliers_limit_points(amount),
            Sign::SamePhoto => words.outliers_limit_photo(amount),
        };
        (label, chosen.reason.get(words.lang()).to_owned())
    };
    Sign::ALL.iter().map(line).collect()
}

/// Asks somebody else to look again, with the questions as they stand as the reason.
pub(in crate::pages::rounds) async fn ask(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem: Problem| visitor.trouble(problem);
    let odd = odd(&visitor, &id).await.map_err(trouble)?;
    let case: CaseId = read_id(form.value("case"), "review.case.missing").map_err(trouble)?;
    let why = questions(visitor.words(), &odd, case).join("; ");
    act!(visitor, outlier::ask, case, &why).map_err(trouble)?;
    let saved = Flash::done(visitor.words().outliers_asked());
    go(&format!("/rounds/{id}/outliers"), Some(saved))
}
