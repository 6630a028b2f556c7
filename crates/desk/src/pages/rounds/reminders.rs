//! `/rounds/{id}/reminders`: what is due from whom, since when. `?village=` (or `all`): the sheets to print and take
//! to the villages.

use askama::Template;
use axum::extract::{Path, Query};
use ground::{Day, Result, RoundId};
use review::case::{self, Case};
use review::round::{self, Round};
use review::rules::{Rules, Stage};
use review::turn::{self, Due, With};
use serde::Deserialize;
use ui::{Frame, NavItem, Words, link};

use super::{below, board, id as read_id, look, trust, words};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    village: String,
}

/// Asks for the sheets of all villages.
const ALL: &str = "all";

#[derive(Template)]
#[template(path = "rounds/reminders.html")]
struct RemindersPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    lead: String,
    rows: Vec<Row>,
    all: String,
    sheets: Vec<Sheet>,
}

/// One kind of work of one person in one village.
struct Row {
    who: String,
    what: &'static str,
    village: String,
    count: String,
    since: String,
    by: String,
    late: bool,
    sheet: String,
}

/// What is due in one village.
struct Sheet {
    village: String,
    parts: Vec<Part>,
}

struct Part {
    title: String,
    when: String,
    heads: Vec<String>,
}

/// Whose turn it is, in words.
pub(super) fn who(words: &'static Words, with: &With, rules: &Rules<'_>, today: Day) -> String {
    match with {
        With::Reviewer(Some((name, _))) => name.clone(),
        With::Reviewer(None) => words.reminders_nobody().to_owned(),
        With::Officer => words.role_commune_officer().to_owned(),
        With::Opinion => words::opinion(words, turn::opinion_by(rules, today)).to_owned(),
        With::Chair => words.role_commune_chair().to_owned(),
    }
}

/// What is waited for; a posting here is one that is over.
pub(super) fn what(words: &'static Words, stage: Stage) -> &'static str {
    if stage == Stage::Posted { words.stage_over() } else { words::stage(words, stage) }
}

pub(super) async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    page(&built(&visitor, &id, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str, asked: &Asked) -> Result<RemindersPage> {
    let words = visitor.words();
    let id: RoundId = read_id(id, "review.round.missing")?;
    let (round, cases): (Round, Vec<Case>) = look!(visitor, |tx, office| {
        (round::find(tx, &office, id).await?, case::of_round(tx, id).await?)
    });
    let today = visitor.desk.today();
    let rules = Rules::of(&visitor.desk.law, &round.procedure)?;
    let due = turn::due(&cases, &rules, &round, today);
    let url = format!("/rounds/{}", round.id);
    let address = format!("{url}/reminders");
    let sheet = |village: &str| link(&address, &[("village", village)]);
    let row = |due: &Due| Row {
        who: who(words, &due.with, &rules, today),
        what: what(words, due.stage),
        village: board::village(words, &due.village_name).to_owned(),
        count: words.number(due.heads.len()),
        since: due.since.vietnamese(),
        by: due.by.vietnamese(),
        late: due.by < today,
        sheet: sheet(&code(due)),
    };
    let frame = visitor.frame(words.reminders_title());
    Ok(RemindersPage {
        tabs: trust::tabs(words, &url, "/reminders"),
        lead: words.reminders_lead(words::when(words, round.when), visitor.unit_name(round.unit)),
        sheets: sheets(words, &due, asked, &rules, today),
        rows: due.iter().map(row).collect(),
        all: sheet(ALL),
        frame: Frame { trail: below(visitor, &round), ..frame },
    })
}

/// The village of what is due, as an address names it.
fn code(due: &Due) -> String {
    due.village.map_or_else(|| "none".to_owned(), |id| id.to_string())
}

fn sheets(
    words: &'static Words,
    due: &[Due],
    asked: &Asked,
    rules: &Rules<'_>,
    today: Day,
) -> Vec<Sheet> {
    let mut sheets: Vec<(String, Sheet)> = Vec::new();
    for one in due {
        let code = code(one);
        if asked.village != ALL && asked.village != code {
            continue;
        }
        let part = Part {
            title: words.reminders_part(
                words.number(one.heads.len()),
                what(words, one.stage),
                who(words, &one.with, rules, today),
            ),
            when: words.reminders_when(one.by, one.since),
            heads: one.heads.clone(),
        };
        if let Some((_, sheet)) = sheets.iter_mut().find(|(known, _)| *known == code) {
            sheet.parts.push(part);
        } else {
            let village = board::village(words, &one.village_name).to_owned();
            sheets.push((code, Sheet { village, parts: vec![part] }));
        }
    }
    sheets.sort_by_cached_key(|(_, sheet)| ground::sort_key(&sheet.village));
    sheets.into_iter().map(|(_, sheet)| sheet).collect()
}
