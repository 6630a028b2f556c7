//! The colours of the style sheet are readable: WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (edges 3:1).

use std::collections::BTreeMap;

/// Letters and what they stand on.
const TEXT: &[(&str, &[&str])] = &[
    ("ink", &["paper", "sheet", "shade", "tint", "good-tint", "warn-tint", "bad-tint"]),
    ("soft", &["paper", "sheet", "shade"]),
    ("accent", &["paper", "sheet", "shade", "tint"]),
    ("on-accent", &["accent"]),
    ("bad", &["paper", "sheet", "shade", "bad-tint"]),
    ("warn", &["warn-tint"]),
    ("poor", &["sheet", "shade"]),
    ("near-poor", &["sheet", "shade"]),
    ("average", &["sheet", "shade"]),
    ("not-poor", &["sheet", "shade"]),
    ("undetermined", &["sheet", "shade"]),
    ("on-s", &["s1", "s2", "s3", "s4", "s5"]),
    ("q-light", &["q1", "q2", "q3"]),
    ("q-dark", &["q4", "q5"]),
];

/// Edges and marks, and what they stand on.
const EDGES: &[(&str, &[&str])] = &[
    ("edge", &["paper", "sheet"]),
    ("s1", &["sheet", "shade"]),
    ("s2", &["sheet"]),
    ("s3", &["sheet"]),
    ("s4", &["sheet"]),
    ("s5", &["sheet"]),
    ("good", &["good-tint"]),
];

#[test]
fn letters_and_edges_stand_out_in_light_and_dark() {
    let mut faint = Vec::new();
    for (theme, colours) in themes() {
        for (pairs, wanted) in [(TEXT, 4.5), (EDGES, 3.0)] {
            for (front, grounds) in pairs {
                for ground in *grounds {
                    let ratio = contrast(&colours[*front], &colours[*ground]);
                    if ratio < wanted {
                        faint.push(format!(
                            "{theme}: {front} on {ground} is {ratio:.2}, not {wanted}"
                        ));
                    }
                }
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn dark_is_the_same_by_device_and_by_choice() {
    let themes = themes();
    assert_eq!(themes[1].1, themes[2].1);
}

type Colours = BTreeMap<String, String>;

/// The colours named in the first three blocks: light, dark by device, dark by choice.
fn themes() -> Vec<(&'static str, Colours)> {
    let style = include_str!("../assets/app.css");
    let blocks = style.split("--paper:").skip(1).map(|rest| {
        let block = rest.split('}').next().unwrap_or_default();
        format!("--paper:{block}")
    });
    let read = |block: String| {
        block
            .split(';')
            .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "))
            .map(|(name, colour)| (name.to_owned(), colour.trim().to_owned()))
            .collect()
    };
    ["light", "dark by device", "dark by choice"].into_iter().zip(blocks.map(read)).collect()
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    assert_eq!(digits.len(), 6, "{colour}");
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}
