//! Shapes and text as SVG. Across, places are given with their unit (mostly percent); down, in pixels.

use std::borrow::Cow;

/// Text at a place; `x` with its unit, `class` and `anchor` as CSS and SVG name them.
pub(super) fn text(x: &str, y: f64, class: &str, anchor: &str, content: &str) -> String {
    let (y, content) = (px(y), esc(content));
    format!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\" text-anchor=\"{anchor}\">{content}</text>")
}

/// A bar. `class` as the style sheet names it.
pub(super) fn rect(class: &str, x: &str, y: f64, width: &str, height: f64) -> String {
    let (y, height) = (px(y), px(height));
    format!(r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" rx="2"/>"#)
}

/// A straight line between two places.
pub(super) fn line(class: &str, (x1, y1): (&str, f64), (x2, y2): (&str, f64)) -> String {
    let (y1, y2) = (px(y1), px(y2));
    format!(r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#)
}

/// A share of the whole as a percentage for SVG; nothing of nothing is 0 %.
pub(super) fn percent(part: f64, whole: f64) -> String {
    let share = if whole > 0.0 { (part / whole * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    format!("{}%", px(share))
}

/// At most two decimals, so that pages stay small and snapshots stable.
pub(super) fn px(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    // Negative zero would be written as "-0".
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// The text broken between words into lines of about `width` characters; a longer word stands alone.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Escaped for HTML text and attributes.
pub(super) fn esc(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_opens_a_tag_or_ends_an_attribute(text in ".{0,30}") {
            prop_assert!(!esc(&text).contains(['<', '>', '"', '\'']));
        }

        #[test]
        fn breaking_lines_loses_no_word(text in "[a-zà-ỹ ]{0,60}", width in 1_usize..30) {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(wrap(&text, width).join(" "), words.join(" "));
        }
    }
}
