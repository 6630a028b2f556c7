//! Reading the tree for one household.

use ground::Day;

use super::{Body, Comparison, Definition, Fact, Number, Rule};
use crate::answers::Member;
use crate::standard::{Trust, Value};
use crate::{Answer, Answers, Bounds, Place, Scope, Setting, Truth};

/// Everything a rule may look at.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) answers: &'a Answers,
    pub(crate) setting: &'a Setting,
    /// Day whose figures apply.
    pub(crate) figures_on: Day,
    pub(crate) values: &'a [Value],
    /// Which figures count.
    pub(crate) trust: Trust,
    pub(crate) definitions: &'a [Definition],
    /// Places of the questions the engine itself reads.
    pub(crate) known: &'a KnownQuestions,
    pub(crate) income_score: Bounds,
    pub(crate) deprivation_count: Bounds,
    /// Whether definitions are to be read by amount, for want of a score.
    pub(crate) by_amount: bool,
}

/// Places of the questions the engine itself reads.
///
/// A questionnaire need not have them; what is not asked is not known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct KnownQuestions {
    /// `household_size`: members as stated, used while the list of members is incomplete.
    pub household_size: Option<Place>,
    /// `birth_date` of a member.
    pub birth_date: Option<Place>,
    /// `birth_year` of a member, used where the date is not answered.
    pub birth_year: Option<Place>,
    /// `stated_income_score`: score of form B1 as an imported list states it.
    pub income_score: Option<Place>,
    /// `stated_deprivation_score`: score of form B2 as an imported list states it, in points.
    pub deprivation_score: Option<Place>,
    /// `monthly_income_per_head`, in đồng.
    pub income: Option<Place>,
    /// `stated_class`: the class that an imported list states.
    pub class: Option<Place>,
}

impl World<'_> {
    pub(crate) fn truth(&self, rule: &Rule, member: Option<&Member>) -> Truth {
        match rule {
            Rule::Const(holds) => Truth::from(*holds),
            Rule::Yes(place) => match self.answers.at(*place, member) {
                Some(Answer::Bool(yes)) => Truth::from(yes),
                _ => Truth::Unknown,
            },
            Rule::OneOf(place, choices) => match self.answers.at(*place, member) {
                Some(Answer::Choice(choice)) => Truth::from(choices.contains(&choice)),
                _ => Truth::Unknown,
            },
            Rule::In(area) => Truth::from(self.setting.area.map(|here| here == *area)),
            Rule::Compare(a, how, b) => {
                let (a, b) = (self.number(a, member), self.number(b, member));
                match how {
                    Comparison::Less => a.less(b),
                    Comparison::AtMost => !b.less(a),
                    Comparison::Equal => a.equals(b),
                }
            }
            Rule::Not(a) => !self.truth(a, member),
            Rule::And(a, b) => match self.truth(a, member) {
                Truth::False => Truth::False,
                left => left.and(self.truth(b, member)),
            },
            Rule::Or(a, b) => match self.truth(a, member) {
                Truth::True => Truth::True,
                left => left.or(self.truth(b, member)),
            },
            Rule::Exists(such) => self.exists(such, Truth::True),
            Rule::Every(such) => !self.exists(such, Truth::False),
            Rule::Named(index) => match self.body(*index) {
                Body::Truth(rule) => self.truth(rule, None),
                Body::Number(_) => unreachable!("the compiler tells truths from numbers"),
            },
        }
    }

    /// Whether some member's `such` comes out as `wanted`; unknown while a member may be missing.
    fn exists(&self, such: &Rule, wanted: Truth) -> Truth {
        let mut found = Truth::from(self.answers.members_complete.then_some(false));
        for member in self.answers.members() {
            match self.truth(such, Some(member)) {
                truth if truth == wanted => return Truth::True,
                Truth::Unknown => found = Truth::Unknown,
                _ => {}
            }
        }
        found
    }

    pub(crate) fn number(&self, number: &Number, member: Option<&Member>) -> Bounds {
        match number {
            Number::Const(number) => Bounds::exact(*number),
            Number::Answer(place) => self.answer(*place, member),
            Number::Age => self.age(member),
            Number::Value(index) => {
                self.values[*index].bounds(self.setting.area, self.figures_on, self.trust)
            }
            Number::Fact(Fact::HeadCount) => self.head_count(),
            Number::Fact(Fact::IncomeScore) => self.income_score,
            Number::Fact(Fact::DeprivationCount) => self.deprivation_count,
            Number::Named(index) => match self.body(*index) {
                Body::Number(number) => self.number(number, None),
                Body::Truth(_) => unreachable!("the compiler tells truths from numbers"),
            },
            Number::Count(such) => self.count(such),
            Number::Plus(a, b) => self.number(a, member).plus(self.number(b, member)),
            Number::Minus(a, b) => self.number(a, member).minus(self.number(b, member)),
            Number::Times(a, b) => self.number(a, member).times(self.number(b, member)),
        }
    }

    pub(crate) fn body(&self, index: usize) -> &Body {
        let definition = &self.definitions[index];
        match &definition.by_amount {
            Some(by_amount) if self.by_amount => by_amount,
            _ => &definition.body,
        }
    }

    pub(crate) fn answer(&self, place: Place, member: Option<&Member>) -> Bounds {
        match self.answers.at(place, member) {
            Some(Answer::Int(number)) => Bounds::exact(number as f64),
            Some(Answer::Decimal(number)) => Bounds::exact(number),
            _ => Bounds::UNKNOWN,
        }
    }

    fn count(&self, such: &Rule) -> Bounds {
        let mut bounds = Bounds::exact(0.0);
        for member in self.answers.members() {
            match self.truth(such, Some(member)) {
                Truth::True => bounds = bounds.plus(Bounds::exact(1.0)),
                Truth::Unknown => bounds.high += 1.0,
                Truth::False => {}
            }
        }
        if !self.answers.members_complete {
            bounds.high = f64::INFINITY;
        }
        bounds
    }

    /// Counted when the roster is complete; else as stated, but never fewer than are listed.
    pub(crate) fn head_count(&self) -> Bounds {
        let listed = self.answers.members().len() as f64;
        if self.answers.members_complete {
            return Bounds::exact(listed);
        }
        match self.stated(self.known.household_size) {
            Some(stated) if stated >= listed => Bounds::exact(stated),
            _ => Bounds::between(listed.max(1.0), f64::INFINITY),
        }
    }

    /// A stated household number.
    pub(crate) fn stated(&self, place: Option<Place>) -> Option<f64> {
        self.answer(place?, None).value()
    }

    /// Completed years on the day of the visit. A bare birth year leaves two possible ages, because
    /// this year's birthday may be still to come.
    fn age(&self, member: Option<&Member>) -> Bounds {
        let today = self.setting.day;
        let answer = |place: Option<Place>| {
            place
                .filter(|place| place.scope == Scope::Member)
                .and_then(|place| self.answers.at(place, member))
        };
        if let Some(Answer::Day(born)) = answer(self.known.birth_date) {
            return Bounds::exact(f64::from(born.age_on(today)));
        }
        if let Some(Answer::Int(year)) = answer(self.known.birth_year) {
            let years = i64::from(today.year()) - year;
            let youngest = if (today.month(), today.day()) == (12, 31) { years } else { years - 1 };
            return Bounds::between(youngest as f64, years as f64);
        }
        Bounds::UNKNOWN
    }
}
