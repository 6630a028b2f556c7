//! Stories of the office pages: rules, units, accounts, figures, long work, imports, tables. Every story
//! runs on both engines.

mod accounts;
mod figures;
mod imports;
mod jobs;
mod pages;
#[path = "../shared/mod.rs"]
mod shared;
mod tables;
mod world;
