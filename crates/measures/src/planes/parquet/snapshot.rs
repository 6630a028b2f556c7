//! A snapshot made from a Parquet file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use ground::{Instant, Problem};

use super::super::file::Builder;
use super::Selection;
use super::batch::Batch;
use super::source::Source;

/// Writes a snapshot of the chosen rows of a Parquet file; `law` is the fingerprint of the law that its
/// indicators were judged by.
///
/// Row groups are read by `threads` threads and put together in order; a few of them are in memory at a
/// time. Refused are files without the columns, with a blank or negative number where there must be
/// one, and units whose rows do not follow each other.
pub fn snapshot_from_parquet(
    file: &Path,
    selection: &Selection,
    snapshot: &Path,
    law: &str,
    created: Instant,
    threads: usize,
) -> Result<(), Problem> {
    let source = Source::open(file, selection)?;
    let mut builder = Builder::create(snapshot, &selection.schema, law, created)?;
    let mut last = None;
    in_order(&source, threads, |batch| {
        for run in batch.runs(selection.year) {
            if last != Some(run.unit.code) {
                builder.unit(run.unit)?;
                last = Some(run.unit.code);
            }
            batch.append(run, &selection.schema, builder.gather());
        }
        Ok(())
    })?;
    builder.finish()
}

/// Hands the row groups on in the order of the file, read ahead by several threads.
pub(super) fn in_order(
    source: &Source,
    threads: usize,
    mut take: impl FnMut(&Batch) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let groups = source.groups();
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(1);
        for _ in 0..threads.max(1) {
            let sender = sender.clone();
            let (next, stop) = (&next, &stop);
            scope.spawn(move || {
                let reader = source.reader();
                while !stop.load(Ordering::Relaxed) {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&group) = groups.get(turn) else { return };
                    let batch = match &reader {
                        Ok(reader) => reader.read(group),
                        Err(problem) => Err(problem.clone()),
                    };
                    if sender.send((turn, batch)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut turn = 0;
        let mut outcome = Ok(());
        while let Ok((at, batch)) = receiver.recv() {
            early.insert(at, batch);
            while let (true, Some(batch)) = (outcome.is_ok(), early.remove(&turn)) {
                outcome = batch.and_then(|batch| take(&batch));
                turn += 1;
            }
            if outcome.is_err() {
                stop.store(true, Ordering::Relaxed);
                early.clear();
            }
        }
        outcome
    })
}
