//! The nation in bit planes: what-if, figures and movement at the speed of memory.
//!
//! A [`Snapshot`] is a file of columns, one bit per household and yes-or-no answer, ordered by unit:
//!
//! * a plane per indicator and flag; numbers (members, income score) one plane per binary digit, as many
//!   as each unit needs ([`sliced`]); the ethnic group as a position in the unit's own list;
//! * a plane of the rows with anything missing, and for those rows alone a mask of what is missing;
//! * every plane of a unit begins at a word, so that a unit's bits are never shared.
//!
//! A pass maps the file and takes 4 096 households at a time: deprivations are counted by a network of
//! carry-save adders ([`adder`]), lines and cut-offs compared digit by digit ([`strip`]), class rules run
//! in three-valued logic ([`term`], [`classify`]), and headcounts are population counts ([`tally`]).
//! Persons are the population counts of the planes of household size, shifted by their digit.
//!
//! What to ask is a [`Scenario`]; [`Snapshot::measure`] gives [`Figures`], [`Snapshot::compare`] and
//! [`Snapshot::movement`] a [`Crossing`], and [`Snapshot::behind`] the households behind a number.
//! Rules that planes cannot express are refused, never approximated.

#![expect(
    clippy::inline_always,
    reason = "the kernel's functions take over the vector instructions of the function they are put into"
)]

mod adder;
mod bits;
mod chunk;
mod classify;
mod count;
mod crossing;
mod figures;
mod file;
#[expect(
    unsafe_code,
    reason = "vector instructions by processor, and the mapped file; explained there"
)]
mod machine;
pub mod parquet;
mod pass;
mod plan;
mod scenario;
mod schema;
mod sliced;
mod snapshot;
mod strip;
mod tally;
mod term;
mod unit;
mod view;

pub use crossing::{Cell, Crossing, Moves, Total as CrossingTotal};
pub use figures::{By, Figures, Tally, Total};
pub use file::{Builder, with_checksums};
pub use machine::Level;
pub use pass::Pass;
pub use scenario::{Scenario, Weights};
pub use schema::{AMOUNT, Schema};
pub use snapshot::Snapshot;
pub use unit::{Row, Unit};
