//! What every visit of a commune's households says under each standard, as columns.
//!
//! Households are alike: of thousands of visits few say different things, so each is its day and the
//! number of what it says.

use std::collections::HashMap;

use ground::{Day, HouseholdId, Result, VisitId};
use registry::poverty::Judged;
use store::Row;

/// A visit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Visit {
    pub(crate) day: Day,
    /// The number of what it says.
    said: u32,
}

/// What a visit says: by number of the standard, in their order.
type Said = Vec<(u8, Judged)>;

/// The visits of a commune as they are read.
#[derive(Default)]
pub(crate) struct Visits {
    standards: Vec<String>,
    numbers: HashMap<Said, u32>,
    all: Vec<(HouseholdId, Visit)>,
    /// The one being read.
    open: Option<(HouseholdId, VisitId, Day)>,
    says: Said,
}

impl Visits {
    /// Takes a row of the households of a commune: in order of households, the visits of each in order of
    /// time, and of each what every standard says.
    pub(crate) fn read(&mut self, row: &Row) -> Result<()> {
        let (Some(id), Some(day)) = (row.opt_uuid(11)?.map(VisitId), row.opt_day(12)?) else {
            return Ok(());
        };
        if self.open.is_none_or(|(_, open, _)| open != id) {
            self.close();
            self.open = Some((HouseholdId(row.uuid(0)?), id, day));
        }
        if let (Some(standard), Some(class)) = (row.opt_text(3)?, row.opt_text(13)?) {
            let judged = Judged {
                class: Some(class.parse()?),
                deprived: row.int(4)? as u32,
                known: row.int(5)? as u32,
            };
            let at = self.standards.iter().position(|known| *known == standard);
            let at = at.unwrap_or_else(|| {
                self.standards.push(standard);
                self.standards.len() - 1
            });
            self.says.push((at as u8, judged));
        }
        Ok(())
    }

    fn close(&mut self) {
        let says = std::mem::take(&mut self.says);
        if let Some((household, _, day)) = self.open.take() {
            let next = self.numbers.len() as u32;
            let said = *self.numbers.entry(says).or_insert(next);
            self.all.push((household, Visit { day, said }));
        }
    }

    /// What there is to say, and the visits with their households, in order.
    pub(super) fn done(mut self) -> (Sayings, Vec<(HouseholdId, Visit)>) {
        self.close();
        let mut all: Vec<(Said, u32)> = self.numbers.into_iter().collect();
        all.sort_unstable_by_key(|(_, number)| *number);
        let all = all.into_iter().map(|(said, _)| said).collect();
        (Sayings { standards: self.standards, all }, self.all)
    }
}

/// Everything that some visit of a commune says.
#[derive(Default, Debug)]
pub(crate) struct Sayings {
    standards: Vec<String>,
    all: Vec<Said>,
}

impl Sayings {
    /// What a standard says, by the numbers of visits.
    pub(crate) fn under(&self, standard: &str) -> Under {
        let number = self.standards.iter().position(|known| known == standard);
        let of = |said: &Said| {
            let found = said.iter().find(|(own, _)| Some(usize::from(*own)) == number);
            found.map(|(_, judged)| *judged).unwrap_or_default()
        };
        Under(self.all.iter().map(of).collect())
    }
}

/// What one standard says of every visit.
pub(crate) struct Under(Vec<Judged>);

impl Under {
    /// What the latest visit up to a day says; nothing is known without one.
    pub(crate) fn on(&self, visits: &[Visit], day: Day) -> Judged {
        let latest = visits.iter().rev().find(|visit| visit.day <= day);
        latest.map(|visit| self.0[visit.said as usize]).unwrap_or_default()
    }
}
