//! Spreadsheets on their way into the registry, on both databases.

mod basics;
mod bench;
mod defects;
mod failures;
mod files;
mod old;
