//! The first page, lists and the page of a household, asked as a browser asks, on both engines.

mod ask;
mod changes;
mod incomes;
mod measures;
mod movement;
mod pages;
mod papers;
mod review;
#[path = "../shared/mod.rs"]
mod shared;
mod trust;
mod what_if;
mod world;
