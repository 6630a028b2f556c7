//! Legal acts, and the citation that every figure carries.

use std::sync::Arc;

use ground::{Day, Lang};
use serde::Deserialize;

/// A text in both languages. Shared, since a form and a page repeat hundreds of them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Vietnamese, as the act or the form says it.
    pub vi: Arc<str>,
    /// English, for guests.
    pub en: Arc<str>,
}

impl Wording {
    /// The text in the reader's language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    /// The text in the reader's language with every `{name}` replaced.
    pub(crate) fn fill(&self, lang: Lang, with: &[(&str, &str)]) -> String {
        let mut filled = String::with_capacity(128);
        let mut rest = self.get(lang);
        while let Some((before, slot)) = rest.split_once('{') {
            let (name, after) = slot.split_once('}').unwrap_or((slot, ""));
            filled.push_str(before);
            match with.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// A text made at run time.
    pub fn of(vi: impl Into<Arc<str>>, en: impl Into<Arc<str>>) -> Wording {
        Wording { vi: vi.into(), en: en.into() }
    }

    /// The same text in both languages.
    pub fn same(text: impl Into<Arc<str>>) -> Wording {
        let text: Arc<str> = text.into();
        Wording { vi: text.clone(), en: text }
    }
}

/// How sure we are of a figure or wording.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Seen in a public source.
    Verified,
    /// Believed, but not yet confirmed against the gazette.
    Unverified,
    /// Invented for demonstrations and tests; loaded only when asked for by name.
    Specimen,
}

/// Where a figure or a rule comes from.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Id of the legal act in `law/sources.toml`.
    pub act: String,
    /// Article, clause or annex, as the act numbers them.
    pub article: String,
    /// How sure we are.
    pub status: Status,
    /// What is known about it, or what is missing.
    #[serde(default)]
    pub note: Option<String>,
}

/// One legal act. Every act is named once, in `law/sources.toml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Short id used in citations, such as `nd-07-2021`.
    pub id: String,
    /// Official number, such as `07/2021/NĐ-CP`.
    pub number: String,
    /// Title.
    pub title: Wording,
    /// Who issued it.
    pub issuer: Wording,
    /// Day of signature, when known.
    pub signed: Option<Day>,
    /// First day in force, when known.
    pub in_force: Option<Day>,
    /// How sure we are of this entry.
    pub status: Status,
    /// Remarks: what it amends, which part has not been seen.
    pub note: Option<String>,
}
