//! Which answers decided: the same tree read once more, for the explanation.

use super::{Body, Fact, Number, Rule, World};
use crate::answers::Member;
use crate::{Place, Truth};

/// An answer (or a missing one) that a result rests on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Leaf {
    /// The answer at this place, of the household or of the member at this position.
    Question(Place, Option<usize>),
    /// The list of members itself: it is incomplete.
    Roster,
}

impl World<'_> {
    /// The answers that make `rule` come out as it does: for a false conjunction its false sides, for
    /// an existing member that member, for an unknown whatever is missing.
    pub(crate) fn leaves(&self, rule: &Rule) -> Vec<Leaf> {
        let mut tracer = Tracer { world: self, leaves: Vec::new() };
        tracer.rule(rule, None);
        tracer.leaves
    }
}

struct Tracer<'a> {
    world: &'a World<'a>,
    leaves: Vec<Leaf>,
}

impl<'a> Tracer<'a> {
    fn add(&mut self, leaf: Leaf) {
        if !self.leaves.contains(&leaf) {
            self.leaves.push(leaf);
        }
    }

    fn rule(&mut self, rule: &Rule, member: Option<usize>) {
        let row = self.row(member);
        match rule {
            Rule::Const(_) | Rule::In(_) => {}
            Rule::Yes(place) | Rule::OneOf(place, _) => self.question(*place, member),
            Rule::Compare(a, _, b) => {
                self.number(a, member);
                self.number(b, member);
            }
            Rule::Not(a) => self.rule(a, member),
            Rule::And(a, b) | Rule::Or(a, b) => {
                let (of_a, of_b) = (self.world.truth(a, row), self.world.truth(b, row));
                let whole =
                    if matches!(rule, Rule::And(..)) { of_a.and(of_b) } else { of_a.or(of_b) };
                for (side, truth) in [(a, of_a), (b, of_b)] {
                    // A side that differs from the whole did not decide: the true side of a false
                    // conjunction, the known side of an unknown one.
                    if truth == whole {
                        self.rule(side, member);
                    }
                }
            }
            Rule::Exists(such) => self.some(such, Truth::True),
            Rule::Every(such) => self.some(such, Truth::False),
            Rule::Named(index) => match self.world.body(*index) {
                Body::Truth(rule) => self.rule(rule, None),
                Body::Number(number) => self.number(number, None),
            },
        }
    }

    /// The one member that settles it; else the unknown ones; else all.
    fn some(&mut self, such: &Rule, settles: Truth) {
        let truths: Vec<Truth> =
            self.world.answers.members().iter().map(|m| self.world.truth(such, Some(m))).collect();
        if let Some(found) = truths.iter().position(|truth| *truth == settles) {
            return self.rule(such, Some(found));
        }
        let complete = self.world.answers.members_complete;
        let unknown = !complete || truths.iter().any(|truth| !truth.is_known());
        for (position, truth) in truths.iter().enumerate() {
            if !unknown || !truth.is_known() {
                self.rule(such, Some(position));
            }
        }
        if !complete {
            self.add(Leaf::Roster);
        }
    }

    fn number(&mut self, number: &Number, member: Option<usize>) {
        match number {
            Number::Const(_) | Number::Value(_) => {}
            Number::Answer(place) => self.question(*place, member),
            Number::Age => self.age(member),
            Number::Fact(fact) => self.fact(*fact),
            Number::Named(index) => match self.world.body(*index) {
                Body::Number(number) => self.number(number, None),
                Body::Truth(rule) => self.rule(rule, None),
            },
            Number::Count(such) => {
                for (position, row) in self.world.answers.members().iter().enumerate() {
                    if self.world.truth(such, Some(row)) != Truth::False {
                        self.rule(such, Some(position));
                    }
                }
                if !self.world.answers.members_complete {
                    self.add(Leaf::Roster);
                }
            }
            Number::Plus(a, b) | Number::Minus(a, b) | Number::Times(a, b) => {
                self.number(a, member);
                self.number(b, member);
            }
        }
    }

    fn fact(&mut self, fact: Fact) {
        let known = self.world.known;
        if fact == Fact::HeadCount && self.world.head_count().value().is_none() {
            self.add(Leaf::Roster);
        }
        let place = match fact {
            Fact::HeadCount if self.world.answers.members_complete => None,
            Fact::HeadCount => known.household_size,
            Fact::IncomeScore => known.income_score,
            Fact::DeprivationCount => None,
        };
        if let Some(place) = place {
            self.question(place, None);
        }
    }

    fn age(&mut self, member: Option<usize>) {
        let known = self.world.known;
        let row = self.row(member);
        let answered = |place: &Place| self.world.answers.at(*place, row).is_some();
        let place = known.birth_date.filter(answered).or(known.birth_year.filter(answered));
        if let Some(place) = place.or(known.birth_date) {
            self.question(place, member);
        }
    }

    fn question(&mut self, place: Place, member: Option<usize>) {
        let member = (place.scope == crate::Scope::Member).then_some(member).flatten();
        self.add(Leaf::Question(place, member));
    }

    fn row(&self, member: Option<usize>) -> Option<&'a Member> {
        member.and_then(|position| self.world.answers.members().get(position))
    }
}
