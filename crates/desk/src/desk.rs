//! What every page may use.

use std::sync::Arc;
use std::time::Duration;

use field::submission::Inbox;
use ground::{Clock, Day, Moment};
use law::Law;
use paper::Press;
use places::{Boundaries, Units};
use reports::Layouts;
use snapshots::Snapshots;
use store::seal::Seal;
use store::{Database, Watch};

/// The desk: the database, the law, the units and the clock. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    /// The database.
    pub database: Database,
    /// The law in force and beside it.
    pub law: Arc<Law>,
    /// Layouts of the official tables, with those of the folders of law.
    pub layouts: Arc<Layouts>,
    /// Administrative units in time.
    pub units: &'static Units,
    /// Real outlines of units, when a GeoJSON file was given at start.
    pub boundaries: Option<Arc<Boundaries>>,
    /// Keys of sealed columns.
    pub seal: Arc<Seal>,
    /// The clock; fixed in a demonstration and in tests.
    pub clock: Clock,
    /// Where submissions go in; the phones' door has the same one.
    pub inbox: Inbox,
    /// The registry as bit planes.
    pub snapshots: Snapshots,
    /// How long a page reads the registry for figures that the snapshot will tell in a moment, before it
    /// says that they are being made.
    pub patience: Duration,
    /// What makes PDFs of documents.
    pub press: Press,
    /// Progress of work that runs in this process.
    pub watch: Watch,
    /// Whether everything shown is generated.
    pub demonstration: bool,
    /// Whether cookies are sent over TLS only; off on a plain loopback address.
    pub secure_cookies: bool,
}

impl Desk {
    /// A moment for one action.
    pub fn moment(&self) -> Moment {
        self.clock.moment()
    }

    /// The legal day.
    pub fn today(&self) -> Day {
        self.clock.now().day()
    }
}
