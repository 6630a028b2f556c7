//! The law as shipped, and what happens to bad files and to households nobody finished asking.

mod explaining;
mod loading;
mod logic;
mod shipped;
