//! Dated figures of the law: income lines, score cut-offs, limits.

use ground::{Day, Period};

use crate::{Area, Bounds, Citation, Status, Wording};

/// A named figure of a standard, by area and date.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// Name used in rules.
    pub id: String,
    /// Name for people.
    pub name: Wording,
    /// Unit, one of [`crate::UNITS`].
    pub unit: String,
    /// The figures; none when the law's figure has not been found.
    pub figures: Vec<Figure>,
}

/// One figure with its area, period and citation.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Area it holds for; both when `None`.
    pub area: Option<Area>,
    /// The amount, in the value's unit; đồng for money.
    pub amount: i64,
    /// Days on which it holds, both ends included.
    pub period: Period,
    /// Where it is laid down.
    pub citation: Citation,
}

impl Value {
    /// The figure for an area on a day.
    pub fn figure(&self, area: Area, day: Day) -> Option<&Figure> {
        self.figures.iter().find(|figure| {
            figure.area.is_none_or(|here| here == area) && figure.period.contains(day)
        })
    }

    /// What is known of it: exact in a known area, between the two areas' figures in an unknown one.
    pub fn bounds(&self, area: Option<Area>, day: Day, trust: Trust) -> Bounds {
        let exact = |area| {
            self.figure(area, day)
                .filter(|figure| trust.accepts(figure.citation.status))
                .map_or(Bounds::UNKNOWN, |figure| Bounds::exact(figure.amount as f64))
        };
        match area {
            Some(area) => exact(area),
            None => exact(Area::Rural).hull(exact(Area::Urban)),
        }
    }
}

/// Which figures count. A result rests on unconfirmed figures when it is lost without them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trust {
    /// Every figure loaded.
    All,
    /// All but the invented ones.
    Real,
    /// Only those confirmed.
    Confirmed,
}

impl Trust {
    /// Whether a figure of this status counts.
    pub fn accepts(self, status: Status) -> bool {
        match self {
            Trust::All => true,
            Trust::Real => status != Status::Specimen,
            Trust::Confirmed => status == Status::Verified,
        }
    }
}
