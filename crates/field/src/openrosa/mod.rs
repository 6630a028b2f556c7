//! The OpenRosa door: forms go out to phones, submissions come in, as ODK Collect, KoboCollect and others
//! expect (OpenRosa 1.0: form list, form, manifest, submission; basic authentication).
//!
//! | Address | |
//! |---|---|
//! | `GET /openrosa/formList` | the form of the day, with its mark of change |
//! | `GET /openrosa/forms/chieusau-visit` | the XForm |
//! | `GET /openrosa/forms/chieusau-visit/manifest` | the list of what goes with it |
//! | `GET /openrosa/forms/chieusau-visit/households.csv` | the households to be visited |
//! | `GET /openrosa/forms/chieusau-visit/members.csv` | their members, as far as known |
//! | `HEAD /openrosa/submission` | whether submissions are taken, and how large |
//! | `POST /openrosa/submission` | a submission, whole or in parts |

mod caller;
mod forms;
mod reply;
mod submit;

use std::sync::Arc;

use access::account::Hashing;
use access::session::Devices;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use ground::Clock;
use law::Law;
use places::Units;
use store::Database;

use crate::submission::Inbox;

pub use submit::delivery;

/// The largest submission taken at once, in bytes. Clients send more in parts.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// What the door needs. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    /// The database.
    pub database: Database,
    /// The law.
    pub law: Arc<Law>,
    /// Units.
    pub units: &'static Units,
    /// The clock.
    pub clock: Clock,
    /// Where submissions go in.
    pub inbox: Inbox,
    /// Phones whose password proved right.
    pub devices: Arc<Devices>,
    /// What a password costs.
    pub hashing: Hashing,
    /// Whether addresses given out begin with `https`.
    pub secure: bool,
}

/// The door as a service.
pub fn router(door: Door) -> Router {
    Router::new()
        .route("/openrosa/formList", get(forms::list))
        .route("/openrosa/forms/chieusau-visit", get(forms::form))
        .route("/openrosa/forms/chieusau-visit/manifest", get(forms::manifest))
        .route("/openrosa/forms/chieusau-visit/households.csv", get(forms::households))
        .route("/openrosa/forms/chieusau-visit/members.csv", get(forms::members))
        .route("/openrosa/submission", get(submit::head).post(submit::post))
        .layer(DefaultBodyLimit::max(LARGEST))
        .with_state(door)
}
