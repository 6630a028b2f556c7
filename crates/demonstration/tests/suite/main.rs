//! The demonstration in a database of each engine.

mod filled;
mod repeated;
mod rounds;
