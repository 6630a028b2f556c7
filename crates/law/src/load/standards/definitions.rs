//! Named definitions: compiled each before its users, cycles reported as such.

use std::collections::HashSet;

use ground::Problem;

use super::super::{compile, twice};
use super::draft::Draft;
use crate::rule::{Body, Definition, Named, Names, Parsed, identifiers};

/// A definition waiting for those it mentions.
struct Waiting<'a> {
    position: usize,
    id: &'a str,
    parsed: Parsed,
    by_amount: Option<Parsed>,
    mentions: HashSet<String>,
}

pub(super) fn build(
    draft: &Draft<'_>,
    names: &mut Names<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Definition> {
    let mut waiting = parse(draft, problems);
    let mut definitions = Vec::new();
    while !waiting.is_empty() {
        let open: HashSet<&str> = waiting.iter().map(|one| one.id).collect();
        let ready =
            waiting.iter().position(|one| !one.mentions.iter().any(|m| open.contains(m.as_str())));
        let Some(ready) = ready else {
            problems.push(cycle(draft, &waiting));
            break;
        };
        let one = waiting.remove(ready);
        definitions.extend(define(draft, &one, definitions.len(), names, problems));
    }
    definitions
}

fn parse<'a>(draft: &'a Draft<'_>, problems: &mut Vec<Problem>) -> Vec<Waiting<'a>> {
    let mut waiting: Vec<Waiting<'a>> = Vec::new();
    for (position, (file, written)) in draft.definitions.iter().enumerate() {
        let raw = written.get_ref();
        if waiting.iter().any(|other| other.id == raw.id) {
            problems.push(twice(file, written.span().start, "definition", &raw.id));
            continue;
        }
        let Some(parsed) = compile::parse(file, &raw.cel, problems) else { continue };
        let by_amount = raw.by_amount.as_ref().and_then(|cel| compile::parse(file, cel, problems));
        let mut mentions = identifiers(&parsed);
        mentions.extend(by_amount.iter().flat_map(identifiers));
        waiting.push(Waiting { position, id: &raw.id, parsed, by_amount, mentions });
    }
    waiting
}

fn define(
    draft: &Draft<'_>,
    one: &Waiting<'_>,
    index: usize,
    names: &mut Names<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Definition> {
    let (file, written) = &draft.definitions[one.position];
    let raw = written.get_ref();
    let compiled = compile::body(file, &raw.cel, &one.parsed, names, problems)?;
    let is_number = matches!(compiled.body, Body::Number(_));
    let (mut counted, mut whole) = (compiled.counted, compiled.whole);
    let mut by_amount = None;
    if let (Some(cel), Some(parsed)) = (&raw.by_amount, &one.by_amount) {
        let other = compile::body(file, cel, parsed, names, problems)?;
        if matches!(other.body, Body::Number(_)) != is_number {
            problems.push(file.at(cel.span().start, compile::not_a_statement()));
        }
        counted |= other.counted;
        // Which of the two bodies is read depends on the household's score.
        whole = true;
        by_amount = Some(other.body);
    }
    names.definitions.insert(raw.id.clone(), Named { index, is_number, counted, whole });
    let cel = raw.cel.get_ref().trim().to_owned();
    Some(Definition { id: raw.id.clone(), cel, body: compiled.body, by_amount })
}

/// Follows mentions from the first waiting definition until a name comes again.
fn cycle(draft: &Draft<'_>, waiting: &[Waiting<'_>]) -> Problem {
    let find = |id: &str| waiting.iter().find(|one| one.id == id);
    let mut path: Vec<&Waiting<'_>> = vec![&waiting[0]];
    loop {
        let last = path[path.len() - 1];
        let mut onward: Vec<&Waiting<'_>> =
            last.mentions.iter().filter_map(|id| find(id)).collect();
        onward.sort_by_key(|one| one.position);
        let next = onward[0];
        if let Some(start) = path.iter().position(|one| one.id == next.id) {
            let mut names: Vec<&str> = path[start..].iter().map(|one| one.id).collect();
            names.push(next.id);
            let (file, written) = &draft.definitions[next.position];
            let problem = Problem::invalid("law.rule.cycle").with("names", names.join(" → "));
            return file.at(written.get_ref().cel.span().start, problem);
        }
        path.push(next);
    }
}
