//! Compiling the expressions of a file, with mistakes told by file and line.

use ground::Problem;
use toml::Spanned;

use super::File;
use crate::rule::{self, Body, Compiled, Mistake, Names, Number, Parsed, Rule};

/// Parses an expression written in `file`.
pub(super) fn parse(
    file: &File,
    cel: &Spanned<String>,
    problems: &mut Vec<Problem>,
) -> Option<Parsed> {
    let parsed = rule::parse(cel.get_ref());
    parsed.map_err(|mistake| problems.push(told(file, cel, mistake))).ok()
}

/// Checks and resolves a parsed expression.
pub(super) fn body(
    file: &File,
    cel: &Spanned<String>,
    parsed: &Parsed,
    names: &Names<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Compiled> {
    let compiled = rule::compile(parsed, names);
    compiled.map_err(|mistake| problems.push(told(file, cel, mistake))).ok()
}

/// Parses and checks an expression that must be a statement.
pub(super) fn truth(
    file: &File,
    cel: &Spanned<String>,
    names: &Names<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Rule> {
    let parsed = parse(file, cel, problems)?;
    let compiled = body(file, cel, &parsed, names, problems)?;
    match compiled.body {
        Body::Truth(rule) => Some(rule),
        Body::Number(_) => {
            problems.push(file.at(cel.span().start, not_a_statement()));
            None
        }
    }
}

/// An expression is a number where a statement is wanted.
pub(super) fn not_a_statement() -> Problem {
    Problem::invalid("law.rule.type").with("expected", "yes_no").with("found", "number")
}

/// The line is that of the mistake itself, also inside a text over several lines.
fn told(file: &File, cel: &Spanned<String>, mistake: Mistake) -> Problem {
    let span = cel.span();
    let written = &file.text[span.clone()];
    let multi_line = written.starts_with("\"\"\"") || written.starts_with("'''");
    let start = if multi_line {
        let quotes = 3;
        // The line break right after the opening quotes is not part of the text.
        let skipped = usize::from(written[quotes..].starts_with('\n'));
        span.start + quotes + skipped
    } else {
        span.start + 1
    };
    file.at(start + mistake.offset, mistake.problem)
}

/// Positions of the values an expression rests on, also through definitions.
pub(super) fn values_of(rule: &Rule, definitions: &[rule::Definition]) -> Vec<usize> {
    let mut found = Vec::new();
    of_rule(rule, definitions, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn of_rule(rule: &Rule, definitions: &[rule::Definition], found: &mut Vec<usize>) {
    match rule {
        Rule::Const(_) | Rule::Yes(_) | Rule::OneOf(..) | Rule::In(_) => {}
        Rule::Compare(a, _, b) => {
            of_number(a, definitions, found);
            of_number(b, definitions, found);
        }
        Rule::Not(a) | Rule::Exists(a) | Rule::Every(a) => of_rule(a, definitions, found),
        Rule::And(a, b) | Rule::Or(a, b) => {
            of_rule(a, definitions, found);
            of_rule(b, definitions, found);
        }
        Rule::Named(index) => of_definition(*index, definitions, found),
    }
}

fn of_number(number: &Number, definitions: &[rule::Definition], found: &mut Vec<usize>) {
    match number {
        Number::Const(_) | Number::Answer(_) | Number::Age | Number::Fact(_) => {}
        Number::Value(index) => found.push(*index),
        Number::Named(index) => of_definition(*index, definitions, found),
        Number::Count(such) => of_rule(such, definitions, found),
        Number::Plus(a, b) | Number::Minus(a, b) | Number::Times(a, b) => {
            of_number(a, definitions, found);
            of_number(b, definitions, found);
        }
    }
}

fn of_definition(index: usize, definitions: &[rule::Definition], found: &mut Vec<usize>) {
    let definition = &definitions[index];
    for body in std::iter::once(&definition.body).chain(&definition.by_amount) {
        match body {
            Body::Truth(rule) => of_rule(rule, definitions, found),
            Body::Number(number) => of_number(number, definitions, found),
        }
    }
}
