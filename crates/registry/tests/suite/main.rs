//! Stories of the registry, told on both engines.

mod evaluations;
mod figures;
mod integrity;
mod lists;
mod movement;
mod poverty;
mod statements;
mod stories;
mod transitions;
mod world;
