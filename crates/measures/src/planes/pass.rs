//! One pass over all units, shared among threads.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::chunk::{Chunk, load_number};
use super::classify::Work;
use super::figures::add;
use super::machine::{self, Level};
use super::plan::Plan;
use super::strip::{LANE, Strip, WORDS, Wide};
use super::tally::add_up;
use super::view::View;

/// How a pass runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pass {
    /// Threads; at least one is used.
    pub threads: usize,
    /// Whether ethnic groups are told apart.
    pub ethnicity: bool,
    /// Whether a comparison or movement tells deprivations apart.
    pub indicators: bool,
    /// Instructions to use.
    pub level: Level,
}

impl Default for Pass {
    /// Every core, the fastest instructions, units only.
    fn default() -> Pass {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Pass { threads, ethnicity: false, indicators: false, level: Level::best() }
    }
}

/// One thread's room and what it has found besides the sums by unit.
pub(crate) struct Runner<'a> {
    plan: &'a Plan,
    pass: Pass,
    chunk: Chunk,
    work: Work,
    wide: Vec<Wide>,
    pub(crate) groups: Groups,
}

impl<'a> Runner<'a> {
    pub(crate) fn new(plan: &'a Plan, pass: Pass) -> Runner<'a> {
        Runner {
            plan,
            pass,
            chunk: Chunk::new(plan.answers, plan.numbers),
            work: Work::new(plan),
            wide: vec![[0; LANE]; plan.width()],
            groups: Groups::new(plan.width()),
        }
    }

    /// Adds a unit's households to `sums`.
    pub(crate) fn unit(&mut self, view: &View<'_>, sums: &mut [u64]) {
        let Runner { plan, pass, chunk, work, wide, groups } = self;
        work.area = view.unit.area;
        wide.fill([0; LANE]);
        for word in (0..view.words).step_by(WORDS) {
            chunk.load(view, &plan.wanted, word);
            machine::classify(pass.level, plan, chunk, work);
            machine::tally(pass.level, plan, chunk, work, wide);
            if pass.ethnicity {
                groups.load(view, chunk);
                let Groups { strips, starts, sums, .. } = groups;
                machine::tally_groups(pass.level, plan, chunk, work, strips, starts, sums);
            }
        }
        if pass.ethnicity {
            groups.whole(view, wide);
        }
        add_up(wide, sums);
    }
}

/// The households of each ethnic group of a chunk, and the sums of each group of all units.
///
/// A unit's largest group is not counted but is what the others leave of the whole, so sums are kept by
/// the unit's largest group and the group itself.
pub(crate) struct Groups {
    /// Sums of one group.
    width: usize,
    /// Where sums begin, by largest group and group; for the largest itself those of the whole units.
    known: BTreeMap<(u32, u32), usize>,
    pub(crate) sums: Vec<Wide>,
    planes: Vec<Strip>,
    /// Households of each group of the unit but the largest.
    pub(crate) strips: Vec<Strip>,
    /// Where the sums of these groups begin.
    pub(crate) starts: Vec<usize>,
}

impl Groups {
    pub(crate) fn new(width: usize) -> Groups {
        Groups {
            width,
            known: BTreeMap::new(),
            sums: Vec::new(),
            planes: Vec::new(),
            strips: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Tells the groups of a chunk apart.
    pub(crate) fn load(&mut self, view: &View<'_>, chunk: &Chunk) {
        load_groups(&mut self.planes, view, chunk);
        self.strips.resize(view.groups.len().saturating_sub(1), Strip::NONE);
        for (at, strip) in self.strips.iter_mut().enumerate() {
            select(strip, at as u64 + 1, &self.planes, chunk);
        }
        if chunk.first == 0 {
            self.starts.clear();
            for &group in view.groups.iter().skip(1) {
                let start = self.start(view.groups[0], group);
                self.starts.push(start);
            }
        }
    }

    /// Adds the sums of a whole unit.
    pub(crate) fn whole(&mut self, view: &View<'_>, wide: &[Wide]) {
        let Some(&largest) = view.groups.first() else { return };
        let start = self.start(largest, largest);
        let sums = self.sums[start..].iter_mut().flatten();
        for (sum, more) in sums.zip(wide.as_flattened()) {
            *sum += more;
        }
    }

    fn start(&mut self, largest: u64, group: u64) -> usize {
        let end = self.sums.len();
        let start = *self.known.entry((largest as u32, group as u32)).or_insert(end);
        if start == end {
            self.sums.resize(end + self.width, [0; LANE]);
        }
        start
    }

    /// The sums of each group.
    pub(crate) fn totals(&self) -> BTreeMap<u32, Vec<u64>> {
        let mut totals: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        let of = |start: usize| {
            let mut sums = vec![0; self.width];
            add_up(&self.sums[start..start + self.width], &mut sums);
            sums
        };
        for ((_, group), start) in &self.known {
            add(totals.entry(*group).or_insert_with(|| vec![0; self.width]), &of(*start));
        }
        for ((largest, group), start) in &self.known {
            if let (true, Some(whole)) = (largest != group, totals.get_mut(largest)) {
                for (whole, other) in whole.iter_mut().zip(of(*start)) {
                    *whole -= other;
                }
            }
        }
        totals
    }
}

/// The planes of the position among the unit's groups.
pub(crate) fn load_groups(planes: &mut Vec<Strip>, view: &View<'_>, chunk: &Chunk) {
    let word = chunk.first / 64;
    let range = word..(word + WORDS).min(view.words);
    load_number(planes, view.group(), view.words, &range, chunk.lanes);
}

/// The households of the group at this position.
pub(crate) fn select(out: &mut Strip, group: u64, planes: &[Strip], chunk: &Chunk) {
    for lane in 0..chunk.lanes {
        let mut here = chunk.live.0[lane];
        for (place, plane) in planes.iter().enumerate() {
            let flip = if group >> place & 1 == 1 { 0 } else { u64::MAX };
            for (here, digit) in here.iter_mut().zip(plane.0[lane]) {
                *here &= digit ^ flip;
            }
        }
        out.0[lane] = here;
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
