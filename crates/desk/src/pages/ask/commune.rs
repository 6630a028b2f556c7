//! `/ask`: what this is and in which commune one lives; `/ask/{commune}`: what to ask for.

use askama::Template;
use axum::extract::{Path, Query, State};
use ground::{Problem, Result};
use places::{Level, Unit};
use serde::Deserialize;
use ui::{Crumb, Form, Frame};

use crate::desk::Desk;
use crate::reply::{Reply, Trouble, page};
use crate::visitor::Reader;

/// So many communes are shown of those that bear a name.
const MOST: usize = 40;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

#[derive(Template)]
#[template(path = "ask/commune.html")]
struct CommunePage {
    frame: Frame,
    form: Form,
    /// Communes of that name with their province.
    found: Vec<Crumb>,
    /// Whether something was looked for.
    looked: bool,
}

/// By name or code; nothing personal is asked, so it may stand in the address.
pub(super) async fn find(
    State(desk): State<Desk>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Reply {
    let q = asked.q.trim();
    let today = desk.today();
    let coded = desk.units.by_code(Level::Commune, q, today).ok();
    let named = desk.units.search(q, today, 4_000);
    let named = named.into_iter().filter(|unit| unit.level == Level::Commune);
    let found = coded.into_iter().chain(named).take(MOST);
    let link = |unit: &Unit| Crumb::new(full(&desk, unit), format!("/ask/{}", unit.code));
    page(&CommunePage {
        found: found.map(link).collect(),
        looked: !q.is_empty(),
        form: Form::new().with("q", q),
        frame: reader.frame(&desk, reader.words().ask_title()),
    })
}

/// Name of a commune with that of its province.
pub(super) fn full(desk: &Desk, unit: &Unit) -> String {
    let path = desk.units.path(unit.id);
    let province = path.iter().find(|above| above.level == Level::Province);
    let province = province.map_or("", |province| province.full_name.as_str());
    format!("{}, {province}", unit.full_name)
}

/// The commune of an address.
pub(super) fn of<'a>(desk: &'a Desk, code: &str) -> Result<&'a Unit> {
    let found = desk.units.by_code(Level::Commune, code, desk.today());
    found.map_err(|_| Problem::missing("review.filing.unit"))
}

#[derive(Template)]
#[template(path = "ask/choose.html")]
struct ChoosePage {
    frame: Frame,
    commune: String,
    code: String,
}

pub(super) async fn show(
    State(desk): State<Desk>,
    reader: Reader,
    Path(code): Path<String>,
) -> Reply {
    let trouble = |problem| Trouble::new(problem, reader.frame(&desk, ""));
    let unit = of(&desk, &code).map_err(trouble)?;
    page(&ChoosePage {
        commune: full(&desk, unit),
        code: unit.code.clone(),
        frame: reader.frame(&desk, reader.words().ask_title()),
    })
}
