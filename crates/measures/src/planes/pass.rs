//! One pass over all units, shared among threads.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::chunk::{Chunk, load_number};
use super::classify::Work;
use super::figures::add;
use super::machine::{self, Level};
use super::plan::Plan;
use super::strip::{LANE, Strip, WORDS};
use super::view::View;

/// How a pass runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pass {
    /// Threads; at least one is used.
    pub threads: usize,
    /// Whether ethnic groups are told apart.
    pub ethnicity: bool,
    /// Instructions to use.
    pub level: Level,
}

impl Default for Pass {
    /// Every core, the fastest instructions, no ethnic groups.
    fn default() -> Pass {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Pass { threads, ethnicity: false, level: Level::best() }
    }
}

/// One thread's room and what it has found besides the sums by unit.
pub(crate) struct Runner<'a> {
    plan: &'a Plan,
    pass: Pass,
    chunk: Chunk,
    work: Work,
    groups: Groups,
    sums: Vec<u64>,
    part: Vec<u64>,
    pub(crate) by_ethnicity: BTreeMap<u32, Vec<u64>>,
}

impl<'a> Runner<'a> {
    pub(crate) fn new(plan: &'a Plan, pass: Pass) -> Runner<'a> {
        Runner {
            plan,
            pass,
            chunk: Chunk::new(plan.answers, plan.numbers),
            work: Work::new(plan),
            groups: Groups::default(),
            sums: vec![0; plan.width()],
            part: vec![0; plan.width()],
            by_ethnicity: BTreeMap::new(),
        }
    }

    /// Adds a unit's households to `sums`.
    pub(crate) fn unit(&mut self, view: &View<'_>, sums: &mut [u64]) {
        let Runner { plan, pass, chunk, work, groups, sums: unit, part, by_ethnicity } = self;
        work.area = view.unit.area;
        unit.fill(0);
        // The largest group is what the others leave of the unit.
        let told_apart = if pass.ethnicity { view.groups } else { &[] };
        let rest: Vec<u32> = told_apart.iter().skip(1).map(|group| *group as u32).collect();
        let mut others = vec![0; if rest.is_empty() { 0 } else { unit.len() }];
        for word in (0..view.words).step_by(WORDS) {
            chunk.load(view, &plan.wanted, word);
            machine::classify(pass.level, plan, chunk, work);
            machine::tally(pass.level, plan, chunk, work, &chunk.live, unit);
            if rest.is_empty() {
                continue;
            }
            groups.load(view, chunk);
            for (at, group) in rest.iter().enumerate() {
                let mask = groups.mask(at as u64 + 1, chunk);
                part.fill(0);
                machine::tally(pass.level, plan, chunk, work, mask, part);
                add(&mut others, part);
                add(by_ethnicity.entry(*group).or_insert_with(|| vec![0; part.len()]), part);
            }
        }
        if let Some(first) = told_apart.first() {
            let total = by_ethnicity.entry(*first as u32).or_insert_with(|| vec![0; unit.len()]);
            add(total, unit);
            for (total, other) in total.iter_mut().zip(&others) {
                *total -= other;
            }
        }
        add(sums, unit);
    }
}

/// The households of each ethnic group of a chunk.
#[derive(Default)]
pub(crate) struct Groups {
    planes: Vec<Strip>,
    mask: Option<Box<Strip>>,
}

impl Groups {
    pub(crate) fn load(&mut self, view: &View<'_>, chunk: &Chunk) {
        let word = chunk.first / 64;
        let range = word..(word + WORDS).min(view.words);
        load_number(&mut self.planes, view.group(), view.words, &range, chunk.lanes);
    }

    pub(crate) fn mask(&mut self, group: u64, chunk: &Chunk) -> &Strip {
        let mask = self.mask.get_or_insert_with(|| Box::new(Strip::NONE));
        for lane in 0..chunk.lanes {
            mask.0[lane] = chunk.live.0[lane];
            for (place, plane) in self.planes.iter().enumerate() {
                let flip = if group >> place & 1 == 1 { 0 } else { u64::MAX };
                for i in 0..LANE {
                    mask.0[lane][i] &= plane.0[lane][i] ^ flip;
                }
            }
        }
        mask
    }
}

/// Lets threads take jobs one after the other; returns what each thread has gathered.
pub(crate) fn share<J: Send, S: Send>(
    threads: usize,
    jobs: Vec<J>,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, J) + Sync,
) -> Vec<S> {
    let queue = Mutex::new(jobs.into_iter());
    let run = || {
        let mut state = start();
        loop {
            let job = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            match job {
                Some(job) => work(&mut state, job),
                None => return state,
            }
        }
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut states = vec![run()];
        for thread in others {
            states.push(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        states
    })
}
