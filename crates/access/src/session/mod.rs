//! Sessions (phiên làm việc): from signing in to signing out.
//!
//! The browser holds 32 random bytes, the database only their SHA-256: who reads the database cannot
//! sign in with it. A session ends after [`IDLE_HOURS`] without a request and [`WHOLE_DAYS`] at the
//! latest. Eight wrong passwords in a row lock the account for a quarter of an hour.

mod actions;
mod device;
mod model;
mod read;
mod statements;

pub use actions::{sign_in, sign_out};
pub use device::Devices;
pub use model::{Session, SignedIn};
pub use read::{find, find_and};

pub(crate) use actions::end_all;
pub(crate) use statements::STATEMENTS;

/// Hours without a request after which a session ends.
pub const IDLE_HOURS: i64 = 12;

/// Days after which a session ends whatever happens.
pub const WHOLE_DAYS: i64 = 7;

/// Wrong passwords in a row that lock an account.
pub const TRIES: i64 = 8;

/// How long it stays locked.
pub const LOCK_MINUTES: i64 = 15;
