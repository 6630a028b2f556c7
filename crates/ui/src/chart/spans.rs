//! Intervals over years: the statuses of a household, one below the other.

use ground::{Day, Period};

use super::Caption;
use super::figure::{Picture, figure, full_width, linked};
use super::svg::{line, percent, rect, text};
use crate::Words;
use crate::badge::class_look;

/// Intervals over years.
#[derive(Clone, PartialEq, Debug)]
pub struct Spans {
    /// Title and sentence.
    pub caption: Caption,
    /// What an interval is, head of the first column of the table.
    pub label_head: String,
    /// First and last day drawn; both ends included.
    pub shown: (Day, Day),
    /// The intervals, earliest first.
    pub spans: Vec<Span>,
}

/// One interval.
#[derive(Clone, PartialEq, Debug)]
pub struct Span {
    /// What held.
    pub label: String,
    /// When it held.
    pub period: Period,
    /// The class code that gives its colour and shape: `poor`, `near_poor`, `average`, `not_poor`,
    /// else undetermined.
    pub class: String,
    /// Where it leads.
    pub url: Option<String>,
}

const ROW: f64 = 44.0;

impl Spans {
    /// The figure as safe HTML.
    pub fn render(&self, words: &Words) -> String {
        let foot = ROW * self.spans.len() as f64;
        let mut body = self.years(foot);
        for (at, span) in self.spans.iter().enumerate() {
            body.push_str(&self.draw(words, span, ROW * at as f64));
        }
        let picture = Picture {
            size: full_width(foot + 24.0),
            body,
            legend: String::new(),
            heads: vec![
                self.label_head.clone(),
                words.from_day().to_owned(),
                words.to_day().to_owned(),
            ],
            rows: self.spans.iter().map(|span| span.row(words)).collect(),
        };
        figure(words, &self.caption, &picture)
    }

    /// How far across a day lies; the day after the last is the right edge.
    fn x(&self, day: Day) -> String {
        let (from, to) = self.shown;
        percent(day.days_since(from) as f64, to.days_since(from) as f64 + 1.0)
    }

    /// A line at each new year, and as many year numbers as fit on a phone.
    fn years(&self, foot: f64) -> String {
        let (from, to) = self.shown;
        let count = (to.year() - from.year()).max(0) as usize + 1;
        let every = count.div_ceil(7);
        let mut out = String::new();
        let starts = (from.year()..=to.year()).filter_map(|year| Day::new(year, 1, 1));
        for (at, start) in starts.enumerate() {
            let x = self.x(start.max(from));
            out.push_str(&line("axis", (&x, 0.0), (&x, foot + 6.0)));
            // What is shown of the first year may be too short for its number.
            let is_short = start < from && every == 1;
            if at % every == 0 && !is_short {
                out.push_str(&text(&x, foot + 20.0, "small", "start", &start.year().to_string()));
            }
        }
        out
    }

    fn draw(&self, words: &Words, span: &Span, y: f64) -> String {
        let (class, shape, _) = class_look(words, &span.class);
        let (first, last) = self.shown;
        let from = span.period.from.clamp(first, last);
        let to = span.period.to.unwrap_or(last).clamp(first, last);
        let days = last.days_since(first) as f64 + 1.0;
        let width = percent((to.days_since(from) + 1) as f64, days);
        let said = format!("{} {}", span.label, span.dates(words));
        let mut body =
            text("0", y + 17.0, "name outlined", "start", &format!("{shape} {}", span.label));
        body.push_str(&text("100%", y + 17.0, "small soft outlined", "end", &span.dates(words)));
        body.push_str(&rect(class, &self.x(from), y + 24.0, &width, 12.0));
        linked(span.url.as_deref(), &said, &body)
    }
}

impl Span {
    fn dates(&self, words: &Words) -> String {
        let to = self.period.to.map_or(words.until_now().to_owned(), Day::vietnamese);
        format!("{} – {to}", self.period.from.vietnamese())
    }

    fn row(&self, words: &Words) -> Vec<(String, Option<String>)> {
        let to = self.period.to.map_or(words.until_now().to_owned(), Day::vietnamese);
        vec![
            (self.label.clone(), self.url.clone()),
            (self.period.from.vietnamese(), None),
            (to, None),
        ]
    }
}
