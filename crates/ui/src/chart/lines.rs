//! Lines over years.

use super::figure::{Picture, figure, full_width, legend, linked};
use super::svg::{line, percent, px, text};
use super::{Caption, Mark};
use crate::Words;

/// Lines over years; up to four.
#[derive(Clone, PartialEq, Debug)]
pub struct Lines {
    /// Title and sentence.
    pub caption: Caption,
    /// The years or other steps, from the left.
    pub steps: Vec<String>,
    /// What a step is, head of the first column of the table.
    pub step_head: String,
    /// The lines.
    pub series: Vec<Series>,
}

/// One line.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// One figure for each step; a gap where there is none.
    pub marks: Vec<Option<Mark>>,
}

const TOP: f64 = 28.0;
const BOTTOM: f64 = 208.0;

/// A sign for each line, around its own origin.
const SIGNS: [&str; 4] = [
    r#"<circle r="5" class="s1"/>"#,
    r#"<rect x="-5" y="-5" width="10" height="10" class="s2"/>"#,
    r#"<path d="M0-6 6 5-6 5z" class="s3"/>"#,
    r#"<path d="M0-7 7 0 0 7-7 0z" class="s4"/>"#,
];

impl Lines {
    /// The figure as safe HTML.
    pub fn render(&self, words: &Words) -> String {
        let marks = self.series.iter().flat_map(|series| series.marks.iter().flatten());
        let max = round_up(marks.map(|mark| mark.value).fold(0.0, f64::max));
        let y = |value: f64| BOTTOM - (BOTTOM - TOP) * value / max;
        let mut body = String::new();
        for part in [0.0, 0.5, 1.0] {
            let height = y(max * part);
            body.push_str(&line("axis", ("0", height), ("100%", height)));
            let places = usize::from((max * part).fract() != 0.0);
            let shown = ground::decimal(words.lang(), max * part, places);
            body.push_str(&text("0", height - 4.0, "small soft", "start", &shown));
        }
        // All years when they fit on a phone, else every second, third …
        let every = self.steps.len().div_ceil(7).max(1);
        for (at, step) in self.steps.iter().enumerate().filter(|(at, _)| at % every == 0) {
            body.push_str(&text(&self.x(at), BOTTOM + 20.0, "small", "middle", step));
        }
        for (nth, series) in self.series.iter().enumerate() {
            body.push_str(&self.line(nth, series, y));
        }
        let samples: Vec<(String, &str)> = self
            .series
            .iter()
            .enumerate()
            .map(|(nth, series)| (sample(nth), &*series.label))
            .collect();
        let picture = Picture {
            size: full_width(BOTTOM + 26.0),
            body,
            legend: legend(&samples),
            heads: std::iter::once(&self.step_head)
                .chain(self.series.iter().map(|series| &series.label))
                .cloned()
                .collect(),
            rows: self
                .steps
                .iter()
                .enumerate()
                .map(|(at, step)| self.row(words, at, step))
                .collect(),
        };
        figure(words, &self.caption, &picture)
    }

    /// The steps stand in the middle of equal columns, right of the scale's own numbers.
    fn x(&self, at: usize) -> String {
        percent(at as f64 + 0.75, self.steps.len() as f64 + 0.25)
    }

    fn line(&self, nth: usize, series: &Series, y: impl Fn(f64) -> f64) -> String {
        let mut body = String::new();
        let looks = nth % SIGNS.len();
        for (at, pair) in series.marks.windows(2).enumerate() {
            if let [Some(from), Some(to)] = pair {
                let (start, end) = (self.x(at), self.x(at + 1));
                let class = format!("line l{}", looks + 1);
                body.push_str(&line(&class, (&start, y(from.value)), (&end, y(to.value))));
            }
        }
        for (at, mark) in series.marks.iter().enumerate() {
            let (Some(mark), Some(step)) = (mark, self.steps.get(at)) else { continue };
            let (x, y) = (self.x(at), y(mark.value));
            let sign = SIGNS[looks];
            let mut point =
                format!(r#"<svg x="{x}" y="{}" overflow="visible">{sign}</svg>"#, px(y));
            if self.prints(at) {
                let above = self.is_highest(at, mark.value);
                let place = if above { y - 11.0 } else { y + 21.0 };
                point.push_str(&text(&x, place, "small outlined", "middle", &mark.shown));
            }
            let said = format!("{}, {step}: {}", series.label, mark.shown);
            body.push_str(&linked(mark.url.as_deref(), &said, &point));
        }
        body
    }

    /// Values are printed where they cannot run into each other; the table has them all.
    fn prints(&self, at: usize) -> bool {
        let ends = at == 0 || at + 1 == self.steps.len();
        self.series.len() <= 2 && (self.steps.len() <= 6 || ends)
    }

    fn is_highest(&self, at: usize, value: f64) -> bool {
        let others = self.series.iter().filter_map(|series| series.marks.get(at)?.as_ref());
        others.into_iter().all(|mark| mark.value <= value)
    }

    fn row(&self, words: &Words, at: usize, step: &str) -> Vec<(String, Option<String>)> {
        let cell = |series: &Series| match series.marks.get(at) {
            Some(Some(mark)) => (mark.shown.clone(), mark.url.clone()),
            _ => (words.chart_no_data().to_owned(), None),
        };
        std::iter::once((step.to_owned(), None)).chain(self.series.iter().map(cell)).collect()
    }
}

fn sample(nth: usize) -> String {
    let looks = nth % SIGNS.len();
    format!(
        r#"<line class="line l{}" x1="0" x2="26" y1="7" y2="7"/><svg x="13" y="7" overflow="visible">{}</svg>"#,
        looks + 1,
        SIGNS[looks]
    )
}

/// The next 1, 2, 4, 6 or 8 times a power of ten, so that the scale and its half are plain numbers.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    [1.0, 2.0, 4.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= value)
        .unwrap_or(power * 10.0)
}
