//! A tile map: one square for each unit, placed about where it lies, with its name and figure.

use super::figure::{Picture, figure, linked};
use super::shades::{Shades, fill};
use super::svg::{line, px, rect, text, wrap};
use super::{Caption, Mark};
use crate::Words;

/// A tile map.
#[derive(Clone, PartialEq, Debug)]
pub struct Tiles {
    /// Title and sentence.
    pub caption: Caption,
    /// What a tile is, head of the first column of the table.
    pub label_head: String,
    /// What its shade is, head of the second.
    pub value_head: String,
    /// The tiles, in the order of the table.
    pub tiles: Vec<Tile>,
}

/// One unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Tile {
    /// Its short name.
    pub label: String,
    /// Column from the left, from 0.
    pub column: u32,
    /// Row from the top, from 0.
    pub row: u32,
    /// Its figure, if there is one.
    pub mark: Option<Mark>,
}

/// Tiles keep their size in pixels; a wide map scrolls inside itself.
const WIDE: f64 = 72.0;
const HIGH: f64 = 62.0;

impl Tiles {
    /// Tiles in reading order in rows of `columns`, where nobody has said where the units lie.
    pub fn in_rows(
        columns: u32,
        tiles: impl IntoIterator<Item = (String, Option<Mark>)>,
    ) -> Vec<Tile> {
        let columns = columns.max(1);
        let place =
            |(at, (label, mark))| Tile { label, column: at % columns, row: at / columns, mark };
        (0..).zip(tiles).map(place).collect()
    }

    /// The figure as safe HTML.
    pub fn render(&self, words: &Words) -> String {
        let value = |tile: &Tile| tile.mark.as_ref().map(|mark| mark.value);
        let shades = Shades::of(self.tiles.iter().map(value));
        let body: String =
            self.tiles.iter().map(|tile| tile.draw(words, shades.step(value(tile)))).collect();
        let columns = self.tiles.iter().map(|tile| tile.column + 1).max().unwrap_or(0);
        let rows = self.tiles.iter().map(|tile| tile.row + 1).max().unwrap_or(0);
        let has_gaps = self.tiles.iter().any(|tile| tile.mark.is_none());
        let picture = Picture {
            size: format!(
                "class=\"tiles\" width=\"{}\" height=\"{}\"",
                px(f64::from(columns) * WIDE),
                px(f64::from(rows) * HIGH)
            ),
            body,
            legend: shades.legend(words, has_gaps),
            heads: vec![self.label_head.clone(), self.value_head.clone()],
            rows: self
                .tiles
                .iter()
                .map(|tile| match &tile.mark {
                    Some(mark) => {
                        vec![(tile.label.clone(), None), (mark.shown.clone(), mark.url.clone())]
                    }
                    None => {
                        vec![(tile.label.clone(), None), (words.chart_no_data().to_owned(), None)]
                    }
                })
                .collect(),
        };
        figure(words, &self.caption, &picture)
    }
}

impl Tile {
    fn draw(&self, words: &Words, step: usize) -> String {
        let (x, y) = (f64::from(self.column) * WIDE, f64::from(self.row) * HIGH);
        let shown = self.mark.as_ref().map_or("–", |mark| &mark.shown);
        let class = format!("cell {}", fill(step));
        let mut body = rect(&class, &px(x + 2.0), y + 2.0, &px(WIDE - 4.0), HIGH - 4.0);
        if step == 0 {
            let (left, right) = (px(x + 4.0), px(x + WIDE - 4.0));
            body.push_str(&line("hatch", (&left, y + HIGH - 4.0), (&right, y + 4.0)));
        }
        let (middle, class) = (px(x + WIDE / 2.0), format!("tiny on-q{step}"));
        let lines = wrap(&self.label, 9);
        for (at, part) in lines.iter().take(2).enumerate() {
            let place = y + if lines.len() == 1 { 23.0 } else { 16.0 + 14.0 * at as f64 };
            body.push_str(&text(&middle, place, &class, "middle", part));
        }
        body.push_str(&text(&middle, y + 51.0, &format!("strong on-q{step}"), "middle", shown));
        let said = self.mark.as_ref().map_or(words.chart_no_data(), |mark| &mark.shown);
        let url = self.mark.as_ref().and_then(|mark| mark.url.as_deref());
        linked(url, &format!("{}: {said}", self.label), &body)
    }
}
