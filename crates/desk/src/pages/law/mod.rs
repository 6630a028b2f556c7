//! `/law…`: the standards, lines, indicators and rules in use, where each is laid down and how sure we
//! are of it.

mod cases;
mod list;
mod questionnaire;
mod sources;
mod standard;

use ::law::{Citation, Law, Status};
use axum::Router;
use axum::routing::get;
use ground::Period;
use ui::{NavItem, Words};

use crate::desk::Desk;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/law", get(list::show))
        .route("/law/cases", get(cases::show))
        .route("/law/questionnaire", get(questionnaire::show))
        .route("/law/sources", get(sources::show))
        .route("/law/{standard}", get(standard::show))
}

/// A citation as it is read: number of the act, article, certainty.
struct Cite {
    act: String,
    article: String,
    status: Status,
    note: String,
}

impl Cite {
    fn of(law: &Law, citation: &Citation) -> Cite {
        let act = law.source(&citation.act).map_or(&citation.act, |source| &source.number);
        Cite {
            act: act.clone(),
            article: citation.article.clone(),
            status: citation.status,
            note: citation.note.clone().unwrap_or_default(),
        }
    }
}

/// The pages of this section.
fn tabs(visitor: &Visitor) -> Vec<NavItem> {
    let words = visitor.words();
    let here = visitor.reader.path.split('?').next().unwrap_or_default();
    [
        ("/law", words.law_tab_standards()),
        ("/law/questionnaire", words.law_tab_questionnaire()),
        ("/law/sources", words.law_tab_sources()),
        ("/law/cases", words.law_tab_cases()),
    ]
    .map(|(url, label)| NavItem { label: label.into(), url: url.into(), current: here == url })
    .into()
}

/// A period in words, both ends included.
fn period_words(words: &Words, period: Period) -> String {
    match period.to {
        Some(to) => words.law_between(period.from, to),
        None => words.law_from_onwards(period.from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Lang;

    #[test]
    fn every_unit_of_the_law_has_a_word() {
        for lang in Lang::ALL {
            for unit in ::law::UNITS {
                assert!(!Words::of(lang).unit_of(unit).is_empty(), "{unit}");
            }
        }
    }
}
