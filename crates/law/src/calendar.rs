//! Working days: neither a weekend nor a public holiday.

use ground::{Day, Period};

use crate::{Citation, MonthDay, Wording};

/// A public holiday.
#[derive(Clone, PartialEq, Debug)]
pub struct Holiday {
    /// Its name.
    pub name: Wording,
    /// When it is.
    pub when: When,
    /// Where it is laid down.
    pub citation: Citation,
}

/// When a holiday is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// On the same date every year.
    Every(MonthDay),
    /// On these days once.
    Days(Period),
}

/// The public holidays.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Calendar {
    pub(crate) holidays: Vec<Holiday>,
}

impl Calendar {
    /// The holidays.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// The holiday on a day.
    pub fn holiday(&self, day: Day) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| match holiday.when {
            When::Every(date) => (date.month, date.day) == (day.month(), day.day()),
            When::Days(period) => period.contains(day),
        })
    }

    /// Whether offices work on a day. Days in lieu of a holiday at a weekend count only where the list
    /// of holidays names them.
    pub fn is_working(&self, day: Day) -> bool {
        !day.is_weekend() && self.holiday(day).is_none()
    }

    /// The last day of a limit of so many working days, of which the first is the next one after
    /// `day`; `day` itself for none.
    pub fn after(&self, day: Day, working_days: i64) -> Day {
        let mut last = day;
        for _ in 0..working_days {
            last = last.next();
            while !self.is_working(last) {
                last = last.next();
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use crate::Law;
    use ground::Day;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn weekends_and_holidays_are_skipped() {
        let law = Law::builtin().unwrap();
        let after = |from, days| law.calendar().after(day(from), days).to_string();
        assert_eq!(after("2026-11-23", 3), "2026-11-26", "Monday to Thursday");
        assert_eq!(after("2026-11-26", 3), "2026-12-01", "over a weekend");
        assert_eq!(after("2026-09-01", 1), "2026-09-03", "over National Day");
        assert_eq!(after("2026-02-13", 1), "2026-02-23", "over the Lunar New Year");
        assert_eq!(after("2026-11-22", 0), "2026-11-22");
    }
}
