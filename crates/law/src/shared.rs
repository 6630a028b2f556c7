//! What all standards of one load have in common.

use std::collections::BTreeMap;

use crate::score::ScoreTables;
use crate::{Questionnaire, Source, Wording};

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
    /// The sentence with its slots filled.
    pub(crate) fn phrase(&self, id: &str, with: &[(&str, &Wording)]) -> Wording {
        self.phrases.get(id).expect("the loader checks that every phrase is there").fill(with)
    }
}
