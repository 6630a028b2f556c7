//! The timeline as one value: intervals follow each other without gap or overlap, by construction.

use ground::{Day, Problem, Result};
use law::Class;

use super::model::{Ended, Interval, Movement};

/// Months after an exit during which a household counts as newly escaped (hộ mới thoát nghèo): the
/// exit is recognised within 36 months.
pub const NEWLY_ESCAPED_MONTHS: u32 = 36;

/// All intervals of one household, oldest first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Timeline(Vec<Interval>);

impl Timeline {
    /// From intervals read back; they are put in order and their ends are taken as given.
    pub fn new(mut intervals: Vec<Interval>) -> Timeline {
        intervals.sort_by_key(|interval| interval.from);
        Timeline(intervals)
    }

    /// The intervals, oldest first.
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }

    /// The interval that holds on `day`.
    pub fn on(&self, day: Day) -> Option<&Interval> {
        self.0
            .iter()
            .rfind(|interval| interval.from <= day)
            .filter(|i| i.to.is_none_or(|to| day <= to))
    }

    /// The latest interval.
    pub fn latest(&self) -> Option<&Interval> {
        self.0.last()
    }

    /// The latest class, and the day since when it has held, however often it was confirmed.
    pub fn standing(&self) -> Option<(Class, Day)> {
        let class = self.latest()?.class;
        let same = self.0.iter().rev().take_while(|interval| interval.class == class);
        same.last().map(|first| (class, first.from))
    }

    /// Puts an interval in its place: what came before ends the day before, what comes after stays and
    /// bounds it, and every movement is told anew. An interval that began on the same day is replaced:
    /// the later word on the same legal day is a correction.
    ///
    /// `interval.to` and `interval.movement` are computed here, except for the movements that say how a
    /// household came to be here ([`Movement::MovedIn`], [`Movement::SplitOff`], [`Movement::Resized`]).
    ///
    /// # Errors
    /// `registry.status.after_end` when the household had already left.
    pub fn record(&mut self, interval: Interval) -> Result<()> {
        if let Some(end) = self.ended_on().filter(|end| interval.from > *end) {
            return Err(Problem::conflict("registry.status.after_end").with("day", end));
        }
        let (end, ended) = match self.0.last() {
            Some(last) => (last.to, last.ended),
            None => (None, None),
        };
        self.0.retain(|other| other.from != interval.from);
        let at = self.0.partition_point(|other| other.from < interval.from);
        self.0.insert(at, Interval { ended: None, ..interval });
        self.chain(end, ended);
        Ok(())
    }

    /// Ends the timeline: the household left, `last` being its last day here.
    ///
    /// # Errors
    /// `registry.status.ended` when it had left already, `registry.status.before_start` when `last` lies
    /// before its last interval.
    pub fn end(&mut self, last: Day, how: Ended) -> Result<()> {
        if let Some(day) = self.ended_on() {
            return Err(Problem::conflict("registry.status.ended").with("day", day));
        }
        match self.0.last_mut() {
            Some(interval) if interval.from <= last => {
                (interval.to, interval.ended) = (Some(last), Some(how));
                Ok(())
            }
            _ => Err(Problem::invalid("registry.status.before_start").with("day", last)),
        }
    }

    /// The last day of a household that has left.
    pub fn ended_on(&self) -> Option<Day> {
        self.0.last().filter(|last| last.ended.is_some()).and_then(|last| last.to)
    }

    /// The day of the latest exit from poverty or near-poverty that still holds on `day`, and the last
    /// day on which the household counts as newly escaped because of it.
    pub fn escape(&self, day: Day) -> Option<(Day, Day)> {
        let mut left = None;
        let mut below = false;
        for interval in self.0.iter().take_while(|interval| interval.from <= day) {
            let now_below = is_below(interval.class);
            if below && !now_below && interval.class != Class::Undetermined {
                left = Some(interval.from);
            }
            if now_below {
                left = None;
            }
            below = now_below;
        }
        left.map(|left| (left, left.plus_months(NEWLY_ESCAPED_MONTHS).previous()))
    }

    fn chain(&mut self, end: Option<Day>, ended: Option<Ended>) {
        for at in 0..self.0.len() {
            let to = self.0.get(at + 1).map(|next| next.from.previous());
            let movement = movement(&self.0[..at], &self.0[at]);
            let interval = &mut self.0[at];
            (interval.to, interval.movement) = (to, movement);
        }
        if let Some(last) = self.0.last_mut() {
            (last.to, last.ended) = (end.filter(|_| ended.is_some()), ended);
        }
    }
}

/// Whether a class is poor or near-poor.
pub fn is_below(class: Class) -> bool {
    matches!(class, Class::Poor | Class::NearPoor)
}

/// How `next` began, given everything before it (columns of official tables 2 and 3).
fn movement(before: &[Interval], next: &Interval) -> Movement {
    if matches!(next.movement, Movement::MovedIn | Movement::SplitOff | Movement::Resized) {
        return next.movement;
    }
    // An undetermined class in between neither ends poverty nor begins it.
    let previous = before.iter().map(|i| i.class).rfind(|class| *class != Class::Undetermined);
    let once = |class| before.iter().any(|interval| interval.class == class);
    match (previous, next.class) {
        (_, Class::Undetermined) => Movement::Undetermined,
        (Some(was), is) if was == is => Movement::Confirmed,
        (Some(Class::Poor), Class::NearPoor) => Movement::PoorToNearPoor,
        (Some(Class::NearPoor), Class::Poor) => Movement::NearPoorToPoor,
        (_, Class::Poor) if once(Class::Poor) => Movement::RePoor,
        (_, Class::Poor) => Movement::NewPoor,
        (_, Class::NearPoor) if once(Class::NearPoor) => Movement::ReNearPoor,
        (_, Class::NearPoor) => Movement::NewNearPoor,
        (Some(Class::Poor), _) => Movement::ExitPoor,
        (Some(Class::NearPoor), _) => Movement::ExitNearPoor,
        (Some(_), _) => Movement::AboveLine,
        (None, _) => Movement::First,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::model::Basis;
    use ground::UnitId;
    use proptest::prelude::*;

    fn interval(from: Day, class: Class) -> Interval {
        Interval {
            from,
            to: None,
            class,
            movement: Movement::Confirmed,
            members: 4,
            unit: UnitId(1),
            standard: None,
            basis: Basis::Stated,
            visit: None,
            ended: None,
        }
    }

    fn day(n: i64) -> Day {
        Day::new(2022, 1, 1).unwrap().plus_days(n)
    }

    fn classes() -> impl Strategy<Value = Class> {
        prop_oneof![
            Just(Class::Poor),
            Just(Class::NearPoor),
            Just(Class::NotPoor),
            Just(Class::Undetermined)
        ]
    }

    proptest! {
        #[test]
        fn intervals_follow_each_other_whatever_the_order_of_arrival(
            records in proptest::collection::vec((0_i64..900, classes()), 1..12)
        ) {
            let mut line = Timeline::default();
            for (at, class) in &records {
                line.record(interval(day(*at), *class)).unwrap();
            }
            for pair in line.intervals().windows(2) {
                prop_assert_eq!(pair[0].to.unwrap().next(), pair[1].from);
            }
            prop_assert_eq!(line.latest().unwrap().to, None);
            let (class, since) = line.standing().unwrap();
            prop_assert_eq!(class, line.latest().unwrap().class);
            prop_assert_eq!(line.on(since).unwrap().from, since);
            let others = line.intervals().iter().rfind(|interval| interval.class != class);
            prop_assert!(others.is_none_or(|other| other.to.unwrap().next() == since));
            // The same facts in the order of time give the same line.
            let mut last_word = std::collections::BTreeMap::new();
            last_word.extend(records.iter().copied());
            let mut sorted = Timeline::default();
            for (at, class) in last_word {
                sorted.record(interval(day(at), class)).unwrap();
            }
            prop_assert_eq!(line, sorted);
        }
    }

    #[test]
    fn a_household_that_falls_back_is_re_poor() {
        let mut line = Timeline::default();
        for (at, class) in [(0, Class::Poor), (365, Class::NotPoor), (730, Class::Poor)] {
            line.record(interval(day(at), class)).unwrap();
        }
        let movements: Vec<_> = line.intervals().iter().map(|i| i.movement).collect();
        assert_eq!(movements, [Movement::NewPoor, Movement::ExitPoor, Movement::RePoor]);
    }

    #[test]
    fn thirty_six_months_are_counted_from_the_exit_and_lost_on_relapse() {
        let mut line = Timeline::default();
        line.record(interval(day(0), Class::Poor)).unwrap();
        line.record(interval(day(365), Class::NotPoor)).unwrap();
        assert_eq!(line.escape(day(400)), Some((day(365), Day::new(2025, 12, 31).unwrap())));
        line.record(interval(day(500), Class::NearPoor)).unwrap();
        assert_eq!(line.escape(day(600)), None);
        assert_eq!(line.escape(day(400)).map(|e| e.0), Some(day(365)));
    }

    #[test]
    fn nothing_is_recorded_after_the_end() {
        let mut line = Timeline::default();
        line.record(interval(day(0), Class::Poor)).unwrap();
        line.end(day(100), Ended::Died).unwrap();
        assert_eq!(line.on(day(101)), None);
        assert_eq!(
            line.record(interval(day(101), Class::Poor)).unwrap_err().code,
            "registry.status.after_end"
        );
        assert_eq!(line.end(day(120), Ended::Moved).unwrap_err().code, "registry.status.ended");
        line.record(interval(day(50), Class::NearPoor)).unwrap();
        assert_eq!(line.ended_on(), Some(day(100)));
    }
}
