//! The look of every page.

// Templates name items of this crate the way other crates do.
extern crate self as ui;

pub mod assets;
mod badge;
mod form;
mod frame;
mod page;
mod read;
mod words;

pub use assets::asset_url;
pub use badge::class_badge;
pub use form::{Choice, Form};
pub use frame::{AccountView, Crumb, Flash, FlashKind, Frame, NavItem, Theme};
pub use page::{Column, Direction, Pager, link};
pub use read::{read_day, read_number};
pub use words::{Value, Words};
