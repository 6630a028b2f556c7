//! The class of a household, told by a word and a shape, and by colour only besides.

use crate::Words;

/// Style class, shape and word of a class code as the law room writes it: `poor`, `near_poor`,
/// `average`, `not_poor`, and `unsurveyed` for a household nobody has visited yet; every other code is
/// undetermined.
pub(crate) fn class_look(words: &Words, class: &str) -> (&'static str, &'static str, &'static str) {
    match class {
        "poor" => ("poor", "▲", words.class_poor()),
        "near_poor" => ("near-poor", "◆", words.class_near_poor()),
        "average" => ("average", "■", words.class_average()),
        "not_poor" => ("not-poor", "●", words.class_not_poor()),
        "unsurveyed" => ("undetermined", "○", words.class_unsurveyed()),
        _ => ("undetermined", "?", words.class_undetermined()),
    }
}

/// The badge of a class code (`poor`, `near_poor`, `average`, `not_poor`, else undetermined) as safe
/// HTML. In templates: `parts::class_badge(words, code)`.
pub fn class_badge(words: &Words, class: &str) -> String {
    let (style, shape, word) = class_look(words, class);
    format!(r#"<span class="badge {style}"><span aria-hidden="true">{shape}</span> {word}</span>"#)
}
