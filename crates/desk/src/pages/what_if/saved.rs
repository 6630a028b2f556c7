//! Questions kept under a name: saving, listing and taking away.

use axum::extract::{Path, Query};
use ground::{Problem, Result};
use snapshots::scenarios::{self, Scenario};
use ui::Flash;

use super::asked::Asked;
use crate::pages::jobs::when;
use crate::reply::{Reply, go};
use crate::visitor::{Posted, Visitor};

/// The most scenarios side by side.
pub(super) const MOST: usize = 4;

/// A kept question as the list shows it.
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) owner: String,
    pub(super) saved: String,
    pub(super) shared: bool,
    /// Only the owner may take it away.
    pub(super) own: bool,
}

/// What the visitor may open, latest first.
pub(super) async fn list(visitor: &Visitor) -> Result<Vec<Kept>> {
    let mut tx = visitor.desk.database.read().await?;
    let kept = scenarios::seen(&mut tx, visitor.actor()).await?;
    let line = |scenario: Scenario| Kept {
        id: scenario.id.simple().to_string(),
        url: address(&scenario.query),
        name: scenario.name,
        saved: when(visitor.words(), scenario.saved_at),
        shared: scenario.shared,
        own: Some(scenario.account) == visitor.actor().account,
        owner: scenario.account_name,
    };
    Ok(kept.into_iter().map(line).collect())
}

/// The page that asks a question again.
pub(super) fn address(query: &str) -> String {
    format!("/what-if?{query}")
}

/// The question of an address; whatever the address says beside it is left aside.
pub(super) fn asked(query: &str) -> Result<Asked> {
    let unreadable = || Problem::invalid("snapshots.scenario.query");
    let uri = address(query).parse().map_err(|_| unreadable())?;
    Query::try_from_uri(&uri).map(|Query(asked)| asked).map_err(|_| unreadable())
}

pub(super) async fn save(Posted { visitor, form }: Posted) -> Reply {
    let asked = asked(form.value("query")).map_err(|problem| visitor.trouble(problem))?;
    let back = ui::link("/what-if", &asked.fields());
    match kept(&visitor, form.value("name"), &asked, form.has("shared", "yes")).await {
        Ok(()) => go(&back, Some(Flash::done(visitor.words().what_if_saved()))),
        // One short field: told on the page it came from.
        Err(problem) if problem.code.starts_with("snapshots.scenario.") => {
            go(&back, Some(Flash::wrong(visitor.words().problem(&problem))))
        }
        Err(problem) => Err(visitor.trouble(problem)),
    }
}

async fn kept(visitor: &Visitor, name: &str, asked: &Asked, shared: bool) -> Result<()> {
    let desk = &visitor.desk;
    let question = ui::link("", &asked.fields());
    let named = (name, question.trim_start_matches('?'));
    let mut moment = desk.moment();
    let mut tx = desk.database.begin().await?;
    scenarios::save(&mut tx, visitor.actor(), desk.units, &mut moment, named, shared).await?;
    tx.commit().await
}

pub(super) async fn remove(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    match removed(&visitor, &id).await {
        Ok(()) => go("/what-if", Some(Flash::done(visitor.words().what_if_removed()))),
        Err(problem) => Err(visitor.trouble(problem)),
    }
}

async fn removed(visitor: &Visitor, id: &str) -> Result<()> {
    let desk = &visitor.desk;
    let id = id.parse().map_err(|_| Problem::missing("snapshots.scenario.missing"))?;
    let mut moment = desk.moment();
    let mut tx = desk.database.begin().await?;
    scenarios::remove(&mut tx, visitor.actor(), &mut moment, id).await?;
    tx.commit().await
}
