//! An explanation as plain text, for the command line and for worked cases.

use std::fmt::Write;

use super::{Explanation, Reason};
use crate::Truth;

impl Explanation<'_> {
    /// Everything in a few lines of plain text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            // Writing into a string cannot fail.
            let _ = writeln!(out, "{text}");
        };
        let found = &self.evaluation;
        line(format!("{} [{}] {}", self.standard, self.fingerprint, self.class_name));
        if let Some(rule) = &self.rule {
            line(format!("  {} ({}, {})", rule.wording, rule.act_number, rule.citation.article));
        }
        for figure in [&self.line, &self.cutoff].into_iter().flatten() {
            let (name, area) = (figure.name, figure.area_name);
            let (amount, act) = (&figure.amount_text, figure.act_number);
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
            line(format!("  {mark} {}. {}{reason}", indicator.order, indicator.name));
            for answer in &indicator.answers {
                let value = answer.value.as_deref().unwrap_or("?");
                line(format!("      {}: {value}", answer.wording));
            }
        }
        for change in &self.changes {
            line(format!("  → {}", change.wording));
        }
        for caveat in &self.caveats {
            line(format!("  ! {}", caveat.wording));
        }
        out
    }
}
