//! `/what-if/compare?s=…&s=…`: up to four kept questions side by side.

use askama::Template;
use axum::extract::Query;
use ground::{Problem, Result};
use law::Class;
use measures::planes::{By, CrossingTotal, Pass};
use snapshots::scenarios::{self, Scenario};
use ui::Frame;

use super::asked::{Asked, narrowed};
use super::behind::{ANY, OTHER};
use super::cost;
use super::found::{Cell, signed};
use super::saved;
use crate::reply::{Reply, page};
use crate::say;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "what_if/compare.html")]
struct ComparePage {
    frame: Frame,
    columns: Vec<Head>,
    rows: Vec<(String, Vec<Cell>)>,
    /// What each costs more in a year, by the norms known; nothing when none is.
    costs: Option<Vec<String>>,
}

/// The head of a scenario's column.
struct Head {
    name: String,
    url: String,
    unit: String,
}

pub(super) async fn get(visitor: Visitor, Query(query): Query<Vec<(String, String)>>) -> Reply {
    let chosen: Vec<String> =
        query.into_iter().filter(|(name, _)| name == "s").map(|(_, id)| id).collect();
    let shown = build(&visitor, &chosen).await;
    page(&shown.map_err(|problem: Problem| visitor.trouble(problem))?)
}

async fn build(visitor: &Visitor, chosen: &[String]) -> Result<ComparePage> {
    let desk = &visitor.desk;
    let mut tx = desk.database.read().await?;
    let seen = scenarios::seen(&mut tx, visitor.actor()).await?;
    tx.rollback().await?;
    let find = |id: &String| -> Result<Scenario> {
        let found = seen.iter().find(|scenario| scenario.id.simple().to_string() == *id);
        found.cloned().ok_or_else(|| Problem::missing("snapshots.scenario.missing"))
    };
    let mut columns = Vec::new();
    for id in chosen.iter().take(saved::MOST) {
        columns.push(Column::of(visitor, find(id)?).await?);
    }
    if columns.is_empty() {
        return Err(Problem::invalid("desk.what_if.none_chosen").with("most", saved::MOST));
    }
    Ok(ComparePage {
        frame: visitor.frame(visitor.words().what_if_compare()),
        rows: rows(visitor, &columns),
        costs: costs(visitor, &columns),
        columns: columns.into_iter().map(|column| column.head).collect(),
    })
}

/// One scenario asked anew.
struct Column {
    head: Head,
    asked: Asked,
    total: CrossingTotal,
}

impl Column {
    async fn of(visitor: &Visitor, scenario: Scenario) -> Result<Column> {
        let desk = &visitor.desk;
        let asked = saved::asked(&scenario.query)?.filled(visitor);
        let (unit, scope) = asked.place(visitor)?;
        let (before, after) = asked.scenarios(visitor)?;
        let (taken, _) = desk.snapshots.soon(desk.today()).await?;
        let crossing = narrowed(&taken, &scope).compare(&before, &after, Pass::default())?;
        let (name, url) = (scenario.name, saved::address(&scenario.query));
        let head = Head { name, url, unit: visitor.unit_name(unit) };
        Ok(Column { head, asked, total: crossing.total() })
    }

    /// The households that were in a class (or any, or another) and are in a class, with their list.
    fn cell(&self, visitor: &Visitor, was: &str, is: &str, count: impl Fn(By) -> u64) -> Cell {
        let number = |by| visitor.words().number(count(by) as i64);
        let fields = [&self.asked.fields()[..], &[("was", was), ("is", is)]].concat();
        let url = || ui::link("/what-if/households", &fields);
        let some = count(By::Household) > 0;
        Cell { households: number(By::Household), persons: number(By::Person), url: some.then(url) }
    }
}

fn costs(visitor: &Visitor, columns: &[Column]) -> Option<Vec<String>> {
    let (law, today) = (&visitor.desk.law, visitor.desk.today());
    law.norms().iter().find_map(|norm| norm.yearly(today))?;
    let cost = |column: &Column| cost::yearly(law, today, &column.total.moves());
    Some(columns.iter().map(|column| signed(visitor.words(), cost(column))).collect())
}

/// Each class before and after, and who came and left.
fn rows(visitor: &Visitor, columns: &[Column]) -> Vec<(String, Vec<Cell>)> {
    let words = visitor.words();
    let mut rows = Vec::new();
    for class in [Class::Poor, Class::NearPoor] {
        let (name, code) = (say::class(words, class), class.as_str());
        let lines = [
            (words.what_if_class_was(name), code, ANY),
            (words.what_if_class_is(name), ANY, code),
            (words.what_if_class_came(name), OTHER, code),
            (words.what_if_class_left(name), code, OTHER),
        ];
        for (label, was, is) in lines {
            let cell = |column: &Column| {
                column.cell(visitor, was, is, |by| {
                    let moves = column.total.moves();
                    let stayed = moves.count(class, class, by);
                    match (was, is) {
                        (_, ANY) => stayed + moves.left(class, by),
                        (ANY, _) => stayed + moves.arrived(class, by),
                        (OTHER, _) => moves.arrived(class, by),
                        _ => moves.left(class, by),
                    }
                })
            };
            rows.push((label, columns.iter().map(cell).collect()));
        }
    }
    rows
}
