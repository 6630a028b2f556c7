//! Some thousand households' answers, question by question.

use ground::Day;
use law::{Answer, Answers, Area, Bounds, Place, Scope, Setting};

use super::numbers::Numbers;
use super::truths::{Truths, WORD, set};

/// Answers of up to [`Block::ROWS`] households and their members. Small enough for a core's own cache.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) settings: Settings,
    /// The households whose members are all listed.
    pub(super) complete: Vec<u64>,
    /// Where each household's members begin; one more than there are households.
    pub(super) starts: Vec<u32>,
    /// The household of each member.
    pub(super) household_of: Vec<u32>,
    household: Vec<Column>,
    member: Vec<Column>,
}

/// Where and when, household by household.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    pub(super) days: Vec<Day>,
    /// True where urban, false where rural.
    pub(super) urban: Truths,
    pub(super) provinces: Vec<Option<u32>>,
    pub(super) regions: Vec<Option<String>>,
}

/// The answers to one question.
#[derive(Clone, Debug)]
enum Column {
    /// Nobody answered it.
    Blank,
    Flags(Truths),
    /// One bitmap per choice that occurs.
    Choices(Vec<Vec<u64>>),
    /// Not-a-number where unanswered.
    Numbers(Series<f64>),
    /// As `yyyymmdd`, 0 where unanswered.
    Days(Series<i32>),
}

/// The answers to a question of number or day, row by row as far as the last answer.
#[derive(Clone, Debug, Default)]
struct Series<T> {
    each: Vec<T>,
    /// How many there are.
    answered: usize,
}

impl<T: Copy> Series<T> {
    fn put(&mut self, row: usize, answer: T, blank: T) {
        self.each.resize(row, blank);
        self.each.push(answer);
        self.answered += 1;
    }
}

impl Block {
    /// A multiple of the machine word.
    pub(super) const ROWS: usize = 64 * WORD;

    pub(super) fn new(widths: [usize; 2]) -> Block {
        Block {
            settings: Settings::default(),
            complete: Vec::new(),
            starts: vec![0],
            household_of: Vec::new(),
            household: vec![Column::Blank; widths[0]],
            member: vec![Column::Blank; widths[1]],
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.settings.days.len()
    }

    /// The day of all visits, when it is one.
    pub(super) fn one_day(&self) -> Option<Day> {
        let days = &self.settings.days;
        let first = days.first().copied()?;
        days.iter().all(|day| *day == first).then_some(first)
    }

    /// Rows of a scope: households or members.
    pub(super) fn count(&self, scope: Scope) -> usize {
        match scope {
            Scope::Household => self.rows(),
            Scope::Member => self.household_of.len(),
        }
    }

    pub(super) fn push(&mut self, answers: &Answers, setting: &Setting) {
        let row = self.rows();
        if row.is_multiple_of(WORD) {
            self.complete.push(0);
        }
        if answers.members_complete {
            set(&mut self.complete, row);
        }
        for (index, column) in self.household.iter_mut().enumerate() {
            column.put(row, answers.at(Place { scope: Scope::Household, index }, None));
        }
        for member in answers.members() {
            let at = self.household_of.len();
            for (index, column) in self.member.iter_mut().enumerate() {
                column.put(at, answers.at(Place { scope: Scope::Member, index }, Some(member)));
            }
            self.household_of.push(row as u32);
        }
        self.starts.push(self.household_of.len() as u32);
        self.settings.urban.push(row, setting.area.map(|area| area == Area::Urban));
        self.settings.days.push(setting.day);
        self.settings.provinces.push(setting.province);
        self.settings.regions.push(setting.region.clone());
    }

    fn column(&self, place: Place) -> &Column {
        match place.scope {
            Scope::Household => &self.household[place.index],
            Scope::Member => &self.member[place.index],
        }
    }

    /// A yes-or-no question.
    pub(super) fn flags(&self, place: Place) -> Truths {
        let rows = self.count(place.scope);
        match self.column(place) {
            Column::Flags(flags) => filled(flags.clone(), rows),
            _ => Truths::unknown(rows),
        }
    }

    /// Whether a choice question was answered with one of `wanted`.
    pub(super) fn one_of(&self, place: Place, wanted: &[u16]) -> Truths {
        let mut found = Truths::unknown(self.count(place.scope));
        let Column::Choices(planes) = self.column(place) else { return found };
        for (choice, plane) in planes.iter().enumerate() {
            let wanted = wanted.iter().any(|wanted| usize::from(*wanted) == choice);
            let into = if wanted { &mut found.yes } else { &mut found.no };
            super::truths::zip(into, plane, |so_far, here| so_far | here);
        }
        found
    }

    /// A number question.
    pub(super) fn numbers(&self, place: Place) -> Numbers<'_> {
        let rows = self.count(place.scope);
        match self.column(place) {
            Column::Numbers(series) if series.each.len() == rows => {
                Numbers::lent(&series.each, series.answered == rows)
            }
            Column::Numbers(series) => {
                let mut numbers = series.each.clone();
                numbers.resize(rows, f64::NAN);
                Numbers::points(numbers, false)
            }
            _ => Numbers::UNKNOWN,
        }
    }

    /// Completed years of every member on the day of the visit, as [`law`] reckons them: from the birth
    /// date; else from the birth year, which leaves two possible ages except on 31 December.
    pub(super) fn ages(&self, date: Option<Place>, year: Option<Place>) -> Numbers<'static> {
        let of_member = |place: Option<Place>| place.filter(|place| place.scope == Scope::Member);
        let born = of_member(date).map(|place| self.column(place));
        let years = of_member(year).map(|place| self.numbers(place));
        let visit = |household: u32| self.settings.days[household as usize].number() as i32;
        // In yyyymmdd the last four digits borrow a year before the birthday.
        let age = |visit: i32, day: i32| (visit - day).div_euclid(10_000);
        if let Some(Column::Days(days)) = born
            && days.answered == self.household_of.len()
        {
            return Numbers::small(if let Some(one) = self.one_day() {
                let visit = one.number() as i32;
                days.each.iter().map(|day| age(visit, *day) as i16).collect()
            } else {
                let visits = self.household_of.iter().map(|household| visit(*household));
                days.each.iter().zip(visits).map(|(day, visit)| age(visit, *day) as i16).collect()
            });
        }
        Numbers::from_bounds(self.household_of.iter().enumerate().map(|(member, household)| {
            let visit = visit(*household);
            if let Some(Column::Days(days)) = born
                && let Some(day @ 1..) = days.each.get(member)
            {
                return Bounds::exact(f64::from(age(visit, *day)));
            }
            let Some(year) = years.as_ref().and_then(|years| years.bounds(member).value()) else {
                return Bounds::UNKNOWN;
            };
            let oldest = f64::from(visit / 10_000) - year;
            let birthday_is_past = visit % 10_000 == 1231;
            Bounds::between(if birthday_is_past { oldest } else { oldest - 1.0 }, oldest)
        }))
    }
}

/// Columns grow only as far as the last answer; the rows after it are unanswered.
fn filled(mut flags: Truths, rows: usize) -> Truths {
    flags.yes.resize(rows.div_ceil(WORD), 0);
    flags.no.resize(rows.div_ceil(WORD), 0);
    flags
}

impl Column {
    /// Puts the answer of a row; what lies between the last answer and this one stays blank.
    fn put(&mut self, row: usize, answer: Option<Answer>) {
        let Some(answer) = answer else { return };
        if matches!(self, Column::Blank) {
            *self = match answer {
                Answer::Bool(_) => Column::Flags(Truths::default()),
                Answer::Choice(_) => Column::Choices(Vec::new()),
                Answer::Int(_) | Answer::Decimal(_) => Column::Numbers(Series::default()),
                Answer::Day(_) => Column::Days(Series::default()),
            };
        }
        match (self, answer) {
            (Column::Flags(flags), Answer::Bool(yes)) => {
                *flags = filled(std::mem::take(flags), row + 1);
                set(if yes { &mut flags.yes } else { &mut flags.no }, row);
            }
            (Column::Choices(planes), Answer::Choice(choice)) => {
                let choice = usize::from(choice);
                if planes.len() <= choice {
                    // Members may be many; a plane is as long as the longest block's may get.
                    planes.resize(choice + 1, Vec::new());
                }
                let plane = &mut planes[choice];
                plane.resize(plane.len().max(row / WORD + 1), 0);
                set(plane, row);
            }
            (Column::Numbers(series), Answer::Int(number)) => {
                series.put(row, number as f64, f64::NAN);
            }
            (Column::Numbers(series), Answer::Decimal(number)) => {
                series.put(row, number, f64::NAN);
            }
            (Column::Days(series), Answer::Day(day)) => series.put(row, day.number() as i32, 0),
            _ => unreachable!("a question has one type of answer"),
        }
    }
}
