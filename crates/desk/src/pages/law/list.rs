//! `/law`: the standards and what they are made of.

use ::law::{Standard, Territory};
use askama::Template;
use ground::{Day, Lang};
use ui::{Frame, NavItem};

use super::{Cite, period_words, tabs};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "law/list.html")]
struct ListPage {
    frame: Frame,
    tabs: Vec<NavItem>,
    fingerprint: String,
    rows: Vec<Row>,
    tables: Vec<Table>,
}

struct Row {
    url: String,
    name: String,
    period: String,
    state: &'static str,
    territory: String,
    cite: Cite,
}

/// A score table for form B1.
struct Table {
    id: String,
    period: String,
    blocks: String,
    complete: bool,
    cite: Cite,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    let words = visitor.words();
    let law = &visitor.desk.law;
    let rows = law.standards().map(|standard| Row {
        url: format!("/law/{}", standard.id()),
        name: standard.name(words.lang()).to_owned(),
        period: period_words(words, standard.period()),
        state: state(&visitor, standard, visitor.desk.today()),
        territory: territory(&visitor, standard),
        cite: Cite::of(law, standard.citation()),
    });
    let tables = law.score_tables().iter().map(|table| Table {
        id: table.id.clone(),
        period: period_words(words, table.period),
        blocks: words.law_score_blocks(table.blocks.len()),
        complete: table.complete,
        cite: Cite::of(law, &table.citation),
    });
    page(&ListPage {
        frame: visitor.frame(words.nav_law()),
        tabs: tabs(&visitor),
        fingerprint: law.fingerprint().to_owned(),
        rows: rows.collect(),
        tables: tables.collect(),
    })
}

fn state(visitor: &Visitor, standard: &Standard, today: Day) -> &'static str {
    let words = visitor.words();
    let period = standard.period();
    if period.contains(today) {
        words.law_in_force()
    } else if period.from > today {
        words.law_not_yet()
    } else {
        words.law_ended()
    }
}

/// Whose standard it is, in words.
pub(super) fn territory(visitor: &Visitor, standard: &Standard) -> String {
    let words = visitor.words();
    match standard.territory() {
        Territory::Nation => words.law_territory_nation().to_owned(),
        Territory::Province(code) => {
            let (units, today) = (visitor.desk.units, visitor.desk.today());
            let code = format!("{code:02}");
            let unit = units.by_code(places::Level::Province, &code, today);
            unit.map_or_else(
                |_| words.law_territory_province(code.as_str()),
                |u| u.full_name.clone(),
            )
        }
    }
}

/// The text in both languages, as stored in the law.
pub(super) fn said(wording: &::law::Wording, lang: Lang) -> String {
    wording.get(lang).to_owned()
}
