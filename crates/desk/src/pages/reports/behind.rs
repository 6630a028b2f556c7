//! `/reports/{number}/behind?…&row=&column=`: the households behind one number of a table.

use ::reports::{households, table};
use access::Verb;
use askama::Template;
use axum::extract::{Path, Query};
use ground::{Problem, Result};
use registry::household;
use serde::Deserialize;
use ui::{Crumb, Frame};

use super::asked::Asked;
use super::basis;
use crate::pages::households::{Row, rows};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

/// Households on the page; a longer list is looked through by filter.
const SHOWN: usize = 500;

#[derive(Deserialize)]
pub(super) struct At {
    row: usize,
    column: usize,
}

#[derive(Template)]
#[template(path = "reports/behind.html")]
struct BehindPage {
    frame: Frame,
    about: String,
    counted: String,
    /// Said when the list is cut.
    cut: Option<String>,
    elsewhere: Option<String>,
    rows: Vec<Row>,
    back: String,
}

pub(super) async fn show(
    visitor: Visitor,
    Path(number): Path<u8>,
    Query(asked): Query<Asked>,
    Query(at): Query<At>,
) -> Reply {
    visitor.must(Verb::Report)?;
    let shown = behind(&visitor, number, &asked, &at).await;
    page(&shown.map_err(|problem| visitor.trouble(problem))?)
}

async fn behind(visitor: &Visitor, number: u8, asked: &Asked, at: &At) -> Result<BehindPage> {
    let words = visitor.words();
    let no_cell = || Problem::missing("desk.report.no_cell");
    let request = asked.request(visitor, number).map_err(|_| no_cell())?;
    let (desk, actor) = (&visitor.desk, visitor.actor());
    let mut tx = desk.database.read().await?;
    let table = table(&mut tx, basis(desk), actor, &request).await?;
    let row = table.rows.get(at.row).ok_or_else(no_cell)?;
    let wanted = table.behind(row, at.column).ok_or_else(no_cell)?;
    let mut ids = households(&mut tx, basis(desk), actor, &request, &wanted).await?;
    let count = ids.len();
    ids.truncate(SHOWN);
    let lines = household::these(&mut tx, &visitor.scope(), &ids).await?;
    let elsewhere = ids.len() - lines.len();
    let head = &table.columns[at.column].head;
    let about = words.reports_behind_of(head.get(words.lang()), row.name(words.lang()));
    let back = asked.link(&format!("/reports/{number}"), &[]);
    let title = format!("{} {number}", words.reports_number());
    Ok(BehindPage {
        frame: Frame {
            trail: vec![
                Crumb::new(words.nav_reports(), asked.link("/reports", &[])),
                Crumb::new(title, back.clone()),
            ],
            ..visitor.frame(words.reports_behind())
        },
        about,
        counted: words.reports_behind_count(count),
        cut: (count > SHOWN).then(|| words.reports_behind_first(count, SHOWN)),
        elsewhere: (elsewhere > 0).then(|| words.reports_behind_elsewhere(elsewhere)),
        rows: rows(visitor, lines),
        back,
    })
}
