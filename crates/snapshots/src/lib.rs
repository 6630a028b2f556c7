//! The registry as bit planes: made from the latest visits, kept in files, made anew when something
//! has changed.
//!
//! A [`Taken`] snapshot answers in milliseconds what the database would need seconds for: what if the
//! line, the cut-off or the standard were another one. It holds no names and no ID numbers; which
//! household stands in which row is in a file of ids beside it. Both are removed as soon as they are
//! open, so that nothing of them is left when the program ends. Beside them, in memory, it has the
//! [`Timelines`]: every status of every household, for what was on any day.
//!
//! [`Snapshots`] keeps one per installation. Whoever asks gets the latest; when the registry has changed
//! since, the communes that changed are read again at once and all others taken over from the snapshot
//! before. What may have changed anything (visits evaluated again) has a small one made anew at once and
//! a large one meanwhile in the background. Questions asked of it are kept as [`scenarios`]; [`export`]
//! writes the registry on any day as open files.

mod build;
mod changes;
pub mod export;
mod keep;
mod progress;
pub mod scenarios;
mod taken;
mod timelines;

pub use keep::{MAKING, Snapshots};
pub use taken::Taken;
pub use timelines::Timelines;

/// Every statement this crate runs, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    [build::STATEMENTS, changes::STATEMENTS, scenarios::STATEMENTS, timelines::STATEMENTS].concat()
}
