//! Stacked bars: how a whole is made up, row by row.

use super::figure::{Picture, figure, full_width, legend, linked};
use super::svg::{percent, rect, text, wrap};
use super::{Caption, Mark};
use crate::Words;

/// Stacked bars of up to five parts.
#[derive(Clone, PartialEq, Debug)]
pub struct Stack {
    /// Title and sentence.
    pub caption: Caption,
    /// What the rows are, head of the first column of the table.
    pub label_head: String,
    /// The names of the parts, from the left.
    pub parts: Vec<String>,
    /// The bars, from the top.
    pub rows: Vec<StackRow>,
    /// Whether every bar is as long as the place (shares), or as long as its sum (amounts).
    pub shares: bool,
}

/// One stacked bar.
#[derive(Clone, PartialEq, Debug)]
pub struct StackRow {
    /// Its name.
    pub label: String,
    /// One figure for each part.
    pub marks: Vec<Mark>,
}

const THICK: f64 = 26.0;

impl Stack {
    /// The figure as safe HTML.
    pub fn render(&self, words: &Words) -> String {
        let max = self.rows.iter().map(StackRow::sum).fold(0.0, f64::max);
        let (mut y, mut body) = (0.0, String::new());
        for row in &self.rows {
            for line in wrap(&row.label, 38) {
                y += 19.0;
                body.push_str(&text("0", y - 5.0, "", "start", &line));
            }
            body.push_str(&self.bar(row, y, if self.shares { row.sum() } else { max }));
            y += THICK + 14.0;
        }
        let samples: Vec<(String, &str)> = self
            .parts
            .iter()
            .enumerate()
            .map(|(at, part)| {
                (format!(r#"<rect class="{}" width="26" height="14"/>"#, look(at)), part.as_str())
            })
            .collect();
        let picture = Picture {
            size: full_width(y),
            body,
            legend: legend(&samples),
            heads: std::iter::once(&self.label_head).chain(&self.parts).cloned().collect(),
            rows: self
                .rows
                .iter()
                .map(|row| {
                    let cells = row.marks.iter().map(|mark| (mark.shown.clone(), mark.url.clone()));
                    std::iter::once((row.label.clone(), None)).chain(cells).collect()
                })
                .collect(),
        };
        figure(words, &self.caption, &picture)
    }

    fn bar(&self, row: &StackRow, y: f64, whole: f64) -> String {
        let (mut sofar, mut body) = (0.0, rect("rail", "0", y, "100%", THICK));
        for (at, (mark, part)) in row.marks.iter().zip(&self.parts).enumerate() {
            let value = mark.value.max(0.0);
            let (x, width) = (percent(sofar, whole), percent(value, whole));
            let mut piece = rect(&format!("piece {}", look(at)), &x, y, &width, THICK);
            // Printed inside when it fits on a phone, where the whole is about 290 pixels.
            let room = if whole > 0.0 { value / whole * 290.0 } else { 0.0 };
            if mark.shown.chars().count() as f64 * 8.5 + 6.0 <= room {
                let middle = percent(sofar + value / 2.0, whole);
                piece.push_str(&text(&middle, y + 18.0, "on-s", "middle", &mark.shown));
            }
            let said = format!("{}, {part}: {}", row.label, mark.shown);
            body.push_str(&linked(mark.url.as_deref(), &said, &piece));
            sofar += value;
        }
        body
    }
}

impl StackRow {
    fn sum(&self) -> f64 {
        self.marks.iter().map(|mark| mark.value.max(0.0)).sum()
    }
}

/// The style of a part by its place.
pub(super) fn look(at: usize) -> &'static str {
    ["s1", "s2", "s3", "s4", "s5"][at % 5]
}
