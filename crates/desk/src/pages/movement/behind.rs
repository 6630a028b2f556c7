//! The households behind a number of the page.

use access::Verb;
use axum::extract::Query;
use ground::{Problem, Result};
use registry::transitions::{Behind, End, Group, YEARS};
use serde::Deserialize;
use ui::Words;

use super::asked::Asked;
use super::{found, read};
use crate::pages::households::behind::{BehindPage, shown};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct BehindAsked {
    /// `moved`, `exited`, `again`, `watched` or `poor`.
    what: String,
    /// Ends on the first and the second day, with commas between; any when empty.
    was: String,
    is: String,
    /// On how many year-ends poor.
    times: String,
    /// `yes` when one group is meant, whose code is in `group`.
    one: String,
    group: String,
    page: u64,
}

pub(super) async fn get(
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Query(behind): Query<BehindAsked>,
) -> Reply {
    visitor.must(Verb::Report)?;
    let shown = build(&visitor, &asked, &behind).await;
    page(&shown.map_err(|problem: Problem| visitor.trouble(problem))?)
}

async fn build(visitor: &Visitor, asked: &Asked, wanted: &BehindAsked) -> Result<BehindPage> {
    let desk = &visitor.desk;
    let words = visitor.words();
    let question = asked.question(visitor)?;
    let (from, to) = (question.asked.from, question.asked.to);
    let ends = (ends(&wanted.was)?, ends(&wanted.is)?);
    let (behind, about) = match &*wanted.what {
        "moved" => {
            let about = words.movement_behind_moved(
                from,
                said(words, &wanted.is, &ends.1, false),
                to,
                said(words, &wanted.was, &ends.0, true),
            );
            (Behind::Moved(&ends.0, &ends.1), about)
        }
        "exited" => (Behind::Exited, words.movement_behind_exited(from, to)),
        "again" => (Behind::Again, words.movement_behind_again(from, to)),
        "watched" => (Behind::Watched, words.movement_behind_watched(from, to)),
        "poor" => {
            let times = wanted.times.parse().ok().filter(|times| *times <= YEARS);
            let times = times.ok_or_else(|| unreadable(&wanted.times))?;
            (Behind::Poor(times), words.movement_behind_poor(times, to, YEARS))
        }
        other => return Err(unreadable(other)),
    };
    let group = (wanted.one == "yes").then(|| Group::coded(question.asked.by, &wanted.group));
    let ids = read::behind(&question, desk, group.as_ref(), behind).await?;
    let place = match &group {
        Some(group) => {
            let (unit, name) = (visitor.unit_name(question.unit), found::name(visitor, group));
            format!("{unit} · {name}")
        }
        None => visitor.unit_name(question.unit),
    };
    let address = question.link(
        "/movement/households",
        &[
            ("what", &wanted.what),
            ("was", &wanted.was),
            ("is", &wanted.is),
            ("times", &wanted.times),
            ("one", &wanted.one),
            ("group", &wanted.group),
        ],
    );
    let mut tx = desk.database.read().await?;
    shown(visitor, &mut tx, &question.scope, &ids, (place, about, address), wanted.page).await
}

fn ends(words: &str) -> Result<Vec<End>> {
    if words.is_empty() {
        return Ok(End::ALL.into());
    }
    words.split(',').map(|word| End::named(word).ok_or_else(|| unreadable(word))).collect()
}

/// The ends in words; nothing in particular when any will do.
fn said(words: &Words, typed: &str, ends: &[End], is_first: bool) -> String {
    if typed.is_empty() {
        return words.movement_any().to_owned();
    }
    let names: Vec<&str> = ends.iter().map(|end| found::end(words, *end, is_first)).collect();
    names.join(", ")
}

fn unreadable(text: &str) -> Problem {
    Problem::invalid("desk.list.unreadable").with("name", "movement").with("text", text)
}
