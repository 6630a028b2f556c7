//! What one standard says of the household, as calculations of the form.

use ground::Problem;
use law::rule::{Body, Definition};
use law::{Class, ClassRule, Indicator};

use super::number::Number;
use super::xpath::{Stand, Truth, Writer};

/// A node of the standard's part of the form, and how it is worked out.
pub(super) struct Calculation {
    pub(super) name: String,
    pub(super) xpath: String,
}

/// The node of an indicator: `yes` (deprived), `no`, or blank while an answer is missing.
pub(super) fn indicator_name(indicator: &Indicator) -> String {
    format!("ind_{}", indicator.code)
}

/// Everything the standard has to say: definitions, indicators, their number, rules, class.
///
/// # Errors
/// `field.form.product`, with the standard and the rule.
pub(super) fn results(writer: &mut Writer<'_>) -> Result<Vec<Calculation>, Problem> {
    let standard = writer.standard;
    let mut all = Vec::new();
    for definition in standard.definitions() {
        let name = format!("def_{}", definition.id);
        all.extend(
            self::definition(writer, definition, &name).map_err(|p| in_rule(writer, p, &name))?,
        );
    }
    for indicator in standard.indicators() {
        let found = writer.truth(&indicator.rule, Stand::Household);
        let found = found.map_err(|problem| in_rule(writer, problem, &indicator.code))?;
        all.push(Calculation { name: indicator_name(indicator), xpath: found.kept() });
    }
    for (end, counted) in [("low", " = 'yes'"), ("high", " != 'no'")] {
        let one = |indicator: &Indicator| {
            let node = writer.result(&indicator_name(indicator));
            format!("if({node}{counted}, 1, 0)")
        };
        let sum: Vec<String> = standard.indicators().iter().map(one).collect();
        all.push(Calculation { name: format!("count_{end}"), xpath: sum.join(" + ") });
    }
    for rule in standard.rules() {
        let when = writer.truth(&rule.when, Stand::Household);
        let when = when.map_err(|problem| in_rule(writer, problem, &rule.id))?;
        all.push(Calculation { name: rule_name(rule), xpath: when.kept() });
    }
    all.push(Calculation { name: "class".to_owned(), xpath: class(writer) });
    Ok(all)
}

fn in_rule(writer: &Writer<'_>, problem: Problem, rule: &str) -> Problem {
    problem.with("standard", writer.standard.id()).with("rule", rule)
}

/// A definition, read by amount where there is no score but an income per head was answered.
fn definition(
    writer: &mut Writer<'_>,
    definition: &Definition,
    name: &str,
) -> Result<Vec<Calculation>, Problem> {
    let body = kept(writer, &definition.body, name)?;
    let Some(by_amount) = &definition.by_amount else { return Ok(body) };
    let by_amount = kept(writer, by_amount, name)?;
    let known = writer.standard.known_questions();
    let node = |place: law::Place| writer.node(place, Stand::Household);
    let Some(income) = known.income.map(node) else { return Ok(body) };
    let when = format!("{} and {income} != ''", writer.without_score());
    let either = body.into_iter().zip(by_amount).map(|(body, by_amount)| Calculation {
        xpath: format!("if({when}, {}, {})", by_amount.xpath, body.xpath),
        name: body.name,
    });
    Ok(either.collect())
}

/// One node for a statement, two for a number.
fn kept(writer: &mut Writer<'_>, body: &Body, name: &str) -> Result<Vec<Calculation>, Problem> {
    Ok(match body {
        Body::Truth(rule) => {
            let xpath = writer.truth(rule, Stand::Household)?.kept();
            vec![Calculation { name: name.to_owned(), xpath }]
        }
        Body::Number(number) => {
            let number = writer.number(number, Stand::Household)?;
            let ends = [("low", number.low()), ("high", number.high())];
            let kept = |(end, xpath)| Calculation {
                name: format!("{name}_{end}"),
                xpath: within_reach(&number, xpath),
            };
            ends.map(kept).into()
        }
    })
}

/// Blank instead of a number that stands for "without end" or is none at all.
fn within_reach(number: &Number, end: String) -> String {
    if matches!(number, Number::Constant(_)) {
        return end;
    }
    // Half of what stands for "without end": sums with it are still beyond, answers far below.
    let reach = "500000000000000";
    format!("if({end} < {reach} and {end} > (-{reach}), {end}, '')")
}

fn rule_name(rule: &ClassRule) -> String {
    format!("rule_{}", rule.id)
}

/// The class: of the first rule that holds, unless an earlier one that gives another class may hold too.
/// The average living standard is given only where it is shown.
fn class(writer: &Writer<'_>) -> String {
    let rules = writer.standard.rules();
    let node = |rule: &ClassRule| writer.result(&rule_name(rule));
    let undetermined = format!("'{}'", Class::Undetermined.as_str());
    let mut text = undetermined.clone();
    for (at, rule) in rules.iter().enumerate().rev() {
        let holds = Truth::of(&node(rule));
        text = format!("if({}, '{}', {text})", holds.yes, rule.class.as_str());
        let open: Vec<String> = rules[..at]
            .iter()
            .filter(|other| other.class != rule.class && other.class != Class::AverageLiving)
            .map(|other| format!("{} = ''", node(other)))
            .collect();
        if !open.is_empty() {
            let average = rule.class == Class::AverageLiving;
            let may = if average { holds.yes } else { format!("not({})", holds.no) };
            text = format!("if({may} and ({}), {undetermined}, {text})", open.join(" or "));
        }
    }
    text
}
