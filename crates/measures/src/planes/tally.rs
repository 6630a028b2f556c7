//! Counting a classified strip.

use super::chunk::Chunk;
use super::classify::Work;
use super::plan::Plan;
use super::sliced::Frame;
use super::strip::{Lane, Strip, weighted};

/// Places of the sums of one group, first for households and then the same for persons.
pub(crate) const ALL: usize = 0;
pub(crate) const COUNTED: usize = 1;
pub(crate) const POOR: usize = 2;
/// The five classes.
pub(crate) const FIRST_CLASS: usize = 3;
/// Raw headcounts of all indicators, then the censored ones.
pub(crate) const FIRST_INDICATOR: usize = 8;

/// Adds the strip's households, as far as they are in `only`, to `sums`.
#[inline(always)]
pub(crate) fn tally<L: Lane>(
    plan: &Plan,
    chunk: &Chunk,
    work: &Work,
    only: &Strip,
    sums: &mut [u64],
) {
    let (households, persons) = sums.split_at_mut(plan.width() / 2);
    let mut sums = Sums { households, persons };
    let masks = [(ALL, &chunk.live), (COUNTED, &work.counted), (POOR, &work.poor)];
    let classes = work.classes.iter().enumerate().map(|(at, mask)| (FIRST_CLASS + at, mask));
    let classes = classes.take(if plan.rules.is_empty() { 0 } else { 5 });
    for (place, mask) in masks.into_iter().chain(classes) {
        let (mut heads, mut sliced) = (L::none(), L::none());
        for lane in 0..chunk.lanes {
            let mask = mask.get::<L>(lane).and(only.get(lane));
            heads = heads.plus(mask.ones());
            sliced = sliced.plus(weighted(mask, &chunk.members, lane));
        }
        sums.add(place, heads, sliced, chunk.size);
    }
    let indicators = plan.indicators.len();
    for (at, &column) in plan.indicators.iter().enumerate() {
        // Raw and censored side by side, so that the planes of household size are read once for both.
        let (mut heads, mut sliced) = ([L::none(); 2], [L::none(); 2]);
        for lane in 0..chunk.lanes {
            let lacks = chunk.yes[column].get::<L>(lane).and(only.get(lane));
            let raw = lacks.and(work.counted.get(lane));
            let censored = lacks.and(work.poor.get(lane));
            heads = [heads[0].plus(raw.ones()), heads[1].plus(censored.ones())];
            let (mut persons, mut poor) = (L::none(), L::none());
            for plane in chunk.members.iter().rev() {
                let plane = plane.get::<L>(lane);
                persons = persons.plus(persons).plus(raw.and(plane).ones());
                poor = poor.plus(poor).plus(censored.and(plane).ones());
            }
            sliced = [sliced[0].plus(persons), sliced[1].plus(poor)];
        }
        sums.add(FIRST_INDICATOR + at, heads[0], sliced[0], chunk.size);
        sums.add(FIRST_INDICATOR + indicators + at, heads[1], sliced[1], chunk.size);
    }
}

/// The sums of one group, households and persons apart.
struct Sums<'a> {
    households: &'a mut [u64],
    persons: &'a mut [u64],
}

impl Sums<'_> {
    // Not a closure: a closure would not be compiled for the caller's instructions.
    #[inline(always)]
    fn add<L: Lane>(&mut self, place: usize, heads: L, sliced: L, size: Frame) {
        let heads = heads.sum();
        self.households[place] += heads;
        self.persons[place] += size.sum(heads, sliced.sum());
    }
}
