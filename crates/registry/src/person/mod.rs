//! Members of households (nhân khẩu).

mod actions;
mod identity;
mod model;
mod read;
mod rules;

pub use actions::{Joining, Leaving, Seen, add_member, change_head, correct_member, remove_member};
pub(crate) use actions::{event, find, gone, headed_by, present, write_correction};
pub use identity::{identity, masked_identity, set_identity};
pub use model::{Person, search_keys};
pub use read::{any_sealed, present_in};
pub(crate) use read::{asked, of_households, read};
pub use rules::{HEAD, IDENTITY, NewPerson, RELATIONS, identity_number, masked, sealed};

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [actions::STATEMENTS, identity::STATEMENTS, read::STATEMENTS].concat()
}
