//! Horizontal bars, one below the other, each with an optional mark to compare with.

use super::figure::{Picture, figure, full_width, legend, linked};
use super::svg::{line, percent, rect, text, wrap};
use super::{Caption, Mark};
use crate::Words;

/// Horizontal bars.
#[derive(Clone, PartialEq, Debug)]
pub struct Bars {
    /// Title and sentence.
    pub caption: Caption,
    /// What the bars are, head of the first column of the table.
    pub label_head: String,
    /// What their length is, head of the second.
    pub value_head: String,
    /// What the marks to compare with are; `None` when there are none.
    pub target_head: Option<String>,
    /// The end of the scale; the largest value when `None`.
    pub max: Option<f64>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its length; `None` draws no bar and says that there is no figure.
    pub mark: Option<Mark>,
    /// What to compare it with: this year's target, another unit, the year before.
    pub target: Option<Mark>,
}

const LINE: f64 = 19.0;
const THICK: f64 = 14.0;
const GAP: f64 = 13.0;

impl Bars {
    /// The figure as safe HTML.
    pub fn render(&self, words: &Words) -> String {
        let all = self.bars.iter().flat_map(|bar| bar.mark.iter().chain(&bar.target));
        let max = self.max.unwrap_or_else(|| all.map(|mark| mark.value).fold(0.0, f64::max));
        let (mut y, mut body) = (0.0, String::new());
        for bar in &self.bars {
            let (drawn, height) = bar.draw(words, y, max);
            body.push_str(&drawn);
            y += height;
        }
        let goal = line("goal", ("13", 0.0), ("13", 14.0));
        let picture = Picture {
            size: full_width(y),
            body,
            legend: self.target_head.iter().map(|head| legend(&[(goal.clone(), head)])).collect(),
            heads: [&self.label_head, &self.value_head]
                .into_iter()
                .chain(&self.target_head)
                .cloned()
                .collect(),
            rows: self.bars.iter().map(|bar| self.row(words, bar)).collect(),
        };
        figure(words, &self.caption, &picture)
    }

    fn row(&self, words: &Words, bar: &Bar) -> Vec<(String, Option<String>)> {
        let cell = |mark: &Option<Mark>| match mark {
            Some(mark) => (mark.shown.clone(), mark.url.clone()),
            None => (words.chart_no_data().to_owned(), None),
        };
        let mut row = vec![(bar.label.clone(), None), cell(&bar.mark)];
        row.extend(self.target_head.is_some().then(|| cell(&bar.target)));
        row
    }
}

impl Bar {
    /// The bar from `y` downwards, and how high it is.
    fn draw(&self, words: &Words, y: f64, max: f64) -> (String, f64) {
        let shown = self.mark.as_ref().map_or(words.chart_no_data(), |mark| &mark.shown);
        // About 38 characters of 14 pixels fit beside each other on a phone.
        let lines = wrap(&self.label, 38_usize.saturating_sub(shown.chars().count()).max(12));
        let mut body = String::new();
        for (at, part) in lines.iter().enumerate() {
            body.push_str(&text("0", y + 14.0 + LINE * at as f64, "name", "start", part));
        }
        body.push_str(&text("100%", y + 14.0, "number", "end", shown));
        let top = y + LINE * lines.len().max(1) as f64 + 2.0;
        body.push_str(&rect("rail", "0", top, "100%", THICK));
        if let Some(mark) = &self.mark {
            body.push_str(&rect("s1", "0", top, &percent(mark.value, max), THICK));
        }
        if let Some(target) = &self.target {
            let x = percent(target.value, max);
            body.push_str(&line("goal", (&x, top - 3.0), (&x, top + THICK + 3.0)));
        }
        let url = self.mark.as_ref().and_then(|mark| mark.url.as_deref());
        let said = format!("{}: {shown}", self.label);
        (linked(url, &said, &body), top + THICK + GAP - y)
    }
}
