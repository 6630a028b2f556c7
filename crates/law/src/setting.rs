//! Where and when a household is judged, and what comes out.

use ground::Day;
use serde::Deserialize;

use crate::Truth;

/// Kind of area, as the income lines distinguish it.
///
/// Not derivable from the kind of unit: since 1 July 2025 a former township may lie in a rural commune.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Nông thôn.
    Rural,
    /// Thành thị (since 2025: đô thị).
    Urban,
}

impl Area {
    /// `rural` or `urban`.
    pub fn as_str(self) -> &'static str {
        match self {
            Area::Rural => "rural",
            Area::Urban => "urban",
        }
    }

    /// Reads `rural` or `urban`.
    pub fn from_code(code: &str) -> Option<Area> {
        [Area::Rural, Area::Urban].into_iter().find(|area| area.as_str() == code)
    }
}

/// Where and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Kind of area; `None` when not known.
    pub area: Option<Area>,
    /// Region whose score table applies in rural areas (`nt1` … `nt6`); `None` when not known.
    pub region: Option<String>,
    /// Code of the province, for its own standards and its decisions on score tables.
    pub province: Option<u32>,
    /// Day of the visit: members' ages are reckoned on it, and a stated score or flag was given under
    /// the standard in force on it.
    pub day: Day,
}

/// Class of a household under one standard.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
    /// Hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình.
    #[serde(rename = "average")]
    AverageLiving,
    /// Above the standard.
    NotPoor,
    /// A missing answer or figure decides.
    Undetermined,
}

impl Class {
    /// All classes, poorest first.
    pub const ALL: [Class; 5] =
        [Class::Poor, Class::NearPoor, Class::AverageLiving, Class::NotPoor, Class::Undetermined];

    /// The code kept in databases.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Poor => "poor",
            Class::NearPoor => "near_poor",
            Class::AverageLiving => "average",
            Class::NotPoor => "not_poor",
            Class::Undetermined => "undetermined",
        }
    }
}

impl std::str::FromStr for Class {
    type Err = ground::Problem;

    fn from_str(code: &str) -> Result<Class, ground::Problem> {
        Class::ALL
            .into_iter()
            .find(|class| class.as_str() == code)
            .ok_or_else(|| ground::Problem::invalid("law.class.unknown").with("class", code))
    }
}

/// The result for one household under one standard; [`crate::Standard::explain`] says why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Evaluation {
    /// The class.
    pub class: Class,
    /// Whether income lies at or below the standard's line.
    pub income_low: Truth,
    /// Score of form B1, when it is known exactly.
    pub income_score: Option<i64>,
    /// Deprived indicators: bit `order - 1` is set.
    pub deprived: u32,
    /// Indicators that are known either way: bit `order - 1` is set.
    pub known: u32,
    /// Smallest possible number of deprived indicators.
    pub low: u8,
    /// Largest possible number of deprived indicators.
    pub high: u8,
    /// Whether the class rests on a figure or wording not confirmed against the gazette.
    pub unverified: bool,
}

impl Evaluation {
    /// Whether the indicator of this order (from 1) is deprived.
    pub fn indicator(&self, order: u8) -> Truth {
        let bit = 1 << (order - 1);
        Truth::from((self.known & bit != 0).then_some(self.deprived & bit != 0))
    }
}
