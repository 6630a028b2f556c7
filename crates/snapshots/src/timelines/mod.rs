//! The statuses of all households as columns in memory, and what each of their visits says: what was known
//! of each on any day, so that movement between two days, relapse, persistence, the measures of any day
//! and the figures of today are counted in milliseconds where the database would look up every household.
//!
//! A commune's columns ([`Commune`]) are read in one go and never changed; when something changes in a
//! commune its columns are read again and all others are shared with the [`Timelines`] before. Whoever
//! holds the older ones reads on.
//!
//! Nothing is counted by rules of its own: households that are alike are put together here, and where
//! they belong is said by the registry ([`registry::transitions::Counting`], [`registry::status::Moving`],
//! [`registry::poverty::Counting`]). A test holds both readings equal.

mod commune;
mod movement;
mod poverty;
mod read;
mod sums;
mod today;
mod visits;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Arc;

use ground::{Day, UnitId};
use registry::figures::Frame;

use commune::Commune;
pub(crate) use read::{STATEMENTS, read};
pub(crate) use visits::Visits;

/// Households that one thread counts while another would hardly have started.
const FEW: usize = 50_000;

/// The columns of every commune in which anybody ever was. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Timelines {
    /// The earliest day for which what the poor lack is known.
    day: Day,
    /// The standard under which it is.
    standard: String,
    communes: BTreeMap<UnitId, Arc<Commune>>,
}

impl Timelines {
    /// Nobody's. What the poor lack on `day` or later will be told under this standard.
    pub(crate) fn new(day: Day, standard: &str) -> Timelines {
        Timelines { day, standard: standard.to_owned(), communes: BTreeMap::new() }
    }

    /// The standard under which it is told what the poor lack.
    pub(crate) fn standard(&self) -> &str {
        &self.standard
    }

    /// Puts the households of a commune in place of those known before.
    pub(crate) fn put(&mut self, id: UnitId, commune: Commune) {
        if commune.is_empty() {
            self.communes.remove(&id);
        } else {
            self.communes.insert(id, Arc::new(commune));
        }
    }

    /// How many households, those that have left the registry included.
    pub fn households(&self) -> usize {
        self.communes.values().map(|commune| commune.households().len()).sum()
    }

    /// Bytes that they take in memory.
    pub fn bytes(&self) -> usize {
        self.communes.values().map(|commune| commune.bytes()).sum()
    }

    /// What `count` makes of each commune that may hold something of the frame, in order of communes.
    fn each<T: Send>(
        &self,
        frame: &Frame<'_>,
        count: impl Fn(&Commune) -> T + Sync,
    ) -> Vec<(&Commune, T)> {
        let communes: Vec<&Commune> = self.communes.values().map(Arc::as_ref).collect();
        let communes: Vec<&Commune> =
            communes.into_iter().filter(|commune| commune.may_hold(frame)).collect();
        let households: usize = communes.iter().map(|commune| commune.households().len()).sum();
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = threads.min(households / FEW + 1);
        let share = communes.len().div_ceil(threads).max(1);
        let some = |part: &[&Commune]| part.iter().map(|one| count(one)).collect::<Vec<T>>();
        let some = &some;
        let all: Vec<T> = std::thread::scope(|scope| {
            let parts: Vec<_> =
                communes.chunks(share).map(|part| scope.spawn(move || some(part))).collect();
            let done = parts.into_iter().map(|part| part.join().expect("counting does not panic"));
            done.flatten().collect()
        });
        communes.into_iter().zip(all).collect()
    }
}
