//! `/rounds/{id}?village=&stage=`: the board of a round, by village and step, and the cases behind a number.

use access::Verb;
use askama::Template;
use axum::extract::{Path, Query};
use ground::{Day, Result, RoundId, VillageId};
use law::Class;
use review::case::{self, Case};
use review::meeting::{self, Meeting};
use review::posting::{self, Posting};
use review::relation::{self, Ties};
use review::rules::{Rules, Stage};
use review::turn::{self, Due, With};
use review::{assign as assigning, decision, round, survey};
use serde::Deserialize;
use ui::{Flash, Frame, NavItem, Words, link};

use super::basis::{self, Line};
use super::{act, id as read_id, look, reminders, trail, trust, words};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

/// The steps that the board has a column for.
const COLUMNS: [Stage; 7] = [
    Stage::Survey,
    Stage::Meeting,
    Stage::Posting,
    Stage::Posted,
    Stage::Recheck,
    Stage::Decision,
    Stage::Done,
];

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    village: String,
    stage: String,
    /// An account, or `none` for what is given to nobody.
    reviewer: String,
}

#[derive(Template)]
#[template(path = "rounds/board.html")]
struct BoardPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    url: String,
    unit: String,
    due: String,
    left: String,
    cases: usize,
    /// What waits for whom, with the cases behind it.
    stuck: Vec<(String, String)>,
    columns: Vec<&'static str>,
    villages: Vec<VillageRow>,
    total: Vec<Count>,
    shown: Option<Vec<CaseRow>>,
    postings: Vec<(String, String, String)>,
    meetings: Vec<(String, String, String, String)>,
    decisions: Vec<(String, String, String)>,
    basis: Vec<Line>,
    /// What the visitor may do now.
    may_run: bool,
    surveyed: usize,
    opinion: bool,
    decide: bool,
}

struct VillageRow {
    name: String,
    /// What a form sends for it.
    id: String,
    reviewer: String,
    counts: Vec<Count>,
    meet: Option<String>,
    /// Papers to take to the village, by label.
    papers: Vec<(&'static str, String)>,
    post: bool,
}

struct CaseRow {
    url: String,
    head: String,
    village: String,
    reason: &'static str,
    before: &'static str,
    class: Option<&'static str>,
    stage: &'static str,
    since: String,
    reviewer: String,
    /// Why the reviewer is taken as related to the household.
    tie: Option<&'static str>,
}

/// The name of a village, or that none is recorded.
pub(super) fn village<'a>(words: &'static Words, name: &'a str) -> &'a str {
    if name.is_empty() { words.round_village_none() } else { name }
}

pub(super) async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    page(&board(&visitor, &id, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

/// Everything the board reads.
struct Read {
    round: round::Round,
    cases: Vec<Case>,
    ties: Ties,
    surveyed: usize,
    postings: Vec<Posting>,
    meetings: Vec<Meeting>,
    decisions: Vec<decision::Decision>,
}

async fn read(visitor: &Visitor, id: RoundId) -> Result<Read> {
    look!(visitor, |tx, office| {
        let round = round::find(tx, &office, id).await?;
        let found = survey::found(tx, &office, id).await?;
        Ok(Read {
            round,
            cases: case::of_round(tx, id).await?,
            ties: relation::of_round(tx, &office, id).await?,
            surveyed: found.iter().filter(|found| found.class != Class::Undetermined).count(),
            postings: posting::of_round(tx, id).await?,
            meetings: meeting::of_round(tx, id).await?,
            decisions: decision::of_round(tx, id).await?,
        })
    })
}

async fn board(visitor: &Visitor, id: &str, asked: &Asked) -> Result<BoardPage> {
    let words = visitor.words();
    let desk = &visitor.desk;
    let today = desk.today();
    let read = read(visitor, read_id(id, "review.round.missing")?).await?;
    let (round, cases) = (&read.round, &read.cases);
    let rules = Rules::of(&desk.law, &round.procedure)?;
    let url = format!("/rounds/{}", round.id);
    let may = |verb| visitor.actor().may(verb) && visitor.actor().covers(round.unit, desk.units);
    let may_run = may(Verb::Review);
    let over = cases.iter().filter(|case| case.posting_over(today)).count();
    let village_of = |id: Option<VillageId>| {
        let case = cases.iter().find(|case| case.village == id);
        village(words, case.map_or("", |case| &case.village_name)).to_owned()
    };
    let frame = visitor.frame(&words::when(words, round.when));
    let left = round.due.days_since(today);
    let postings = read.postings.iter().rev().map(|posting| {
        let running = (posting.from..=posting.until).contains(&today);
        let state = if running {
            words.round_running(posting.until)
        } else {
            words.round_over(posting.until)
        };
        let address = if running { format!("/postings/{}", posting.id) } else { String::new() };
        (address, village(words, &posting.village).to_owned(), state)
    });
    let meetings = read.meetings.iter().rev().map(|meeting| {
        let who = words.round_attendance(&meeting.chair, meeting.attendance);
        (
            format!("/rounds/meetings/{}", meeting.id),
            village_of(meeting.village),
            meeting.day.vietnamese(),
            who,
        )
    });
    let decisions = read.decisions.iter().map(|decision| {
        let address = format!("/rounds/decisions/{}", decision.id);
        (address, words.decision_named(&decision.number), decision.day.vietnamese())
    });
    let ready = decision::ready(cases.clone(), &rules, today).len();
    Ok(BoardPage {
        tabs: trust::tabs(words, &url, ""),
        unit: visitor.unit_name(round.unit),
        due: round.due.vietnamese(),
        left: if left < 0 { words.round_late(-left) } else { words.round_left(left) },
        cases: cases.len(),
        stuck: stuck(words, &url, cases, round, &rules, today),
        columns: COLUMNS.map(|stage| words::stage(words, stage)).into(),
        villages: villages(words, &url, cases, may_run),
        total: counts(words, &url, "", &cases.iter().collect::<Vec<_>>()),
        shown: shown(words, asked, &read, today),
        postings: postings.collect(),
        meetings: meetings.collect(),
        decisions: decisions.collect(),
        basis: basis::lines(visitor, rules.procedure, today),
        may_run,
        surveyed: read.surveyed,
        opinion: may_run && over > 0 && rules.asks_opinion(today),
        decide: ready > 0 && may(Verb::Decide),
        frame: Frame { trail: trail(visitor), ..frame },
        url,
    })
}

/// What waits for whom, over all villages, with the cases behind it.
fn stuck(
    words: &'static Words,
    url: &str,
    cases: &[Case],
    round: &round::Round,
    rules: &Rules<'_>,
    today: Day,
) -> Vec<(String, String)> {
    let mut lines: Vec<Due> = Vec::new();
    for due in turn::due(cases, rules, round, today) {
        let same = |line: &&mut Due| line.with == due.with && line.stage == due.stage;
        match lines.iter_mut().find(same) {
            Some(line) => {
                line.since = line.since.min(due.since);
                line.by = line.by.min(due.by);
                line.heads.extend(due.heads);
            }
            None => lines.push(due),
        }
    }
    let said = |line: Due| {
        let who = reminders::who(words, &line.with, rules, today);
        let (what, count) = (reminders::what(words, line.stage), line.heads.len());
        let text = if line.by < today {
            words.reminders_line_late(count, line.since, what, who)
        } else {
            words.reminders_line(count, line.since, what, who)
        };
        let reviewer = match &line.with {
            With::Reviewer(reviewer) => code(reviewer.as_ref().map(|(_, account)| account)),
            _ => String::new(),
        };
        let query = [("stage", line.stage.as_str()), ("reviewer", &reviewer)];
        (link(url, &query) + "#cases", text)
    };
    lines.into_iter().map(said).collect()
}

fn villages(words: &'static Words, url: &str, cases: &[Case], may_run: bool) -> Vec<VillageRow> {
    let mut rows: Vec<(Option<VillageId>, Vec<&Case>)> = Vec::new();
    for case in cases {
        match rows.iter_mut().find(|(village, _)| *village == case.village) {
            Some((_, own)) => own.push(case),
            None => rows.push((case.village, vec![case])),
        }
    }
    let row = |(id, own): (Option<VillageId>, Vec<&Case>)| {
        let has = |stage| may_run && own.iter().any(|case| case.state.stage == stage);
        let id = code(id.as_ref());
        let mut reviewers: Vec<&str> = own
            .iter()
            .filter_map(|case| case.reviewer.as_ref().map(|(_, name)| name.as_str()))
            .collect();
        reviewers.sort_unstable();
        reviewers.dedup();
        VillageRow {
            name: village(words, &own[0].village_name).to_owned(),
            reviewer: reviewers.join(", "),
            meet: has(Stage::Meeting).then(|| link(&format!("{url}/meeting"), &[("village", &id)])),
            post: has(Stage::Posting),
            papers: [
                (Stage::Survey, words.paper_questionnaire(), "questionnaires"),
                (Stage::Meeting, words.paper_blank_minutes(), "minutes"),
            ]
            .into_iter()
            .filter(|(stage, ..)| has(*stage))
            .map(|(_, label, path)| (label, link(&format!("{url}/{path}"), &[("village", &id)])))
            .collect(),
            counts: counts(words, url, &id, &own),
            id,
        }
    };
    rows.into_iter().map(row).collect()
}

/// An id as an address names it, or that there is none.
fn code<T: ToString>(id: Option<&T>) -> String {
    id.map_or_else(|| "none".to_owned(), T::to_string)
}

/// A number, and the address of the cases behind it where there are any.
type Count = (String, Option<String>);

/// How many cases wait for each step.
fn counts(words: &Words, url: &str, village: &str, cases: &[&Case]) -> Vec<Count> {
    let count = |stage: Stage| {
        let count = cases.iter().filter(|case| case.state.stage == stage).count();
        let behind = || link(url, &[("village", village), ("stage", stage.as_str())]) + "#cases";
        (words.number(count), (count > 0).then(behind))
    };
    COLUMNS.map(count).into()
}

fn shown(words: &'static Words, asked: &Asked, read: &Read, today: Day) -> Option<Vec<CaseRow>> {
    let asks = |asked: &str, own: &str| asked.is_empty() || asked == own;
    if [&asked.village, &asked.stage, &asked.reviewer].iter().all(|asked| asked.is_empty()) {
        return None;
    }
    let wanted = read.cases.iter().filter(|case| {
        asks(&asked.village, &code(case.village.as_ref()))
            && asks(&asked.stage, case.state.stage.as_str())
            && asks(&asked.reviewer, &code(case.reviewer.as_ref().map(|(account, _)| account)))
    });
    let row = |case: &Case| CaseRow {
        url: format!("/rounds/cases/{}", case.id),
        head: case.head.clone(),
        village: village(words, &case.village_name).to_owned(),
        reason: words::reason(words, case.reason),
        before: case.before.as_str(),
        class: case.classes.latest().map(Class::as_str),
        stage: if case.posting_over(today) {
            words.stage_over()
        } else {
            words::stage(words, case.state.stage)
        },
        since: case.state.day.vietnamese(),
        tie: trust::tie_of(words, &read.ties, case),
        reviewer: case.reviewer.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
    };
    Some(wanted.map(row).collect())
}

pub(super) async fn take_up(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let round = read_id(&id, "review.round.missing").map_err(|problem| visitor.trouble(problem))?;
    let done = act!(visitor, survey::take_up, round);
    let (taken, open) = done.map_err(|problem| visitor.trouble(problem))?;
    let text = visitor.words().round_taken_up(open, taken);
    go(&format!("/rounds/{id}"), Some(Flash::done(text)))
}

pub(super) async fn take_in(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let round = read_id(&id, "review.round.missing").map_err(|problem| visitor.trouble(problem))?;
    let taken = act!(visitor, round::take_in, round);
    let taken = taken.map_err(|problem| visitor.trouble(problem))?;
    go(&format!("/rounds/{id}"), Some(Flash::done(visitor.words().round_taken_in(taken))))
}

pub(super) async fn assign(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    let round = read_id(&id, "review.round.missing").map_err(|problem| visitor.trouble(problem))?;
    let spread = act!(visitor, assigning::spread, round);
    let spread = spread.map_err(|problem| visitor.trouble(problem))?;
    go(&format!("/rounds/{id}/assignment"), Some(trust::assignment_said(&visitor, spread)))
}
