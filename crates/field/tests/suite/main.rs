//! The form against the law, and submissions against the registry.

mod engine;
mod homes;
