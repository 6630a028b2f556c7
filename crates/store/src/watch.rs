//! Progress of work that runs in this process.
//!
//! An import on SQLite holds the only write lock for its whole length, so neither its progress nor a
//! wish to cancel it can go through the database. They go through this map, which the worker and the
//! pages of one process share; the database learns how the work ended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ground::JobId;

/// How far a piece of work is, and whether somebody wants it cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Steps done.
    pub done: i64,
    /// Steps in all; 0 while unknown.
    pub total: i64,
    /// Whether it should stop.
    pub cancel: bool,
}

/// The work under way in this process, by job. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Mutex<HashMap<JobId, Progress>>>);

impl Watch {
    /// Notes that a job starts here.
    pub fn start(&self, job: JobId) {
        self.with(|all| all.insert(job, Progress::default()));
    }

    /// Notes how far a job is. Says whether it should go on.
    pub fn report(&self, job: JobId, done: i64, total: i64) -> bool {
        self.with(|all| {
            let progress = all.entry(job).or_default();
            (progress.done, progress.total) = (done, total);
            !progress.cancel
        })
    }

    /// Asks a job to stop. Says whether it runs in this process.
    pub fn cancel(&self, job: JobId) -> bool {
        self.with(|all| all.get_mut(&job).map(|progress| progress.cancel = true).is_some())
    }

    /// How far a job is, when it runs in this process.
    pub fn of(&self, job: JobId) -> Option<Progress> {
        self.with(|all| all.get(&job).copied())
    }

    /// Notes that a job has ended, however it ended.
    pub fn end(&self, job: JobId) {
        self.with(|all| all.remove(&job));
    }

    fn with<T>(&self, change: impl FnOnce(&mut HashMap<JobId, Progress>) -> T) -> T {
        // A panic elsewhere leaves numbers that are still good to show.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::{Instant, Moment};

    #[test]
    fn a_job_learns_that_it_should_stop() {
        let (watch, job) = (Watch::default(), JobId(Moment::seeded(Instant(1), 1).id()));
        assert!(!watch.cancel(job));
        watch.start(job);
        assert!(watch.report(job, 1, 10));
        assert!(watch.cancel(job));
        assert!(!watch.report(job, 2, 10));
        watch.end(job);
        assert_eq!(watch.of(job), None);
    }
}
