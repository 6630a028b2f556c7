//! What is due: one line per kind of work, with the list to do it from.

use super::{Read, View};

/// One kind of work.
pub(super) struct DueItem {
    /// How much of it.
    pub(super) count: String,
    /// What it is.
    pub(super) text: String,
    /// Where it is done.
    pub(super) url: String,
}

/// The lines, leaving out work of which there is none.
pub(super) fn items(view: &View<'_>, read: &Read) -> Vec<DueItem> {
    let words = view.words;
    let due = &read.due;
    let year = view.today.year().to_string();
    let missing = read.review.rows.iter().filter(|row| row.unit.is_some());
    let missing = missing.filter(|row| row.figures.residents.is_none()).count();
    let behind = |what| {
        let unit = view.unit.to_string();
        ui::link("/households/due", &[("unit", &unit), ("what", what)])
    };
    let mut items = vec![
        (due.unvisited.len(), words.due_unvisited(due.listed, &year), behind("unvisited")),
        (due.findings.len(), words.due_findings().to_owned(), behind("findings")),
        (due.watch_ends.len(), words.due_watch_ends(registry::due::WATCH_DAYS), behind("watch")),
        (missing, words.due_residents(&year), ui::link("/figures", &[("year", &year)])),
    ];
    items.retain(|(count, _, _)| *count > 0);
    let item = |(count, text, url)| DueItem { count: words.number(count), text, url };
    items.into_iter().map(item).collect()
}
