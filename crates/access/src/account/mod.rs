//! Accounts (tài khoản): the people who sign in.
//!
//! An account belongs to a unit that exists, and only somebody who manages accounts above it, in a
//! higher role, may make or change it. Passwords are stored as Argon2id hashes; new and reset accounts
//! get a one-time password that has to be changed at the first sign-in. Accounts are never deleted:
//! the audit trail names them.

mod actions;
mod model;
mod password;
mod read;
mod statements;

pub use actions::{
    add_demonstration, assign, change_password, create, disable, enable, first_start,
    reset_password, set_lang,
};
pub use model::{Account, Demonstration, New, OneTime};
pub use password::{Hashing, SHORTEST};
pub use read::{find, list, reviewers};

pub(crate) use model::login_form;
pub(crate) use password::matches;
pub(crate) use read::{COLUMNS, STATEMENTS as READ_STATEMENTS, account, columns};
pub(crate) use statements::STATEMENTS;
