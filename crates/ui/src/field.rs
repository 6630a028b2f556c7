//! Fields of a form as safe HTML, for the macros of `forms.html`. Each is a template of its own, compiled once
//! instead of with every page that has one. Templates pass what a macro was given by reference, hence `&bool`.

use askama::Template;

use crate::{Choice, Form, Words};

/// What is wrong with the form, each point leading to its field.
pub fn errors(words: &Words, form: &Form) -> String {
    #[derive(Template)]
    #[template(path = "field/errors.html")]
    struct Errors<'a> {
        words: &'a Words,
        form: &'a Form,
    }
    html(&Errors { words, form })
}

/// A line of text of a `kind` of HTML. `more` are further attributes, written as they stand: nothing that
/// somebody typed.
#[expect(clippy::too_many_arguments, reason = "the arguments of a macro")]
pub fn input(
    words: &Words,
    form: &Form,
    name: &str,
    label: &str,
    kind: &str,
    hint: &str,
    required: &bool,
    more: &str,
) -> String {
    #[derive(Template)]
    #[template(path = "field/input.html")]
    struct Input<'a> {
        words: &'a Words,
        form: &'a Form,
        name: &'a str,
        label: &'a str,
        kind: &'a str,
        hint: &'a str,
        required: bool,
        more: &'a str,
    }
    html(&Input { words, form, name, label, kind, hint, required: *required, more })
}

/// A file to send; `accept` is a list such as `.xlsx,.ods`, written as it stands.
pub fn file(
    words: &Words,
    form: &Form,
    name: &str,
    label: &str,
    accept: &str,
    hint: &str,
    required: &bool,
) -> String {
    let more = format!("accept=\"{accept}\"");
    input(words, form, name, label, "file", hint, required, &more)
}

/// Several lines of text.
pub fn textarea(
    words: &Words,
    form: &Form,
    name: &str,
    label: &str,
    hint: &str,
    required: &bool,
    rows: &u8,
) -> String {
    #[derive(Template)]
    #[template(path = "field/textarea.html")]
    struct Textarea<'a> {
        words: &'a Words,
        form: &'a Form,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
        required: bool,
        rows: u8,
    }
    html(&Textarea { words, form, name, label, hint, required: *required, rows: *rows })
}

/// One of a list; with `empty`, a first line that chooses nothing.
#[expect(clippy::too_many_arguments, reason = "the arguments of a macro")]
pub fn select(
    words: &Words,
    form: &Form,
    name: &str,
    label: &str,
    choices: &[Choice],
    hint: &str,
    required: &bool,
    empty: &bool,
) -> String {
    #[derive(Template)]
    #[template(path = "field/select.html")]
    struct Select<'a> {
        words: &'a Words,
        form: &'a Form,
        name: &'a str,
        label: &'a str,
        choices: &'a [Choice],
        hint: &'a str,
        required: bool,
        empty: bool,
    }
    let (required, empty) = (*required, *empty);
    html(&Select { words, form, name, label, choices, hint, required, empty })
}

/// All choices side by side; `kind` is `radio` (one of them) or `checkbox` (any of them).
#[expect(clippy::too_many_arguments, reason = "the arguments of a macro")]
pub fn group(
    words: &Words,
    form: &Form,
    name: &str,
    label: &str,
    choices: &[Choice],
    kind: &str,
    hint: &str,
    required: &bool,
) -> String {
    #[derive(Template)]
    #[template(path = "field/group.html")]
    struct Group<'a> {
        words: &'a Words,
        form: &'a Form,
        name: &'a str,
        label: &'a str,
        choices: &'a [Choice],
        kind: &'a str,
        hint: &'a str,
        required: bool,
    }
    html(&Group { words, form, name, label, choices, kind, hint, required: *required })
}

/// One box; sends `yes` when ticked.
pub fn checkbox(form: &Form, name: &str, label: &str, hint: &str) -> String {
    #[derive(Template)]
    #[template(path = "field/checkbox.html")]
    struct Checkbox<'a> {
        form: &'a Form,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
    }
    html(&Checkbox { form, name, label, hint })
}

fn html(field: &impl Template) -> String {
    field.render().expect("writing into a string cannot fail")
}
