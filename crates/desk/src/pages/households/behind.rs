//! The households behind a number of the first page: what is due, and who moved between classes.

use std::collections::BTreeSet;

use access::Scope;
use askama::Template;
use axum::extract::Query;
use ground::{Day, HouseholdId, Result};
use law::Class;
use places::Level;
use registry::figures::{Frame as Map, Geography};
use registry::household;
use registry::status::{self, Cell, Column, RowOf};
use serde::Deserialize;
use store::Tx;
use ui::{Crumb, Frame, Pager};

use super::LINES;
use super::filter::unreadable;
use super::lines::{Row, rows};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "households/behind.html")]
pub(crate) struct BehindPage {
    frame: Frame,
    unit: String,
    /// What the households have in common.
    about: String,
    counted: String,
    rows: Vec<Row>,
    pager: Pager,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct DueAsked {
    unit: String,
    what: String,
    page: u64,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct MovedAsked {
    unit: String,
    class: String,
    /// Printed numbers of columns, or `stayed`.
    column: String,
    from: String,
    to: String,
    page: u64,
}

/// The households that something is due for.
pub(super) async fn due(visitor: Visitor, Query(asked): Query<DueAsked>) -> Reply {
    let shown = due_page(&visitor, &asked).await;
    page(&shown.map_err(|problem| visitor.trouble(problem))?)
}

/// The households behind a cell of official tables 2 and 3.
pub(super) async fn moved(visitor: Visitor, Query(asked): Query<MovedAsked>) -> Reply {
    let shown = moved_page(&visitor, &asked).await;
    page(&shown.map_err(|problem| visitor.trouble(problem))?)
}

async fn due_page(visitor: &Visitor, asked: &DueAsked) -> Result<BehindPage> {
    let words = visitor.words();
    let today = visitor.desk.today();
    let (unit, scope) = visitor.chosen(Some(&asked.unit))?;
    let mut tx = visitor.desk.database.read().await?;
    let map = map(visitor, &scope, today);
    let due = registry::due::due(&mut tx, &map, &visitor.desk.law, today).await?;
    let year = today.year().to_string();
    let (ids, about) = match &*asked.what {
        "findings" => (due.findings, words.behind_findings().to_owned()),
        "unvisited" => (due.followed.unvisited, words.behind_unvisited(&year)),
        "unsurveyed" => (due.unsurveyed, words.behind_unsurveyed().to_owned()),
        "watch" => (due.followed.watch_ends, words.behind_watch(registry::due::WATCH_DAYS)),
        other => return Err(unreadable("what", other)),
    };
    let address = ui::link("/households/due", &[("unit", &asked.unit), ("what", &asked.what)]);
    let name = visitor.unit_name(unit);
    shown(visitor, &mut tx, &scope, &ids, (name, about, address), asked.page).await
}

async fn moved_page(visitor: &Visitor, asked: &MovedAsked) -> Result<BehindPage> {
    let words = visitor.words();
    let (unit, scope) = visitor.chosen(Some(&asked.unit))?;
    let (from, to) = (ui::read_day(&asked.from)?, ui::read_day(&asked.to)?);
    let class: Class = asked.class.parse()?;
    let mut tx = visitor.desk.database.read().await?;
    let map = map(visitor, &scope, to);
    let mut ids = BTreeSet::new();
    let mut behind = async |column| {
        let cell = Cell { class, column, persons: false, at: RowOf::Total };
        status::movement_households(&mut tx, &map, from, to, cell).await
    };
    let about = if asked.column == "stayed" {
        ids.extend(behind(Column::Opening).await?);
        // Who stays is poor, or near-poor, at both ends.
        let closing: BTreeSet<HouseholdId> = behind(Column::Closing).await?.into_iter().collect();
        ids.retain(|id| closing.contains(id));
        words.behind_stayed().to_owned()
    } else {
        let mut names = Vec::new();
        for number in asked.column.split(',') {
            let column = number.parse().ok().and_then(Column::numbered);
            let column = column.ok_or_else(|| unreadable("column", &asked.column))?;
            ids.extend(behind(column).await?);
            names.push(column_word(words, class, column));
        }
        names.join("; ")
    };
    let about = words.behind_moved(crate::say::class(words, class), from, to, about);
    let address = ui::link(
        "/households/moved",
        &[
            ("unit", &asked.unit),
            ("class", &asked.class),
            ("column", &asked.column),
            ("from", &asked.from),
            ("to", &asked.to),
        ],
    );
    let ids: Vec<HouseholdId> = ids.into_iter().collect();
    shown(visitor, &mut tx, &scope, &ids, (visitor.unit_name(unit), about, address), asked.page)
        .await
}

/// A longer list is read page by page, in the order in which its households came into the registry; only a
/// shorter one is put in the order of names.
const LONG: usize = 5_000;

/// The list of these households, which the visitor must be allowed to see.
pub(crate) async fn shown(
    visitor: &Visitor,
    tx: &mut Tx,
    scope: &Scope,
    ids: &[HouseholdId],
    (unit, about, address): (String, String, String),
    page: u64,
) -> Result<BehindPage> {
    let words = visitor.words();
    let page = page.max(1);
    let start = |all: usize| (page.min(all.div_ceil(LINES).max(1) as u64) as usize - 1) * LINES;
    let (lines, all): (Vec<_>, usize) = if ids.len() > LONG {
        let from = start(ids.len());
        let part = &ids[from..ids.len().min(from + LINES)];
        (household::these(tx, scope, part).await?, ids.len())
    } else {
        let mut lines = household::these(tx, scope, ids).await?;
        let all = lines.len();
        (lines.drain(start(all)..).take(LINES).collect(), all)
    };
    // Who has moved away since stands in the list of another unit now.
    let elsewhere = ids.len() - all;
    let pager = Pager::counted(words, page, LINES as u64, all as u64, |page| {
        ui::link(&address, &[("page", &page.to_string())])
    });
    let mut counted = words.households_counted(ids.len());
    if elsewhere > 0 {
        counted = format!("{counted} · {}", words.behind_elsewhere(elsewhere));
    }
    let mut frame = visitor.frame(words.household_list());
    frame.trail =
        vec![Crumb::new(words.nav_home(), "/"), Crumb::new(words.nav_households(), "/households")];
    Ok(BehindPage { frame, unit, about, counted, rows: rows(visitor, lines), pager })
}

/// The rows that the first page adds up: a commune stands alone, more are told apart by commune, the
/// nation by province. Who moves between two rows leaves the one and comes to the other.
pub(crate) fn map<'a>(visitor: &Visitor, scope: &Scope, day: Day) -> Map<'a> {
    let level = if *scope == Scope::Nation { Level::Province } else { Level::Commune };
    Map::new(visitor.desk.units, scope, level, Geography::AsThen, day)
}

/// A column of table 2 (poor) or 3 (near-poor) in words.
fn column_word(words: &ui::Words, class: Class, column: Column) -> &'static str {
    let poor = class == Class::Poor;
    match column {
        Column::Opening => words.column_opening(),
        Column::Out2 if poor => words.movement_poor_to_near_poor(),
        Column::Out2 => words.status_exited_near_poor(),
        Column::Out3 if poor => words.column_exit_poor(),
        Column::Out3 => words.movement_near_poor_to_poor(),
        Column::OtherOut => words.home_gone(),
        Column::FromOtherClass if poor => words.movement_near_poor_to_poor(),
        Column::FromOtherClass => words.movement_poor_to_near_poor(),
        Column::Again if poor => words.status_re_poor(),
        Column::Again => words.status_re_near_poor(),
        Column::New => words.status_new(),
        Column::OtherIn => words.home_elsewhere(),
        Column::Closing => words.column_closing(),
    }
}
