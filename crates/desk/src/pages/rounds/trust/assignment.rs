//! `/rounds/{id}/assignment`: who surveys which village, how much each has to do, and who is sent to relatives.
//! `/rounds/cases/{id}/reviewer`: one household by hand.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use ground::{AccountId, CaseId, Problem, Result, VillageId};
use review::assign::{self, Reviewer, Spread};
use review::case::{self, Case};
use review::round::Round;
use review::rules::Stage;
use ui::{Choice, Flash, Form, Frame, NavItem};

use super::{Read, below, read, tabs, tie};
use crate::pages::household::form::{Field, Named, Questions, Wrong, shown_below};
use crate::pages::rounds::{act, again, board, id as read_id, look, meeting};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

#[derive(Template)]
#[template(path = "rounds/trust/assignment.html")]
struct AssignmentPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    reviewers: Vec<Choice>,
    villages: Vec<VillageRow>,
    loads: Vec<Load>,
    related: Vec<Related>,
    may_run: bool,
}

struct VillageRow {
    id: String,
    name: String,
    waiting: usize,
    cases: usize,
    reviewer: String,
}

/// What one reviewer has to do.
struct Load {
    name: String,
    villages: String,
    waiting: usize,
    done: usize,
    /// Since when the longest-waiting household waits.
    since: String,
}

/// A household in the hands of somebody related to it.
pub(crate) struct Related {
    pub(crate) url: String,
    pub(crate) head: String,
    pub(crate) reviewer: String,
    pub(crate) why: &'static str,
}

pub(in crate::pages::rounds) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    page(&built(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str) -> Result<AssignmentPage> {
    let words = visitor.words();
    let read = read(visitor, read_id(id, "review.round.missing")?).await?;
    let reviewers = reviewers(visitor, &read.round).await?;
    let url = format!("/rounds/{}", read.round.id);
    let trail = below(visitor, &read.round);
    let may_run = visitor.actor().may(Verb::Review);
    Ok(AssignmentPage {
        tabs: tabs(words, &url, "/assignment"),
        reviewers: choices(&reviewers),
        villages: villages(visitor, &read.cases),
        loads: loads(visitor, &read.cases, &reviewers),
        related: related(visitor, &read),
        may_run,
        frame: Frame { trail, ..visitor.frame(words.assignment_title()) },
    })
}

async fn reviewers(visitor: &Visitor, round: &Round) -> Result<Vec<Reviewer>> {
    let mut tx = visitor.desk.database.read().await?;
    access::account::reviewers(&mut tx, round.unit).await
}

fn choices(reviewers: &[Reviewer]) -> Vec<Choice> {
    reviewers.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())).collect()
}

fn villages(visitor: &Visitor, cases: &[Case]) -> Vec<VillageRow> {
    let mut rows: Vec<(Option<VillageId>, Vec<&Case>)> = Vec::new();
    for case in cases {
        match rows.iter_mut().find(|(village, _)| *village == case.village) {
            Some((_, own)) => own.push(case),
            None => rows.push((case.village, vec![case])),
        }
    }
    let row = |(id, own): (Option<VillageId>, Vec<&Case>)| VillageRow {
        id: id.map_or_else(|| "none".to_owned(), |id| id.to_string()),
        name: board::village(visitor.words(), &own[0].village_name).to_owned(),
        waiting: own.iter().filter(|case| case.state.stage == Stage::Survey).count(),
        cases: own.len(),
        reviewer: listed(own.iter().filter_map(|case| Some(&*case.reviewer.as_ref()?.1))),
    };
    rows.into_iter().map(row).collect()
}

/// Each once, in order.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: std::collections::BTreeSet<&str> = names.collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

fn loads(visitor: &Visitor, cases: &[Case], reviewers: &[Reviewer]) -> Vec<Load> {
    let row = |(id, name): &Reviewer| {
        let of = |case: &&Case| case.reviewer.as_ref().is_some_and(|(own, _)| own == id);
        let own: Vec<&Case> = cases.iter().filter(of).collect();
        let waits = |case: &&&Case| case.state.stage == Stage::Survey;
        Load {
            name: name.clone(),
            villages: listed(
                own.iter().map(|case| board::village(visitor.words(), &case.village_name)),
            ),
            waiting: own.iter().filter(waits).count(),
            done: own.iter().filter(|case| case.state.stage != Stage::Survey).count(),
            since: own
                .iter()
                .filter(waits)
                .map(|case| case.state.day)
                .min()
                .map(ground::Day::vietnamese)
                .unwrap_or_default(),
        }
    };
    reviewers.iter().map(row).collect()
}

fn related(visitor: &Visitor, read: &Read) -> Vec<Related> {
    let cases = read.cases.iter().filter(|case| case.state.stage == Stage::Survey);
    let found = cases.filter_map(|case| {
        let (account, name) = case.reviewer.as_ref()?;
        let found = read.ties.between(*account, case.household)?;
        Some(Related {
            url: format!("/rounds/cases/{}/reviewer", case.id),
            head: case.head.clone(),
            reviewer: name.clone(),
            why: tie(visitor.words(), found),
        })
    });
    found.collect()
}

/// What was done, in a sentence.
pub(in crate::pages::rounds) fn said(visitor: &Visitor, spread: Spread) -> Flash {
    let text = visitor.words().round_assigned(spread.apart, spread.nobody, spread.reviewers);
    Flash::done(text)
}

pub(in crate::pages::rounds) async fn village(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let round = read_id(&id, "review.round.missing").map_err(trouble)?;
    let village = meeting::village(form.value("village")).map_err(trouble)?;
    let account = account(&form).map_err(trouble)?;
    let given = act!(visitor, assign::give_village, round, village, account).map_err(trouble)?;
    go(&format!("/rounds/{id}/assignment"), Some(said(&visitor, given)))
}

fn account(form: &Form) -> Result<AccountId> {
    let chosen = form.value("reviewer").parse();
    chosen.map_err(|_| Problem::invalid("review.assign.stranger"))
}

async fn found(visitor: &Visitor, id: &str) -> Result<(Case, Round)> {
    let id: CaseId = read_id(id, "review.case.missing")?;
    look!(visitor, |tx, office| case::find(tx, &office, id).await)
}

async fn questions(visitor: &Visitor, case: &Case, round: &Round) -> Result<Questions> {
    let words = visitor.words();
    let reviewers = choices(&reviewers(visitor, round).await?);
    let now = case.reviewer.as_ref().map_or(words.unknown(), |(_, name)| name);
    Ok(Questions {
        title: words.assignment_case(),
        lead: words.assignment_case_lead(&case.head, now),
        fields: vec![Field::Select(
            Named::new("reviewer", words.round_reviewer()).required(),
            reviewers,
        )],
        action: words.assignment_give(),
        to: String::new(),
    })
}

pub(in crate::pages::rounds) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
    visitor.must(Verb::Review)?;
    let trouble = |problem| visitor.trouble(problem);
    let (case, round) = found(&visitor, &id).await.map_err(trouble)?;
    let asked = questions(&visitor, &case, &round).await.map_err(trouble)?;
    shown_below(&visitor, trail(&visitor, &case, &round), case.version, asked, Form::new())
}

fn trail(visitor: &Visitor, case: &Case, round: &Round) -> Vec<ui::Crumb> {
    let mut trail = below(visitor, round);
    trail.push(ui::Crumb::new(&*case.head, format!("/rounds/cases/{}", case.id)));
    trail
}

pub(in crate::pages::rounds) async fn give(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let (case, round) = found(&visitor, &id).await.map_err(trouble)?;
    let seen = (case.id, form.value("version").parse().unwrap_or(0));
    let given = match account(&form).map_err(Wrong::with("reviewer")) {
        Ok(account) => {
            act!(visitor, assign::give_case, seen, account).map_err(Wrong::with("reviewer"))
        }
        Err(wrong) => Err(wrong),
    };
    match given {
        Ok(()) => {
            let saved = Flash::done(visitor.words().case_saved());
            go(&format!("/rounds/cases/{id}"), Some(saved))
        }
        Err(wrong) => {
            let asked = questions(&visitor, &case, &round).await.map_err(trouble)?;
            again(&visitor, trail(&visitor, &case, &round), case.version, asked, form, wrong)
        }
    }
}
