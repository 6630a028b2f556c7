//! One national standard on every day; never two of the same territory.

use std::collections::BTreeMap;

use ground::Problem;

use super::draft::Draft;
use crate::standard::{Standard, Territory};

/// `standards` come in order of their first day.
pub(super) fn check(
    standards: &[Standard],
    drafts: &BTreeMap<String, Draft<'_>>,
    problems: &mut Vec<Problem>,
) {
    let at = |standard: &Standard, problem: Problem| {
        let draft = &drafts[&standard.id];
        draft.file.at(draft.offset, problem)
    };
    for (position, standard) in standards.iter().enumerate() {
        let before: Vec<&Standard> = standards[..position]
            .iter()
            .filter(|other| other.territory == standard.territory)
            .collect();
        for other in &before {
            if other.period.overlaps(standard.period) {
                let problem = Problem::conflict("law.standard.overlap")
                    .with("name", standard.id.as_str())
                    .with("other", other.id.as_str());
                problems.push(at(standard, problem));
            }
        }
        let ended = before.iter().filter_map(|other| other.period.to).max();
        if let Some(ended) = ended.filter(|_| standard.territory == Territory::Nation)
            && ended.next() < standard.period.from
        {
            let problem = Problem::invalid("law.standard.gap")
                .with("name", standard.id.as_str())
                .with("from", ended.next())
                .with("to", standard.period.from.previous());
            problems.push(at(standard, problem));
        }
    }
}
