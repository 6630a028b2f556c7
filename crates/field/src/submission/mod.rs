//! Submissions (phiếu gửi về): filled-in forms, kept unchanged, and the visits they became.
//!
//! What comes in at the same time is written at the same time (`inbox`, `lot`): to be durable costs the disk
//! as much for one as for a hundred.

mod actions;
mod inbox;
mod incoming;
mod kept;
mod lot;
mod model;
mod read;
mod statements;
mod xml;

pub use actions::{Setup, take_again};
pub use inbox::Inbox;
pub use model::{Attachment, Delivery, State, Submission};
pub use read::{file, files, latest, one};
pub(crate) use statements::STATEMENTS;
