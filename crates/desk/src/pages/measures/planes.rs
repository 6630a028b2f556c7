//! Today's figures of a province or the nation, from the snapshot's bit planes.
//!
//! They hold the open households as their latest visits say, which is what [`registry::poverty`] says of
//! today. They have no sex of the head, no past, and only the standard in force whole.

use std::collections::BTreeMap;

use access::Scope;
use ground::{Result, UnitId};
use law::Class;
use measures::planes::{Figures, Pass, Scenario, Snapshot, Total};
use registry::ethnicity;
use registry::transitions::{By, Group};

use super::asked::{OfDay, Question};
use crate::desk::Desk;

/// The counts of today; nothing where the planes cannot tell.
pub(super) fn count(
    question: &Question<'_>,
    desk: &Desk,
    planes: &Snapshot,
) -> Result<Option<OfDay>> {
    let today = desk.today();
    // An indicator that two standards share is kept as the one in force judged it.
    let in_force = registry::national_standard(&desk.law, today);
    let held = in_force.is_some_and(|standard| standard.id() == question.standard.id());
    if question.day != today || !held || question.groups == By::Sex {
        return Ok(None);
    }
    let planes = planes.narrowed(|unit| match question.scope {
        Scope::Province(province) => i64::from(unit.province) == province.0,
        _ => true,
    });
    let ethnicity = question.groups == By::Ethnicity;
    let pass = Pass { ethnicity, ..Pass::default() };
    let figures = planes.measure(&scenario(question, desk)?, pass)?;
    Ok(Some(OfDay { day: today, whole: figures.total(), groups: groups(question, &figures) }))
}

/// The standard, without the rules on the average living standard: they ask for answers that a snapshot
/// does not hold, and never make anybody poor.
fn scenario<'a>(question: &Question<'a>, desk: &'a Desk) -> Result<Scenario<'a>> {
    let standard = question.standard;
    let day = standard.figures_on(desk.today());
    let mut scenario = Scenario::of_standard(&desk.law, standard.id(), day)?
        .with_weights(question.index.weights().clone());
    if let Some(percent) = question.index.cutoff() {
        scenario = scenario.with_cutoff(percent);
    }
    for rule in standard.rules().iter().filter(|rule| rule.class == Class::AverageLiving) {
        scenario = scenario.without_rule(&rule.id);
    }
    Ok(scenario)
}

fn groups(question: &Question<'_>, figures: &Figures) -> BTreeMap<Group, Total> {
    let id = |code: u32| Some(UnitId(i64::from(code)));
    match question.groups {
        By::Unit if question.scope == Scope::Nation => {
            figures.grouped(|unit| Group::Unit(id(unit.province)))
        }
        By::Unit => figures.grouped(|unit| Group::Unit(id(unit.code))),
        By::Area => figures.grouped(|unit| Group::Area(unit.area)),
        By::Ethnicity | By::Sex => {
            let name = |number| ethnicity::named(number).map(str::to_owned);
            let totals = figures.by_ethnicity();
            totals.map(|(number, tally)| (Group::Ethnicity(name(number)), tally.total())).collect()
        }
    }
}
