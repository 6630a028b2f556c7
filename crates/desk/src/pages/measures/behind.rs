//! The households behind a count of the page.

use access::Verb;
use axum::extract::Query;
use ground::{Problem, Result};
use registry::figures::Count;
use registry::transitions::Group;
use serde::Deserialize;

use super::asked::{Asked, alike};
use super::found::THEN;
use super::read;
use crate::pages::households::behind::{BehindPage, shown};
use crate::pages::movement::found::name;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct BehindAsked {
    /// `excluded`, `poor`, `raw` or `censored`.
    what: String,
    /// Code of the indicator, for the last two.
    indicator: String,
    /// `yes` when one group is meant, whose code is in `group`.
    one: String,
    group: String,
    /// `then` for the earlier of the two days.
    on: String,
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

async fn build(visitor: &Visitor, asked: &Asked, behind: &BehindAsked) -> Result<BehindPage> {
    let desk = &visitor.desk;
    let words = visitor.words();
    let question = asked.question(visitor)?;
    let index = &question.index;
    let unreadable = |text: &str| {
        Problem::invalid("desk.list.unreadable").with("name", "measures").with("text", text)
    };
    let indicator = question.standard.indicator(&behind.indicator);
    let bit = indicator.map_or(0, law::Indicator::bit);
    let (what, about): (fn(bool, bool, bool) -> bool, String) = match (&*behind.what, indicator) {
        ("excluded", _) => (|counts, _, _| !counts, words.measures_excluded().to_owned()),
        ("poor", _) => (|_, poor, _| poor, words.measures_poor().to_owned()),
        ("raw", Some(one)) => {
            (|counts, _, lacks| counts && lacks, words.measures_lacking(one.name(words.lang())))
        }
        ("censored", Some(one)) => {
            (|_, poor, lacks| poor && lacks, words.measures_poor_lacking(one.name(words.lang())))
        }
        ("raw" | "censored", None) => return Err(unreadable(&behind.indicator)),
        (other, _) => return Err(unreadable(other)),
    };
    let group = (behind.one == "yes").then(|| Group::coded(question.groups, &behind.group));
    let day = match question.since {
        Some(since) if behind.on == THEN => since,
        _ => question.day,
    };
    let ids = read::behind(&question, desk, day, group.as_ref(), |judged| {
        let one = alike(judged, Count::default());
        what(index.counts(&one), index.is_poor(&one), one.deprived & bit != 0)
    })
    .await?;
    let unit = visitor.unit_name(question.unit);
    let place = match &group {
        Some(group) => format!("{unit} · {}", name(visitor, group)),
        None => unit,
    };
    let about = format!("{about} · {}", words.day(&day));
    let address = asked.link(
        "/measures/households",
        &[
            ("what", &behind.what),
            ("indicator", &behind.indicator),
            ("one", &behind.one),
            ("group", &behind.group),
            ("on", &behind.on),
        ],
    );
    let mut tx = desk.database.read().await?;
    shown(visitor, &mut tx, &question.scope, &ids, (place, about, address), behind.page).await
}
