//! Why: what every standard says of one visit, with all reasons.

use ground::Day;
use law::{Answers, Explanation};
use registry::visit::PastVisit;

use crate::say;
use crate::visitor::Visitor;

/// One visit under every standard it was evaluated under.
pub(super) struct Why<'a> {
    /// Day of the visit.
    pub(super) day: Day,
    /// Who surveyed.
    pub(super) reviewer: String,
    /// The class its source gave, in words.
    pub(super) stated: Option<&'static str>,
    pub(super) standards: Vec<Verdict<'a>>,
}

/// What one standard says.
pub(super) struct Verdict<'a> {
    pub(super) explanation: Explanation<'a>,
    /// Days on which the standard is in force, in words.
    pub(super) period: String,
    /// Whether it was in force on the day of the visit.
    pub(super) in_force: bool,
    /// Score beside its cut-off; empty when no score is known.
    pub(super) score: String,
    /// Number of deprivations, or the bounds it lies in.
    pub(super) deprivations: String,
    /// The class that was kept, when the law loaded now says otherwise.
    pub(super) kept: Option<&'static str>,
}

impl Verdict<'_> {
    /// The class, as a code.
    pub(super) fn class(&self) -> &'static str {
        self.explanation.evaluation.class.as_str()
    }
}

pub(super) fn of<'a>(visitor: &'a Visitor, past: &PastVisit, answers: &Answers) -> Why<'a> {
    let desk = &visitor.desk;
    let words = visitor.words();
    let setting = registry::setting(desk.units, past.unit, past.day);
    let mut kept: Vec<_> = past.evaluations.iter().collect();
    // In the order of the standards' first days, as the law keeps them.
    kept.sort_by_key(|kept| desk.law.standards().position(|known| known.id() == kept.standard));
    let verdicts = kept.into_iter().filter_map(|kept| {
        let standard = desk.law.standard(&kept.standard)?;
        let explanation = standard.explain(answers, &setting, words.lang());
        let found = &explanation.evaluation;
        Some(Verdict {
            period: in_words(visitor, standard.period()),
            in_force: standard.period().contains(past.day),
            score: found.income_score.map_or_else(String::new, |score| words.number(score)),
            deprivations: if found.low == found.high {
                words.number(i64::from(found.low))
            } else {
                words.why_between(i64::from(found.high), i64::from(found.low))
            },
            kept: (kept.class != found.class).then(|| say::class(words, kept.class)),
            explanation,
        })
    });
    Why {
        day: past.day,
        reviewer: past.reviewer.clone().unwrap_or_default(),
        stated: past.stated_class.map(|class| say::class(words, class)),
        standards: verdicts.collect(),
    }
}

fn in_words(visitor: &Visitor, period: ground::Period) -> String {
    let to = period.to.map_or_else(|| visitor.words().until_now().to_owned(), Day::vietnamese);
    format!("{} – {to}", period.from.vietnamese())
}
