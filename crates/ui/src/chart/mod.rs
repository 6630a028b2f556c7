//! Charts drawn on the server as SVG.
//!
//! Each chart is a plain struct with texts already translated and numbers already written out
//! (`shown`); `render(words)` gives a `<figure>` with a title, a sentence that says what it shows, the
//! picture, a legend where needed, and the same figures as a table in `<details>`. A mark with a `url`
//! is a link to the households behind it. In a template: `{{ chart.render(words)|safe }}`.
//!
//! Pictures are drawn in real pixels downwards and in percent across, so that text keeps its size from
//! 360 pixels upwards. No mark is told by colour alone: it has its value printed, a dash, a shape or a
//! fixed place as well.

mod bars;
mod boundaries;
mod figure;
mod flow;
mod lines;
mod shades;
mod spans;
mod stack;
mod svg;
mod tiles;

pub use bars::{Bar, Bars};
pub use boundaries::{Area, Boundaries};
pub use figure::Caption;
pub use flow::{Flow, Stream};
pub use lines::{Lines, Series};
pub use spans::{Span, Spans};
pub use stack::{Stack, StackRow};
pub use tiles::{Tile, Tiles};

/// One figure of a chart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mark {
    /// How large it is drawn.
    pub value: f64,
    /// How it is written, in the reader's number format.
    pub shown: String,
    /// The list behind it.
    pub url: Option<String>,
}

impl Mark {
    /// A figure without a list behind it.
    pub fn new(value: f64, shown: impl Into<String>) -> Mark {
        Mark { value, shown: shown.into(), url: None }
    }

    /// A whole number, written as the language does.
    pub fn count(words: &crate::Words, count: i64) -> Mark {
        Mark::new(count as f64, ground::integer(words.lang(), count))
    }

    /// Adds the list behind it.
    #[must_use]
    pub fn linked(mut self, url: impl Into<String>) -> Mark {
        self.url = Some(url.into());
        self
    }
}
