//! Dated values: every figure cited, no unit unknown, no day without a figure and none with two.

use ground::{Period, Problem};

use super::super::cited;
use super::draft::Draft;
use crate::shared::Shared;
use crate::standard::{Figure, Value};
use crate::{Area, UNITS};

pub(super) fn build(
    draft: &Draft<'_>,
    whole: Period,
    shared: &Shared,
    problems: &mut Vec<Problem>,
) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for (file, written) in &draft.values {
        let (offset, raw) = (written.span().start, written.get_ref());
        if let Some(unit) = raw.unit.as_deref().filter(|unit| !UNITS.contains(unit)) {
            let problem = Problem::invalid("law.value.unknown_unit").with("unit", unit);
            problems.push(file.at(offset, problem.with("name", raw.id.as_str())));
        }
        let mut figures = Vec::new();
        for written in &raw.figures {
            let (offset, figure) = (written.span().start, written.get_ref());
            let citation = figure.citation.as_ref();
            let Some(citation) = cited(file, offset, &raw.id, citation, &shared.sources, problems)
            else {
                continue;
            };
            let period = Period {
                from: figure.from.map_or(whole.from, |day| day.0),
                to: figure.to.map_or(whole.to, |day| Some(day.0)),
            };
            figures.push(Figure { area: figure.area, amount: figure.amount, period, citation });
        }
        if let Some(value) = values.iter_mut().find(|value| value.id == raw.id) {
            value.figures.extend(figures);
        } else if let (Some(name), Some(unit)) = (&raw.name, &raw.unit) {
            let (name, unit) = (name.clone(), unit.clone());
            values.push(Value { id: raw.id.clone(), name, unit, figures });
        } else {
            let problem = Problem::invalid("law.value.unnamed").with("name", raw.id.as_str());
            problems.push(file.at(offset, problem));
        }
        if let Some(value) = values.iter().find(|value| value.id == raw.id) {
            let wrong =
                [Area::Rural, Area::Urban].into_iter().find_map(|area| covers(value, area, whole));
            if let Some(code) = wrong {
                let problem = Problem::invalid(code).with("name", raw.id.as_str());
                problems.push(file.at(offset, problem));
            }
        }
    }
    values
}

/// Whether the figures for one area, if there are any, cover the standard's days once each.
fn covers(value: &Value, area: Area, whole: Period) -> Option<&'static str> {
    let mut periods: Vec<Period> = value
        .figures
        .iter()
        .filter(|figure| figure.area.is_none_or(|here| here == area))
        .map(|figure| figure.period)
        .collect();
    if periods.is_empty() {
        // A figure for one area only leaves the other without; none at all says "not found".
        return (!value.figures.is_empty()).then_some("law.value.gap");
    }
    periods.sort_by_key(|period| period.from);
    if periods.windows(2).any(|pair| pair[0].overlaps(pair[1])) {
        return Some("law.value.overlap");
    }
    let joined =
        periods.windows(2).all(|pair| pair[0].to.map(ground::Day::next) == Some(pair[1].from));
    let (first, last) = (periods[0], periods[periods.len() - 1]);
    let ends_early = last.to.is_some_and(|last| whole.to.is_none_or(|end| last < end));
    (!joined || first.from > whole.from || ends_early).then_some("law.value.gap")
}
