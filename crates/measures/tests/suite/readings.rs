//! One rule, three readings: what the law says of one household, columns and SQL say of many.

mod columns;
mod engines;
mod households;
mod laws;
