//! Settling what was found.

use axum::extract::Path;
use ground::{Problem, Result};
use registry::finding;
use ui::Flash;

use crate::reply::{Reply, go};
use crate::visitor::{Posted, Visitor};

pub(super) async fn settle(
    Path((id, finding)): Path<(String, String)>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let back = format!("/households/{id}");
    match settled(&visitor, &finding, form.value("settlement")).await {
        Ok(()) => go(&back, Some(Flash::done(visitor.words().finding_settled()))),
        // One short field: told on the page it came from.
        Err(problem) if problem.code == "registry.reason.missing" => {
            go(&back, Some(Flash::wrong(visitor.words().problem(&problem))))
        }
        Err(problem) => Err(visitor.trouble(problem)),
    }
}

async fn settled(visitor: &Visitor, id: &str, settlement: &str) -> Result<()> {
    let desk = &visitor.desk;
    let id = id.parse().map_err(|_| Problem::missing("registry.finding.missing"))?;
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    finding::settle(&mut tx, visitor.actor(), desk.units, &mut moment, id, settlement).await?;
    tx.commit().await
}
