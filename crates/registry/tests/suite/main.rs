//! Stories of the registry, told on both engines.

mod statements;
