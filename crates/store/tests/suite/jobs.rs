//! Long work is done once, comes back when its worker dies, and ends.

use std::collections::HashSet;

use fakes::{databases, moment};
use ground::{Instant, JobId, Moment, UnitId};
use store::Database;
use store::audit::By;
use store::feed::Wanted;
use store::jobs::{self, ATTEMPTS, Ending, Job, LEASE_SECONDS, Shown, State};

async fn queue(database: &Database, seed: u64) -> JobId {
    let by = By { account: None, name: "test".into() };
    let mut tx = database.begin().await.unwrap();
    let (unit, input) = (UnitId::NATION, format!(r#"{{"n":{seed}}}"#));
    let id = jobs::queue(&mut tx, &by, &mut moment(seed), "test", unit, input).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn at(seconds: i64) -> Instant {
    moment(0).now().plus_seconds(seconds)
}

async fn take(database: &Database, seconds: i64) -> Option<Job> {
    jobs::take(database, at(seconds)).await.unwrap()
}

async fn find(database: &Database, id: JobId) -> Job {
    jobs::find(database, id).await.unwrap().expect("the job is kept")
}

#[tokio::test]
async fn work_is_taken_reported_and_done() {
    for database in databases().await {
        let id = queue(&database, 7).await;
        let job = take(&database, 0).await.unwrap();
        assert_eq!(
            (job.id, job.state, job.attempts, &*job.input),
            (id, State::Running, 1, r#"{"n":7}"#)
        );
        assert!(take(&database, 1).await.is_none(), "leased");
        assert!(jobs::progress(&database, job.this_try(), 3, 10, at(2)).await.unwrap());
        let done = Ending::Done("{}".to_owned());
        assert!(jobs::end(&database, job.this_try(), done, at(3)).await.unwrap());
        let job = find(&database, id).await;
        assert_eq!((job.state, job.done, job.total), (State::Done, 3, 10));
        assert_eq!(job.result.as_deref(), Some("{}"));
        assert_eq!(job.ended_at, Some(at(3)));
        // Ended is ended.
        let failed = Ending::Failed("{}".to_owned());
        assert!(!jobs::end(&database, job.this_try(), failed, at(4)).await.unwrap());
        jobs::retry(&database, &job, at(4), "x".into()).await.unwrap();
        assert_eq!(find(&database, id).await.state, State::Done);
        assert!(take(&database, 10_000).await.is_none());
    }
}

#[tokio::test]
async fn work_asked_for_in_a_transaction_that_fails_was_never_asked_for() {
    for database in databases().await {
        let by = By { account: None, name: "test".into() };
        let mut tx = database.begin().await.unwrap();
        let unit = UnitId::NATION;
        jobs::queue(&mut tx, &by, &mut moment(1), "test", unit, "{}".into()).await.unwrap();
        tx.rollback().await.unwrap();
        assert!(take(&database, 0).await.is_none());
    }
}

#[tokio::test]
async fn a_passing_problem_is_tried_again_later_each_time_and_not_for_ever() {
    for database in databases().await {
        let id = queue(&database, 1).await;
        let mut now = 0;
        for attempt in 1..=ATTEMPTS {
            let job = take(&database, now).await.expect("due again");
            assert_eq!(job.attempts, attempt);
            jobs::retry(&database, &job, at(now), format!("lần {attempt}")).await.unwrap();
            assert!(take(&database, now + 9).await.is_none(), "not at once");
            now += 10 * attempt * attempt;
        }
        let job = find(&database, id).await;
        assert_eq!((job.state, job.problem.as_deref()), (State::Failed, Some("lần 3")));
        assert!(take(&database, now + 10_000).await.is_none());
    }
}

#[tokio::test]
async fn work_of_a_silent_worker_is_taken_over_until_it_is_given_up() {
    for database in databases().await {
        let id = queue(&database, 1).await;
        let mut now = 0;
        for attempt in 1..=ATTEMPTS {
            let job = take(&database, now).await.expect("taken over");
            assert_eq!(job.attempts, attempt);
            // Progress extends the lease.
            assert!(jobs::progress(&database, job.this_try(), 1, 2, at(now + 60)).await.unwrap());
            now += 60 + LEASE_SECONDS;
            assert!(take(&database, now).await.is_none(), "still leased");
            now += 1;
        }
        assert!(take(&database, now).await.is_none());
        let job = find(&database, id).await;
        assert_eq!(job.state, State::Failed);
        assert!(job.problem.unwrap().contains("store.job.lost"));
    }
}

#[tokio::test]
async fn a_worker_that_was_taken_for_dead_does_not_disturb_its_successor() {
    for database in databases().await {
        let id = queue(&database, 1).await;
        let first = take(&database, 0).await.unwrap();
        let second = take(&database, LEASE_SECONDS + 1).await.unwrap();
        assert_eq!(second.attempts, 2);
        let late = at(LEASE_SECONDS + 2);
        jobs::retry(&database, &first, late, "x".into()).await.unwrap();
        assert!(!jobs::progress(&database, first.this_try(), 9, 10, late).await.unwrap());
        for ending in [Ending::Done("{}".into()), Ending::Cancelled, Ending::Failed("{}".into())] {
            assert!(!jobs::end(&database, first.this_try(), ending, late).await.unwrap());
        }
        let untouched = find(&database, id).await;
        assert_eq!((untouched.state, untouched.done, untouched.result), (State::Running, 0, None));
        // Its lease is its own as well: the first worker's progress has not made it longer.
        let third = take(&database, 2 * (LEASE_SECONDS + 1)).await.expect("the second fell silent");
        assert_eq!(third.attempts, 3);
        assert!(jobs::progress(&database, third.this_try(), 1, 2, late).await.unwrap());
        let done = Ending::Done("{}".into());
        assert!(jobs::end(&database, third.this_try(), done, late).await.unwrap());
    }
}

#[tokio::test]
async fn cancelled_work_stops_at_the_next_step_or_never_starts() {
    for database in databases().await {
        let (running, waiting) = (queue(&database, 1).await, queue(&database, 2).await);
        let job = take(&database, 0).await.unwrap();
        let this = job.this_try();
        let (running, waiting) =
            if job.id == running { (running, waiting) } else { (waiting, running) };
        for id in [running, waiting] {
            let mut tx = database.begin().await.unwrap();
            assert!(jobs::cancel(&mut tx, id).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert!(!jobs::progress(&database, this, 1, 2, at(1)).await.unwrap());
        assert!(jobs::end(&database, this, Ending::Cancelled, at(2)).await.unwrap());
        assert!(take(&database, 3).await.is_none());
        for id in [running, waiting] {
            assert_eq!(find(&database, id).await.state, State::Cancelled);
            let mut tx = database.begin().await.unwrap();
            assert!(!jobs::cancel(&mut tx, id).await.unwrap(), "nothing left to cancel");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_never_take_the_same_job() {
    const JOBS: u64 = 30;
    for database in databases().await {
        let mut queued = HashSet::new();
        for seed in 0..JOBS {
            queued.insert(queue(&database, seed).await);
        }
        // Another program is a worker as well.
        let other = Database::open(&database.url).await.unwrap();
        let work = |database: Database| {
            tokio::spawn(async move {
                let mut taken = Vec::new();
                while let Some(job) = take(&database, 0).await {
                    taken.push(job.id);
                }
                taken
            })
        };
        let (one, two) = (work((*database).clone()), work(other.clone()));
        let taken = [one.await.unwrap(), two.await.unwrap()].concat();
        assert_eq!(taken.len() as u64, JOBS, "none twice, none left");
        assert_eq!(taken.into_iter().collect::<HashSet<_>>(), queued);
        other.close().await;
    }
}

#[tokio::test]
async fn the_oldest_due_job_comes_first() {
    for database in databases().await {
        let by = By { account: None, name: "test".into() };
        let mut tx = database.begin().await.unwrap();
        for minutes in [5, 1, 3] {
            let mut asked = Moment::seeded(at(minutes * 60), minutes.cast_unsigned());
            let input = minutes.to_string();
            jobs::queue(&mut tx, &by, &mut asked, "test", UnitId::NATION, input).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(take(&database, 59).await.is_none(), "none is due yet");
        let mut order = Vec::new();
        while let Some(job) = take(&database, 300).await {
            order.push(job.input);
        }
        assert_eq!(order, ["1", "3", "5"]);
    }
}

#[tokio::test]
async fn ones_own_work_is_found_behind_any_amount_of_foreign_work() {
    const FOREIGN: i64 = 3_000;
    let (own, foreign) = (UnitId(300_000_101), UnitId(300_000_201));
    for database in databases().await {
        let by = By { account: None, name: "test".into() };
        let mut tx = database.begin().await.unwrap();
        let mut ask = async |second: i64, unit| {
            let mut asked = Moment::seeded(at(second), second.cast_unsigned());
            jobs::queue(&mut tx, &by, &mut asked, "test", unit, "{}".into()).await.unwrap()
        };
        let (first, second) = (ask(0, own).await, ask(1, own).await);
        for n in 0..FOREIGN {
            ask(2 + n, foreign).await;
        }
        let last = ask(2 + FOREIGN, own).await;
        let units = [own];
        let mut ask = Wanted { units: Some(&units), ..Wanted::latest(2) };
        let page = jobs::latest(&mut tx, ask, None).await.unwrap();
        let ids = |jobs: &[Job]| jobs.iter().map(|job| job.id).collect::<Vec<_>>();
        assert_eq!(ids(&page.lines), [last, second]);
        let typed = page.next.expect("one more").to_string();
        ask.after = Some(typed.parse().unwrap());
        let page = jobs::latest(&mut tx, ask, None).await.unwrap();
        assert_eq!((ids(&page.lines), page.next), (vec![first], None));
        ask.after = None;
        let done = Some(Shown::Only(State::Done));
        assert!(jobs::latest(&mut tx, ask, done).await.unwrap().lines.is_empty());
        let open = jobs::latest(&mut tx, ask, Some(Shown::Open)).await.unwrap();
        assert_eq!(open.lines.len(), 2);
        tx.commit().await.unwrap();
    }
}
