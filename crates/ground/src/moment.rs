//! Time and randomness, handed in rather than taken.

use std::sync::Arc;

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use uuid::Uuid;

use crate::{Day, Instant};

/// Where the time comes from: the system's clock, or a fixed day in tests and demonstrations.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Instant + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock(Arc::new(|| Instant(chrono::Utc::now().timestamp_millis())))
    }

    /// A clock that stands still at nine in the morning of `day`.
    pub fn fixed(day: Day) -> Clock {
        let at = Instant::start_of(day).plus_seconds(9 * 3600);
        Clock(Arc::new(move || at))
    }

    /// A clock that is put to eight in the morning of `day` when it is made, and goes on from there.
    pub fn starting(day: Day) -> Clock {
        let begun = std::time::Instant::now();
        let at = Instant::start_of(day).plus_seconds(8 * 3600);
        Clock(Arc::new(move || Instant(at.0 + begun.elapsed().as_millis() as i64)))
    }

    /// Now.
    pub fn now(&self) -> Instant {
        (self.0)()
    }

    /// A moment for one action: now, with fresh randomness.
    pub fn moment(&self) -> Moment {
        Moment { now: self.now(), random: ChaCha12Rng::from_os_rng(), latest: None }
    }
}

/// What an action may know of the world besides its input: the time, and a source of randomness.
///
/// Passed as `&mut Moment`. Two moments made with the same instant and seed lead to the same ids.
pub struct Moment {
    now: Instant,
    random: ChaCha12Rng,
    latest: Option<u128>,
}

impl Moment {
    /// A repeatable moment, for tests and generated demonstrations.
    pub fn seeded(now: Instant, seed: u64) -> Moment {
        Moment { now, random: ChaCha12Rng::seed_from_u64(seed), latest: None }
    }

    /// The instant of the action.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The legal day of the action.
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// A new time-ordered id. Ids of one moment also follow each other in order, by unpredictable steps
    /// (RFC 9562, 6.2, method 2): a million records of one import then go in at the end of an index
    /// instead of all over it.
    pub fn id(&mut self) -> Uuid {
        let next = match self.latest {
            Some(latest) => latest + 1 + u128::from(self.random.next_u32()),
            // 73 of the 74 random bits, so that no number of steps can overflow them.
            None => {
                (u128::from(self.random.next_u64()) << 64 | u128::from(self.random.next_u64()))
                    >> 55
            }
        };
        self.latest = Some(next);
        // An id keeps 12 of these bits before its variant and 62 after it.
        let (first, rest) = ((next >> 62) as u16, next as u64 & (u64::MAX >> 2));
        let mut bits = [0_u8; 10];
        bits[..2].copy_from_slice(&first.to_be_bytes());
        bits[2..].copy_from_slice(&rest.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(self.now.0.cast_unsigned(), &bits).into_uuid()
    }

    /// Fills `bytes` with unpredictable bytes (session tokens, keys, nonces).
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.random.fill_bytes(bytes);
    }

    /// A number from 0 up to and without `below`. `below` must not be 0.
    pub fn below(&mut self, below: u64) -> u64 {
        // The bias of a 64-bit modulus is far under anything a sample or a demonstration can show.
        self.random.next_u64() % below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_moment_makes_the_same_ids_and_later_ids_sort_later() {
        let (mut a, mut b) = (Moment::seeded(Instant(1), 7), Moment::seeded(Instant(1), 7));
        assert_eq!(a.id(), b.id());
        assert!(a.id() < Moment::seeded(Instant(9), 7).id());
        let ids: Vec<Uuid> = (0..1000).map(|_| a.id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "ids of one moment are in order");
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
