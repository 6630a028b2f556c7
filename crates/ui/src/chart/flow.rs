//! From one status to another: how many households went where between two years.

use std::fmt::Write as _;

use super::figure::{ANY, Picture, figure, full_width, linked};
use super::stack::look;
use super::svg::{px, rect, text, wrap};
use super::{Caption, Mark};
use crate::Words;

/// Streams between two columns of statuses.
#[derive(Clone, PartialEq, Debug)]
pub struct Flow {
    /// Title and sentence.
    pub caption: Caption,
    /// What the left column is, such as the year before.
    pub from_head: String,
    /// What the right column is.
    pub to_head: String,
    /// What is counted, head of the table's last column.
    pub count_head: String,
    /// The statuses on the left, from the top.
    pub left: Vec<String>,
    /// The statuses on the right, from the top.
    pub right: Vec<String>,
    /// The streams.
    pub streams: Vec<Stream>,
}

/// How many went from one status to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stream {
    /// Place in [`Flow::left`].
    pub from: usize,
    /// Place in [`Flow::right`].
    pub to: usize,
    /// How many.
    pub count: i64,
}

/// One status: where it stands and how much of it is already used by streams.
struct Node {
    top: f64,
    height: f64,
    used: f64,
    count: i64,
}

/// How many pixels the whole is high, without the gaps.
const HEIGHT: f64 = 240.0;

impl Flow {
    /// The figure as safe HTML; `url` gives the list behind a stream.
    pub fn render(&self, words: &Words, url: impl Fn(&Stream) -> Option<String>) -> String {
        let whole: i64 = self.streams.iter().map(|stream| stream.count.max(0)).sum();
        let scale = if whole > 0 { HEIGHT / whole as f64 } else { 0.0 };
        let (mut left, end_left) = nodes(&self.left, scale, |at| self.sum(|s| s.from == at));
        let (mut right, end_right) = nodes(&self.right, scale, |at| self.sum(|s| s.to == at));
        let height = end_left.max(end_right);
        let mut streams = String::new();
        let mut rows = Vec::new();
        for stream in self.streams.iter().filter(|stream| stream.count > 0) {
            let (Some(from), Some(to)) = (left.get_mut(stream.from), right.get_mut(stream.to))
            else {
                continue;
            };
            let mark = Mark { url: url(stream), ..Mark::count(words, stream.count) };
            let said =
                format!("{} → {}: {}", self.left[stream.from], self.right[stream.to], mark.shown);
            let path = ribbon(from, to, stream.count as f64 * scale, look(stream.from));
            streams.push_str(&linked(mark.url.as_deref(), &said, &path));
            rows.push(vec![
                (self.left[stream.from].clone(), None),
                (self.right[stream.to].clone(), None),
                (mark.shown, mark.url),
            ]);
        }
        let mut body = text("0", 14.0, "small soft", "start", &self.from_head);
        body.push_str(&text("100%", 14.0, "small soft", "end", &self.to_head));
        // Stretched across only: one unit down is one pixel.
        let down = px(height);
        let open =
            "<svg role=\"presentation\" x=\"34%\" width=\"32%\" preserveAspectRatio=\"none\"";
        write!(body, "{open} height=\"{down}\" viewBox=\"0 0 100 {down}\">{streams}</svg>")
            .expect(ANY);
        body.push_str(&labels(words, &self.left, &left, true));
        body.push_str(&labels(words, &self.right, &right, false));
        let heads = vec![self.from_head.clone(), self.to_head.clone(), self.count_head.clone()];
        let picture =
            Picture { size: full_width(height), body, legend: String::new(), heads, rows };
        figure(words, &self.caption, &picture)
    }

    fn sum(&self, wanted: impl Fn(&Stream) -> bool) -> i64 {
        self.streams.iter().filter(|s| wanted(s)).map(|stream| stream.count.max(0)).sum()
    }
}

/// The places of one column, and where it ends.
fn nodes(names: &[String], scale: f64, count: impl Fn(usize) -> i64) -> (Vec<Node>, f64) {
    let (mut y, mut out) = (28.0, Vec::new());
    for (at, name) in names.iter().enumerate() {
        let count = count(at);
        let height = (count as f64 * scale).max(2.0);
        out.push(Node { top: y, height, used: 0.0, count });
        let lines = wrap(name, 12).len() as f64 + 1.0;
        y += height.max(lines * 17.0) + 12.0;
    }
    (out, y)
}

fn ribbon(from: &mut Node, to: &mut Node, thick: f64, look: &str) -> String {
    let (a, b) = (px(from.top + from.used), px(to.top + to.used));
    from.used += thick;
    to.used += thick;
    let thick = thick.max(1.0);
    let (c, d) = (px(to.top + to.used.max(thick)), px(from.top + from.used.max(thick)));
    format!(
        r#"<path class="flow {look}" d="M0 {a}C50 {a} 50 {b} 100 {b}L100 {c}C50 {c} 50 {d} 0 {d}Z"/>"#
    )
}

fn labels(words: &Words, names: &[String], nodes: &[Node], is_left: bool) -> String {
    let (x, anchor, bar) = if is_left { ("0", "start", "32%") } else { ("100%", "end", "66%") };
    let mut out = String::new();
    for (at, (name, node)) in names.iter().zip(nodes).enumerate() {
        let class = if is_left { look(at) } else { "node" };
        out.push_str(&rect(class, bar, node.top, "2%", node.height));
        let lines = wrap(name, 12);
        for (nth, line) in lines.iter().enumerate() {
            let y = node.top + 12.0 + 17.0 * nth as f64;
            out.push_str(&text(x, y, "small outlined", anchor, line));
        }
        let y = node.top + 12.0 + 17.0 * lines.len() as f64;
        out.push_str(&text(x, y, "strong outlined", anchor, &words.number(node.count)));
    }
    out
}
