//! Finding the header below motto, titles and "Đơn vị: …", over up to four merged rows.

use ground::{fold, key64};

use crate::mapping::Field;

/// Rows from the top among which the header is looked for.
pub(super) const LOOKED_AT: usize = 60;

/// Most rows a header is spread over.
const DEPTH: usize = 4;

/// The header of a sheet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Header {
    /// Number of its last row, including a row that only numbers the columns.
    pub last_row: usize,
    /// One label per column, the levels of a merged heading joined by ` / `. May be empty.
    pub labels: Vec<String>,
}

impl Header {
    /// Equal for files with the same headings, whatever their spelling.
    pub fn fingerprint(&self) -> i64 {
        let folded: Vec<String> = self.labels.iter().map(|label| fold(label)).collect();
        key64(&folded.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// The header and how many fields it names; `None` when no row could be one.
///
/// `rows` are the first rows that are not blank, with their numbers.
pub(super) fn find(rows: &[(usize, Vec<String>)]) -> Option<(usize, Header)> {
    let blocks = (0..rows.len()).flat_map(|first| {
        let depth = DEPTH.min(rows.len() - first);
        (1..=depth).map(move |depth| &rows[first..first + depth])
    });
    let blocks = blocks.filter(|block| block.iter().all(|(_, row)| may_head(row)));
    // Of blocks that name equally many fields the lowest and shortest has nothing superfluous above.
    let (found, block, labels) = blocks
        .map(|block| {
            let labels = join(block);
            (fields(&labels), block, labels)
        })
        .max_by_key(|(found, block, _)| (*found, block[0].0, std::cmp::Reverse(block.len())))?;
    if found < 2 {
        let (number, labels) =
            rows.iter().find(|(_, row)| row.iter().filter(|c| is_label(c)).count() >= 3)?;
        return Some((found, Header { last_row: *number, labels: labels.clone() }));
    }
    let last_row = block[block.len() - 1].0;
    let below = rows.iter().find(|(number, _)| *number > last_row);
    let numbering = below.filter(|(_, row)| numbers_columns(row));
    Some((found, Header { last_row: numbering.map_or(last_row, |(number, _)| *number), labels }))
}

/// How many different fields the labels name.
fn fields(labels: &[String]) -> usize {
    let mut found: Vec<Field> = labels
        .iter()
        .filter_map(|label| Field::of_heading(label))
        .filter(|f| f.1 >= 80)
        .map(|f| f.0)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// The labels of a block of rows: a merged cell shows its text only at its upper left, so an upper
/// text reaches right over the columns that have a lower text of their own.
fn join(block: &[(usize, Vec<String>)]) -> Vec<String> {
    let width = block.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
    let cell = |depth: usize, at: usize| block[depth].1.get(at).map_or("", String::as_str);
    let mut labels = vec![String::new(); width];
    for depth in 0..block.len() {
        let mut above = "";
        for (at, label) in labels.iter_mut().enumerate() {
            let own = cell(depth, at);
            let lower = (depth + 1..block.len()).any(|d| !cell(d, at).is_empty());
            // A label that already ended higher up is not continued under its neighbour's heading.
            let open = (0..depth).all(|d| cell(d, at).is_empty()) || depth == 0;
            if !own.is_empty() {
                above = own;
            } else if !lower || !open {
                above = "";
            }
            if !above.is_empty() && (!own.is_empty() || lower) {
                if !label.is_empty() {
                    label.push_str(" / ");
                }
                label.push_str(above);
            }
        }
    }
    labels
}

fn is_label(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic)
}

/// The numbers in a row; a cell such as `(3)` counts as one.
fn numbers(row: &[String]) -> Vec<u32> {
    row.iter().filter_map(|cell| fold(cell).parse().ok()).collect()
}

/// Headings hold no numbers but those that count columns: 1, 2, 3 …
fn may_head(row: &[String]) -> bool {
    let numbers = numbers(row);
    numbers.is_empty() || numbers.len() > 1 && numbers.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

/// `1 2 3 …`, `(1) (2) …` or `A B 1 2 …` under a header.
fn numbers_columns(row: &[String]) -> bool {
    let filled: Vec<String> =
        row.iter().map(|cell| fold(cell)).filter(|cell| !cell.is_empty()).collect();
    let letter = |cell: &String| cell.len() == 1 && cell.as_bytes()[0].is_ascii_lowercase();
    let numbers = numbers(row);
    filled.len() >= 3
        && numbers.len() >= 2
        && may_head(row)
        && filled.iter().all(|cell| letter(cell) || cell.parse::<u32>().is_ok())
}
