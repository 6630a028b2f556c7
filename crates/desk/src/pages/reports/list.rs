//! `/reports`: the official tables.

use ::reports::source::Family;
use access::Verb;
use askama::Template;
use axum::extract::Query;
use law::Status;
use ui::Frame;

use super::asked::Asked;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
}

struct Row {
    number: u8,
    url: String,
    title: String,
    about: &'static str,
    unverified: bool,
}

pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Report)?;
    let words = visitor.words();
    let rows = visitor.desk.layouts.all().map(|layout| Row {
        number: layout.number,
        url: asked.link(&format!("/reports/{}", layout.number), &[]),
        title: layout.title.get(words.lang()).to_owned(),
        about: match layout.family {
            Family::Review => words.reports_about_review(),
            Family::Movement => words.reports_about_movement(),
            Family::Deprivation => words.reports_about_deprivation(),
            Family::Groups => words.reports_about_groups(),
            Family::Ethnicity => words.reports_about_ethnicity(),
            Family::Circumstances => words.reports_about_circumstances(),
            Family::Summary => words.reports_about_summary(),
        },
        unverified: layout.citation.status != Status::Verified,
    });
    page(&ListPage { frame: visitor.frame(words.nav_reports()), rows: rows.collect() })
}
