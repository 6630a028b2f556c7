//! Building procedures and the calendar: every step, date and figure there, cited, for every day.

use std::collections::BTreeMap;

use ground::{Day, Period, Problem};

use super::raw::RawProcedure;
use super::{File, cited, twice};
use crate::calendar::{Calendar, Holiday, When};
use crate::procedure::{
    CitedDate, Limit, MonthDay, OpinionRule, Procedure, Step, StepText, YearDate,
};
use crate::{Figure, Source};

type Sources = BTreeMap<String, Source>;

pub(super) fn build(
    files: &[File],
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> (Vec<Procedure>, Calendar) {
    let mut procedures: Vec<Procedure> = Vec::new();
    for file in files {
        let Some(written) = &file.raw.procedure else { continue };
        let (offset, raw) = (written.span().start, written.get_ref());
        if let Some(replaced) = &raw.replaces {
            if !procedures.iter().any(|other| other.id == *replaced) {
                problems.push(named(file, offset, "law.procedure.unknown_replaced", replaced));
            }
            procedures.retain(|other| other.id != *replaced);
        }
        if procedures.iter().any(|other| other.id == raw.id) {
            problems.push(twice(file, offset, "procedure", &raw.id));
        }
        let built = procedure(file, offset, raw, sources, problems);
        if let Some(built) = built {
            if procedures.iter().any(|other| other.period.overlaps(built.period)) {
                problems.push(named(file, offset, "law.value.overlap", &raw.id));
            }
            procedures.push(built);
        }
    }
    procedures.sort_by_key(|procedure| procedure.period.from);
    (procedures, calendar(files, sources, problems))
}

fn procedure(
    file: &File,
    offset: usize,
    raw: &RawProcedure,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> Option<Procedure> {
    let before = problems.len();
    let period = Period { from: raw.from.0, to: raw.to.map(|day| day.0) };
    let citation = cited(file, offset, &raw.id, raw.citation.as_ref(), sources, problems);
    let mut steps = Vec::new();
    for written in &raw.steps {
        let (at, step) = (written.span().start, written.get_ref());
        let citation = cited(file, at, &step.name.vi, step.citation.as_ref(), sources, problems);
        steps.extend(citation.map(|citation| StepText {
            step: step.step,
            name: step.name.clone(),
            wording: step.wording.clone(),
            citation,
        }));
    }
    if steps.iter().map(|text| text.step).ne(Step::ALL) {
        problems.push(named(file, offset, "law.procedure.steps", &raw.id));
    }
    let mut opinions = Vec::new();
    for written in &raw.opinions {
        let (at, rule) = (written.span().start, written.get_ref());
        let citation = cited(file, at, "opinions", rule.citation.as_ref(), sources, problems);
        let period = Period { from: rule.from.0, to: rule.to.map(|day| day.0) };
        opinions.extend(citation.map(|citation| OpinionRule { by: rule.by, period, citation }));
    }
    whole(file, offset, "opinions", opinions.iter().map(|rule| rule.period), period, problems);
    let mut limits: Vec<(Limit, Figure)> = Vec::new();
    for written in &raw.limits {
        let (at, limit) = (written.span().start, written.get_ref());
        let Ok(id) = limit.id.parse::<Limit>() else {
            problems.push(named(file, at, "law.procedure.unknown", &limit.id));
            continue;
        };
        if limit.unit != id.unit() {
            let problem = Problem::invalid("law.procedure.unit").with("unit", id.unit());
            problems.push(file.at(at, problem.with("name", limit.id.as_str())));
        }
        let citation = cited(file, at, &limit.id, limit.citation.as_ref(), sources, problems);
        let period = Period { from: limit.from.0, to: limit.to.map(|day| day.0) };
        let (area, amount) = (None, limit.amount);
        limits.extend(citation.map(|citation| (id, Figure { area, amount, period, citation })));
    }
    for id in Limit::ALL {
        let periods = limits.iter().filter(|(other, _)| other == id).map(|(_, f)| f.period);
        whole(file, offset, id.as_str(), periods, period, problems);
    }
    let dates = dates(file, offset, raw, sources, problems);
    let (id, name) = (raw.id.clone(), raw.name.clone());
    let citation = citation.filter(|_| problems.len() == before)?;
    Some(Procedure { id, name, period, citation, steps, opinions, limits, dates })
}

fn dates(
    file: &File,
    offset: usize,
    raw: &RawProcedure,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> Vec<(YearDate, CitedDate)> {
    let mut dates: Vec<(YearDate, CitedDate)> = Vec::new();
    for written in &raw.dates {
        let (at, date) = (written.span().start, written.get_ref());
        let Ok(id) = date.id.parse::<YearDate>() else {
            problems.push(named(file, at, "law.procedure.unknown", &date.id));
            continue;
        };
        let day = MonthDay { month: date.month, day: date.day };
        every_year(file, at, &date.id, day, problems);
        let citation = cited(file, at, &date.id, date.citation.as_ref(), sources, problems);
        if dates.iter().any(|(other, _)| *other == id) {
            problems.push(twice(file, at, "date", &date.id));
        }
        dates.extend(citation.map(|citation| (id, CitedDate { date: day, citation })));
    }
    for id in YearDate::ALL.iter().filter(|id| !dates.iter().any(|(other, _)| other == *id)) {
        problems.push(named(file, offset, "law.procedure.missing", id.as_str()));
    }
    dates
}

fn calendar(files: &[File], sources: &Sources, problems: &mut Vec<Problem>) -> Calendar {
    let mut holidays = Vec::new();
    for file in files {
        for written in &file.raw.holidays {
            let (at, raw) = (written.span().start, written.get_ref());
            let name = &raw.name.vi;
            let when = match (raw.every, &raw.days) {
                (Some(date), None) => {
                    every_year(file, at, name, date, problems);
                    When::Every(date)
                }
                (None, Some(days)) => When::Days(Period::between(days.from.0, days.to.0)),
                _ => {
                    problems.push(named(file, at, "law.holiday.when", name));
                    continue;
                }
            };
            let citation = cited(file, at, name, raw.citation.as_ref(), sources, problems);
            let name = raw.name.clone();
            holidays.extend(citation.map(|citation| Holiday { name, when, citation }));
        }
    }
    Calendar { holidays }
}

/// Refuses a date that some years do not have.
fn every_year(file: &File, at: usize, name: &str, date: MonthDay, problems: &mut Vec<Problem>) {
    if date.of(2023).is_none() {
        problems.push(named(file, at, "law.procedure.no_date", name));
    }
}

/// Refuses periods that overlap or leave days of the whole without one.
pub(super) fn whole(
    file: &File,
    offset: usize,
    name: &str,
    periods: impl Iterator<Item = Period>,
    whole: Period,
    problems: &mut Vec<Problem>,
) {
    let mut periods: Vec<Period> = periods.collect();
    periods.sort_by_key(|period| period.from);
    if periods.windows(2).any(|pair| pair[0].overlaps(pair[1])) {
        return problems.push(named(file, offset, "law.value.overlap", name));
    }
    let starts = periods.first().is_some_and(|first| first.from <= whole.from);
    let joined = periods.windows(2).all(|pair| pair[0].to.map(Day::next) == Some(pair[1].from));
    let ends = periods.last().is_some_and(|last| match (last.to, whole.to) {
        (None, _) => true,
        (Some(last), Some(end)) => last >= end,
        (Some(_), None) => false,
    });
    if !(starts && joined && ends) {
        problems.push(named(file, offset, "law.procedure.missing", name));
    }
}

pub(super) fn named(file: &File, offset: usize, code: &'static str, name: &str) -> Problem {
    file.at(offset, Problem::invalid(code).with("name", name))
}
