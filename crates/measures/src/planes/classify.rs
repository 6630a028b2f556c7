//! One strip of households put into classes: the rules, the count, who is poor and who is counted.

use law::{Area, Class};

use super::chunk::Chunk;
use super::plan::{Plan, Poor};
use super::strip::{LANE, Strip, at_least, join, map1};
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
    pub(crate) raw: Strip,
    low: Vec<Strip>,
    high: Vec<Strip>,
    loose: Vec<Strip>,
    slots: Vec<Strip>,
    stack: Vec<Truths>,
}

impl Work {
    pub(crate) fn new(plan: &Plan) -> Work {
        let adders = [plan.counter.as_ref(), plan.poor.adder()];
        let slots = adders.into_iter().flatten().map(super::adder::Adder::slots).max().unwrap_or(0);
        Work {
            area: None,
            classes: [Strip::NONE; 5],
            counted: Strip::NONE,
            poor: Strip::NONE,
            raw: Strip::NONE,
            low: Vec::new(),
            high: Vec::new(),
            loose: vec![Strip::NONE; plan.indicators.len()],
            slots: vec![Strip::NONE; slots],
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
pub(crate) fn classify(plan: &Plan, chunk: &Chunk, work: &mut Work) {
    let lanes = chunk.lanes;
    if let Some(counter) = &plan.counter {
        let input = |at: usize| &chunk.yes[plan.indicators[at]];
        counter.run(input, &mut work.slots, &mut work.low, lanes);
        if chunk.some_missing {
            for (loose, &column) in work.loose.iter_mut().zip(&plan.indicators) {
                map1(loose, &chunk.yes[column], lanes, |yes| yes);
                join(loose, &chunk.missing[column], lanes, |yes, missing| yes | missing);
            }
            counter.run(|at| &work.loose[at], &mut work.slots, &mut work.high, lanes);
        }
    }
    decide(plan, chunk, work);
    map1(&mut work.counted, &chunk.live, lanes, |live| live);
    if chunk.some_missing {
        for &column in &plan.indicators {
            join(&mut work.counted, &chunk.missing[column], lanes, |all, missing| all & !missing);
        }
    }
    match &plan.poor {
        Poor::ByClass => {
            let [poor, .., undetermined] = &work.classes;
            join(&mut work.counted, undetermined, lanes, |all, open| all & !open);
            map1(&mut work.poor, &work.counted, lanes, |counted| counted);
            join(&mut work.poor, poor, lanes, |counted, poor| counted & poor);
        }
        Poor::ByScore(adder, limit) => {
            let input = |at: usize| &chunk.yes[plan.indicators[at]];
            adder.run(input, &mut work.slots, &mut work.low, lanes);
            at_least(&mut work.poor, &work.low, *limit, lanes);
            join(&mut work.poor, &work.counted, lanes, |poor, counted| poor & counted);
        }
    }
}

/// The first rule that holds, unless an earlier one that gives another class may hold too: what
/// [`law::Standard::evaluate`] does for one household, for all of the strip at once.
#[inline(always)]
fn decide(plan: &Plan, chunk: &Chunk, work: &mut Work) {
    let lanes = chunk.lanes;
    for class in &mut work.classes {
        class.0[..lanes].fill([0; LANE]);
    }
    // Households not settled yet; those for which an earlier rule is open, and by its class.
    let mut rest = chunk.live;
    let mut open = Strip::NONE;
    let mut open_as = [Strip::NONE; 5];
    let count = (&work.low[..], if chunk.some_missing { &work.high[..] } else { &work.low[..] });
    for (class, steps) in &plan.rules {
        run(steps, work.area, chunk, count, &mut work.stack);
        let Truths { certain, possible } = &work.stack[0];
        let position = *class as usize;
        let shown_only = *class == Class::AverageLiving;
        for lane in 0..lanes {
            for i in 0..LANE {
                let here = rest.0[lane][i];
                let (certain, possible) = (certain.0[lane][i], possible.0[lane][i]);
                let agrees = !open.0[lane][i] | open_as[position].0[lane][i];
                let holds = here & certain;
                let maybe = if shown_only { 0 } else { here & possible & !certain };
                work.classes[position].0[lane][i] |= holds & agrees;
                open.0[lane][i] |= maybe & agrees;
                open_as[position].0[lane][i] |= maybe & agrees;
                // Settled, or hopelessly open between two classes.
                rest.0[lane][i] = here & !(holds | maybe & !agrees);
            }
        }
    }
    let [a, b, c, d, undetermined] = &mut work.classes;
    for lane in 0..lanes {
        for i in 0..LANE {
            let settled = a.0[lane][i] | b.0[lane][i] | c.0[lane][i] | d.0[lane][i];
            undetermined.0[lane][i] = chunk.live.0[lane][i] & !settled;
        }
    }
}
