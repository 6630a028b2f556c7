//! One strip of households put into classes: the rules, the count, who is poor and who is counted.

use law::{Area, Class};

use super::chunk::Chunk;
use super::count::Counts;
use super::plan::{Plan, Poor};
use super::strip::{LANE, Lane, Strip, at_least};
use super::term::{Truths, run};

/// Room to work in, and the outcome.
#[derive(Debug)]
pub(crate) struct Work {
    /// Area of the unit.
    pub(crate) area: Option<Area>,
    /// Households of each class, in the order of [`Class::ALL`].
    pub(crate) classes: [Strip; 5],
    /// Households with every indicator answered (and, when the poor are known by class, a class).
    pub(crate) counted: Strip,
    /// The poor among the counted.
    pub(crate) poor: Strip,
    /// Room for the strip being counted.
    pub(crate) found: Strip,
    open: Open,
    counts: Counts,
    slots: Vec<Strip>,
    score: Vec<Strip>,
    compared: Vec<Truths>,
    stack: Vec<Truths>,
}

/// Households still to be settled, and those that an earlier rule may hold of.
#[derive(Debug)]
struct Open {
    rest: Strip,
    any: Strip,
    by_class: [Strip; 5],
}

impl Work {
    pub(crate) fn new(plan: &Plan) -> Work {
        let slots = plan.poor.adder().map_or(0, super::adder::Adder::slots);
        Work {
            area: None,
            classes: [Strip::NONE; 5],
            counted: Strip::NONE,
            poor: Strip::NONE,
            found: Strip::NONE,
            open: Open { rest: Strip::NONE, any: Strip::NONE, by_class: [Strip::NONE; 5] },
            counts: Counts::default(),
            slots: vec![Strip::NONE; slots],
            score: Vec::new(),
            compared: vec![Truths::NONE; plan.comparisons.len()],
            stack: vec![Truths::NONE; plan.depth],
        }
    }
}

impl Poor {
    fn adder(&self) -> Option<&super::adder::Adder> {
        match self {
            Poor::ByClass => None,
            Poor::ByScore(adder, _) => Some(adder),
        }
    }
}

/// Classifies the households of the chunk.
#[inline(always)]
pub(crate) fn classify<L: Lane>(plan: &Plan, chunk: &Chunk, work: &mut Work) {
    let lanes = chunk.lanes;
    if let Some(counter) = &plan.counter {
        counter.run::<L>(&plan.indicators, chunk, &mut work.counts);
    }
    decide::<L>(plan, chunk, work);
    for lane in 0..lanes {
        let mut counted = chunk.live.get::<L>(lane);
        if chunk.some_missing {
            for &column in &plan.indicators {
                counted = counted.without(chunk.missing[column].get(lane));
            }
        }
        work.counted.set(lane, counted);
    }
    match &plan.poor {
        Poor::ByClass => {
            let [poor, .., undetermined] = &work.classes;
            for lane in 0..lanes {
                let counted = work.counted.get::<L>(lane).without(undetermined.get(lane));
                work.counted.set(lane, counted);
                work.poor.set(lane, counted.and(poor.get(lane)));
            }
        }
        Poor::ByScore(adder, limit) => {
            let input = |at: usize| &chunk.yes[plan.indicators[at]];
            adder.run::<L>(input, &mut work.slots, &mut work.score, lanes);
            at_least::<L>(&mut work.poor, &work.score, *limit, false, lanes);
            for lane in 0..lanes {
                let poor = work.poor.get::<L>(lane).and(work.counted.get(lane));
                work.poor.set(lane, poor);
            }
        }
    }
}

/// The first rule that holds, unless an earlier one that gives another class may hold too: what
/// [`law::Standard::evaluate`] does for one household, for all of the strip at once.
#[inline(always)]
fn decide<L: Lane>(plan: &Plan, chunk: &Chunk, work: &mut Work) {
    let lanes = chunk.lanes;
    for class in &mut work.classes {
        class.0[..lanes].fill([0; LANE]);
    }
    // Households not settled yet; those for which an earlier rule is open, and by its class.
    let Open { rest, any, by_class } = &mut work.open;
    any.0[..lanes].fill([0; LANE]);
    for class in by_class.iter_mut() {
        class.0[..lanes].fill([0; LANE]);
    }
    rest.0[..lanes].copy_from_slice(&chunk.live.0[..lanes]);
    let Counts { low, high, .. } = &work.counts;
    let count = (&low[..], if chunk.some_missing { &high[..] } else { &low[..] });
    for (step, place) in plan.comparisons.iter().zip(&mut work.compared) {
        let (step, place) = (std::slice::from_ref(step), std::slice::from_mut(place));
        run::<L>(step, work.area, chunk, count, &[], place);
    }
    for (class, steps) in &plan.rules {
        run::<L>(steps, work.area, chunk, count, &work.compared, &mut work.stack);
        let Truths { certain, possible } = &work.stack[0];
        let position = *class as usize;
        let shown_only = *class == Class::AverageLiving;
        for lane in 0..lanes {
            let here = rest.get::<L>(lane);
            let (open, open_as) = (any.get::<L>(lane), by_class[position].get::<L>(lane));
            let other = open.without(open_as);
            let holds = here.and(certain.get(lane));
            let maybe =
                if shown_only { L::none() } else { here.and(possible.get(lane)).without(holds) };
            let class = work.classes[position].get::<L>(lane);
            work.classes[position].set(lane, class.or(holds.without(other)));
            any.set(lane, open.or(maybe.without(other)));
            by_class[position].set(lane, open_as.or(maybe.without(other)));
            // Settled, or hopelessly open between two classes.
            rest.set(lane, here.without(holds.or(maybe.and(other))));
        }
    }
    let [first, second, third, fourth, undetermined] = &mut work.classes;
    for lane in 0..lanes {
        let settled = first.get::<L>(lane).or(second.get(lane));
        let settled = settled.or(third.get(lane)).or(fourth.get(lane));
        undetermined.set(lane, chunk.live.get::<L>(lane).without(settled));
    }
}
