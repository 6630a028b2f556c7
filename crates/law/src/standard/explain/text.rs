//! An explanation as plain text, for the command line and for worked cases.

use std::fmt::Write;

use ground::Lang;

use super::{Explanation, Reason};
use crate::Truth;

impl Explanation {
    /// Everything in a few lines of plain text.
    pub fn text(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            // Writing into a string cannot fail.
            let _ = writeln!(out, "{text}");
        };
        let found = &self.evaluation;
        line(format!("{} [{}] {}", self.standard, self.fingerprint, self.class_name.get(lang)));
        if let Some(rule) = &self.rule {
            line(format!(
                "  {} ({}, {})",
                rule.wording.get(lang),
                rule.act_number,
                rule.citation.article
            ));
        }
        for figure in [&self.line, &self.cutoff].into_iter().flatten() {
            let (name, area) = (figure.name.get(lang), figure.area_name.get(lang));
            let (amount, act) = (figure.amount_text.get(lang), &figure.act_number);
            line(format!("  {name}, {area}: {amount} ({act}, {})", figure.citation.article));
        }
        let score = found.income_score.map_or("?".to_owned(), |score| score.to_string());
        line(format!("  B1 = {score}; B2: {}–{}", found.low, found.high));
        for indicator in &self.indicators {
            let mark = match indicator.truth {
                Truth::True => "x",
                Truth::False => "-",
                Truth::Unknown => "?",
            };
            let reason = match indicator.reason {
                Reason::Answers => "",
                Reason::Stated => " *",
                Reason::Unanswered => " …",
            };
            line(format!("  {mark} {}. {}{reason}", indicator.order, indicator.name.get(lang)));
            for answer in &indicator.answers {
                let value = answer.value.as_ref().map_or("?", |value| value.get(lang));
                line(format!("      {}: {value}", answer.wording.get(lang)));
            }
        }
        for change in &self.changes {
            line(format!("  → {}", change.wording.get(lang)));
        }
        for caveat in &self.caveats {
            line(format!("  ! {}", caveat.wording.get(lang)));
        }
        out
    }
}
