//! One commune's line: what is known, how it stands in the form, how it is read back.

use ground::{Lang, Problem, Result, UnitId, decimal};
use registry::figures::{Count, Resident};
use ui::{Form, Words, read_number};

use crate::visitor::Visitor;

/// What is known of a commune in a year.
pub(super) struct Line {
    pub(super) unit: UnitId,
    pub(super) name: String,
    pub(super) residents: Option<Resident>,
    /// Where the commune's own figures come from; none when they are a sum of former communes.
    pub(super) source: Option<String>,
    /// Targets in hundredths of a percent.
    pub(super) poor: Option<i64>,
    pub(super) near_poor: Option<i64>,
}

/// A cell of the form: the beginning of its field's name, and its head.
pub(super) struct Column {
    pub(super) key: &'static str,
    pub(super) head: &'static str,
}

/// The columns that are filled in, in order.
pub(super) fn columns(words: &'static Words) -> [Column; 6] {
    let column = |key, head| Column { key, head };
    [
        column("households", words.figures_households()),
        column("persons", words.figures_persons()),
        column("minority-households", words.figures_minority_households()),
        column("minority-persons", words.figures_minority_persons()),
        column("poor", words.figures_target_poor()),
        column("near-poor", words.figures_target_near_poor()),
    ]
}

impl Line {
    /// The name of a field of this line.
    pub(super) fn field(&self, key: &str) -> String {
        format!("{key}-{}", self.unit)
    }

    /// What the fields hold, in the order of [`columns`].
    pub(super) fn shown(&self, lang: Lang) -> [String; 6] {
        let number =
            |number: Option<i64>| number.map_or(String::new(), |n| ground::integer(lang, n));
        let rate =
            |rate: Option<i64>| rate.map_or(String::new(), |r| decimal(lang, r as f64 / 100.0, 2));
        let all = self.residents.map(|residents| residents.all);
        let minority = self.residents.and_then(|residents| residents.minority);
        [
            number(all.map(|count| count.households)),
            number(all.map(|count| count.persons)),
            number(minority.map(|count| count.households)),
            number(minority.map(|count| count.persons)),
            rate(self.poor),
            rate(self.near_poor),
        ]
    }
}

/// The form as the database fills it.
pub(super) fn prefilled(visitor: &Visitor, lines: &[Line]) -> Form {
    let words = visitor.words();
    let mut form = Form::new();
    for line in lines {
        for (column, value) in columns(words).iter().zip(line.shown(words.lang())) {
            form = form.with(line.field(column.key), value);
        }
    }
    form
}

/// What was typed into a line.
#[derive(PartialEq, Default)]
pub(super) struct Typed {
    pub(super) residents: Option<Resident>,
    pub(super) poor: Option<i64>,
    pub(super) near_poor: Option<i64>,
}

/// Reads a line of the form; mistakes are noted beside their fields.
pub(super) fn typed(words: &'static Words, form: &mut Form, line: &Line) -> Option<Typed> {
    let mut sound = true;
    let mut read = |key: &str, read: &dyn Fn(&str) -> Result<i64>| {
        let field = line.field(key);
        let text = form.value(&field).trim().to_owned();
        if text.is_empty() {
            return None;
        }
        match read(&text) {
            Ok(value) => Some(value),
            Err(problem) => {
                sound = false;
                *form = std::mem::take(form).wrong(field, words.problem(&problem));
                None
            }
        }
    };
    let count = |households: Option<i64>, persons: Option<i64>| {
        households.zip(persons).map(|(households, persons)| Count { households, persons })
    };
    let (households, persons) = (read("households", &read_number), read("persons", &read_number));
    let minority =
        count(read("minority-households", &read_number), read("minority-persons", &read_number));
    let (poor, near_poor) = (read("poor", &read_rate), read("near-poor", &read_rate));
    if sound && households.is_some() != persons.is_some() {
        sound = false;
        let key = if households.is_none() { "households" } else { "persons" };
        *form = std::mem::take(form).wrong(line.field(key), words.figures_half());
    }
    let residents = count(households, persons).map(|all| Resident { all, minority });
    sound.then_some(Typed { residents, poor, near_poor })
}

/// A rate in percent as people write it, in hundredths of a percent: `4,25` and `4.25` are 425.
fn read_rate(text: &str) -> Result<i64> {
    let unreadable = || Problem::invalid("desk.rate.unreadable").with("text", text);
    let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = !whole.is_empty() && whole.len() <= 3 && decimals.len() <= 2;
    if !sound || !digits(whole) || !digits(decimals) {
        return Err(unreadable());
    }
    format!("{whole}{decimals:0<2}").parse().map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_people_write_them() {
        for (text, rate) in [("4", 400), ("4,2", 420), ("4.25", 425), ("0,05", 5), ("100", 10_000)]
        {
            assert_eq!(read_rate(text), Ok(rate), "{text}");
        }
        for text in ["", "4,255", "-1", "1000", "4,2.5", "năm", "4%"] {
            assert_eq!(read_rate(text).unwrap_err().code, "desk.rate.unreadable", "{text}");
        }
    }
}
