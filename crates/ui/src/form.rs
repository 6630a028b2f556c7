//! A form that keeps what was typed and says what to mend, beside the field and on top.

use std::collections::BTreeMap;

/// Values and errors of one form, by field name. The macros of `forms.html` read it.
///
/// ```
/// let form = ui::Form::new().with("name", "Bùi Văn A").wrong("birth", "Ngày sinh ở tương lai.");
/// assert_eq!(form.value("name"), "Bùi Văn A");
/// assert_eq!(form.error("birth"), Some("Ngày sinh ở tương lai."));
/// assert_eq!(form.value("never filled"), "");
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<(String, String)>,
}

impl Form {
    /// An empty form.
    pub fn new() -> Form {
        Form::default()
    }

    /// Every pair that came with a request, as it was typed.
    pub fn typed<N: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Form {
        pairs.into_iter().fold(Form::new(), |form, (name, value)| form.with(name, value))
    }

    /// Adds a value; a name given twice keeps both (several boxes of one group).
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Form {
        self.values.entry(name.into()).or_default().push(value.into());
        self
    }

    /// Says what is wrong with a field, in the reader's words. An empty name means the whole form.
    #[must_use]
    pub fn wrong(mut self, name: impl Into<String>, message: impl Into<String>) -> Form {
        self.errors.push((name.into(), message.into()));
        self
    }

    /// What the field holds (the last of several values), or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.last()).map_or("", String::as_str)
    }

    /// Whether the field holds this value, among others perhaps.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.get(name).is_some_and(|values| values.iter().any(|v| v == value))
    }

    /// What is wrong with the field.
    pub fn error(&self, name: &str) -> Option<&str> {
        let (_, message) = self.errors.iter().find(|(field, _)| field == name)?;
        Some(message)
    }

    /// Everything that is wrong, field name first, in the order found.
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }

    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.errors.is_empty()
    }
}

/// One choice of a select, a radio group or a group of boxes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read, translated.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into() }
    }
}
