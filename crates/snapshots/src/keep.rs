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
        "SELECT at, id FROM audit WHERE subject <> 'account' ORDER BY at DESC, id DESC LIMIT 1";
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
    /// Where the files lie, without their endings.
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

/// The last thing noted that is not about accounts: when, and the id of its entry.
type Change = (Instant, Option<Uuid>);

impl Snapshots {
    /// Files are called after `stem`, with the instant they show and the endings `.planes` and `.ids`.
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
        let (planes, ids) = files(&inner.stem, changed);
        build(&inner.database, &inner.law, inner.units, (today, changed.0), (&planes, &ids))
            .await?;
        let taken = Arc::new(Taken::open(&planes, &ids, inner.law.fingerprint())?);
        let took = started.elapsed();
        *inner.latest.write().unwrap_or_else(PoisonError::into_inner) =
            Some(Latest { taken: Arc::clone(&taken), took, shows: changed });
        forget_others(&inner.stem, changed);
        Ok(taken)
    }
}

fn files(stem: &Path, (at, id): Change) -> (PathBuf, PathBuf) {
    let name = stem.file_name().unwrap_or_default().to_string_lossy();
    let id = id.unwrap_or_default().simple();
    let file = |ending: &str| stem.with_file_name(format!("{name}-{}-{id}.{ending}", at.0));
    (file("planes"), file("ids"))
}

/// Removes the files of earlier snapshots; whoever has one open keeps what it has.
fn forget_others(stem: &Path, shown: Change) {
    let folder = stem.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = stem.file_name().unwrap_or_default().to_string_lossy();
    let (planes, ids) = files(stem, shown);
    let keep = [planes.file_name(), ids.file_name()];
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else { return };
    for entry in entries.flatten() {
        let file = entry.file_name();
        let text = file.to_string_lossy();
        let old = text.strip_prefix(&format!("{name}-")).is_some_and(|rest| {
            let rest = rest.strip_suffix(".planes").or_else(|| rest.strip_suffix(".ids"));
            rest.is_some_and(|shown| shown.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'))
        });
        if old && !keep.contains(&Some(file.as_os_str())) {
            // A file that cannot be removed now is removed with the next.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
