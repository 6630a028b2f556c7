//! The installation's snapshot: found, made anew, replaced.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use ground::{Day, Instant, Problem, Result};
use law::Law;
use places::Units;
use store::{Database, Tx};

use crate::Taken;
use crate::build::{Older, build, fits};
use crate::changes::{Changes, Noted, since};
use crate::progress::Progress;

/// A snapshot that takes longer than this to make is made in the background while the old one serves.
const SHORT: Duration = Duration::from_millis(800);

/// The code of the problem that the first snapshot is still being made; `done` communes `of` so many are
/// read.
pub const MAKING: &str = "snapshots.making";

/// Makes, keeps and replaces the snapshot of one installation. Cheap to clone.
#[derive(Clone)]
pub struct Snapshots(Arc<Inner>);

struct Inner {
    database: Database,
    law: Arc<Law>,
    units: &'static Units,
    /// Where the files are made, without their endings.
    stem: PathBuf,
    latest: RwLock<Option<Latest>>,
    making: tokio::sync::Mutex<()>,
    progress: Progress,
    /// Why the first one could not be made in the background.
    failed: Mutex<Option<Problem>>,
}

/// The snapshot in use.
#[derive(Clone)]
struct Latest {
    taken: Arc<Taken>,
    /// How long it takes to make it from nothing.
    whole: Duration,
    shows: Noted,
}

impl Latest {
    /// How long it will take to show these changes as well.
    fn takes(&self, changes: &Changes) -> Duration {
        let all = self.taken.planes.units().len().max(1) as f64;
        match changes {
            Changes::None => Duration::ZERO,
            Changes::In(communes) => self.whole.mul_f64((communes.len() as f64 / all).min(1.0)),
            Changes::Anywhere => self.whole,
        }
    }
}

impl Snapshots {
    /// The files are called after `stem`, with the endings `.planes` and `.ids`.
    pub fn new(
        database: Database,
        law: Arc<Law>,
        units: &'static Units,
        stem: PathBuf,
    ) -> Snapshots {
        let (latest, making) = (RwLock::new(None), tokio::sync::Mutex::new(()));
        let (progress, failed) = (Progress::default(), Mutex::new(None));
        Snapshots(Arc::new(Inner { database, law, units, stem, latest, making, progress, failed }))
    }

    /// A snapshot for today's questions, however long the first one takes.
    pub async fn current(&self, today: Day) -> Result<(Arc<Taken>, bool)> {
        match self.latest() {
            Some(latest) => self.renewed(latest, today).await,
            None => Ok((self.anew(today).await?, true)),
        }
    }

    /// The same for somebody who does not wait for long: a first one that takes its time is made in the
    /// background.
    ///
    /// # Errors
    /// [`MAKING`] until it is there; whatever went wrong when it was made.
    pub async fn soon(&self, today: Day) -> Result<(Arc<Taken>, bool)> {
        if let Some(latest) = self.latest() {
            return self.renewed(latest, today).await;
        }
        if let Some(problem) = self.failed().take() {
            return Err(problem);
        }
        let Ok(made) = tokio::time::timeout(SHORT, self.make_first(today)).await else {
            let (done, of) = self.0.progress.so_far();
            return Err(Problem::unavailable(MAKING).with("done", done).with("of", of));
        };
        self.failed().take();
        let made = made.map_err(|e| Problem::internal("snapshots.stopped").because(e))?;
        Ok((made?, true))
    }

    /// One that shows everything noted so far, for somebody who has the registry to ask otherwise; where
    /// there is none, it is made in the background.
    pub async fn ready(&self, today: Day) -> Result<Option<Arc<Taken>>> {
        let Some(latest) = self.latest() else {
            self.make_first(today);
            return Ok(None);
        };
        let (taken, newest) = self.renewed(latest, today).await?;
        Ok(newest.then_some(taken))
    }

    /// Makes the first one in the background, and keeps the problem if it cannot be made.
    fn make_first(&self, today: Day) -> tokio::task::JoinHandle<Result<Arc<Taken>>> {
        let this = self.clone();
        tokio::spawn(async move {
            let made = this.anew(today).await;
            if let Err(problem) = &made {
                *this.failed() = Some(problem.clone());
            }
            made
        })
    }

    fn failed(&self) -> MutexGuard<'_, Option<Problem>> {
        self.0.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many communes of how many are read for the first snapshot; nothing when it is there, or could
    /// not be made.
    pub fn progress(&self) -> Option<(usize, usize)> {
        let is_made = self.latest().is_some() || self.0.making.try_lock().is_ok();
        (!is_made).then(|| self.0.progress.so_far())
    }

    /// The latest one, or a newer one where that is made in a moment.
    async fn renewed(&self, latest: Latest, today: Day) -> Result<(Arc<Taken>, bool)> {
        let changes = if fits(&latest.taken, &self.0.law, today) {
            let mut tx = self.0.database.read().await?;
            let (changes, _) = since(&mut tx, Some(&latest.shows)).await?;
            tx.rollback().await?;
            changes
        } else {
            // Another standard came into force.
            Changes::Anywhere
        };
        if changes == Changes::None {
            return Ok((latest.taken, true));
        }
        if latest.takes(&changes) <= SHORT {
            return Ok((self.anew(today).await?, true));
        }
        let this = self.clone();
        tokio::spawn(async move {
            // Whoever asks next is told what went wrong, if it still does.
            let _ = this.anew(today).await;
        });
        Ok((latest.taken, false))
    }

    fn latest(&self) -> Option<Latest> {
        self.0.latest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes a new one, unless somebody else has just done so: from the one in use where that is known to
    /// differ in some communes only, and otherwise from nothing.
    async fn anew(&self, today: Day) -> Result<Arc<Taken>> {
        let inner = &self.0;
        let _alone = inner.making.lock().await;
        let latest = self.latest().filter(|latest| fits(&latest.taken, &inner.law, today));
        let mut tx = inner.database.read().await?;
        let (changes, noted) = since(&mut tx, latest.as_ref().map(|latest| &latest.shows)).await?;
        let fresh = match (latest, &changes) {
            (Some(latest), Changes::None) => return Ok(latest.taken),
            (Some(latest), Changes::In(changed)) => {
                let older = Older { taken: &latest.taken, changed };
                // What cannot be taken over is read again: the registry is what counts.
                let renewed = self.make(&mut tx, today, noted.at, Some(older)).await.ok();
                renewed.map(|taken| Latest { taken, whole: latest.whole, shows: noted.clone() })
            }
            _ => None,
        };
        let fresh = if let Some(fresh) = fresh {
            fresh
        } else {
            let started = std::time::Instant::now();
            let taken = self.make(&mut tx, today, noted.at, None).await?;
            Latest { taken, whole: started.elapsed(), shows: noted }
        };
        tx.rollback().await?;
        let taken = Arc::clone(&fresh.taken);
        *inner.latest.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
        Ok(taken)
    }

    async fn make(
        &self,
        tx: &mut Tx,
        today: Day,
        created: Instant,
        older: Option<Older<'_>>,
    ) -> Result<Arc<Taken>> {
        let inner = &self.0;
        let (planes, ids) = files(&inner.stem);
        let files = (planes.as_path(), ids.as_path());
        let at = (today, created);
        let read = build(tx, &inner.law, inner.units, at, older, files, &inner.progress).await?;
        let taken = Taken::open(files, inner.law.fingerprint(), read)?;
        // Whoever has them open reads on; after the last reader, or a crash, nothing of them is left.
        for file in [&planes, &ids] {
            let _ = std::fs::remove_file(file);
        }
        Ok(Arc::new(taken))
    }
}

fn files(stem: &Path) -> (PathBuf, PathBuf) {
    let name = stem.file_name().unwrap_or_default().to_string_lossy();
    let file = |ending: &str| stem.with_file_name(format!("{name}.{ending}"));
    (file("planes"), file("ids"))
}
