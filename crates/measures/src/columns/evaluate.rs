//! Reading the rule tree over a block: the counterpart, row by row, of the law's own reading.

use std::cell::{OnceCell, RefCell};

use ground::Day;
use law::rule::{Body, Definition, Fact, KnownQuestions, Number, Rule};
use law::{Area, Bounds, Scope, Standard, Trust, Value};

use super::block::Block;
use super::numbers::Numbers;
use super::truths::{Truths, bit, ones, pack};

/// Everything a rule may look at.
pub(super) struct World<'a> {
    pub(super) block: &'a Block,
    pub(super) known: &'a KnownQuestions,
    pub(super) income_score: Numbers<'a>,
    pub(super) deprivation_count: Numbers<'a>,
    /// The households whose definitions are read by amount, for want of a score.
    pub(super) by_amount: Vec<u64>,
    law: Option<Ruling<'a>>,
    ages: OnceCell<Numbers<'static>>,
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
            ages: OnceCell::new(),
            worked_out: RefCell::default(),
        }
    }

    /// Answers under a standard.
    pub(super) fn of_standard(standard: &'a Standard, trust: Trust, block: &'a Block) -> World<'a> {
        World {
            law: Some(Ruling { standard, trust }),
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
            Rule::Compare(a, how, b) => {
                self.numbers(a, scope).compare(*how, &self.numbers(b, scope), rows)
            }
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
        let starts = &self.block.starts;
        let members = |row: usize| (starts[row] as usize, starts[row + 1] as usize);
        let rows = self.block.rows();
        let any = |(first, end)| ones(&such.yes, first, end) > 0;
        let none = |(first, end)| ones(&such.no, first, end) as usize == end - first;
        Truths {
            yes: pack(rows, |row| any(members(row))),
            no: pack(rows, |row| bit(&self.block.complete, row) && none(members(row))),
        }
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
            Number::Fact(Fact::HeadCount) => whole(self.head_count()),
            Number::Fact(Fact::IncomeScore) => whole(self.income_score.clone()),
            Number::Fact(Fact::DeprivationCount) => whole(self.deprivation_count.clone()),
            Number::Named(index) => match self.definition(*index) {
                Worked::Numbers(numbers) => whole(numbers),
                Worked::Truths(_) => unreachable!("the compiler tells truths from numbers"),
            },
            Number::Count(such) => self.count(&self.truths(such, Scope::Member)),
            Number::Plus(a, b) => of(a).combine(&of(b), rows, Bounds::plus),
            Number::Minus(a, b) => of(a).combine(&of(b), rows, Bounds::minus),
            Number::Times(a, b) => of(a).combine(&of(b), rows, Bounds::times),
        }
    }

    /// How many members are such: at least the known ones, at most the open ones too, without end
    /// while members may be missing.
    fn count(&self, such: &Truths) -> Numbers<'static> {
        let block = self.block;
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

    /// A dated value, for each household's area and day.
    fn value(&self, index: usize) -> Numbers<'static> {
        let Some(Ruling { standard, trust }) = &self.law else { return Numbers::UNKNOWN };
        let value = &standard.values()[index];
        let settings = &self.block.settings;
        let on = |day: Day, area| value.bounds(area, standard.figures_on(day), *trust);
        if let Some(same) = everywhere(value, standard, *trust) {
            return Numbers::Same(same);
        }
        let area = |row| match settings.urban.get(row) {
            law::Truth::True => Some(Area::Urban),
            law::Truth::False => Some(Area::Rural),
            law::Truth::Unknown => None,
        };
        // Neighbours mostly share day and area.
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
