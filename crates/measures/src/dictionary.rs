//! The data dictionary: what every column of an exported table means, in both languages.

use std::io::Write;

use ground::{Lang, Problem};
use law::{Choice, Question};

/// What a column means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Name of the column.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether a row may have nothing there.
    pub may_be_missing: bool,
    /// Meaning, in Vietnamese.
    pub vi: String,
    /// Meaning, in English.
    pub en: String,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Text, or the code of a choice.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Yes or no.
    Answer,
    /// A day.
    Day,
}

impl Kind {
    /// Its name in the dictionary.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Whole => "whole number",
            Kind::Number => "number",
            Kind::Answer => "yes or no",
            Kind::Day => "day",
        }
    }
}

/// A column that a table always has: name, kind, whether it may be missing, meanings in Vietnamese and
/// English.
pub(crate) type Fixed = (&'static str, Kind, bool, &'static str, &'static str);

impl Entry {
    pub(crate) fn fixed(&(name, kind, may_be_missing, vi, en): &Fixed) -> Entry {
        let (name, vi, en) = (name.to_owned(), vi.to_owned(), en.to_owned());
        Entry { name, kind, may_be_missing, vi, en }
    }

    /// Its meaning in a language.
    pub fn meaning(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// The question with its unit and its choices.
pub(crate) fn asked(question: &Question, lang: Lang) -> String {
    let choice = |choice: &Choice| {
        let said = match lang {
            Lang::Vi => &choice.vi,
            Lang::En => &choice.en,
        };
        format!("{}: {said}", choice.code)
    };
    let unit = question.unit.as_ref().map(|unit| format!(" [{unit}]")).unwrap_or_default();
    let choices: Vec<String> = question.choices.iter().map(choice).collect();
    let choices =
        if choices.is_empty() { String::new() } else { format!(" — {}", choices.join("; ")) };
    format!("{}{unit}{choices}", question.wording.get(lang)).replace('\n', " ")
}

/// Writes the dictionary of some tables, each under its name, as comma-separated text that spreadsheets
/// read as UTF-8.
///
/// # Errors
/// `measures.output.unwritable`.
pub fn write_csv(tables: &[(&str, Vec<Entry>)], mut writer: impl Write) -> Result<(), Problem> {
    let unwritable =
        |error: csv::Error| Problem::unavailable("measures.output.unwritable").because(error);
    writer.write_all("\u{feff}".as_bytes()).map_err(|error| unwritable(error.into()))?;
    let mut file = csv::Writer::from_writer(writer);
    let header = ["table", "column", "kind", "may_be_missing", "vi", "en"];
    file.write_record(header).map_err(unwritable)?;
    for (table, entries) in tables {
        for one in entries {
            let missing = if one.may_be_missing { "yes" } else { "no" };
            let cells = [table, &*one.name, one.kind.name(), missing, &one.vi, &one.en];
            file.write_record(cells).map_err(unwritable)?;
        }
    }
    file.flush().map_err(|error| unwritable(error.into()))
}
