//! What a rule rests on: values, definitions, the score, the number of deprivations.

use law::Standard;
use law::rule::{Body, Definition, Fact, Number, Rule};

/// Everything a rule or definition rests on, also through other definitions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Rests {
    /// Whether on the number of deprivations.
    pub(crate) count: bool,
    /// Whether on the income score.
    pub(crate) score: bool,
    /// Positions of the values it rests on.
    pub(crate) values: Vec<usize>,
}

impl Rests {
    pub(crate) fn of_rule(standard: &Standard, rule: &Rule) -> Rests {
        let mut rests = Rests::default();
        in_rule(rule, &mut |mention| rests.add(standard, mention));
        rests
    }

    pub(crate) fn of_definition(standard: &Standard, index: usize) -> Rests {
        let mut rests = Rests::default();
        rests.add(standard, Mention::Definition(index));
        rests
    }

    fn add(&mut self, standard: &Standard, mention: Mention) {
        match mention {
            Mention::Count => self.count = true,
            Mention::Score => self.score = true,
            Mention::Value(index) => self.values.push(index),
            Mention::Definition(index) => {
                let definition = &standard.definitions()[index];
                // Which of two bodies is read depends on the score.
                self.score |= definition.by_amount.is_some();
                in_definition(definition, &mut |mention| self.add(standard, mention));
            }
        }
    }
}

/// How many definitions lie under this one, one upon the other.
pub(crate) fn depth(standard: &Standard, index: usize) -> usize {
    let mut deepest = 0;
    in_definition(&standard.definitions()[index], &mut |mention| {
        if let Mention::Definition(other) = mention {
            deepest = deepest.max(1 + depth(standard, other));
        }
    });
    deepest
}

#[derive(Clone, Copy)]
enum Mention {
    Count,
    Score,
    Value(usize),
    Definition(usize),
}

fn in_definition(definition: &Definition, tell: &mut dyn FnMut(Mention)) {
    for body in std::iter::once(&definition.body).chain(&definition.by_amount) {
        match body {
            Body::Truth(rule) => in_rule(rule, tell),
            Body::Number(number) => in_number(number, tell),
        }
    }
}

fn in_rule(rule: &Rule, tell: &mut dyn FnMut(Mention)) {
    match rule {
        Rule::Const(_) | Rule::Yes(_) | Rule::OneOf(..) | Rule::In(_) => {}
        Rule::Compare(a, _, b) => {
            in_number(a, tell);
            in_number(b, tell);
        }
        Rule::Not(a) | Rule::Exists(a) | Rule::Every(a) => in_rule(a, tell),
        Rule::And(a, b) | Rule::Or(a, b) => {
            in_rule(a, tell);
            in_rule(b, tell);
        }
        Rule::Named(index) => tell(Mention::Definition(*index)),
    }
}

fn in_number(number: &Number, tell: &mut dyn FnMut(Mention)) {
    match number {
        Number::Fact(Fact::DeprivationCount) => tell(Mention::Count),
        Number::Fact(Fact::IncomeScore) => tell(Mention::Score),
        Number::Value(index) => tell(Mention::Value(*index)),
        Number::Const(_) | Number::Answer(_) | Number::Age | Number::Fact(Fact::HeadCount) => {}
        Number::Named(index) => tell(Mention::Definition(*index)),
        Number::Count(such) => in_rule(such, tell),
        Number::Plus(a, b) | Number::Minus(a, b) | Number::Times(a, b) => {
            in_number(a, tell);
            in_number(b, tell);
        }
    }
}
