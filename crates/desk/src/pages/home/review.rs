//! What the review asks of whoever opens the first page: a reviewer's households, an officer's requests and
//! steps, the chair's signature, and the reports of the calendar.

use access::{Role, Verb};
use ground::{Day, Result, UnitId};
use places::Level;
use review::report::{self, Report};
use review::tasks::{self, Open, Own, Tasks};
use ui::{Words, link};

use crate::pages::due_reports;
use crate::visitor::Visitor;

/// So many days ahead a report is announced, and for so long after its day it is asked for.
const REPORT_DAYS: i64 = 30;

/// Names said in one line; the others are counted.
const NAMES: usize = 3;

/// What is read for these lines.
#[derive(Default)]
pub(super) struct Review {
    own: Own,
    tasks: Tasks,
    reports: Vec<Report>,
}

pub(super) async fn read(visitor: &Visitor, unit: UnitId, today: Day) -> Result<Review> {
    let (actor, desk) = (visitor.actor(), &visitor.desk);
    let level = desk.units.get(unit).map(|found| found.level);
    let mut review = Review::default();
    let mut tx = desk.database.read().await?;
    if let Some(account) = actor.account.filter(|_| actor.may(Verb::Survey)) {
        review.own = tasks::of_reviewer(&mut tx, account).await?;
    }
    if level == Some(Level::Commune) {
        review.tasks = tasks::of_unit(&mut tx, &desk.law, unit, today).await?;
    }
    if let Some(procedure) = desk.law.procedure_on(today).filter(|_| due_reports::may(visitor)) {
        let sent = report::sent(&mut tx, unit, today.year()).await?;
        let is_sent =
            |one: &Report| sent.iter().any(|sent| (sent.kind, sent.due) == (one.kind, one.due));
        review.reports = report::calendar(procedure, today.year());
        review
            .reports
            .retain(|one| one.due.days_since(today).abs() <= REPORT_DAYS && !is_sent(one));
    }
    Ok(review)
}

/// One line per kind of work: how much, what, and where it is done.
pub(super) fn items(
    visitor: &Visitor,
    review: &Review,
    today: Day,
) -> Vec<(usize, String, String)> {
    let words = visitor.words();
    let own = &review.own;
    let mine = "/rounds/mine".to_owned();
    let mut items = vec![
        (own.survey, words.task_survey().to_owned(), mine.clone()),
        (own.again, words.task_again().to_owned(), mine),
    ];
    if visitor.actor().may(Verb::Review) {
        let (tasks, late) = (&review.tasks, review.tasks.requests_late);
        let requests = "/rounds/requests".to_owned();
        let filings = words.task_filings(tasks.filings_late);
        items.push((tasks.filings, filings, requests.clone()));
        let workers = words.task_workers(tasks.workers_late);
        items.push((tasks.workers, workers, requests.clone()));
        items.push((tasks.requests, words.task_requests(late), requests));
        for open in &tasks.rounds {
            items.extend(officer(words, open, today));
        }
    }
    if visitor.actor().role == Role::CommuneChair {
        for open in &review.tasks.rounds {
            let url = format!("/rounds/{}/decision", open.round.id);
            items.push((open.decision, words.task_decision().to_owned(), url));
        }
    }
    for one in &review.reports {
        let name = due_reports::name(words, one);
        let left = one.due.days_since(today);
        let text = if left < 0 {
            words.task_report_late(one.due, name)
        } else {
            words.task_report(one.due, name)
        };
        items.push((1, text, due_reports::address(one)));
    }
    items
}

/// What an officer does in a round, with whom it lies.
fn officer(words: &Words, open: &Open, today: Day) -> Vec<(usize, String, String)> {
    let url = format!("/rounds/{}", open.round.id);
    let stage = |stage: &str| link(&url, &[("stage", stage)]) + "#cases";
    let waiting = open.survey.iter().map(|(_, count)| count).sum();
    let left = open.round.due.days_since(today);
    let survey = words.task_waiting(open.round.due, with_whom(words, &open.survey));
    let survey = if left < 0 { format!("{survey} {}", words.round_late(-left)) } else { survey };
    vec![
        (waiting, survey, format!("{url}/assignment")),
        (open.meeting, words.task_meeting().to_owned(), stage("meeting")),
        (open.posting, words.task_posting().to_owned(), stage("posting")),
        (open.recheck_late, words.task_recheck().to_owned(), stage("recheck")),
        (open.opinion, words.task_opinion().to_owned(), stage("posted")),
    ]
}

/// Names with their counts, the longest list first.
fn with_whom(words: &Words, all: &[(String, usize)]) -> String {
    let said = |(name, count): &(String, usize)| {
        let name = if name.is_empty() { words.task_nobody() } else { name };
        format!("{name} {}", words.number(*count))
    };
    let mut names: Vec<String> = all.iter().take(NAMES).map(said).collect();
    let rest: usize = all.iter().skip(NAMES).map(|(_, count)| count).sum();
    if rest > 0 {
        names.push(words.task_others(rest));
    }
    names.join(", ")
}
