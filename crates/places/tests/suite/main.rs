//! What the room promises of the built-in units, and what it says of bad files.

mod changes;
mod folder;
mod lac_son;
mod maps;
mod names;
