//! Money in whole đồng.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

use crate::{Lang, integer};

/// An amount in Vietnamese đồng. There is no smaller unit in use, so sums are exact.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Dong(pub i64);

impl Dong {
    /// `1.500.000 đồng`, in the reader's number format.
    pub fn display(self, lang: Lang) -> String {
        let unit = match lang {
            Lang::Vi => "đồng",
            Lang::En => "VND",
        };
        format!("{} {unit}", integer(lang, self.0))
    }
}

impl fmt::Display for Dong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display(Lang::Vi))
    }
}

impl Add for Dong {
    type Output = Dong;
    fn add(self, other: Dong) -> Dong {
        Dong(self.0 + other.0)
    }
}

impl Sub for Dong {
    type Output = Dong;
    fn sub(self, other: Dong) -> Dong {
        Dong(self.0 - other.0)
    }
}

impl Sum for Dong {
    fn sum<I: Iterator<Item = Dong>>(amounts: I) -> Dong {
        Dong(amounts.map(|amount| amount.0).sum())
    }
}
