//! Gathering what the files say about each standard: its own file, supplements, and what it extends.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use ground::Problem;
use toml::Spanned;

use super::super::raw::{RawDefinition, RawIndicator, RawRule, RawStandard, RawValue};
use super::super::{File, twice};

/// A part of a standard with the file it stands in.
type Part<'f, T> = (&'f File, Spanned<T>);

/// Everything said about one standard, not yet checked.
#[derive(Clone)]
pub(super) struct Draft<'f> {
    pub(super) file: &'f File,
    pub(super) offset: usize,
    pub(super) head: RawStandard,
    pub(super) values: Vec<Part<'f, RawValue>>,
    pub(super) definitions: Vec<Part<'f, RawDefinition>>,
    pub(super) indicators: Vec<Part<'f, RawIndicator>>,
    pub(super) rules: Vec<Part<'f, RawRule>>,
}

pub(super) fn collect<'f>(
    files: &'f [File],
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, Draft<'f>> {
    let mut drafts: BTreeMap<String, Draft<'f>> = BTreeMap::new();
    for file in files {
        let Some(head) = &file.raw.standard else { continue };
        let draft = Draft {
            file,
            offset: head.span().start,
            head: head.get_ref().clone(),
            values: parts(file, &file.raw.values),
            definitions: parts(file, &file.raw.definitions),
            indicators: parts(file, &file.raw.indicators),
            rules: parts(file, &file.raw.rules),
        };
        let id = draft.head.id.clone();
        match drafts.entry(id) {
            Entry::Vacant(free) => drop(free.insert(draft)),
            Entry::Occupied(taken) => {
                problems.push(twice(file, draft.offset, "standard", taken.key()));
            }
        }
    }
    supplement(files, &mut drafts, problems);
    extend(&mut drafts, problems);
    drafts
}

fn parts<'f, T: Clone>(file: &'f File, written: &[Spanned<T>]) -> Vec<Part<'f, T>> {
    written.iter().map(|part| (file, part.clone())).collect()
}

/// Adds the figures of files that supplement a standard to the values of the same name.
fn supplement<'f>(
    files: &'f [File],
    drafts: &mut BTreeMap<String, Draft<'f>>,
    problems: &mut Vec<Problem>,
) {
    for file in files {
        let Some(target) = &file.raw.supplements else {
            // Values that belong to nothing would be lost in silence.
            let stray = file.raw.values.first().map(Spanned::span);
            if let (Some(span), None) = (stray, &file.raw.standard) {
                problems.push(file.at(span.start, Problem::invalid("law.standard.stray_values")));
            }
            continue;
        };
        if let Some(draft) = drafts.get_mut(target.get_ref()) {
            draft.values.extend(parts(file, &file.raw.values));
        } else {
            let problem =
                Problem::invalid("law.standard.unknown").with("name", target.get_ref().as_str());
            problems.push(file.at(target.span().start, problem));
        }
    }
}

/// Takes over from the extended standard whatever the extending one does not say itself.
fn extend(drafts: &mut BTreeMap<String, Draft<'_>>, problems: &mut Vec<Problem>) {
    let bases = drafts.clone();
    for draft in drafts.values_mut() {
        let Some(base) = draft.head.extends.clone() else { continue };
        let found = bases.get(&base).filter(|base| base.head.extends.is_none());
        let Some(base) = found else {
            let problem = Problem::invalid("law.standard.unknown").with("name", base);
            problems.push(draft.file.at(draft.offset, problem));
            continue;
        };
        take_over(&mut draft.values, &base.values, |raw| &raw.id);
        take_over(&mut draft.definitions, &base.definitions, |raw| &raw.id);
        take_over(&mut draft.indicators, &base.indicators, |raw| &raw.code);
        if draft.rules.is_empty() {
            draft.rules.clone_from(&base.rules);
        }
    }
}

fn take_over<'f, T: Clone>(own: &mut Vec<Part<'f, T>>, base: &[Part<'f, T>], id: fn(&T) -> &str) {
    let said: Vec<String> = own.iter().map(|(_, part)| id(part.get_ref()).to_owned()).collect();
    let inherited = base.iter().filter(|(_, part)| !said.iter().any(|s| s == id(part.get_ref())));
    own.extend(inherited.cloned());
}
