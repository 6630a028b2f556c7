//! ODS packs equal neighbours into one cell with a repeat count, so that a file of a few kilobytes can
//! hold billions of cells. They are counted before the reading library unrolls them.

use std::io::BufRead;

use ground::{Problem, Result};

use super::guard::broken;

/// Most cells of a sheet that is read into memory whole: 200 000 rows of 25 columns.
pub(super) const CELLS: u64 = 5_000_000;

/// Refuses a table whose filled rows and columns, unrolled, are too many.
///
/// A tag-wise look is enough: cells with content start with `<table:table-cell …>` and are not closed
/// in the same tag; empty ones count only when a filled one follows in their row.
pub(super) fn check(content: &mut impl BufRead) -> Result<()> {
    let (mut cells, mut row, mut pending, mut rows) = (0_u64, 0_u64, 0_u64, 1_u64);
    let mut tag = Vec::new();
    loop {
        tag.clear();
        if content.read_until(b'>', &mut tag).map_err(broken)? == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&tag);
        let Some(at) = text.rfind('<') else { continue };
        let text = &text[at..];
        if text.starts_with("<table:table-row") {
            (row, pending, rows) = (0, 0, repeat(text, "table:number-rows-repeated"));
        } else if text.starts_with("<table:table-cell")
            || text.starts_with("<table:covered-table-cell")
        {
            let columns = repeat(text, "table:number-columns-repeated");
            if text.ends_with("/>") && !text.contains("office:value") {
                pending = pending.saturating_add(columns);
            } else {
                row = row.saturating_add(pending).saturating_add(columns);
                pending = 0;
            }
        } else if text.starts_with("</table:table-row") && row > 0 {
            cells = cells.saturating_add(row.saturating_mul(rows));
        }
        if cells.saturating_add(row) > CELLS {
            return Err(Problem::invalid("import.file.too_many_cells").with("limit", CELLS as i64));
        }
    }
}

fn repeat(tag: &str, attribute: &str) -> u64 {
    let value = tag.split_once(attribute).and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    value.and_then(|value| value.parse().ok()).unwrap_or(1)
}
