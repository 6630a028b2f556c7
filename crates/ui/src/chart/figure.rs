//! What all charts have in common: frame, legend, links, table twin.

use std::fmt::Write as _;

use super::svg::{esc, px};
use crate::Words;

/// What a chart says besides its picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caption {
    /// A name of letters, digits and `-`, the only one of its kind on the page.
    pub id: String,
    /// What is shown, in a few words.
    pub title: String,
    /// What one sees in it, in a sentence with the figures that matter.
    pub sentence: String,
}

impl Caption {
    /// A caption.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        sentence: impl Into<String>,
    ) -> Caption {
        Caption { id: id.into(), title: title.into(), sentence: sentence.into() }
    }
}

/// A picture before it gets its frame.
pub(super) struct Picture {
    /// Attributes of `<svg>` that give its size.
    pub size: String,
    /// Safe SVG.
    pub body: String,
    /// Safe HTML below the picture, may be empty.
    pub legend: String,
    /// The same figures: heads, then rows whose first cell names the row.
    pub heads: Vec<String>,
    /// Cells with the list behind each.
    pub rows: Vec<Vec<(String, Option<String>)>>,
}

pub(super) fn figure(words: &Words, caption: &Caption, picture: &Picture) -> String {
    let Caption { id, title, sentence } = caption;
    let (id, title, sentence) = (esc(id), esc(title), esc(sentence));
    let Picture { size, body, legend, .. } = picture;
    // The role img would hide the links inside from a screen reader.
    let role = if body.contains("<a ") { "group" } else { "img" };
    // Tiles keep their own width and may be wider than the screen; the keyboard must reach them to scroll.
    let reached = if size.starts_with("class=\"tiles\"") {
        let name = esc(&words.chart_scrolls(&caption.title)).into_owned();
        format!(" role=\"region\" tabindex=\"0\" aria-label=\"{name}\"")
    } else {
        String::new()
    };
    format!(
        "<figure class=\"chart\" id=\"{id}\">\n\
         <figcaption><strong>{title}</strong> <span>{sentence}</span></figcaption>\n\
         <div class=\"wide\"{reached}><svg xmlns=\"http://www.w3.org/2000/svg\" {size} role=\"{role}\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\n\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{sentence}</desc>\n\
         {body}</svg></div>\n{legend}\
         <details><summary>{}</summary>{}</details>\n</figure>",
        words.chart_table(),
        table(words, picture, &caption.title),
    )
}

fn table(words: &Words, picture: &Picture, title: &str) -> String {
    let name = esc(&words.table_scrolls(title)).into_owned();
    let mut out = format!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\"><table class=\"data\"><thead><tr>"
    );
    for (at, head) in picture.heads.iter().enumerate() {
        let class = if at == 0 { "" } else { " class=\"number\"" };
        write!(out, "<th scope=\"col\"{class}>{}</th>", esc(head)).expect(ANY);
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in &picture.rows {
        out.push_str("<tr>");
        for (at, (text, url)) in row.iter().enumerate() {
            let text = match url {
                Some(url) => format!("<a href=\"{}\">{}</a>", esc(url), esc(text)),
                None => esc(text).into_owned(),
            };
            let cell = if at == 0 {
                format!("<th scope=\"row\">{text}</th>")
            } else {
                format!("<td class=\"number\">{text}</td>")
            };
            out.push_str(&cell);
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody></table></div>"
}

/// The size of a picture that is as wide as its place and `height` pixels high.
pub(super) fn full_width(height: f64) -> String {
    format!("width=\"100%\" height=\"{}\"", px(height))
}

/// `body` told by `said`, to a tool tip and to a screen reader alike, and a link when there is a `url`.
pub(super) fn linked(url: Option<&str>, said: &str, body: &str) -> String {
    let told = format!("<title>{}</title><g aria-hidden=\"true\">{body}</g>", esc(said));
    match url {
        Some(url) => format!("<a href=\"{}\">{told}</a>\n", esc(url)),
        None => format!("<g role=\"img\">{told}</g>\n"),
    }
}

/// A legend of `(sample as safe SVG of 26 × 14, label)`.
pub(super) fn legend(items: &[(String, &str)]) -> String {
    let mut out = String::from("<ul class=\"legend\">");
    for (sample, label) in items {
        write!(
            out,
            "<li><svg width=\"26\" height=\"14\" aria-hidden=\"true\">{sample}</svg>{}</li>",
            esc(label)
        )
        .expect(ANY);
    }
    out + "</ul>\n"
}

/// Why writing to a `String` is not handled.
pub(super) const ANY: &str = "a String takes any text";
