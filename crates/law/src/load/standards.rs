//! Building the standards.

mod definitions;
mod draft;
mod periods;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use ground::{Arg, Period, Problem};

use self::draft::Draft;
use super::{File, cited, compile, twice};
use crate::rule::{Body, KnownQuestions, Names};
use crate::shared::Shared;
use crate::standard::{CarryOver, ClassRule, Indicator, Standard, Territory, Value};
use crate::{Area, Class, Questionnaire, Status};

pub(super) fn build(
    files: &[File],
    shared: &Arc<Shared>,
    problems: &mut Vec<Problem>,
) -> Vec<Standard> {
    let drafts = draft::collect(files, problems);
    let mut standards: Vec<Standard> = Vec::new();
    for draft in drafts.values() {
        standards.extend(standard(draft, &drafts, shared, problems));
    }
    standards.sort_by(|a, b| (a.period.from, &a.id).cmp(&(b.period.from, &b.id)));
    periods::check(&standards, &drafts, problems);
    standards
}

fn standard(
    draft: &Draft<'_>,
    drafts: &BTreeMap<String, Draft<'_>>,
    shared: &Arc<Shared>,
    problems: &mut Vec<Problem>,
) -> Option<Standard> {
    let before = problems.len();
    let head = &draft.head;
    let (file, offset) = (draft.file, draft.offset);
    let period = Period { from: head.from.0, to: head.to.map(|day| day.0) };
    if period.is_empty() {
        let problem = Problem::invalid("law.period.empty").with("name", head.id.as_str());
        problems.push(file.at(offset, problem));
    }
    let citation = cited(file, offset, &head.id, head.citation.as_ref(), &shared.sources, problems);
    let values = values::build(draft, period, shared, problems);
    let mut names = Names {
        questionnaire: &shared.questionnaire,
        values: values.iter().enumerate().map(|(at, value)| (value.id.clone(), at)).collect(),
        definitions: std::collections::HashMap::new(),
        counted: true,
    };
    let definitions = definitions::build(draft, &mut names, problems);
    let rules = rules(draft, &names, &definitions, shared, problems);
    names.counted = false;
    let indicators = indicators(draft, &names, shared, problems);
    leave_out_consequences(draft, &names, before, problems);

    let missing = |what: &str| {
        let problem = Problem::invalid("law.standard.missing")
            .with("name", head.id.as_str())
            .with("what", what);
        file.at(offset, problem)
    };
    let income_low = definitions.iter().position(|definition| {
        definition.id == "income_low" && matches!(definition.body, Body::Truth(_))
    });
    let points = names.values.get("points_per_indicator").and_then(|at| {
        let figure = values[*at].figure(Area::Rural, period.from)?;
        Some(figure.amount).filter(|points| *points > 0)
    });
    if problems.len() == before {
        // Only then: a definition that did not compile is not "missing".
        if income_low.is_none() {
            problems.push(missing("income_low"));
        }
        if points.is_none() {
            problems.push(missing("points_per_indicator"));
        }
        if rules.is_empty() {
            problems.push(missing("rules"));
        }
    }
    let carry_over = carry_over(draft, drafts, shared, problems);
    if problems.len() > before {
        return None;
    }
    let unconfirmed = |indicator: &&Indicator| indicator.citation.status != Status::Verified;
    let well_known = |id| names.values.get(id).copied();
    Some(Standard {
        id: head.id.clone(),
        territory: head.province.map_or(Territory::Nation, Territory::Province),
        name: head.name.clone(),
        period,
        citation: citation?,
        line: well_known("income_line"),
        cutoff: well_known("score_cutoff"),
        points: points?,
        unverified: indicators.iter().filter(unconfirmed).map(Indicator::bit).sum(),
        rules_confirmed: rules.iter().all(|rule| confirmed(rule, &values)),
        values,
        definitions,
        rules,
        indicators,
        income_low: income_low?,
        carry_over,
        known: known_questions(&shared.questionnaire),
        shared: Arc::clone(shared),
    })
}

/// Leaves out what is said where a definition is used that is itself wrong: the mistake is told where it
/// is, and there is nothing to mend in the places that rest on it.
fn leave_out_consequences(
    draft: &Draft<'_>,
    names: &Names<'_>,
    before: usize,
    problems: &mut Vec<Problem>,
) {
    let broken: Vec<Arg> = draft
        .definitions
        .iter()
        .map(|(_, written)| written.get_ref().id.as_str())
        .filter(|id| !names.definitions.contains_key(*id))
        .map(Arg::from)
        .collect();
    let follows = |problem: &Problem| {
        problem.code == "law.rule.unknown_name"
            && problem.args.iter().any(|(name, value)| name == "name" && broken.contains(value))
    };
    let own = problems.split_off(before);
    problems.extend(own.into_iter().filter(|problem| !follows(problem)));
}

fn confirmed(rule: &ClassRule, values: &[Value]) -> bool {
    let figures = rule.values.iter().flat_map(|value| &values[*value].figures);
    figures
        .map(|figure| &figure.citation)
        .chain([&rule.citation])
        .all(|citation| citation.status == Status::Verified)
}

/// The questions that the engine itself reads.
pub(in crate::load) fn known_questions(questionnaire: &Questionnaire) -> KnownQuestions {
    let place = |id| questionnaire.find(id).map(|question| question.place);
    KnownQuestions {
        household_size: place("household_size"),
        birth_date: place("birth_date"),
        birth_year: place("birth_year"),
        income_score: place("stated_income_score"),
        deprivation_score: place("stated_deprivation_score"),
        income: place("monthly_income_per_head"),
        class: place("stated_class"),
    }
}

fn indicators(
    draft: &Draft<'_>,
    names: &Names<'_>,
    shared: &Shared,
    problems: &mut Vec<Problem>,
) -> Vec<Indicator> {
    let mut indicators = Vec::new();
    for (file, written) in &draft.indicators {
        let (offset, raw) = (written.span().start, written.get_ref());
        let citation =
            cited(file, offset, &raw.code, raw.citation.as_ref(), &shared.sources, problems);
        let rule = compile::truth(file, &raw.cel, names, problems);
        let (Some(citation), Some(rule)) = (citation, rule) else { continue };
        let stated = shared.questionnaire.find(&format!("stated_{}", raw.code));
        indicators.push(Indicator {
            code: raw.code.clone(),
            order: raw.order,
            dimension: raw.dimension.clone(),
            name: raw.name.clone(),
            wording: raw.wording.clone(),
            citation,
            rule,
            cel: raw.cel.get_ref().trim().to_owned(),
            stated: stated.map(|question| question.place),
        });
    }
    indicators.sort_by_key(|indicator| indicator.order);
    let mut orders: Vec<u8> =
        draft.indicators.iter().map(|(_, written)| written.get_ref().order).collect();
    orders.sort_unstable();
    if orders.len() > 32
        || orders.iter().enumerate().any(|(at, order)| at + 1 != usize::from(*order))
    {
        let problem = Problem::invalid("law.indicator.order").with("name", draft.head.id.as_str());
        problems.push(draft.file.at(draft.offset, problem));
    }
    indicators
}

fn rules(
    draft: &Draft<'_>,
    names: &Names<'_>,
    definitions: &[crate::rule::Definition],
    shared: &Shared,
    problems: &mut Vec<Problem>,
) -> Vec<ClassRule> {
    let mut rules: Vec<ClassRule> = Vec::new();
    for (file, written) in &draft.rules {
        let (offset, raw) = (written.span().start, written.get_ref());
        if rules.iter().any(|rule| rule.id == raw.id) {
            problems.push(twice(file, offset, "rule", &raw.id));
        }
        if raw.class == Class::Undetermined {
            let problem = Problem::invalid("law.rule.undetermined").with("name", raw.id.as_str());
            problems.push(file.at(offset, problem));
        }
        let citation =
            cited(file, offset, &raw.id, raw.citation.as_ref(), &shared.sources, problems);
        let when = compile::truth(file, &raw.cel, names, problems);
        let (Some(citation), Some(when)) = (citation, when) else { continue };
        rules.push(ClassRule {
            id: raw.id.clone(),
            class: raw.class,
            values: compile::values_of(&when, definitions),
            when,
            cel: raw.cel.get_ref().trim().to_owned(),
            wording: raw.wording.clone(),
            citation,
        });
    }
    rules
}

/// Compares the indicators of the two standards by code.
fn carry_over(
    draft: &Draft<'_>,
    drafts: &BTreeMap<String, Draft<'_>>,
    shared: &Shared,
    problems: &mut Vec<Problem>,
) -> Option<CarryOver> {
    let raw = draft.head.carry_over.as_ref()?;
    let citation = cited(
        draft.file,
        draft.offset,
        "carry_over",
        raw.citation.as_ref(),
        &shared.sources,
        problems,
    );
    let Some(before) = drafts.get(&raw.from) else {
        let problem = Problem::invalid("law.standard.unknown").with("name", raw.from.as_str());
        problems.push(draft.file.at(draft.offset, problem));
        return None;
    };
    let codes = |draft: &Draft<'_>| -> Vec<String> {
        draft.indicators.iter().map(|(_, written)| written.get_ref().code.clone()).collect()
    };
    let (ours, theirs) = (codes(draft), codes(before));
    let common = ours.iter().filter(|code| theirs.contains(code)).count();
    let points = before.values.iter().find_map(|(_, written)| {
        let value = written.get_ref();
        let figure = value.figures.first().filter(|_| value.id == "points_per_indicator")?;
        Some(figure.get_ref().amount).filter(|points| *points > 0)
    })?;
    Some(CarryOver {
        period: Period { from: before.head.from.0, to: before.head.to.map(|day| day.0) },
        points,
        shared: common as u8,
        dropped: (theirs.len() - common) as u8,
        added: (ours.len() - common) as u8,
        citation: citation?,
    })
}
