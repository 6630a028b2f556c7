//! From the typed rules of the law to programs over planes.
//!
//! Planes know yes-or-no columns, numbers compared with amounts that are the same for a whole area, and
//! the count of deprived indicators. A rule that asks for anything else (members one by one, choices,
//! sums of answers) or for a column that the snapshot has not got is refused, with its name and what it
//! asks for: never approximated.

use ground::{Day, Problem};
use law::rule::{Body, Comparison, Fact, Number, Rule};
use law::{Area, Bounds, Law, Place, Scope, Standard};

use super::super::adder::Adder;
use super::super::count::Counter;
use super::super::plan::{Plan, Poor};
use super::super::schema::{AMOUNT, SCORE, Schema};
use super::super::term::{ByArea, Relation, Step};
use super::{Scenario, Weights};

/// Compiles the scenario for the columns of a snapshot.
pub(super) fn plan(scenario: &Scenario<'_>, schema: &Schema) -> Result<Plan, Problem> {
    let mut indicators = Vec::with_capacity(scenario.indicators.len());
    for code in &scenario.indicators {
        indicators.push(schema.indicator(code).ok_or_else(|| {
            Problem::missing("measures.planes.indicator_absent").with("indicator", code.as_str())
        })?);
    }
    let weights = scenario.weights.numbers();
    for given in std::iter::once(weights.len()).chain(scenario.points.as_ref().map(Vec::len)) {
        if given != indicators.len() {
            return Err(Problem::invalid("measures.planes.weights_number")
                .with("weights", given)
                .with("indicators", indicators.len()));
        }
    }
    let poor = match scenario.cutoff {
        None => Poor::ByClass,
        Some(percent) if percent > 0.0 && percent <= 100.0 => {
            Poor::ByScore(Adder::of(weights), scenario.weights.reach(percent))
        }
        Some(percent) => {
            return Err(Problem::invalid("measures.planes.cutoff_out_of_range")
                .with("value", percent.to_string()));
        }
    };
    let mut rules = Vec::new();
    let mut counter = Counter::of(&vec![1; indicators.len()], None);
    if let Some((law, standard, day)) = scenario.standard {
        let (points, each) = match &scenario.points {
            Some(points) => Weights::points(points, standard.points_per_indicator())?,
            None => (vec![1; indicators.len()], 1.0),
        };
        let [least, most] = Schema::told(standard.id()).map(|name| schema.number(&name));
        counter = Counter::of(&points, least.zip(most));
        let compiler = Compiler { law, standard, day, schema, scenario, each, unscored: false };
        compiler.check_changes()?;
        for rule in standard.rules() {
            if scenario.left_out.contains(&rule.id) {
                continue;
            }
            let mut steps = Vec::new();
            compiler.rule(&rule.when, &mut steps).map_err(|what| {
                Problem::invalid("measures.planes.rule_beyond")
                    .with("standard", standard.id())
                    .with("rule", rule.id.as_str())
                    .with("what", what)
            })?;
            rules.push((rule.class, steps));
        }
    }
    Ok(Plan::new(indicators, rules, counter, poor, (schema.answers(), schema.numbers.len())))
}

/// What cannot be expressed, as the rule's own language names it.
type Beyond = String;

#[derive(Clone, Copy)]
struct Compiler<'a> {
    law: &'a Law,
    standard: &'a Standard,
    day: Day,
    schema: &'a Schema,
    scenario: &'a Scenario<'a>,
    /// What one deprivation counts in the rules' own numbers.
    each: f64,
    /// Inside a definition that reads the income of households without a score.
    unscored: bool,
}

/// One side of a comparison.
enum Side {
    Amount(ByArea<Bounds>),
    Number(usize),
    Count,
}

impl Compiler<'_> {
    /// Whether every value replaced and every rule left out is one of the standard's.
    fn check_changes(&self) -> Result<(), Problem> {
        let unknown = |code, name: &String| {
            Problem::new(ground::Kind::Missing, code)
                .with("standard", self.standard.id())
                .with("name", name.as_str())
        };
        for (id, ..) in &self.scenario.values {
            if self.standard.values().iter().all(|value| value.id != *id) {
                return Err(unknown("measures.planes.no_value", id));
            }
        }
        for id in &self.scenario.left_out {
            if self.standard.rules().iter().all(|rule| rule.id != *id) {
                return Err(unknown("measures.planes.no_rule", id));
            }
        }
        Ok(())
    }

    fn rule(&self, rule: &Rule, steps: &mut Vec<Step>) -> Result<(), Beyond> {
        match rule {
            Rule::Const(holds) => steps.push(Step::Fixed(ByArea::all((*holds, *holds)))),
            Rule::In(area) => {
                let here = |other: Area| (other == *area, other == *area);
                steps.push(Step::Fixed(ByArea {
                    rural: here(Area::Rural),
                    urban: here(Area::Urban),
                    unknown: (false, true),
                }));
            }
            Rule::Yes(place) => {
                let name = self.name(*place)?;
                steps.push(Step::Answer(self.schema.answer(name).ok_or(name)?));
            }
            Rule::OneOf(place, _) => return Err(self.name(*place)?.to_owned()),
            Rule::Compare(a, how, b) => self.compare(a, *how, b, steps)?,
            Rule::Not(a) => {
                self.rule(a, steps)?;
                steps.push(Step::Not);
            }
            Rule::And(a, b) | Rule::Or(a, b) => {
                self.rule(a, steps)?;
                self.rule(b, steps)?;
                steps.push(if matches!(rule, Rule::And(..)) { Step::And } else { Step::Or });
            }
            Rule::Exists(_) | Rule::Every(_) => return Err("members".to_owned()),
            Rule::Named(index) => {
                let definition = &self.standard.definitions()[*index];
                let Body::Truth(body) = &definition.body else {
                    return Err(definition.id.clone());
                };
                self.rule(body, steps)?;
                // Where the snapshot has no amounts, no household has one to be read by.
                let unscored = Compiler { unscored: true, ..*self };
                let columns = (self.schema.number(SCORE), unscored.number(AMOUNT));
                if let (Some(by_amount), (Some(score), Some(amount))) =
                    (&definition.by_amount, columns)
                {
                    let Body::Truth(by_amount) = by_amount else {
                        return Err(definition.id.clone());
                    };
                    unscored.rule(by_amount, steps)?;
                    steps.push(Step::Instead(score, amount));
                }
            }
        }
        Ok(())
    }

    fn compare(
        &self,
        a: &Number,
        how: Comparison,
        b: &Number,
        steps: &mut Vec<Step>,
    ) -> Result<(), Beyond> {
        let (relation, mirrored) = match how {
            Comparison::Less => (Relation::Less, Relation::More),
            Comparison::AtMost => (Relation::AtMost, Relation::AtLeast),
            Comparison::Equal => (Relation::Equal, Relation::Equal),
        };
        steps.push(match (self.side(a)?, self.side(b)?) {
            (Side::Number(number), Side::Amount(with)) => Step::Number(number, relation, with),
            (Side::Amount(with), Side::Number(number)) => Step::Number(number, mirrored, with),
            (Side::Count, Side::Amount(with)) => Step::Count(relation, self.weighed(with)),
            (Side::Amount(with), Side::Count) => Step::Count(mirrored, self.weighed(with)),
            (Side::Amount(a), Side::Amount(b)) => Step::Fixed(a.map2(b, |a, b| {
                let truth = match how {
                    Comparison::Less => a.less(b),
                    Comparison::AtMost => !b.less(a),
                    Comparison::Equal => a.equals(b),
                };
                (truth == law::Truth::True, truth != law::Truth::False)
            })),
            _ => return Err(format!("{how:?}: two answers of one household")),
        });
        Ok(())
    }

    /// Where a number stands, the income perhaps where only those without a score have one.
    fn number(&self, name: &str) -> Option<usize> {
        let unscored = || self.schema.number(Schema::UNSCORED_INCOME);
        let found = self.schema.number(name);
        if self.unscored && name == AMOUNT { found.or_else(unscored) } else { found }
    }

    /// A number of deprivations in the points that the scenario counts in.
    fn weighed(&self, number: ByArea<Bounds>) -> ByArea<Bounds> {
        number.map2(ByArea::all(Bounds::exact(self.each)), Bounds::times)
    }

    fn side(&self, number: &Number) -> Result<Side, Beyond> {
        let column = |name: &str| self.number(name).map(Side::Number).ok_or(name.to_owned());
        Ok(match number {
            Number::Const(number) => Side::Amount(ByArea::all(Bounds::exact(*number))),
            Number::Value(index) => Side::Amount(self.value(*index)),
            Number::Answer(place) => column(self.name(*place)?)?,
            Number::Fact(Fact::IncomeScore) => column(SCORE)?,
            Number::Fact(Fact::DeprivationCount) => Side::Count,
            Number::Fact(Fact::HeadCount) => return Err("head_count".to_owned()),
            Number::Age => return Err("age".to_owned()),
            Number::Count(_) => return Err("members".to_owned()),
            Number::Named(index) => {
                let definition = &self.standard.definitions()[*index];
                match (&definition.body, &definition.by_amount) {
                    (Body::Number(body), None) => self.side(body)?,
                    _ => return Err(definition.id.clone()),
                }
            }
            Number::Plus(a, b) => self.amounts(a, b, Bounds::plus)?,
            Number::Minus(a, b) => self.amounts(a, b, Bounds::minus)?,
            Number::Times(a, b) => self.amounts(a, b, Bounds::times)?,
        })
    }

    fn amounts(
        &self,
        a: &Number,
        b: &Number,
        how: fn(Bounds, Bounds) -> Bounds,
    ) -> Result<Side, Beyond> {
        match (self.side(a)?, self.side(b)?) {
            (Side::Amount(a), Side::Amount(b)) => Ok(Side::Amount(a.map2(b, how))),
            _ => Err("+ - *".to_owned()),
        }
    }

    /// The figures of the standard's own days, or what the scenario puts in their place.
    fn value(&self, index: usize) -> ByArea<Bounds> {
        let value = &self.standard.values()[index];
        let period = self.standard.period();
        let day = self.day.max(period.from).min(period.to.unwrap_or(self.day).max(period.from));
        let amount =
            |area: Area| {
                let replaced =
                    self.scenario.values.iter().rev().find(|(id, here, _)| {
                        *id == value.id && here.is_none_or(|here| here == area)
                    });
                let amount = match replaced {
                    Some((.., amount)) => Some(*amount),
                    None => value.figure(area, day).map(|figure| figure.amount),
                };
                amount.map_or(Bounds::UNKNOWN, |amount| Bounds::exact(amount as f64))
            };
        let (rural, urban) = (amount(Area::Rural), amount(Area::Urban));
        ByArea { rural, urban, unknown: rural.hull(urban) }
    }

    /// The id of a household question.
    fn name(&self, place: Place) -> Result<&str, Beyond> {
        match place.scope {
            Scope::Household => Ok(self.law.questionnaire().at(place).id.as_str()),
            Scope::Member => Err("members".to_owned()),
        }
    }
}
