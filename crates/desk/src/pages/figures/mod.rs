//! `/figures`: resident households and persons of each commune, and the year's targets, in one table
//! to fill in.

mod line;
mod save;

use std::collections::BTreeMap;

use access::Verb;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use ground::{Day, Problem, Result, UnitId};
use law::Class;
use places::Level;
use registry::figures::{self, Frame as Map, Geography};
use serde::Deserialize;
use store::Tx;
use ui::{Choice, Form, Frame};

use crate::desk::Desk;
use crate::pages::unit_field;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

use line::{Line, prefilled};

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    year: String,
}

#[derive(Template)]
#[template(path = "figures/table.html")]
struct FiguresPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    unit: String,
    /// The unit's number, for the form to come back to.
    unit_id: String,
    year: String,
    lines: Vec<Line>,
    missing: usize,
    /// Whether the visitor may change anything.
    may: bool,
    /// Whether the unit is too large for one table.
    too_wide: bool,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/figures", get(show).post(save::save))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let shown = async {
        let unit = unit_of(&visitor, &asked.unit)?;
        let year = year_of(&visitor, &asked.year)?;
        let lines = lines(&visitor, unit, year).await?;
        let form = prefilled(&visitor, &lines);
        Ok(figures_page(&visitor, (unit, year), lines, form))
    };
    page(&shown.await.map_err(|problem: Problem| visitor.trouble(problem))?)
}

/// The unit asked for, by number, code or name; one's own by default.
fn unit_of(visitor: &Visitor, text: &str) -> Result<UnitId> {
    let unit = match text.trim() {
        "" => visitor.actor().unit,
        text => unit_field::read(visitor, text)?,
    };
    visitor.chosen(Some(&unit.to_string())).map(|(unit, _)| unit)
}

fn year_of(visitor: &Visitor, text: &str) -> Result<i32> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(visitor.desk.today().year());
    }
    let unreadable = || Problem::invalid("desk.year.unreadable").with("text", text);
    text.parse().ok().filter(|year| (2000..=2100).contains(year)).ok_or_else(unreadable)
}

/// The communes of a unit at the end of a year, with what is known of each.
async fn lines(visitor: &Visitor, unit: UnitId, year: i32) -> Result<Vec<Line>> {
    if unit == UnitId::NATION {
        return Ok(Vec::new());
    }
    let mut tx = visitor.desk.database.read().await?;
    read(visitor, &mut tx, unit, year).await
}

async fn read(visitor: &Visitor, tx: &mut Tx, unit: UnitId, year: i32) -> Result<Vec<Line>> {
    let units = visitor.desk.units;
    let (_, scope) = visitor.chosen(Some(&unit.to_string()))?;
    let end = Day::new(year, 12, 31).expect("the last day of a year");
    let day = end.min(visitor.desk.today());
    let map = Map::new(units, &scope, Level::Commune, Geography::AsThen, day);
    let residents = figures::residents(tx, &map, year).await?;
    let ids: Vec<UnitId> = residents.rows.iter().filter_map(|row| row.unit).collect();
    let sources = figures::sources(tx, &ids, year).await?;
    let mut lines = Vec::new();
    for row in residents.rows {
        let Some(id) = row.unit else { continue };
        let targets = figures::targets(tx, id, year).await?;
        let targets: BTreeMap<Class, i64> =
            targets.iter().map(|target| (target.class, target.rate)).collect();
        lines.push(Line {
            unit: id,
            name: visitor.unit_name(id),
            residents: row.figures,
            source: sources.get(&id).cloned(),
            poor: targets.get(&Class::Poor).copied(),
            near_poor: targets.get(&Class::NearPoor).copied(),
        });
    }
    Ok(lines)
}

fn figures_page(
    visitor: &Visitor,
    (unit, year): (UnitId, i32),
    lines: Vec<Line>,
    form: Form,
) -> FiguresPage {
    let words = visitor.words();
    let year = year.to_string();
    FiguresPage {
        frame: visitor.frame(&words.figures_title(&year)),
        form: form.with("unit", unit_field::shown(visitor, unit)).with("year", &*year),
        units: unit_field::choices(visitor),
        unit: visitor.unit_name(unit),
        unit_id: unit.to_string(),
        missing: lines.iter().filter(|line| line.residents.is_none()).count(),
        lines,
        may: visitor.actor().may(Verb::ManageFigures),
        too_wide: unit == UnitId::NATION,
        year,
    }
}
