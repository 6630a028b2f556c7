//! `/reports/{number}?unit=&from=&to=&level=&map=&standard=`: one table.

use ::reports::{Request, Table, table, xlsx};
use access::Verb;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use ground::{Lang, Problem, Result};
use places::Level;
use ui::{Crumb, Form, Frame, Words};

use super::asked::{Asked, Choices};
use super::sheet::sheet;
use super::{XLSX, basis};
use crate::desk::Desk;
use crate::reply::{Reply, file, page_with};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/one.html")]
struct TablePage {
    frame: Frame,
    form: Form,
    choices: Choices,
    number: u8,
    title: String,
    /// The table as safe HTML; none while the form has errors.
    sheet: Option<String>,
    download: String,
    /// The unit whose table is left to a worker.
    wide: Option<String>,
}

pub(super) async fn show(
    visitor: Visitor,
    Path(number): Path<u8>,
    Query(asked): Query<Asked>,
) -> Reply {
    visitor.must(Verb::Report)?;
    let words = visitor.words();
    let layout = visitor.desk.layouts.get(number).map_err(|problem| visitor.trouble(problem))?;
    let mut form = asked.form(&visitor);
    let mut status = StatusCode::OK;
    let (mut shown, mut wide) = (None, None);
    match asked.request(&visitor, number) {
        Ok(request) if is_wide(&visitor.desk, &request) => {
            visitor
                .actor()
                .check(Verb::Report, request.unit, visitor.desk.units)
                .map_err(|problem| visitor.trouble(problem))?;
            wide = Some(visitor.unit_name(request.unit));
        }
        Ok(request) => match drawn(&visitor, &request).await {
            Ok(table) => {
                let link = |row: usize, column: usize| {
                    let (row, column) = (row.to_string(), column.to_string());
                    let path = format!("/reports/{number}/behind");
                    asked.link(&path, &[("row", &row), ("column", &column)])
                };
                let rendered = sheet(words, &table, Some(&link)).render();
                shown = Some(rendered.map_err(|error| {
                    visitor.trouble(Problem::internal("desk.page.unrendered").because(error))
                })?);
            }
            Err(problem) if problem.code.starts_with("reports.") => {
                status = StatusCode::UNPROCESSABLE_ENTITY;
                form = form.wrong(field_of(&problem.code), words.problem(&problem));
            }
            Err(problem) => return Err(visitor.trouble(problem)),
        },
        Err(wrong) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            for (field, problem) in wrong {
                form = form.wrong(field, words.problem(&problem));
            }
        }
    }
    let title = format!("{} {number}", words.reports_number());
    let page = TablePage {
        frame: Frame {
            trail: vec![Crumb::new(words.nav_reports(), asked.link("/reports", &[]))],
            ..visitor.frame(&title)
        },
        choices: Choices::of(&visitor, &form),
        form,
        number,
        title: layout.title.get(words.lang()).to_owned(),
        sheet: shown,
        download: asked.link(&format!("/reports/{number}/file"), &[]),
        wide,
    };
    page_with(status, &page)
}

/// The same table as a spreadsheet.
pub(super) async fn download(
    visitor: Visitor,
    Path(number): Path<u8>,
    Query(asked): Query<Asked>,
) -> Reply {
    visitor.must(Verb::Report)?;
    let request = asked.request(&visitor, number).map_err(|wrong| {
        let first = wrong.into_iter().next().map(|(_, problem)| problem);
        visitor.trouble(first.unwrap_or_else(|| Problem::missing("desk.report.missing")))
    })?;
    let words = visitor.words();
    let made = async {
        let table = drawn(&visitor, &request).await?;
        spreadsheet(&visitor.desk, words, &table)
    };
    let bytes = made.await.map_err(|problem| visitor.trouble(problem))?;
    file(&file_name(&visitor.desk, &request, words.lang()), XLSX, bytes)
}

async fn drawn(visitor: &Visitor, request: &Request) -> Result<Table> {
    let mut tx = visitor.desk.database.read().await?;
    table(&mut tx, basis(&visitor.desk), visitor.actor(), request).await
}

pub(super) fn spreadsheet(desk: &Desk, words: &Words, table: &Table) -> Result<Vec<u8>> {
    xlsx(table, words.lang(), desk.today(), &|problem| words.problem(problem))
}

/// `Biểu 2 - Tỉnh Phú Thọ - 2026-11-23.xlsx`
pub(super) fn file_name(desk: &Desk, request: &Request, lang: Lang) -> String {
    let words = Words::of(lang);
    let unit = desk.units.get(request.unit).map_or("", |unit| unit.full_name.as_str());
    format!("{} {} - {unit} - {}.xlsx", words.reports_number(), request.report, request.to)
}

/// Whether a table is left to a worker: a province has as many households as a small country.
pub(super) fn is_wide(desk: &Desk, request: &Request) -> bool {
    desk.units.get(request.unit).is_some_and(|unit| unit.level <= Level::Province)
}

fn field_of(code: &str) -> &'static str {
    match code {
        "reports.period.backwards" => "from",
        "reports.level.above" | "reports.level.absent" => "level",
        "reports.standard.unknown" | "reports.standard.none" => "standard",
        _ => "",
    }
}
