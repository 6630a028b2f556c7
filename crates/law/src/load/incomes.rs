//! Building the income form and ceilings: each cited, no source twice, no two figures for one day.

use std::collections::BTreeMap;

use ground::{Period, Problem};

use super::{File, cited, twice};
use crate::income::{Ceiling, IncomeForm, IncomeSource};
use crate::{Area, Figure, Source, UNITS};

type Sources = BTreeMap<String, Source>;

pub(super) fn build(
    files: &[File],
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> (Vec<IncomeForm>, Vec<Ceiling>) {
    let (mut forms, mut ceilings) = (Vec::new(), Vec::new());
    for file in files {
        form(file, sources, &mut forms, problems);
        for at in 0..file.raw.ceilings.len() {
            ceiling(file, at, sources, &mut ceilings, problems);
        }
    }
    (forms, ceilings)
}

fn form(file: &File, sources: &Sources, forms: &mut Vec<IncomeForm>, problems: &mut Vec<Problem>) {
    let Some(written) = &file.raw.income else { return };
    let (offset, raw) = (written.span().start, written.get_ref());
    let period = Period { from: raw.from.0, to: raw.to.map(|day| day.0) };
    if forms.iter().any(|other| other.period.overlaps(period)) {
        let problem = Problem::invalid("law.value.overlap").with("name", raw.id.as_str());
        problems.push(file.at(offset, problem));
    }
    let mut lines: Vec<IncomeSource> = Vec::new();
    for written in &raw.sources {
        let (at, line) = (written.span().start, written.get_ref());
        if lines.iter().any(|other| other.id == line.id) {
            problems.push(twice(file, at, "income source", &line.id));
        }
        cited(file, at, &line.id, Some(&line.citation), sources, problems);
        lines.push(line.clone());
    }
    let citation = cited(file, offset, &raw.id, raw.citation.as_ref(), sources, problems);
    forms.extend(citation.map(|citation| IncomeForm {
        id: raw.id.clone(),
        name: raw.name.clone(),
        period,
        months: i64::from(raw.months.get()),
        citation,
        sources: lines,
    }));
}

fn ceiling(
    file: &File,
    at: usize,
    sources: &Sources,
    ceilings: &mut Vec<Ceiling>,
    problems: &mut Vec<Problem>,
) {
    let written = &file.raw.ceilings[at];
    let (offset, raw) = (written.span().start, written.get_ref());
    if !UNITS.contains(&raw.unit.as_str()) {
        let problem = Problem::invalid("law.value.unknown_unit").with("unit", raw.unit.as_str());
        problems.push(file.at(offset, problem.with("name", raw.id.as_str())));
    }
    if ceilings.iter().any(|other| other.id == raw.id) {
        problems.push(twice(file, offset, "ceiling", &raw.id));
    }
    let mut figures: Vec<Figure> = Vec::new();
    for written in &raw.figures {
        let (offset, figure) = (written.span().start, written.get_ref());
        let period = Period { from: figure.from.0, to: figure.to.map(|day| day.0) };
        let same =
            |area: Option<Area>| area == figure.area || area.is_none() || figure.area.is_none();
        if figures.iter().any(|other| same(other.area) && other.period.overlaps(period)) {
            let problem = Problem::invalid("law.value.overlap").with("name", raw.id.as_str());
            problems.push(file.at(offset, problem));
        }
        let citation = cited(file, offset, &raw.id, figure.citation.as_ref(), sources, problems);
        let (area, amount) = (figure.area, figure.amount);
        figures.extend(citation.map(|citation| Figure { area, amount, period, citation }));
    }
    let citation = cited(file, offset, &raw.id, raw.citation.as_ref(), sources, problems);
    ceilings.extend(citation.map(|citation| Ceiling {
        id: raw.id.clone(),
        name: raw.name.clone(),
        wording: raw.wording.clone(),
        citation,
        figures,
    }));
}
