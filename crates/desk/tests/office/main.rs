//! Stories of the office pages: rules, units, accounts, figures, long work, imports, tables. Every story
//! runs on both engines.

mod accounts;
mod figures;
mod imports;
mod jobs;
mod pages;
mod tables;
mod world;
