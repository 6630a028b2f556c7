//! How far a snapshot being made has come, for those who wait for the first one.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Communes done, and of how many.
#[derive(Default)]
pub(crate) struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    pub(crate) fn begin(&self, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn so_far(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }
}
