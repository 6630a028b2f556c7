//! The fourth reading of the law: the rule tree as XPath 1.0, to be worked out on a phone.
//!
//! XPath knows true and false only. Every statement therefore becomes two expressions, one that holds
//! when it is surely so and one that holds when it surely is not; while an answer is missing neither
//! does. Conditions on members become two marks (1 or 0) in each member's part of the form, which the
//! household's part sums up.

use ground::{Day, Problem};
use law::rule::{Body, Fact, Number as Numeric, Rule};
use law::{Area, Bounds, Place, Questionnaire, Scope, ScoreTable, Standard, Trust};

use super::number::Number;

/// Where the whole form keeps what the rules read.
pub(super) const AREA: &str = "/data/visit/area";
pub(super) const REGION: &str = "/data/visit/region";
pub(super) const PROVINCE: &str = "/data/visit/province";
pub(super) const COMPLETE: &str = "/data/roster/complete";
pub(super) const MEMBER: &str = "/data/roster/member";
pub(super) const HEADS: [&str; 2] = ["/data/roster/heads_low", "/data/roster/heads_high"];

/// A statement: when it surely holds, and when it surely does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Truth {
    pub(super) yes: String,
    pub(super) no: String,
}

impl Truth {
    /// The text of the node that keeps it: `yes`, `no`, or blank while it is not known.
    pub(super) fn kept(&self) -> String {
        format!("if({}, 'yes', if({}, 'no', ''))", self.yes, self.no)
    }

    /// What such a node says.
    pub(super) fn of(node: &str) -> Truth {
        Truth { yes: format!("{node} = 'yes'"), no: format!("{node} = 'no'") }
    }
}

/// Whose statement it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// A member's, written beside the member's answers.
    Member,
    /// The household's.
    Household,
}

/// Conditions on members met so far, over all standards; the same condition is worked out once.
#[derive(Default)]
pub(super) struct Conditions(pub(super) Vec<Truth>);

impl Conditions {
    /// The name under which the members who are such are marked.
    fn name(&mut self, such: Truth) -> String {
        let known = self.0.iter().position(|condition| *condition == such);
        let at = known.unwrap_or_else(|| {
            self.0.push(such);
            self.0.len() - 1
        });
        format!("who{}", at + 1)
    }
}

/// Turns the rules of one standard into XPath.
pub(super) struct Writer<'a> {
    pub(super) standard: &'a Standard,
    /// A day on which the form is used; its figures hold on all of them.
    pub(super) day: Day,
    pub(super) conditions: &'a mut Conditions,
}

impl<'a> Writer<'a> {
    pub(super) fn truth(&mut self, rule: &Rule, stand: Stand) -> Result<Truth, Problem> {
        Ok(match rule {
            Rule::Const(holds) => Truth { yes: constant(*holds), no: constant(!holds) },
            Rule::Yes(place) => Truth::of(&self.node(*place, stand)),
            Rule::OneOf(place, choices) => self.one_of(*place, choices, stand),
            Rule::In(area) => {
                let other = if *area == Area::Urban { Area::Rural } else { Area::Urban };
                Truth { yes: is(AREA, area.as_str()), no: is(AREA, other.as_str()) }
            }
            Rule::Compare(a, how, b) => {
                let (yes, no) = self.number(a, stand)?.compare(*how, &self.number(b, stand)?);
                Truth { yes, no }
            }
            Rule::Not(a) => {
                let Truth { yes, no } = self.truth(a, stand)?;
                Truth { yes: no, no: yes }
            }
            Rule::And(a, b) => {
                let (a, b) = (self.truth(a, stand)?, self.truth(b, stand)?);
                Truth { yes: both(&a.yes, &b.yes), no: either(&a.no, &b.no) }
            }
            Rule::Or(a, b) => {
                let (a, b) = (self.truth(a, stand)?, self.truth(b, stand)?);
                Truth { yes: either(&a.yes, &b.yes), no: both(&a.no, &b.no) }
            }
            Rule::Exists(such) => {
                let who = self.members_who(such)?;
                Truth { yes: some(&who, "yes"), no: all(&who, "no") }
            }
            Rule::Every(such) => {
                let who = self.members_who(such)?;
                Truth { yes: all(&who, "yes"), no: some(&who, "no") }
            }
            Rule::Named(index) => match stand {
                Stand::Household => Truth::of(&self.definition(*index)),
                Stand::Member => match self.body(*index) {
                    Body::Truth(rule) => self.truth(&rule, stand)?,
                    Body::Number(_) => unreachable!("the compiler tells truths from numbers"),
                },
            },
        })
    }

    fn one_of(&self, place: Place, choices: &[u16], stand: Stand) -> Truth {
        let node = self.node(place, stand);
        let question = self.standard.questionnaire().at(place);
        let such = |chosen: bool| {
            let codes = question.choices.iter().enumerate();
            let codes = codes.filter(|(at, _)| choices.contains(&(*at as u16)) == chosen);
            let codes: Vec<String> = codes.map(|(_, choice)| is(&node, &choice.code)).collect();
            if codes.is_empty() { constant(false) } else { format!("({})", codes.join(" or ")) }
        };
        // A choice that is none of them is another one; a blank is neither.
        let (yes, no) = (such(true), such(false));
        let named = choices.len();
        if named * 2 > question.choices.len() {
            return Truth { yes: format!("({node} != '' and not({no}))"), no };
        }
        Truth { no: format!("({node} != '' and not({yes}))"), yes }
    }

    pub(super) fn number(&mut self, number: &Numeric, stand: Stand) -> Result<Number, Problem> {
        Ok(match number {
            Numeric::Const(number) => Number::Constant(*number),
            Numeric::Answer(place) => Number::answered(&self.node(*place, stand)),
            Numeric::Age => Number::between("../age_low", "../age_high"),
            Numeric::Value(index) => self.value(*index),
            Numeric::Fact(Fact::HeadCount) => Number::between(HEADS[0], HEADS[1]),
            Numeric::Fact(Fact::IncomeScore) => self.score(),
            Numeric::Fact(Fact::DeprivationCount) => {
                let node = |end: &str| self.result(&format!("count_{end}"));
                Number::between(&node("low"), &node("high"))
            }
            Numeric::Named(index) if stand == Stand::Household => {
                let node = self.definition(*index);
                Number::between(&format!("{node}_low"), &format!("{node}_high"))
            }
            Numeric::Named(index) => match self.body(*index) {
                Body::Number(number) => self.number(&number, stand)?,
                Body::Truth(_) => unreachable!("the compiler tells truths from numbers"),
            },
            Numeric::Count(such) => {
                let who = self.members_who(such)?;
                let may = format!("(count({MEMBER}) - {})", marked(&who, "no"));
                let open = super::number::ENDLESS;
                Number::Within(
                    marked(&who, "yes"),
                    format!("if({COMPLETE} = 'yes', {may}, {open})"),
                )
            }
            Numeric::Plus(a, b) => self.number(a, stand)?.plus(&self.number(b, stand)?),
            Numeric::Minus(a, b) => self.number(a, stand)?.minus(&self.number(b, stand)?),
            Numeric::Times(a, b) => self.number(a, stand)?.times(&self.number(b, stand)?)?,
        })
    }

    /// The table of points in force while the form is used.
    pub(super) fn table(&self) -> Option<&'a ScoreTable> {
        let mut tables = self.standard.score_tables().iter();
        tables.find(|table| table.period.contains(self.day))
    }

    /// Where the reviewer writes a score down.
    pub(super) fn stated(&self) -> Option<String> {
        let place = self.standard.known_questions().income_score?;
        Some(self.node(place, Stand::Household))
    }

    /// The score: as the reviewer wrote it down, or as the form adds it up.
    fn score(&self) -> Number {
        if self.table().is_some() {
            return Number::between(&score_node("low"), &score_node("high"));
        }
        self.stated().map_or_else(Number::unknown, |stated| Number::answered(&stated))
    }

    /// When there is no score to go by.
    pub(super) fn without_score(&self) -> String {
        if self.table().is_some() {
            return format!("{} = 'no'", score_node("given"));
        }
        self.stated().map_or_else(|| constant(true), |stated| format!("{stated} = ''"))
    }

    /// A figure of the law for the household's area.
    fn value(&self, index: usize) -> Number {
        let value = &self.standard.values()[index];
        let day = self.standard.figures_on(self.day);
        let on = |area| value.bounds(area, day, Trust::All);
        let [rural, urban, unknown] = [on(Some(Area::Rural)), on(Some(Area::Urban)), on(None)];
        if rural == urban {
            return match rural.value() {
                Some(number) => Number::Constant(number),
                None => Number::unknown(),
            };
        }
        let end = |of: &dyn Fn(Bounds) -> f64| {
            let [rural, urban, unknown] = [of(rural), of(urban), of(unknown)].map(|end| {
                if end.is_finite() {
                    super::number::literal(end)
                } else if end > 0.0 {
                    super::number::ENDLESS.to_owned()
                } else {
                    format!("(-{})", super::number::ENDLESS)
                }
            });
            let (in_rural, in_urban) = (is(AREA, "rural"), is(AREA, "urban"));
            format!("if({in_rural}, {rural}, if({in_urban}, {urban}, {unknown}))")
        };
        Number::Within(end(&|bounds| bounds.low), end(&|bounds| bounds.high))
    }

    /// The mark of the members of whom the condition holds.
    fn members_who(&mut self, such: &Rule) -> Result<String, Problem> {
        let such = self.truth(such, Stand::Member)?;
        Ok(self.conditions.name(such))
    }

    /// A definition within a condition on members: never one of the whole household, so it has one body.
    fn body(&self, index: usize) -> Body {
        self.standard.definitions()[index].body.clone()
    }

    fn definition(&self, index: usize) -> String {
        self.result(&format!("def_{}", self.standard.definitions()[index].id))
    }

    /// A node of the standard's own part of the form.
    pub(super) fn result(&self, name: &str) -> String {
        format!("{}/{name}", results(self.standard))
    }

    /// The node of an answer.
    pub(super) fn node(&self, place: Place, stand: Stand) -> String {
        let questionnaire = self.standard.questionnaire();
        match (place.scope, stand) {
            (Scope::Member, Stand::Member) => format!("../{}", questionnaire.at(place).id),
            _ => path(questionnaire, place),
        }
    }
}

/// A node of the part where the score is added up.
pub(super) fn score_node(name: &str) -> String {
    format!("/data/score/{name}")
}

/// The part of the form where a standard's results stand.
pub(super) fn results(standard: &Standard) -> String {
    format!("/data/{}", results_name(standard))
}

/// The name of that part.
pub(super) fn results_name(standard: &Standard) -> String {
    format!("result_{}", standard.id().replace(|c: char| !c.is_ascii_alphanumeric(), "_"))
}

/// Where the answer to a question stands in the form.
pub(super) fn path(questionnaire: &Questionnaire, place: Place) -> String {
    let question = questionnaire.at(place);
    match place.scope {
        Scope::Household => format!("/data/{}/{}", question.block, question.id),
        Scope::Member => format!("{MEMBER}/{}", question.id),
    }
}

fn is(node: &str, code: &str) -> String {
    format!("{node} = '{code}'")
}

fn constant(holds: bool) -> String {
    if holds { "true()" } else { "false()" }.to_owned()
}

fn both(a: &str, b: &str) -> String {
    format!("({a} and {b})")
}

fn either(a: &str, b: &str) -> String {
    format!("({a} or {b})")
}

/// How many members are marked so. Engines disagree on the sum of nothing: it is 0, or not a number.
fn marked(who: &str, how: &str) -> String {
    format!("if(count({MEMBER}) = 0, 0, sum({MEMBER}/{who}_{how}))")
}

/// Some member is marked so.
fn some(who: &str, how: &str) -> String {
    format!("{} > 0", marked(who, how))
}

/// All members are listed, and every one is marked so.
fn all(who: &str, how: &str) -> String {
    format!("({COMPLETE} = 'yes' and {} = count({MEMBER}))", marked(who, how))
}
