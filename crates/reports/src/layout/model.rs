//! A checked layout.

use law::{Citation, Class, Wording};

use super::formula::Formula;
use crate::source::{Family, Source};

/// The layout of one official table.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// Number of the table, 1 to 13.
    pub number: u8,
    /// Title as printed.
    pub title: Wording,
    /// Which figures it is made of.
    pub family: Family,
    /// The class the whole table is about, when it is about one.
    pub class: Option<Class>,
    /// How many rows a unit has.
    pub rows: RowKind,
    /// Column heads, merged groups as trees.
    pub columns: Vec<Column>,
    /// Where the form is laid down, and how sure we are.
    pub citation: Citation,
}

/// How many rows a unit has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// One.
    Units,
    /// Two: households (hộ), then persons (nhân khẩu).
    HouseholdsAndPersons,
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Hộ.
    Households,
    /// Nhân khẩu.
    Persons,
}

/// A head: over further heads, or over one printed column.
#[derive(Clone, PartialEq, Debug)]
pub enum Column {
    /// A merged head.
    Group(Wording, Vec<Column>),
    /// A printed column.
    Leaf(Leaf),
}

/// One printed column.
#[derive(Clone, PartialEq, Debug)]
pub struct Leaf {
    /// Its head; a column that stands for several takes theirs.
    pub head: Wording,
    /// Its printed number.
    pub number: Option<u8>,
    /// The class it is about.
    pub class: Option<Class>,
    /// For what it is repeated.
    pub each: Option<Each>,
    /// What fills it.
    pub fill: Fill,
}

/// A column printed once for each of something.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// Each indicator of the standard, numbered as the standard numbers them.
    Indicator,
    /// Each minority group that is present, in Vietnamese order.
    Ethnicity,
}

/// What fills a column.
#[derive(Clone, PartialEq, Debug)]
pub enum Fill {
    /// A number from the registry.
    Count {
        /// Which.
        source: Source,
        /// Households or persons; `None` where the row says, or where neither is meant.
        counted: Option<Counted>,
        /// A formula that the number must obey, and that the spreadsheet computes it by.
        balance: Option<Formula>,
    },
    /// A share of two printed columns.
    Rate(Formula),
    /// A number from the registry as a share of another that need not be printed.
    Share {
        /// The part.
        source: Source,
        /// The whole.
        whole: Source,
    },
}

impl Layout {
    /// The printed columns from left to right.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        collect(&self.columns, &mut leaves);
        leaves
    }

    /// Whether a column stands for each of something.
    pub fn has_each(&self, each: Each) -> bool {
        self.leaves().iter().any(|leaf| leaf.each == Some(each))
    }
}

fn collect<'a>(columns: &'a [Column], into: &mut Vec<&'a Leaf>) {
    for column in columns {
        match column {
            Column::Group(_, columns) => collect(columns, into),
            Column::Leaf(leaf) => into.push(leaf),
        }
    }
}
