//! The look of every page: words, frame, forms, parts, charts.
//!
//! # A page
//! A page of the desk is a struct with a field `frame: `[`Frame`] and a template that extends
//! `shell.html` (signed in) or `plain.html` (signed out). Its crate says in `askama.toml` where the
//! templates lie: `[general]`, `dirs = ["templates", "../ui/templates"]`, `whitespace = "minimize"`.
//!
//! ```html
//! {% extends "shell.html" %}
//! {% import "parts.html" as parts %}
//! {% import "forms.html" as forms %}
//! {% block content %}
//! {% let words = frame.words %}
//! <p>{{ words.households_counted(count) }}</p>
//! {% call parts::class_badge(words, class) %}{% endcall %}
//! {{ chart.render(words)|safe }}
//! {% endblock %}
//! ```
//!
//! Other blocks: `head` (end of `<head>`) and `heading` (the `<h1>`, from `frame.title`). Pages need no
//! inline style and no inline script; a content security policy may forbid both.
//!
//! # Words
//! [`Words`] has a method for each message of `crates/ui/words/*/*.ftl`: `sign-out` is
//! [`Words::sign_out`]. Without variables it is a `&'static str`; variables become parameters in
//! alphabetical order, each text, whole number, [`ground::Day`] or [`ground::Dong`]. Give years and
//! codes as text, since numbers get thousands separators. [`Words::problem`] says a
//! [`ground::Problem`], [`Words::number`] and [`Words::day`] write figures. Messages are plain: no
//! terms, no attributes; variables and `{ $n -> [one] … *[other] … }` are welcome.
//!
//! # Macros of `forms.html`
//! `form` is a [`Form`], `choices` a `Vec<`[`Choice`]`>`; `name` the field; texts already translated.
//! Defaults are shown.
//!
//! - `csrf(frame)`, `hidden(name, value)`, `errors(words, form)` on top of the form
//! - `text`, `email`, `number` `(words, form, name, label, hint="", required=false)`
//! - `date(words, form, name, label, required=false)`, read by [`read_day`]; numbers by [`read_number`]
//! - `username(words, form, name, label, hint="")`
//! - `password(words, form, name, label, hint="", complete="current-password")`
//! - `textarea(words, form, name, label, hint="", required=false, rows=4)`
//! - `file(words, form, name, label, accept, hint="", required=false)`
//! - `select(words, form, name, label, choices, hint="", required=false, empty=true)`
//! - `radios(words, form, name, label, choices, hint="", required=false)`
//! - `checkboxes(words, form, name, label, choices, hint="")`, `checkbox(words, form, name, label,
//!   hint="")`, which sends `yes`
//! - `submit(words, label, question="")`
//!
//! A form that waits long after sending or must not be sent twice needs nothing more: the script sees
//! to it. Put several fields in a row with `<form class="filters">`, buttons in `<div class="actions">`.
//!
//! # Macros of `parts.html`
//! - `table(words, name, filter=false)` with `<thead>`/`<tbody>` as body; numbers in
//!   `class="number"`, the first cell of a row as `<th scope="row">`
//! - `head(words, columns)` of `Vec<`[`Column`]`>`; `pager(words, pager)` of a [`Pager`]
//! - `empty(text, url="", action="")`; `fact(label, value)` inside `<dl class="facts">`
//! - `class_badge(words, class)`, `unverified(words)`, `specimen(words)`
//! - `progress(words, label, done, whole, url="")`, where `url` answers
//!   `{"done": 1, "whole": 2, "text": "…", "finished": false}`
//! - `tabs(label, tabs)` of `Vec<`[`NavItem`]`>`
//! - `event(when, title)` with a body, inside `<ol class="timeline">`
//!
//! Figures on the home page: `<ul class="cards"><li class="card"><p>…</p><a class="figure">`; charts
//! side by side: `<div class="halves">`.
//!
//! # Charts
//! See [`chart`]: [`chart::Bars`], [`chart::Lines`], [`chart::Stack`], [`chart::Flow`],
//! [`chart::Tiles`], [`chart::Boundaries`], [`chart::Spans`].
//!
//! # Assets
//! [`asset_url`] names a file by its content; the desk serves [`assets::get`] below
//! [`assets::FOLDER`] with [`assets::CACHE_CONTROL`].
//!
//! See it all: `cargo run -p ui --example gallery -- OUTDIR`.

// Templates name items of this crate the way other crates do.
extern crate self as ui;

pub mod assets;
mod badge;
pub mod chart;
pub mod field;
mod form;
mod frame;
mod page;
mod read;
mod words;

pub use assets::asset_url;
pub use badge::class_badge;
pub use form::{Choice, Form};
pub use frame::{AccountView, Crumb, Flash, FlashKind, Frame, NavItem, Theme};
pub use page::{Column, Direction, Pager, link};
pub use read::{read_day, read_number};
pub use words::{Value, Words};
