//! Reading the rule tree over a block: the counterpart, row by row, of the law's own reading.

use std::cell::{OnceCell, RefCell};

use ground::Day;
use law::rule::{Body, Comparison, Definition, Fact, KnownQuestions, Number, Rule};
use law::{Area, Bounds, Scope, Standard, Trust, Value};

use super::block::Block;
use super::numbers::Numbers;
use super::spans::Spans;
use super::truths::{Truths, WORD, all, bit, covers, ones, pack, zip};
use crate::mentions::Rests;

/// Everything a rule may look at.
pub(super) struct World<'a> {
    pub(super) block: &'a Block,
    pub(super) known: &'a KnownQuestions,
    pub(super) income_score: Numbers<'a>,
    pub(super) deprivation_count: Numbers<'a>,
    /// The households whose definitions are read by amount, for want of a score.
    pub(super) by_amount: Vec<u64>,
    law: Option<Ruling<'a>>,
    spans: OnceCell<Spans>,
    ages: OnceCell<Numbers<'static>>,
    heads: OnceCell<Numbers<'static>>,
    /// Ages below a limit (true) or above it (false).
    ages_compared: RefCell<Vec<(f64, bool, Truths)>>,
    /// The standard's values, once they have been asked for.
    values: RefCell<Vec<Option<Numbers<'static>>>>,
    /// What each definition came out as, once it has been asked for.
    worked_out: RefCell<Vec<Option<Worked<'a>>>>,
}

/// The standard whose values and definitions hold; score tables have none.
struct Ruling<'a> {
    standard: &'a Standard,
    trust: Trust,
}

#[derive(Clone)]
enum Worked<'a> {
    Truths(Truths),
    Numbers(Numbers<'a>),
}

impl<'a> World<'a> {
    /// Answers and nothing else, as score tables read them.
    pub(super) fn of_answers(block: &'a Block, known: &'a KnownQuestions) -> World<'a> {
        World {
            block,
            known,
            income_score: Numbers::UNKNOWN,
            deprivation_count: Numbers::UNKNOWN,
            by_amount: Vec::new(),
            law: None,
            spans: OnceCell::new(),
            ages: OnceCell::new(),
            heads: OnceCell::new(),
            ages_compared: RefCell::default(),
            values: RefCell::default(),
            worked_out: RefCell::default(),
        }
    }

    /// Answers under a standard.
    pub(super) fn of_standard(standard: &'a Standard, trust: Trust, block: &'a Block) -> World<'a> {
        World {
            law: Some(Ruling { standard, trust }),
            values: RefCell::new(vec![None; standard.values().len()]),
            worked_out: RefCell::new(vec![None; standard.definitions().len()]),
            ..World::of_answers(block, standard.known_questions())
        }
    }

    /// Whether the rule holds, for every household or every member.
    pub(super) fn truths(&self, rule: &Rule, scope: Scope) -> Truths {
        let rows = self.block.count(scope);
        match rule {
            Rule::Const(holds) => Truths::same(*holds, rows),
            Rule::Yes(place) => self.at(scope, place.scope, self.block.flags(*place)),
            Rule::OneOf(place, choices) => {
                self.at(scope, place.scope, self.block.one_of(*place, choices))
            }
            Rule::In(area) => {
                let urban = self.block.settings.urban.clone();
                let here = if *area == Area::Urban { urban } else { !urban };
                self.at(scope, Scope::Household, here)
            }
            Rule::Compare(a, how, b) => self.compare(a, *how, b, scope),
            Rule::Not(a) => !self.truths(a, scope),
            Rule::And(a, b) => self.truths(a, scope).and(&self.truths(b, scope)),
            Rule::Or(a, b) => self.truths(a, scope).or(&self.truths(b, scope)),
            Rule::Exists(such) => self.exists(&self.truths(such, Scope::Member)),
            Rule::Every(such) => !self.exists(&!self.truths(such, Scope::Member)),
            Rule::Named(index) => match self.definition(*index) {
                Worked::Truths(truths) => self.at(scope, Scope::Household, truths),
                Worked::Numbers(_) => unreachable!("the compiler tells truths from numbers"),
            },
        }
    }

    /// Whether some member is such; unknown while a member may be missing.
    fn exists(&self, such: &Truths) -> Truths {
        let rows = self.block.rows();
        let yes = self.with_any(&such.yes);
        let not_no: Vec<u64> = if such.is_known_throughout(self.block.count(Scope::Member)) {
            yes.clone()
        } else {
            let whole = all(self.block.count(Scope::Member));
            self.with_any(&such.no.iter().zip(whole).map(|(no, all)| !no & all).collect::<Vec<_>>())
        };
        let mut no = all(rows);
        zip(&mut no, &not_no, |all, open| all & !open);
        zip(&mut no, &self.block.complete, |no, complete| no & complete);
        Truths { yes, no }
    }

    /// The households with a member in the bitmap.
    fn with_any(&self, members: &[u64]) -> Vec<u64> {
        self.spans.get_or_init(|| Spans::of(&self.block.starts)).any(members)
    }

    /// A comparison; those of ages with a fixed limit come again and again and are kept.
    fn compare(&self, a: &Number, how: Comparison, b: &Number, scope: Scope) -> Truths {
        let rows = self.block.count(scope);
        let (left, right) = (self.numbers(a, scope), self.numbers(b, scope));
        let limit = match (a, b, &left, &right) {
            (Number::Age, _, _, Numbers::Same(limit))
            | (_, Number::Age, Numbers::Same(limit), _) => limit.value(),
            _ => None,
        };
        let Some(limit) = limit else { return left.compare(how, &right, rows) };
        // "At least six" is "not below six".
        let age_is_left = *a == Number::Age;
        let (below, negated) = match how {
            Comparison::Less => (age_is_left, false),
            Comparison::AtMost => (!age_is_left, true),
            Comparison::Equal => return left.compare(how, &right, rows),
        };
        let known =
            self.ages_compared.borrow().iter().find_map(|(limit_then, below_then, truths)| {
                let same = limit_then.total_cmp(&limit).is_eq() && *below_then == below;
                same.then(|| truths.clone())
            });
        let truths = known.unwrap_or_else(|| {
            let (age, fixed) = if age_is_left { (&left, &right) } else { (&right, &left) };
            let truths = if below {
                age.compare(Comparison::Less, fixed, rows)
            } else {
                fixed.compare(Comparison::Less, age, rows)
            };
            self.ages_compared.borrow_mut().push((limit, below, truths.clone()));
            truths
        });
        if negated { !truths } else { truths }
    }

    /// The number, for every household or every member.
    pub(super) fn numbers(&self, number: &Number, scope: Scope) -> Numbers<'a> {
        let rows = self.block.count(scope);
        let of = |number: &Number| self.numbers(number, scope);
        let whole = |numbers: Numbers<'a>| match scope {
            Scope::Household => numbers,
            Scope::Member => numbers.spread(&self.block.household_of),
        };
        match number {
            Number::Const(number) => Numbers::Same(Bounds::exact(*number)),
            Number::Answer(place) if place.scope == scope => self.block.numbers(*place),
            Number::Answer(place) => whole(self.block.numbers(*place)),
            Number::Age => self
                .ages
                .get_or_init(|| self.block.ages(self.known.birth_date, self.known.birth_year))
                .clone(),
            Number::Value(index) => whole(self.value(*index)),
            Number::Fact(Fact::HeadCount) => {
                whole(self.heads.get_or_init(|| self.head_count()).clone())
            }
            Number::Fact(Fact::IncomeScore) => whole(self.income_score.clone()),
            Number::Fact(Fact::DeprivationCount) => whole(self.deprivation_count.clone()),
            Number::Named(index) => match self.definition(*index) {
                Worked::Numbers(numbers) => whole(numbers),
                Worked::Truths(_) => unreachable!("the compiler tells truths from numbers"),
            },
            Number::Count(such) => self.count(&self.truths(such, Scope::Member)),
            Number::Plus(a, b) => of(a).plus(&of(b), rows),
            Number::Minus(a, b) => of(a).minus(&of(b), rows),
            Number::Times(a, b) => of(a).times(&of(b), rows),
        }
    }

    /// How many members are such: at least the known ones, at most the open ones too, without end
    /// while members may be missing.
    fn count(&self, such: &Truths) -> Numbers<'static> {
        let block = self.block;
        if self.all_listed() && such.is_known_throughout(block.count(Scope::Member)) {
            let ends = block.starts.windows(2);
            let count = |ends: &[u32]| ones(&such.yes, ends[0] as usize, ends[1] as usize) as i16;
            return Numbers::small(ends.map(count).collect());
        }
        Numbers::from_bounds((0..block.rows()).map(|row| {
            let (first, end) = (block.starts[row] as usize, block.starts[row + 1] as usize);
            let low = f64::from(ones(&such.yes, first, end));
            let not = ones(&such.no, first, end) as usize;
            let high =
                if bit(&block.complete, row) { (end - first - not) as f64 } else { f64::INFINITY };
            Bounds::between(low, high)
        }))
    }

    /// Counted when the roster is complete; else as stated, but never fewer than are listed.
    fn head_count(&self) -> Numbers<'static> {
        let block = self.block;
        if self.all_listed() {
            let ends = block.starts.windows(2);
            return Numbers::small(ends.map(|ends| (ends[1] - ends[0]) as i16).collect());
        }
        let stated =
            self.known.household_size.map_or(Numbers::UNKNOWN, |place| block.numbers(place));
        Numbers::from_bounds((0..block.rows()).map(|row| {
            let listed = f64::from(block.starts[row + 1] - block.starts[row]);
            if bit(&block.complete, row) {
                return Bounds::exact(listed);
            }
            match stated.bounds(row).value() {
                Some(stated) if stated >= listed => Bounds::exact(stated),
                _ => Bounds::between(listed.max(1.0), f64::INFINITY),
            }
        }))
    }

    /// Whether all members of all households are listed.
    fn all_listed(&self) -> bool {
        covers(self.block.complete.iter().copied(), self.block.rows())
    }

    /// A dated value, for each household's area and day.
    fn value(&self, index: usize) -> Numbers<'static> {
        if let Some(Some(known)) = self.values.borrow().get(index) {
            return known.clone();
        }
        let Some(Ruling { standard, trust }) = &self.law else { return Numbers::UNKNOWN };
        let value = self.look_up(&standard.values()[index], standard, *trust);
        self.values.borrow_mut()[index] = Some(value.clone());
        value
    }

    fn look_up(&self, value: &Value, standard: &Standard, trust: Trust) -> Numbers<'static> {
        let settings = &self.block.settings;
        let on = |day: Day, area| value.bounds(area, standard.figures_on(day), trust);
        if let Some(same) = everywhere(value, standard, trust) {
            return Numbers::Same(same);
        }
        let area = |row| match settings.urban.get(row) {
            law::Truth::True => Some(Area::Urban),
            law::Truth::False => Some(Area::Rural),
            law::Truth::Unknown => None,
        };
        let rows = self.block.rows();
        if let Some(day) = self.block.one_day()
            && settings.urban.is_known_throughout(rows)
        {
            let in_area = |area| on(day, Some(area)).value().unwrap_or(f64::NAN);
            let figures = [in_area(Area::Rural), in_area(Area::Urban)];
            let mut all = Vec::with_capacity(rows.next_multiple_of(WORD));
            for word in &settings.urban.yes {
                all.extend((0..WORD).map(|shift| figures[(word >> shift & 1) as usize]));
            }
            all.truncate(rows);
            return Numbers::points(all, figures.iter().all(|figure| !figure.is_nan()));
        }
        let mut last = None;
        Numbers::from_bounds(settings.days.iter().enumerate().map(|(row, day)| {
            let key = (*day, area(row));
            match last {
                Some((known, bounds)) if known == key => bounds,
                _ => {
                    let bounds = on(*day, key.1);
                    last = Some((key, bounds));
                    bounds
                }
            }
        }))
    }

    /// Takes over from another world of the same households the definitions for which `stands` says
    /// that they come out alike.
    pub(super) fn take_definitions(&self, other: &World<'a>, stands: impl Fn(&Rests) -> bool) {
        let Some(Ruling { standard, .. }) = &self.law else { return };
        for (index, worked) in other.worked_out.borrow().iter().enumerate() {
            if worked.is_some() && stands(&Rests::of_definition(standard, index)) {
                self.worked_out.borrow_mut()[index].clone_from(worked);
            }
        }
    }

    fn definition(&self, index: usize) -> Worked<'a> {
        if let Some(Some(worked)) = self.worked_out.borrow().get(index) {
            return worked.clone();
        }
        let Some(Ruling { standard, .. }) = &self.law else {
            unreachable!("score tables have no definitions")
        };
        let worked = self.work_out(&standard.definitions()[index]);
        self.worked_out.borrow_mut()[index] = Some(worked.clone());
        worked
    }

    fn work_out(&self, definition: &Definition) -> Worked<'a> {
        let rows = self.block.rows();
        let by_score = self.body(&definition.body);
        let Some(by_amount) = &definition.by_amount else { return by_score };
        if self.by_amount.iter().all(|word| *word == 0) {
            return by_score;
        }
        match (self.body(by_amount), by_score) {
            (Worked::Truths(amount), Worked::Truths(score)) => {
                Worked::Truths(amount.where_or(&self.by_amount, &score))
            }
            (Worked::Numbers(amount), Worked::Numbers(score)) => {
                Worked::Numbers(amount.where_or(&self.by_amount, &score, rows))
            }
            _ => unreachable!("the compiler gives both bodies one type"),
        }
    }

    fn body(&self, body: &Body) -> Worked<'a> {
        match body {
            Body::Truth(rule) => Worked::Truths(self.truths(rule, Scope::Household)),
            Body::Number(number) => Worked::Numbers(self.numbers(number, Scope::Household)),
        }
    }

    /// A statement about households, said of each of their members.
    fn at(&self, wanted: Scope, scope: Scope, truths: Truths) -> Truths {
        if wanted == scope {
            return truths;
        }
        let (households, rows) = (&self.block.household_of, self.block.count(wanted));
        let spread = |bits: &[u64]| pack(rows, |member| bit(bits, households[member] as usize));
        Truths { yes: spread(&truths.yes), no: spread(&truths.no) }
    }
}

/// The value, when it is one and the same in both areas and throughout the standard.
fn everywhere(value: &Value, standard: &Standard, trust: Trust) -> Option<Bounds> {
    match value.figures.as_slice() {
        [] => Some(Bounds::UNKNOWN),
        [one] if one.area.is_none() => {
            Some(value.bounds(Some(Area::Rural), standard.figures_on(one.period.from), trust))
        }
        _ => None,
    }
}
