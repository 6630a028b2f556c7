//! Submissions (phiếu gửi về): filled-in forms, kept unchanged, and the visits they became.

mod actions;
mod model;
mod read;
mod statements;
mod xml;

pub use actions::{Setup, receive, take_again};
pub use model::{Attachment, Delivery, State, Submission};
pub use read::{file, files, latest, one};
pub(crate) use statements::STATEMENTS;
