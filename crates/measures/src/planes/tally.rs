//! Counting a classified strip.

use super::chunk::Chunk;
use super::classify::Work;
use super::plan::Plan;
use super::strip::{Lane, Strip, Wide, add_to, count};

/// Places of the sums of one group, first for households and then the same for persons.
pub(crate) const ALL: usize = 0;
pub(crate) const COUNTED: usize = 1;
pub(crate) const POOR: usize = 2;
/// The five classes.
pub(crate) const FIRST_CLASS: usize = 3;
/// Raw headcounts of all indicators, then the censored ones.
pub(crate) const FIRST_INDICATOR: usize = 8;

/// Adds the strip's households to wide sums, households and persons of one place side by side.
#[inline(always)]
pub(crate) fn tally<L: Lane>(plan: &Plan, chunk: &Chunk, work: &Work, sums: &mut [Wide]) {
    for (place, mask) in masks(plan, chunk, work) {
        add_pair::<L>(sums, [place; 2], chunk, |lane| [mask.get(lane), L::none()], 1);
    }
    let indicators = plan.indicators.len();
    for (at, &column) in plan.indicators.iter().enumerate() {
        let places = [FIRST_INDICATOR + at, FIRST_INDICATOR + indicators + at];
        let both = |lane: usize| {
            let lacks = chunk.yes[column].get::<L>(lane);
            [lacks.and(work.counted.get(lane)), lacks.and(work.poor.get(lane))]
        };
        add_pair::<L>(sums, places, chunk, both, 2);
    }
}

/// Adds the first `count` of two masks at once, so that the planes of household size are read once.
#[inline(always)]
fn add_pair<L: Lane>(
    sums: &mut [Wide],
    places: [usize; 2],
    chunk: &Chunk,
    masks: impl Fn(usize) -> [L; 2],
    count: usize,
) {
    let (mut heads, mut sliced) = ([L::none(); 2], [L::none(); 2]);
    for lane in 0..chunk.lanes {
        let masks = masks(lane);
        let mut persons = [L::none(); 2];
        for plane in chunk.members.iter().rev() {
            let plane = plane.get::<L>(lane);
            for at in 0..count {
                let digit = masks[at].and(plane).ones();
                persons[at] = persons[at].plus(persons[at]).plus(digit);
            }
        }
        for at in 0..count {
            heads[at] = heads[at].plus(masks[at].ones());
            sliced[at] = sliced[at].plus(persons[at]);
        }
    }
    for at in 0..count {
        add_to(&mut sums[2 * places[at]], heads[at]);
        add_to(&mut sums[2 * places[at] + 1], sliced[at]);
    }
}

/// The same group by group; `starts` says where each group's sums begin.
#[inline(always)]
pub(crate) fn tally_groups<L: Lane>(
    plan: &Plan,
    chunk: &Chunk,
    work: &mut Work,
    groups: &[Strip],
    starts: &[usize],
    sums: &mut [Wide],
) {
    for (place, mask) in masks(plan, chunk, work) {
        count::<L>(mask, groups, starts, chunk, 2 * place, sums);
    }
    let indicators = plan.indicators.len();
    let Work { counted, poor, found, .. } = work;
    for (at, &column) in plan.indicators.iter().enumerate() {
        for (place, among) in [(at, &*counted), (indicators + at, &*poor)] {
            for lane in 0..chunk.lanes {
                found.set(lane, chunk.yes[column].get::<L>(lane).and(among.get(lane)));
            }
            let at = 2 * (FIRST_INDICATOR + place);
            count::<L>(found, groups, starts, chunk, at, sums);
        }
    }
}

/// What is counted besides the indicators, with its place.
#[inline(always)]
fn masks<'a>(
    plan: &Plan,
    chunk: &'a Chunk,
    work: &'a Work,
) -> impl Iterator<Item = (usize, &'a Strip)> + use<'a> {
    let classes = work.classes.iter().enumerate().map(|(at, mask)| (FIRST_CLASS + at, mask));
    let classes = classes.take(if plan.rules.is_empty() { 0 } else { 5 });
    [(ALL, &chunk.live), (COUNTED, &work.counted), (POOR, &work.poor)].into_iter().chain(classes)
}

/// Adds wide sums up: those of households to the first half of `sums`, of persons to the second.
pub(crate) fn add_up(wide: &[Wide], sums: &mut [u64]) {
    let (households, persons) = sums.split_at_mut(sums.len() / 2);
    let places = households.iter_mut().zip(persons).zip(wide.chunks_exact(2));
    for ((households, persons), pair) in places {
        *households += pair[0].iter().sum::<u64>();
        *persons += pair[1].iter().sum::<u64>();
    }
}
