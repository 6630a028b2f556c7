//! Legal days, periods of validity and instants.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::Problem;

/// A calendar day in Viet Nam, without a time of day.
///
/// Deadlines, validity of a standard and status intervals are days. For *when something happened on
/// this machine* use [`Instant`]. Stored in databases as the number `yyyymmdd`, which sorts and can be
/// read by eye.
///
/// ```
/// let day: ground::Day = "2026-11-23".parse().unwrap();
/// assert_eq!(day.number(), 20_261_123);
/// assert_eq!(day.plus_months(36).to_string(), "2029-11-23");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

impl Day {
    /// The day of the given year, month (1–12) and day of month; `None` when there is no such day.
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(day) => Some(Day(day)),
            None => None,
        }
    }

    /// The day stored as `yyyymmdd`; `None` when the number is no real day.
    pub fn from_number(number: i64) -> Option<Day> {
        let number = u32::try_from(number).ok()?;
        Day::new((number / 10_000) as i32, number / 100 % 100, number % 100)
    }

    /// The number `yyyymmdd` under which databases keep this day.
    pub fn number(self) -> i64 {
        i64::from(self.0.year()) * 10_000 + i64::from(self.0.month() * 100 + self.0.day())
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1–12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Day {
        self.plus_days(1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Day {
        self.plus_days(-1)
    }

    /// This day moved by a number of days (negative: back).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Day {
        Day(self.0 + chrono::Duration::days(days))
    }

    /// This day moved on by whole months; the last day of a shorter month stands in for a missing day
    /// (31 January + 1 month = 28 or 29 February).
    #[must_use]
    pub fn plus_months(self, months: u32) -> Day {
        Day(self.0 + Months::new(months))
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Completed years of age on `on` of somebody born on this day; negative before birth.
    pub fn age_on(self, on: Day) -> i32 {
        let before_birthday = (on.month(), on.day()) < (self.month(), self.day());
        on.year() - self.year() - i32::from(before_birthday)
    }

    /// Whether this is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), chrono::Weekday::Sat | chrono::Weekday::Sun)
    }

    /// As an official writes it: `23/11/2026`.
    pub fn vietnamese(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = Problem;

    /// Reads `yyyy-mm-dd` only. Spreadsheets with other formats are the importer's business.
    fn from_str(text: &str) -> Result<Day, Problem> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(Day)
            .map_err(|_| Problem::invalid("day.unreadable").with("text", text))
    }
}

impl TryFrom<String> for Day {
    type Error = Problem;
    fn try_from(text: String) -> Result<Day, Problem> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

/// Days from `from` up to and *including* `to`; no `to` means still running.
///
/// Both ends are included because that is how acts are written ("từ ngày 01/01/2022 đến hết ngày
/// 31/12/2026").
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day, included; `None` while open.
    #[serde(default)]
    pub to: Option<Day>,
}

impl Period {
    /// From `from` with no end in sight.
    pub fn since(from: Day) -> Period {
        Period { from, to: None }
    }

    /// From `from` to `to`, both included.
    pub fn between(from: Day, to: Day) -> Period {
        Period { from, to: Some(to) }
    }

    /// Whether `day` lies in the period.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the two periods share at least one day.
    pub fn overlaps(self, other: Period) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// Whether the period ends before it begins.
    pub fn is_empty(self) -> bool {
        self.to.is_some_and(|to| to < self.from)
    }
}

/// A moment in time: milliseconds since 1970 UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Instant(pub i64);

/// Viet Nam keeps UTC+7 the whole year.
const VIETNAM_MILLIS: i64 = 7 * 3_600_000;

impl Instant {
    /// The legal day in Viet Nam at this instant.
    pub fn day(self) -> Day {
        let days = (self.0 + VIETNAM_MILLIS).div_euclid(86_400_000);
        Day(NaiveDate::default() + chrono::Duration::days(days))
    }

    /// Midnight (Viet Nam time) at the start of `day`.
    pub fn start_of(day: Day) -> Instant {
        Instant((day.0 - NaiveDate::default()).num_days() * 86_400_000 - VIETNAM_MILLIS)
    }

    /// The instant of a time as RFC 3339 writes it, `2026-10-05T08:15:30.000+07:00`; what is behind its offset
    /// is left aside.
    pub fn from_rfc3339(text: &str) -> Option<Instant> {
        let text = text.split('[').next().unwrap_or(text);
        let read = chrono::DateTime::parse_from_rfc3339(text).ok()?;
        Some(Instant(read.timestamp_millis()))
    }

    /// Hours and minutes in Viet Nam, `07:05`.
    pub fn hour_minute(self) -> String {
        let minutes = (self.0 + VIETNAM_MILLIS).rem_euclid(86_400_000) / 60_000;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// This instant moved on by a number of seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0 + seconds * 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_day() -> impl Strategy<Value = Day> {
        (0_i64..60_000).prop_map(|days| Day::new(1930, 1, 1).unwrap().plus_days(days))
    }

    proptest! {
        #[test]
        fn numbers_round_trip_and_keep_order(a in any_day(), b in any_day()) {
            prop_assert_eq!(Day::from_number(a.number()), Some(a));
            prop_assert_eq!(a.cmp(&b), a.number().cmp(&b.number()));
            prop_assert_eq!(a.to_string().parse::<Day>().unwrap(), a);
        }

        #[test]
        fn instants_know_their_day(day in any_day(), millis in 0_i64..86_400_000) {
            prop_assert_eq!(Instant(Instant::start_of(day).0 + millis).day(), day);
        }

        #[test]
        fn overlap_is_having_a_common_day(a in any_day(), la in 0_i64..40, b in any_day(), lb in 0_i64..40) {
            let (p, q) = (Period::between(a, a.plus_days(la)), Period::between(b, b.plus_days(lb)));
            let common = (0..=la).any(|n| q.contains(a.plus_days(n)));
            prop_assert_eq!(p.overlaps(q), common);
            prop_assert_eq!(q.overlaps(p), common);
        }
    }

    #[test]
    fn instants_are_read_with_their_offset() {
        let read = Instant::from_rfc3339;
        assert_eq!(read("1970-01-01T07:00:01.500+07:00"), Some(Instant(1_500)));
        assert_eq!(read("1970-01-01T00:00:00Z"), Some(Instant(0)));
        assert_eq!(read("1970-01-01T07:00:00+07:00[Asia/Ho_Chi_Minh]"), Some(Instant(0)));
        assert_eq!((read("1970-01-01"), read("")), (None, None));
    }

    #[test]
    fn age_counts_birthdays() {
        let born = Day::new(2010, 11, 24).unwrap();
        assert_eq!(born.age_on(Day::new(2026, 11, 23).unwrap()), 15);
        assert_eq!(born.age_on(Day::new(2026, 11, 24).unwrap()), 16);
    }

    #[test]
    fn numbers_that_are_no_days_are_refused() {
        assert_eq!(Day::from_number(20_230_229), None);
        assert_eq!(Day::from_number(-1), None);
    }
}
