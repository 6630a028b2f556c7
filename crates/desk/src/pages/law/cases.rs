//! `/law/cases`: worked cases, worked again before the reader's eyes.

use ::law::cases;
use askama::Template;
use ui::{Frame, NavItem};

use super::tabs;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "law/cases.html")]
struct CasesPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    count: usize,
    failed: usize,
    rows: Vec<Row>,
}

struct Row {
    case: String,
    standard: String,
    passed: bool,
    differences: Vec<String>,
    trace: String,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    let words = visitor.words();
    let law = &visitor.desk.law;
    let name = |id: &str| {
        law.standard(id).map_or_else(|| id.to_owned(), |found| found.name(words.lang()).to_owned())
    };
    let rows: Vec<Row> = cases::run(law)
        .into_iter()
        .map(|result| Row {
            standard: name(&result.standard),
            passed: result.passed(),
            case: result.case,
            differences: result.differences,
            trace: result.trace,
        })
        .collect();
    page(&CasesPage {
        frame: visitor.frame(words.law_cases()),
        tabs: tabs(&visitor),
        count: rows.len(),
        failed: rows.iter().filter(|row| !row.passed).count(),
        rows,
    })
}
