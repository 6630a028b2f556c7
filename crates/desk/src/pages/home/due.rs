//! What is due: one line per kind of work, with the list to do it from.

use access::{Scope, Verb};
use ground::Result;
use intake::run::{Import, Shown};
use store::feed::Wanted;

use super::{Read, View};
use crate::visitor::Visitor;

/// One kind of work.
pub(super) struct DueItem {
    /// How much of it.
    pub(super) count: String,
    /// What it is.
    pub(super) text: String,
    /// Where it is done.
    pub(super) url: String,
}

/// The latest import into the scope that was done in earnest, for those who import.
pub(super) async fn last_import(visitor: &Visitor, scope: &Scope) -> Result<Option<Import>> {
    if !visitor.actor().may(Verb::Import) {
        return Ok(None);
    }
    let desk = &visitor.desk;
    let units = scope.reach(desk.units);
    let ask = Wanted { units: units.as_deref(), ..Wanted::latest(1) };
    let page = intake::run::latest(&mut desk.database.read().await?, ask, Shown::Done).await?;
    Ok(page.lines.into_iter().next())
}

/// The lines, leaving out work of which there is none.
pub(super) fn items(view: &View<'_>, read: &Read) -> Vec<DueItem> {
    let words = view.words;
    let due = &read.due;
    let followed = &due.followed;
    let year = view.today.year().to_string();
    let missing = read.figures.rows.iter().filter(|row| row.unit.is_some());
    let missing = missing.filter(|row| row.figures.residents.is_none()).count();
    let behind = |what| {
        let unit = view.unit.to_string();
        ui::link("/households/due", &[("unit", &unit), ("what", what)])
    };
    let mut items = super::review::items(view.visitor, &read.review, view.today);
    items.extend([
        (
            followed.unvisited.len(),
            words.due_unvisited(followed.listed, &year),
            behind("unvisited"),
        ),
        (due.unsurveyed.len(), words.due_unsurveyed().to_owned(), behind("unsurveyed")),
        (due.findings.len(), words.due_findings().to_owned(), behind("findings")),
        (
            followed.watch_ends.len(),
            words.due_watch_ends(registry::due::WATCH_DAYS),
            behind("watch"),
        ),
        (missing, words.due_residents(&year), ui::link("/figures", &[("year", &year)])),
    ]);
    if let Some(last) = &read.last_import {
        let url = format!("/imports/{}", last.id);
        items.push((last.counts.rejected as usize, words.due_rejected(&last.file), url));
    }
    items.retain(|(count, _, _)| *count > 0);
    let item = |(count, text, url)| DueItem { count: words.number(count), text, url };
    items.into_iter().map(item).collect()
}
