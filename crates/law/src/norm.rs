//! Norms (định mức): what households or persons of a class are given by law.

use ground::Day;
use serde::Deserialize;

use crate::{Citation, Class, Figure, Wording};

/// Whom a norm counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Each household of the class.
    Household,
    /// Each of its members.
    Person,
}

/// How often a norm is given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Every month.
    Month,
    /// Every year.
    Year,
}

impl Every {
    /// How many times in a year.
    pub fn times_a_year(self) -> i64 {
        match self {
            Every::Month => 12,
            Every::Year => 1,
        }
    }
}

/// One norm.
#[derive(Clone, PartialEq, Debug)]
pub struct Norm {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Wording,
    /// What the law gives, in words.
    pub wording: Wording,
    /// The class that has it.
    pub class: Class,
    /// Whom it counts.
    pub per: Per,
    /// How often it is given.
    pub every: Every,
    /// Where the norm itself is laid down.
    pub citation: Citation,
    /// What it comes to in đồng, each time and for each; none where the amount has not been found.
    pub amounts: Vec<Figure>,
}

impl Norm {
    /// The amount that holds on a day, if it is known.
    pub fn amount(&self, day: Day) -> Option<&Figure> {
        self.amounts.iter().find(|figure| figure.period.contains(day))
    }

    /// What it comes to in a year for one household or person, in đồng.
    pub fn yearly(&self, day: Day) -> Option<i64> {
        self.amount(day)?.amount.checked_mul(self.every.times_a_year())
    }
}
