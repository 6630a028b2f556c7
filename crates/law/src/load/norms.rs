//! Building norms: each cited, its amounts dated and none of them for the same day as another.

use std::collections::BTreeMap;

use ground::{Period, Problem};

use super::{File, cited, twice};
use crate::{Figure, Norm, Source};

pub(super) fn build(
    files: &[File],
    sources: &BTreeMap<String, Source>,
    problems: &mut Vec<Problem>,
) -> Vec<Norm> {
    let mut norms: Vec<Norm> = Vec::new();
    for file in files {
        for written in &file.raw.norms {
            let (offset, raw) = (written.span().start, written.get_ref());
            if norms.iter().any(|norm| norm.id == raw.id) {
                problems.push(twice(file, offset, "norm", &raw.id));
            }
            let mut amounts: Vec<Figure> = Vec::new();
            for written in &raw.amounts {
                let (offset, amount) = (written.span().start, written.get_ref());
                let period = Period { from: amount.from.0, to: amount.to.map(|day| day.0) };
                if amounts.iter().any(|other| other.period.overlaps(period)) {
                    let problem = Problem::invalid("law.value.overlap");
                    problems.push(file.at(offset, problem.with("name", raw.id.as_str())));
                }
                let citation = amount.citation.as_ref();
                let citation = cited(file, offset, &raw.id, citation, sources, problems);
                amounts.extend(citation.map(|citation| Figure {
                    area: None,
                    amount: amount.amount,
                    period,
                    citation,
                }));
            }
            let citation = cited(file, offset, &raw.id, raw.citation.as_ref(), sources, problems);
            norms.extend(citation.map(|citation| Norm {
                id: raw.id.clone(),
                name: raw.name.clone(),
                wording: raw.wording.clone(),
                class: raw.class,
                per: raw.per,
                every: raw.every,
                citation,
                amounts,
            }));
        }
    }
    norms
}
