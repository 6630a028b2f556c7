//! Who may do what, where: people who sign in, their sessions, their roles and their units.
//!
//! * [`Role`] and [`Verb`] meet in one table ([`may`]); [`rights_page`] prints it as `docs/rights.md`.
//! * An [`Actor`] is whoever acts: a signed-in person or the program itself. Every action of every
//!   room takes one and asks [`Actor::check`] first.
//! * A [`Scope`] is the part of the country a list may show.
//! * [`account`] and [`session`]: who can sign in, and who has.

pub mod account;
mod actor;
mod role;
mod scope;
pub mod session;

pub use actor::Actor;
pub use role::{Role, Verb, may, rights_page};
pub use scope::Scope;

/// Every statement of this room, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    [account::STATEMENTS, account::READ_STATEMENTS, session::STATEMENTS].concat()
}
