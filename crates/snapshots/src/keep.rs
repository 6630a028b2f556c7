//! The installation's snapshot: found, made anew, replaced.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use ground::{Day, Instant, Result};
use law::Law;
use places::Units;
use store::Database;
use uuid::Uuid;

use crate::Taken;
use crate::build::build;

store::statements! {
    CHANGED = "snapshots.changed":
        "SELECT at, id FROM audit WHERE subject NOT IN ('account', 'scenario') ORDER BY at DESC, id DESC LIMIT 1";
}

/// A snapshot that takes longer than this to make is made in the background while the old one serves.
const SHORT: Duration = Duration::from_millis(800);

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
}

/// The snapshot in use.
#[derive(Clone)]
struct Latest {
    taken: Arc<Taken>,
    /// How long it took to make.
    took: Duration,
    /// The last change it shows.
    shows: Change,
}

/// The last thing noted that is about neither accounts nor kept questions: when, and the id of its entry.
type Change = (Instant, Option<Uuid>);

impl Snapshots {
    /// The files are called after `stem`, with the endings `.planes` and `.ids`.
    pub fn new(
        database: Database,
        law: Arc<Law>,
        units: &'static Units,
        stem: PathBuf,
    ) -> Snapshots {
        let (latest, making) = (RwLock::new(None), tokio::sync::Mutex::new(()));
        Snapshots(Arc::new(Inner { database, law, units, stem, latest, making }))
    }

    /// A snapshot for today's questions, and whether it shows everything noted so far. When it does not,
    /// a newer one is being made.
    pub async fn current(&self, today: Day) -> Result<(Arc<Taken>, bool)> {
        let changed = self.changed().await?;
        let latest = self.latest();
        match latest {
            Some(Latest { taken, shows, .. }) if shows == changed => Ok((taken, true)),
            Some(Latest { taken, took, .. }) if took > SHORT => {
                let this = self.clone();
                tokio::spawn(async move {
                    // Whoever asks next is told what went wrong, if it still does.
                    let _ = this.anew(today).await;
                });
                Ok((taken, false))
            }
            _ => Ok((self.anew(today).await?, true)),
        }
    }

    fn latest(&self) -> Option<Latest> {
        self.0.latest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn changed(&self) -> Result<Change> {
        let row = self.0.database.fetch_optional(&CHANGED, Vec::new()).await?;
        row.map_or(Ok((Instant(0), None)), |row| Ok((Instant(row.int(0)?), Some(row.uuid(1)?))))
    }

    /// Makes a new one, unless somebody else has just done so.
    async fn anew(&self, today: Day) -> Result<Arc<Taken>> {
        let inner = &self.0;
        let _alone = inner.making.lock().await;
        let changed = self.changed().await?;
        if let Some(latest) = self.latest().filter(|latest| latest.shows == changed) {
            return Ok(latest.taken);
        }
        let started = std::time::Instant::now();
        let (planes, ids) = files(&inner.stem);
        build(&inner.database, &inner.law, inner.units, (today, changed.0), (&planes, &ids))
            .await?;
        let taken = Arc::new(Taken::open(&planes, &ids, inner.law.fingerprint())?);
        let took = started.elapsed();
        *inner.latest.write().unwrap_or_else(PoisonError::into_inner) =
            Some(Latest { taken: Arc::clone(&taken), took, shows: changed });
        // Whoever has them open reads on; after the last reader, or a crash, nothing of them is left.
        for file in [planes, ids] {
            let _ = std::fs::remove_file(file);
        }
        Ok(taken)
    }
}

fn files(stem: &Path) -> (PathBuf, PathBuf) {
    let name = stem.file_name().unwrap_or_default().to_string_lossy();
    let file = |ending: &str| stem.with_file_name(format!("{name}.{ending}"));
    (file("planes"), file("ids"))
}
