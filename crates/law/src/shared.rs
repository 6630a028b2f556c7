//! What all standards of one load have in common.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ground::Lang;

use crate::score::ScoreTables;
use crate::{Answer, Answers, Area, Citation, Class, Question, Questionnaire, Source, Wording};

/// Loaded once, read by every standard.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) questionnaire: Questionnaire,
    pub(crate) sources: BTreeMap<String, Source>,
    pub(crate) scores: ScoreTables,
    pub(crate) phrases: BTreeMap<String, Wording>,
    pub(crate) fingerprint: String,
}

/// Ids of the sentences in `law/wording.toml` that explanations are made of.
pub(crate) const PHRASES: &[&str] = &[
    "area_rural",
    "area_urban",
    "answer_yes",
    "answer_no",
    "roster",
    "member",
    "class_poor",
    "class_near_poor",
    "class_average",
    "class_not_poor",
    "class_undetermined",
    "change_more",
    "change_fewer",
    "change_score_above",
    "change_score_at_most",
    "change_income_above",
    "change_income_at_most",
    "change_answer",
    "change_area",
    "change_score",
    "change_figure",
    "caveat_mark",
    "caveat_count",
    "caveat_odd",
    "caveat_carried",
    "caveat_size",
    "caveat_amount",
    "caveat_class",
    "caveat_unverified",
    "caveat_specimen",
    "caveat_score_open",
    "caveat_score_stated",
];

impl Shared {
    /// The sentence, which has no slots.
    pub(crate) fn phrase(&self, id: &str, lang: Lang) -> &str {
        self.wording(id).get(lang)
    }

    /// The sentence with its slots filled.
    pub(crate) fn sentence(&self, id: &str, lang: Lang, with: &[(&str, &str)]) -> String {
        self.wording(id).fill(lang, with)
    }

    fn wording(&self, id: &str) -> &Wording {
        self.phrases.get(id).expect("the loader checks that every phrase is there")
    }

    pub(crate) fn class(&self, class: Class, lang: Lang) -> &str {
        self.phrase(&["class_", class.as_str()].concat(), lang)
    }

    pub(crate) fn area(&self, area: Area, lang: Lang) -> &str {
        self.phrase(&["area_", area.as_str()].concat(), lang)
    }

    /// Number of the act cited, such as `07/2021/NĐ-CP`.
    pub(crate) fn act_number(&self, citation: &Citation) -> &str {
        self.sources.get(&citation.act).map_or("", |source| &source.number)
    }

    /// A number followed by its unit, where the unit has a name of its own.
    pub(crate) fn with_unit(&self, mut number: String, unit: Option<&str>, lang: Lang) -> String {
        if let Some(unit) = unit.and_then(|unit| self.phrases.get(&["unit_", unit].concat())) {
            number.extend([" ", unit.get(lang)]);
        }
        number
    }

    /// The answer to a question in words; `None` when it was not answered.
    pub(crate) fn said<'a>(
        &'a self,
        question: &'a Question,
        member: Option<usize>,
        answers: &Answers,
        lang: Lang,
    ) -> Option<Cow<'a, str>> {
        let row = member.and_then(|position| answers.members().get(position));
        let unit = question.unit.as_deref();
        Some(match answers.at(question.place, row)? {
            Answer::Bool(true) => self.phrase("answer_yes", lang).into(),
            Answer::Bool(false) => self.phrase("answer_no", lang).into(),
            Answer::Choice(choice) => question.choices[usize::from(choice)].label(lang).into(),
            Answer::Day(day) => day.vietnamese().into(),
            Answer::Int(year) if unit == Some("year") => year.to_string().into(),
            Answer::Int(number) => self.with_unit(ground::integer(lang, number), unit, lang).into(),
            Answer::Decimal(number) => self.with_unit(measured(number, lang), unit, lang).into(),
        })
    }
}

/// A measured number with as many decimals as it needs (at most two).
fn measured(number: f64, lang: Lang) -> String {
    let places = (0..2).find(|places| {
        let scale = 10_f64.powi(*places);
        ((number * scale).round() - number * scale).abs() < 1e-9
    });
    ground::decimal(lang, number, places.unwrap_or(2) as usize)
}
