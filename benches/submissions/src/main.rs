//! Reviewers who send filled-in forms with photos, all at once: the load of `run.py`.
//!
//! A thread for each reviewer and nothing but the standard library, so that whoever answers has the
//! machine. Every form is of another household than the one before and carries an id of its own; every photo
//! is another. What was not acknowledged is sent again, as phones do.

mod options;
mod phone;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use options::Options;
use phone::Phone;

/// What one reviewer has to tell.
#[derive(Default)]
struct Told {
    /// Forms acknowledged while the clock ran, or in all when each sends so many.
    acknowledged: u64,
    /// Times a form had to be sent again.
    again: u64,
    /// Milliseconds from the first byte of a form to its acknowledgement.
    waits: Vec<f64>,
}

fn main() {
    let options = Options::read();
    let (next, told) = (AtomicU64::new(options.first), Mutex::new(Told::default()));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for reviewer in 0..options.reviewers {
            let (options, next, told) = (&options, &next, &told);
            let send = move || {
                let mine = survey(options, reviewer, next, begun);
                let mut told = told.lock().expect("nobody panics holding it");
                told.acknowledged += mine.acknowledged;
                told.again += mine.again;
                told.waits.extend(mine.waits);
            };
            let small = std::thread::Builder::new().stack_size(256 * 1024);
            small.spawn_scoped(scope, send).expect("a thread for each reviewer");
        }
    });
    let mut told = told.into_inner().expect("all have ended");
    let elapsed = begun.elapsed().as_secs_f64();
    // With a clock the last forms come after its end; they do not count.
    let seconds = if options.seconds > 0.0 { options.seconds } else { elapsed };
    told.waits.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (told.waits.len() as f64 * share) as usize;
        told.waits.get(place.min(told.waits.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    println!(
        "{{\"acknowledged\": {}, \"sent\": {}, \"again\": {}, \"seconds\": {seconds:.3}, \"per_second\": {:.1}, \
         \"p50_ms\": {:.0}, \"p99_ms\": {:.0}, \"longest_ms\": {:.0}}}",
        told.acknowledged,
        next.into_inner() - options.first,
        told.again,
        told.acknowledged as f64 / seconds,
        at(0.5),
        at(0.99),
        at(1.0),
    );
}

/// One reviewer's forms, one after the other.
fn survey(options: &Options, reviewer: u64, next: &AtomicU64, begun: Instant) -> Told {
    let mut told = Told::default();
    let mut phone = Phone::new(options, reviewer);
    let until = Duration::from_secs_f64(options.seconds);
    let mut sent = 0;
    loop {
        let over = if options.each > 0 { sent >= options.each } else { begun.elapsed() >= until };
        if over {
            return told;
        }
        let number = next.fetch_add(1, Ordering::Relaxed);
        sent += 1;
        let from = Instant::now();
        while !phone.send(number) {
            told.again += 1;
            std::thread::sleep(Duration::from_millis(200));
        }
        if options.each > 0 || begun.elapsed() < until {
            told.acknowledged += 1;
            told.waits.push(from.elapsed().as_secs_f64() * 1000.0);
        }
    }
}
