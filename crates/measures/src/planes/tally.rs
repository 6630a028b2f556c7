//! Counting a classified strip.

use super::chunk::Chunk;
use super::classify::Work;
use super::plan::Plan;
use super::strip::{Strip, count, join, map1};

/// Places of the sums of one group, first for households and then the same for persons.
pub(crate) const ALL: usize = 0;
pub(crate) const COUNTED: usize = 1;
pub(crate) const POOR: usize = 2;
/// The five classes.
pub(crate) const FIRST_CLASS: usize = 3;
/// Raw headcounts of all indicators, then the censored ones.
pub(crate) const FIRST_INDICATOR: usize = 8;

/// Adds the strip's households (those of `only`, if given) to `sums`.
#[inline(always)]
pub(crate) fn tally(
    plan: &Plan,
    chunk: &Chunk,
    work: &mut Work,
    only: Option<&Strip>,
    sums: &mut [u64],
) {
    let lanes = chunk.lanes;
    let (households, persons) = sums.split_at_mut(plan.width() / 2);
    let mut add = |place: usize, mask: &Strip| {
        let (heads, sliced) = count(mask, &chunk.members, lanes);
        households[place] += heads;
        persons[place] += chunk.size.sum(heads, sliced);
    };
    let mut within = Strip::NONE;
    let mut kept = |mask: &Strip, place: usize| match only {
        None => add(place, mask),
        Some(only) => {
            map1(&mut within, mask, lanes, |mask| mask);
            join(&mut within, only, lanes, |mask, only| mask & only);
            add(place, &within);
        }
    };
    kept(&chunk.live, ALL);
    kept(&work.counted, COUNTED);
    kept(&work.poor, POOR);
    if !plan.rules.is_empty() {
        for (class, mask) in work.classes.iter().enumerate() {
            kept(mask, FIRST_CLASS + class);
        }
    }
    let indicators = plan.indicators.len();
    for (at, &column) in plan.indicators.iter().enumerate() {
        for (place, among) in [(at, &work.counted), (indicators + at, &work.poor)] {
            map1(&mut work.raw, &chunk.yes[column], lanes, |yes| yes);
            join(&mut work.raw, among, lanes, |yes, among| yes & among);
            kept(&work.raw, FIRST_INDICATOR + place);
        }
    }
}
