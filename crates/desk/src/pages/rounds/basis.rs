//! What the law says of the steps, with its figures and how sure we are of them.

use ground::Day;
use law::{Citation, Procedure, Status, Step};

use super::words;
use crate::visitor::Visitor;

/// A line of the legal basis.
pub(super) struct Line {
    pub(super) what: String,
    pub(super) more: String,
    pub(super) rule: String,
    pub(super) unverified: bool,
}

/// The steps, then the figures in force on a day.
pub(super) fn lines(visitor: &Visitor, procedure: &Procedure, day: Day) -> Vec<Line> {
    let words = visitor.words();
    let lang = words.lang();
    let mut lines = Vec::new();
    let mut add = |what: &str, more: String, citation: &Citation| {
        let rule = rule(visitor, citation);
        let unverified = citation.status != Status::Verified;
        lines.push(Line { what: what.to_owned(), more, rule, unverified });
    };
    for text in &procedure.steps {
        add(text.name.get(lang), text.wording.get(lang).to_owned(), &text.citation);
    }
    let opinion = procedure.opinion(day);
    add(words.round_figure(), words::opinion(words, opinion.by).to_owned(), &opinion.citation);
    for (limit, figure) in procedure.limits() {
        if figure.period.contains(day) {
            let more = words::limit(words, *limit, figure.amount);
            add(words.round_figure(), more, &figure.citation);
        }
    }
    for (date, cited) in procedure.dates() {
        let on = procedure.date_in(*date, day.year());
        let more = format!("{}: {}", words::date(words, *date), on.vietnamese());
        add(words.round_calendar(), more, &cited.citation);
    }
    lines
}

/// Act and article of a step, as a form's lead says them.
pub(super) fn of_step(visitor: &Visitor, procedure: &Procedure, step: Step) -> String {
    rule(visitor, &procedure.step(step).citation)
}

fn rule(visitor: &Visitor, citation: &Citation) -> String {
    let act = visitor.desk.law.source(&citation.act);
    format!("{}, {}", act.map_or("", |source| source.number.as_str()), citation.article)
}
