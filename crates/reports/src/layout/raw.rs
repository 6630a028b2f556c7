//! The shape of a layout file as it is written.

use law::{Citation, Class, Wording};
use serde::Deserialize;
use toml::Spanned;

use super::model::{Counted, Each, RowKind};
use crate::source::Family;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLayout {
    pub(crate) number: Spanned<u8>,
    pub(crate) title: Wording,
    pub(crate) figures: Family,
    pub(crate) rows: RowKind,
    pub(crate) class: Option<Class>,
    pub(crate) citation: Spanned<Citation>,
    pub(crate) columns: Vec<Spanned<RawColumn>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawColumn {
    pub(crate) head: Option<Wording>,
    pub(crate) class: Option<Class>,
    pub(crate) number: Option<u8>,
    pub(crate) each: Option<Each>,
    pub(crate) source: Option<Spanned<String>>,
    pub(crate) count: Option<Counted>,
    pub(crate) formula: Option<Spanned<String>>,
    pub(crate) share_of: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) columns: Vec<Spanned<RawColumn>>,
}
