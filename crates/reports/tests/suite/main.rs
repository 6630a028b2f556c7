//! The official tables through the real database, on both engines.

mod laws;
mod layouts;
mod sheets;
mod statements;
mod tables;
mod world;
