//! Which columns a snapshot holds.

use ground::Problem;
use serde::{Deserialize, Serialize};

/// The columns of a snapshot, besides the number of members and the ethnicity that every one has.
///
/// Rules find a column by its name: an indicator by its code in the standards, a flag or number by the
/// id of its question; the income score is the number `income_score`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Deprivations, yes or no or not known.
    pub indicators: Vec<String>,
    /// Other facts of a household: yes or no or not known.
    pub flags: Vec<String>,
    /// Whole numbers from 0 up, or not known.
    pub numbers: Vec<String>,
}

/// Name of the number that holds the income score.
pub(crate) const SCORE: &str = "income_score";

/// Name of the number, and of the question, that holds the income in đồng per head and month.
pub const AMOUNT: &str = "monthly_income_per_head";

impl Schema {
    /// Indicators, flags and numbers together; what is missing of a row is one bit each in 32.
    pub const MOST_COLUMNS: usize = 32;

    /// The columns of nothing but these indicators and the income score.
    pub fn of_indicators(codes: impl IntoIterator<Item = impl Into<String>>) -> Schema {
        Schema {
            indicators: codes.into_iter().map(Into::into).collect(),
            flags: Vec::new(),
            numbers: vec![SCORE.to_owned()],
        }
    }

    /// Name of the number that holds the income in đồng per head and month only of households without an
    /// income score, and 0 where there is a score: no rule asks for more where a score stands for the
    /// income, and a number that nearly everybody lacks would take room for every one of them.
    pub const UNSCORED_INCOME: &str = "income_without_score";

    /// Names of the two numbers that tell, within bounds, how many indicators of a standard a household
    /// lacks where a list gave the number alone: the least, and the largest.
    ///
    /// They narrow what the single indicators say, so that where nothing is told the least is 0 and the
    /// largest all indicators; both are needed for either to be read. Constant in a unit, they take no room.
    pub fn told(standard: &str) -> [String; 2] {
        ["least", "most"].map(|bound| format!("deprivations_{bound}_{standard}"))
    }

    /// Refuses a schema without indicators, with too many columns, or with two of one name.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        if self.indicators.is_empty() {
            return Err(Problem::invalid("measures.planes.no_indicator"));
        }
        if self.columns() > Schema::MOST_COLUMNS {
            return Err(Problem::invalid("measures.planes.columns_too_many")
                .with("count", self.columns())
                .with("most", Schema::MOST_COLUMNS));
        }
        let mut names: Vec<&String> =
            self.indicators.iter().chain(&self.flags).chain(&self.numbers).collect();
        names.sort();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => {
                Err(Problem::invalid("measures.planes.column_twice")
                    .with("column", pair[0].as_str()))
            }
            None => Ok(()),
        }
    }

    /// All columns that can be missing.
    pub(crate) fn columns(&self) -> usize {
        self.answers() + self.numbers.len()
    }

    /// Yes-or-no columns: indicators, then flags.
    pub(crate) fn answers(&self) -> usize {
        self.indicators.len() + self.flags.len()
    }

    /// Place of an indicator among the yes-or-no columns.
    pub(crate) fn indicator(&self, code: &str) -> Option<usize> {
        self.indicators.iter().position(|name| name == code)
    }

    /// Place of a flag or indicator among the yes-or-no columns.
    pub(crate) fn answer(&self, name: &str) -> Option<usize> {
        self.indicators.iter().chain(&self.flags).position(|column| column == name)
    }

    /// Place of a number.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.iter().position(|column| column == name)
    }

    /// The bit of a number in a row's mask of missing columns.
    pub(crate) fn number_bit(&self, number: usize) -> usize {
        self.answers() + number
    }
}
