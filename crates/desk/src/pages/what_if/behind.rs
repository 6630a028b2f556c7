//! The households behind a number of a comparison.

use axum::extract::Query;
use ground::{HouseholdId, Problem, Result};
use law::Class;
use measures::planes::Cell;
use serde::Deserialize;

use super::asked::{Asked, narrowed};
use crate::pages::households::behind::{BehindPage, shown};
use crate::reply::{Reply, page};
use crate::say;
use crate::visitor::Visitor;

/// The longest list; nobody reads on, and a table of figures says more.
const MOST: usize = 5_000;

/// The class that stands for every class but that on the other side.
pub(super) const OTHER: &str = "other";
/// The class that stands for all of them.
pub(super) const ANY: &str = "any";

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct BehindAsked {
    was: String,
    is: String,
    /// Number of the ethnic group.
    group: String,
    /// Code of the indicator.
    indicator: String,
    page: u64,
}

pub(super) async fn get(
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Query(behind): Query<BehindAsked>,
) -> Reply {
    let shown = build(&visitor, &asked.filled(&visitor), &behind).await;
    page(&shown.map_err(|problem: Problem| visitor.trouble(problem))?)
}

async fn build(visitor: &Visitor, asked: &Asked, behind: &BehindAsked) -> Result<BehindPage> {
    let desk = &visitor.desk;
    let words = visitor.words();
    let (unit, scope) = asked.place(visitor)?;
    let (before, after) = asked.scenarios(visitor)?;
    let (was, is) = (classes(&behind.was, &behind.is)?, classes(&behind.is, &behind.was)?);
    let (taken, _) = desk.snapshots.soon(desk.today()).await?;
    let planes = narrowed(&taken, &scope);
    let mut ids: Vec<HouseholdId> = Vec::new();
    let pairs = was.iter().flat_map(|was| is.iter().map(move |is| (*was, *is)));
    for (before_class, after_class) in pairs {
        let cell = Cell {
            before: before_class,
            after: after_class,
            indicator: Some(behind.indicator.clone()).filter(|code| !code.is_empty()),
            ethnicity: behind.group.parse().ok(),
            units: Vec::new(),
        };
        let rows = planes.behind(&before, &after, &cell)?;
        for (unit, row) in rows.take(MOST - ids.len()) {
            ids.push(taken.household(&planes.units()[unit], row)?);
        }
    }
    let said = |classes: &[Option<Class>]| match classes {
        [Some(class)] => say::class(words, *class),
        [None] => words.what_if_any(),
        _ => words.what_if_other(),
    };
    let mut about = words.what_if_behind(said(&is), said(&was));
    if ids.len() == MOST {
        about = format!("{about} {}", words.what_if_first(MOST));
    }
    let mut fields = asked.fields().to_vec();
    fields.extend([("was", &*behind.was), ("is", &behind.is)]);
    fields.extend([("group", &*behind.group), ("indicator", &behind.indicator)]);
    let address = ui::link("/what-if/households", &fields);
    let mut tx = desk.database.read().await?;
    let about = (visitor.unit_name(unit), about, address);
    shown(visitor, &mut tx, &scope, &ids, about, behind.page).await
}

/// The classes of one side; `None` where every class will do.
fn classes(text: &str, other_side: &str) -> Result<Vec<Option<Class>>> {
    match text {
        ANY => Ok(vec![None]),
        OTHER => {
            let other: Class = other_side.parse()?;
            Ok(Class::ALL.into_iter().filter(|class| *class != other).map(Some).collect())
        }
        class => Ok(vec![Some(class.parse()?)]),
    }
}
