//! From CEL text to the typed tree, checked against the questionnaire.

use std::collections::{HashMap, HashSet};

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SourceInfo, operators};
use ground::Problem;

use super::{Body, Comparison, Fact, Number, Rule};
use crate::{AnswerType, Area, Place, Questionnaire, Scope};

/// What an expression may refer to.
pub(crate) struct Names<'a> {
    /// Questions.
    pub(crate) questionnaire: &'a Questionnaire,
    /// Dated values of the standard, by id.
    pub(crate) values: HashMap<String, usize>,
    /// Definitions compiled so far.
    pub(crate) definitions: HashMap<String, Named>,
    /// Whether `deprivation_count` exists yet; not inside an indicator, which is itself counted.
    pub(crate) counted: bool,
}

/// A definition as other expressions see it.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    pub(crate) index: usize,
    pub(crate) is_number: bool,
    pub(crate) counted: bool,
    /// Whether it needs the whole household worked out first: its members, its score, its count.
    pub(crate) whole: bool,
}

/// A parsed CEL expression with the places of its parts.
pub(crate) struct Parsed {
    expr: IdedExpr,
    info: SourceInfo,
}

/// An expression, whether it rests on `deprivation_count`, and whether on the whole household.
pub(crate) struct Compiled {
    pub(crate) body: Body,
    pub(crate) counted: bool,
    pub(crate) whole: bool,
}

/// A mistake in an expression, at a byte offset into it.
pub(crate) struct Mistake {
    pub(crate) offset: usize,
    pub(crate) problem: Problem,
}

/// Parses CEL. No macros: `exists` and `filter` must reach us as they were written.
pub(crate) fn parse(text: &str) -> Result<Parsed, Mistake> {
    let (expr, info) =
        cel::Env::default().parser().parse_with_source_info(text).map_err(|errors| {
            let first = errors.errors.first();
            let offset = first.map_or(0, |error| {
                let line = usize::try_from(error.pos.0).unwrap_or(1).max(1);
                text.split_inclusive('\n').take(line - 1).map(str::len).sum()
            });
            let detail = first.map_or_else(String::new, |error| plainly(&error.msg));
            Mistake { offset, problem: Problem::invalid("law.rule.syntax").with("detail", detail) }
        })?;
    Ok(Parsed { expr, info })
}

/// What the parser says, without what it wraps around it and the list of all it would have taken.
fn plainly(said: &str) -> String {
    let said = said.rsplit("msg: \"").next().unwrap_or(said);
    let said = said.split("\", expr_id").next().unwrap_or(said);
    let said = said.strip_prefix("Syntax error: ").unwrap_or(said);
    said.split(" expecting ").next().unwrap_or(said).to_owned()
}

/// The plain names an expression mentions, to order definitions before their users.
pub(crate) fn identifiers(parsed: &Parsed) -> HashSet<String> {
    fn walk(expr: &Expr, into: &mut HashSet<String>) {
        match expr {
            Expr::Ident(name) => drop(into.insert(name.clone())),
            Expr::Call(call) => call
                .target
                .iter()
                .map(|target| &target.expr)
                .chain(call.args.iter().map(|arg| &arg.expr))
                .for_each(|part| walk(part, into)),
            Expr::Select(select) => walk(&select.operand.expr, into),
            Expr::List(list) => list.elements.iter().for_each(|part| walk(&part.expr, into)),
            _ => {}
        }
    }
    let mut names = HashSet::new();
    walk(&parsed.expr.expr, &mut names);
    names
}

/// Checks types and resolves names.
pub(crate) fn compile(parsed: &Parsed, names: &Names<'_>) -> Result<Compiled, Mistake> {
    let mut compiler =
        Compiler { names, info: &parsed.info, member: None, counted: false, whole: false };
    let body = match compiler.typed(&parsed.expr)? {
        Typed::Truth(rule) => Body::Truth(rule),
        Typed::Number(number) => Body::Number(number),
        other => return Err(compiler.wrong(&parsed.expr, "yes_no", other.kind())),
    };
    Ok(Compiled { body, counted: compiler.counted, whole: compiler.whole })
}

/// An expression with its type.
enum Typed {
    Truth(Rule),
    Number(Number),
    Choice(Place),
    Area,
    Text(String),
    Members,
    Filtered(Rule),
    Member,
}

impl Typed {
    fn kind(&self) -> &'static str {
        match self {
            Typed::Truth(_) => "yes_no",
            Typed::Number(_) => "number",
            Typed::Choice(_) => "choice",
            Typed::Area => "area",
            Typed::Text(_) => "text",
            Typed::Members | Typed::Filtered(_) => "members",
            Typed::Member => "member",
        }
    }
}

struct Compiler<'a> {
    names: &'a Names<'a>,
    info: &'a SourceInfo,
    /// Name of the member variable while inside `exists`, `all` or `filter`.
    member: Option<String>,
    counted: bool,
    whole: bool,
}

impl Compiler<'_> {
    fn typed(&mut self, expr: &IdedExpr) -> Result<Typed, Mistake> {
        match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::Ident(name) => self.ident(expr, name),
            Expr::Select(select) if !select.test => {
                let of_member = matches!(self.typed(&select.operand)?, Typed::Member);
                if !of_member {
                    return Err(self.unsupported(expr, &format!(".{}", select.field)));
                }
                if select.field == "age" {
                    return Ok(Typed::Number(Number::Age));
                }
                self.question(expr, &select.field, Scope::Member)
            }
            Expr::Call(call) => self.call(expr, call),
            _ => Err(self.unsupported(expr, "{} / []")),
        }
    }

    fn literal(&self, expr: &IdedExpr, literal: &LiteralValue) -> Result<Typed, Mistake> {
        Ok(match literal {
            LiteralValue::Boolean(yes) => Typed::Truth(Rule::Const(*yes.inner())),
            LiteralValue::Int(number) => Typed::Number(Number::Const(*number.inner() as f64)),
            LiteralValue::Double(number) => Typed::Number(Number::Const(*number.inner())),
            LiteralValue::String(text) => Typed::Text(text.inner().to_owned()),
            _ => return Err(self.unsupported(expr, "b\"\" / 1u / null")),
        })
    }

    fn ident(&mut self, expr: &IdedExpr, name: &str) -> Result<Typed, Mistake> {
        if self.member.as_deref() == Some(name) {
            return Ok(Typed::Member);
        }
        let fact = |fact| Ok(Typed::Number(Number::Fact(fact)));
        match name {
            "members" if self.member.is_none() => {
                self.whole = true;
                return Ok(Typed::Members);
            }
            // The message about members inside members comes from `predicate`.
            "members" => return Ok(Typed::Members),
            "area" => return Ok(Typed::Area),
            "head_count" => return self.of_the_whole(expr, name).and(fact(Fact::HeadCount)),
            "income_score" => return self.of_the_whole(expr, name).and(fact(Fact::IncomeScore)),
            "deprivation_count" if self.names.counted => {
                self.counted = true;
                return self.of_the_whole(expr, name).and(fact(Fact::DeprivationCount));
            }
            "deprivation_count" => {
                return Err(self.mistake(expr, Problem::invalid("law.rule.counts_itself")));
            }
            _ => {}
        }
        if let Some(definition) = self.names.definitions.get(name) {
            if definition.counted && !self.names.counted {
                return Err(self.mistake(expr, Problem::invalid("law.rule.counts_itself")));
            }
            self.counted |= definition.counted;
            if definition.whole {
                self.of_the_whole(expr, name)?;
            }
            return Ok(if definition.is_number {
                Typed::Number(Number::Named(definition.index))
            } else {
                Typed::Truth(Rule::Named(definition.index))
            });
        }
        if let Some(value) = self.names.values.get(name) {
            return Ok(Typed::Number(Number::Value(*value)));
        }
        self.question(expr, name, Scope::Household)
    }

    /// What is worked out over the whole household cannot stand in a condition on one member: columns
    /// and SQL read all members once, before anything about the household is known.
    fn of_the_whole(&mut self, expr: &IdedExpr, name: &str) -> Result<(), Mistake> {
        self.whole = true;
        if self.member.is_none() {
            return Ok(());
        }
        let problem = Problem::invalid("law.rule.whole_in_member").with("name", name);
        Err(self.mistake(expr, problem))
    }

    fn question(&self, expr: &IdedExpr, id: &str, scope: Scope) -> Result<Typed, Mistake> {
        let question = self.names.questionnaire.find(id).ok_or_else(|| {
            self.mistake(expr, Problem::invalid("law.rule.unknown_name").with("name", id))
        })?;
        if question.place.scope != scope {
            let code = match scope {
                Scope::Household => "law.rule.member_question",
                Scope::Member => "law.rule.household_question",
            };
            return Err(self.mistake(expr, Problem::invalid(code).with("name", id)));
        }
        Ok(match question.answer {
            AnswerType::YesNo => Typed::Truth(Rule::Yes(question.place)),
            AnswerType::Integer | AnswerType::Decimal => {
                Typed::Number(Number::Answer(question.place))
            }
            AnswerType::Choice => Typed::Choice(question.place),
            AnswerType::Date => {
                return Err(self.mistake(expr, Problem::invalid("law.rule.date").with("name", id)));
            }
        })
    }

    fn call(&mut self, expr: &IdedExpr, call: &CallExpr) -> Result<Typed, Mistake> {
        if let Some(target) = &call.target {
            return self.member_call(expr, call, target);
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_NOT, [a]) => Ok(Typed::Truth(Rule::Not(Box::new(self.truth(a)?)))),
            (operators::LOGICAL_AND, [a, b]) => {
                Ok(Typed::Truth(Rule::And(Box::new(self.truth(a)?), Box::new(self.truth(b)?))))
            }
            (operators::LOGICAL_OR, [a, b]) => {
                Ok(Typed::Truth(Rule::Or(Box::new(self.truth(a)?), Box::new(self.truth(b)?))))
            }
            (operators::ADD, [a, b]) => self.arithmetic(Number::Plus, a, b),
            (operators::SUBSTRACT, [a, b]) => self.arithmetic(Number::Minus, a, b),
            (operators::MULTIPLY, [a, b]) => self.arithmetic(Number::Times, a, b),
            (operators::NEGATE, [a]) => Ok(Typed::Number(Number::Minus(
                Box::new(Number::Const(0.0)),
                Box::new(self.number(a)?),
            ))),
            (operators::LESS, [a, b]) => self.compare(a, Comparison::Less, b),
            (operators::GREATER, [a, b]) => self.compare(b, Comparison::Less, a),
            (operators::LESS_EQUALS, [a, b]) => self.compare(a, Comparison::AtMost, b),
            (operators::GREATER_EQUALS, [a, b]) => self.compare(b, Comparison::AtMost, a),
            (operators::EQUALS, [a, b]) => self.equals(expr, a, b).map(Typed::Truth),
            (operators::NOT_EQUALS, [a, b]) => {
                Ok(Typed::Truth(Rule::Not(Box::new(self.equals(expr, a, b)?))))
            }
            (operators::IN, [a, b]) => self.within(expr, a, b),
            (name, _) => Err(self.unsupported(expr, name.trim_matches('_'))),
        }
    }

    /// `members.exists(m, …)`, `.all(m, …)`, `.filter(m, …)` and `.size()`.
    fn member_call(
        &mut self,
        expr: &IdedExpr,
        call: &CallExpr,
        target: &IdedExpr,
    ) -> Result<Typed, Mistake> {
        let of = self.typed(target)?;
        match (of, call.func_name.as_str(), call.args.as_slice()) {
            (Typed::Members, operators::EXISTS, [name, such]) => {
                Ok(Typed::Truth(Rule::Exists(Box::new(self.predicate(name, such)?))))
            }
            (Typed::Members, operators::ALL, [name, such]) => {
                Ok(Typed::Truth(Rule::Every(Box::new(self.predicate(name, such)?))))
            }
            (Typed::Members, operators::FILTER, [name, such]) => {
                Ok(Typed::Filtered(self.predicate(name, such)?))
            }
            (Typed::Members, "size", []) => {
                self.of_the_whole(expr, "members.size()")?;
                Ok(Typed::Number(Number::Fact(Fact::HeadCount)))
            }
            (Typed::Filtered(such), "size", []) => Ok(Typed::Number(Number::Count(Box::new(such)))),
            _ => Err(self.unsupported(expr, &format!(".{}()", call.func_name))),
        }
    }

    fn predicate(&mut self, name: &IdedExpr, such: &IdedExpr) -> Result<Rule, Mistake> {
        let Expr::Ident(name) = &name.expr else {
            return Err(self.unsupported(name, "…(?, …)"));
        };
        if self.member.is_some() {
            return Err(self.unsupported(such, "members … members"));
        }
        self.member = Some(name.clone());
        let rule = self.truth(such);
        self.member = None;
        rule
    }

    fn truth(&mut self, expr: &IdedExpr) -> Result<Rule, Mistake> {
        match self.typed(expr)? {
            Typed::Truth(rule) => Ok(rule),
            other => Err(self.wrong(expr, "yes_no", other.kind())),
        }
    }

    fn number(&mut self, expr: &IdedExpr) -> Result<Number, Mistake> {
        match self.typed(expr)? {
            Typed::Number(number) => Ok(number),
            other => Err(self.wrong(expr, "number", other.kind())),
        }
    }

    fn arithmetic(
        &mut self,
        make: fn(Box<Number>, Box<Number>) -> Number,
        a: &IdedExpr,
        b: &IdedExpr,
    ) -> Result<Typed, Mistake> {
        Ok(Typed::Number(make(Box::new(self.number(a)?), Box::new(self.number(b)?))))
    }

    fn compare(&mut self, a: &IdedExpr, how: Comparison, b: &IdedExpr) -> Result<Typed, Mistake> {
        Ok(Typed::Truth(Rule::Compare(self.number(a)?, how, self.number(b)?)))
    }

    fn equals(&mut self, expr: &IdedExpr, a: &IdedExpr, b: &IdedExpr) -> Result<Rule, Mistake> {
        match (self.typed(a)?, self.typed(b)?) {
            (Typed::Number(a), Typed::Number(b)) => Ok(Rule::Compare(a, Comparison::Equal, b)),
            (Typed::Choice(place), Typed::Text(code))
            | (Typed::Text(code), Typed::Choice(place)) => {
                Ok(Rule::OneOf(place, vec![self.choice(expr, place, &code)?]))
            }
            (Typed::Area, Typed::Text(code)) | (Typed::Text(code), Typed::Area) => {
                Ok(Rule::In(self.area(expr, &code)?))
            }
            (Typed::Truth(rule), Typed::Truth(Rule::Const(yes)))
            | (Typed::Truth(Rule::Const(yes)), Typed::Truth(rule)) => {
                Ok(if yes { rule } else { Rule::Not(Box::new(rule)) })
            }
            (a, b) => Err(self.wrong(expr, a.kind(), b.kind())),
        }
    }

    /// `a in ["x", "y"]`
    fn within(&mut self, expr: &IdedExpr, a: &IdedExpr, b: &IdedExpr) -> Result<Typed, Mistake> {
        let Typed::Choice(place) = self.typed(a)? else {
            return Err(self.unsupported(expr, "in"));
        };
        let Expr::List(list) = &b.expr else { return Err(self.unsupported(b, "in")) };
        let mut choices = Vec::new();
        for element in &list.elements {
            match self.typed(element)? {
                Typed::Text(code) => choices.push(self.choice(element, place, &code)?),
                other => return Err(self.wrong(element, "text", other.kind())),
            }
        }
        Ok(Typed::Truth(Rule::OneOf(place, choices)))
    }

    fn choice(&self, expr: &IdedExpr, place: Place, code: &str) -> Result<u16, Mistake> {
        let question = self.names.questionnaire.at(place);
        question.choice(code).ok_or_else(|| {
            let problem = Problem::invalid("law.rule.unknown_choice")
                .with("question", question.id.as_str())
                .with("choice", code);
            self.mistake(expr, problem)
        })
    }

    fn area(&self, expr: &IdedExpr, code: &str) -> Result<Area, Mistake> {
        Area::from_code(code).ok_or_else(|| {
            let problem = Problem::invalid("law.rule.unknown_choice")
                .with("question", "area")
                .with("choice", code);
            self.mistake(expr, problem)
        })
    }

    fn wrong(&self, expr: &IdedExpr, expected: &str, found: &str) -> Mistake {
        let problem =
            Problem::invalid("law.rule.type").with("expected", expected).with("found", found);
        self.mistake(expr, problem)
    }

    fn unsupported(&self, expr: &IdedExpr, what: &str) -> Mistake {
        self.mistake(expr, Problem::invalid("law.rule.unsupported").with("what", what))
    }

    fn mistake(&self, expr: &IdedExpr, problem: Problem) -> Mistake {
        let offset = self.info.offset_for(expr.id).map_or(0, |(start, _)| start as usize);
        Mistake { offset, problem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_told_without_the_parsers_own_words() {
        let said = |text: &str| match parse(text).err().expect("a slip").problem.args.remove(0) {
            (_, ground::Arg::Text(said)) => said,
            other => panic!("{other:?}"),
        };
        assert_eq!(said("a == \"other\" &&"), "mismatched input '<EOF>'");
        let deep = "(".repeat(500) + "true" + &")".repeat(500);
        assert_eq!(said(&deep), "Recursion limit of 96 exceeded");
    }

    proptest! {
        #[test]
        fn no_text_brings_the_parser_down(
            text in "[a-c0-9 .,()\\[\\]{}&|!<>=+*/'\"?:đ\n-]{0,24}", anything in "\\PC{0,12}",
        ) {
            for text in [text, anything] {
                match parse(&text) {
                    Ok(parsed) => drop(identifiers(&parsed)),
                    Err(mistake) => prop_assert!(mistake.offset <= text.len()),
                }
            }
        }
    }
}
