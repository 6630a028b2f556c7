//! Reading the law: all files, all mistakes at once.

mod cases;
mod compile;
mod files;
mod incomes;
mod norms;
mod procedures;
mod questionnaire;
mod raw;
mod scores;
mod second_look;
mod standards;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use files::File;
pub use files::LoadOptions;

use ground::Problem;
use sha2::{Digest, Sha256};

use crate::cases::Case;
use crate::shared::{PHRASES, Shared};
use crate::{
    Calendar, Ceiling, Citation, IncomeForm, Norm, Procedure, SecondLook, Source, Standard, Status,
    Wording,
};

/// Folders whose files change no evaluation.
const LEAVES_CLASSES: [&str; 4] = ["cases/", "incomes/", "norms/", "procedures/"];

/// Everything one load brings.
pub(crate) struct Loaded {
    pub(crate) shared: Arc<Shared>,
    pub(crate) standards: Vec<Standard>,
    pub(crate) norms: Vec<Norm>,
    pub(crate) income_forms: Vec<IncomeForm>,
    pub(crate) ceilings: Vec<Ceiling>,
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) calendar: Calendar,
    pub(crate) second_look: SecondLook,
    pub(crate) cases: Vec<Case>,
    pub(crate) files: usize,
}

/// Loads the law and returns either all of it or every problem found.
pub(crate) fn load(options: &LoadOptions) -> Result<Loaded, Vec<Problem>> {
    let mut problems = Vec::new();
    let files = files::read(options, &mut problems);
    let sources = sources(&files, &mut problems);
    let questionnaire = questionnaire::build(&files, &mut problems);
    let scores = scores::build(&files, &questionnaire, &sources, &mut problems);
    let phrases = phrases(&files, &mut problems);
    let fingerprint = fingerprint(&files);
    let shared = Arc::new(Shared { questionnaire, sources, scores, phrases, fingerprint });
    let standards = standards::build(&files, &shared, &mut problems);
    let norms = norms::build(&files, &shared.sources, &mut problems);
    let (income_forms, ceilings) = incomes::build(&files, &shared.sources, &mut problems);
    let (procedures, calendar) = procedures::build(&files, &shared.sources, &mut problems);
    let second_look = second_look::build(&files, &mut problems);
    let cases = cases::build(&files, &shared, &standards, &mut problems);
    if problems.is_empty() {
        let files = files.len();
        Ok(Loaded {
            shared,
            standards,
            norms,
            income_forms,
            ceilings,
            procedures,
            calendar,
            second_look,
            cases,
            files,
        })
    } else {
        Err(problems)
    }
}

fn sources(files: &[File], problems: &mut Vec<Problem>) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    for file in files {
        for written in &file.raw.sources {
            let raw = written.get_ref();
            let source = Source {
                id: raw.id.clone(),
                number: raw.number.clone(),
                title: raw.title.clone(),
                issuer: raw.issuer.clone(),
                signed: raw.signed.map(|day| day.0),
                in_force: raw.in_force.map(|day| day.0),
                status: raw.status,
                note: raw.note.clone(),
            };
            if sources.insert(raw.id.clone(), source).is_some() {
                problems.push(twice(file, written.span().start, "source", &raw.id));
            }
        }
    }
    sources
}

fn phrases(files: &[File], problems: &mut Vec<Problem>) -> BTreeMap<String, Wording> {
    let mut phrases = BTreeMap::new();
    for file in files {
        phrases.extend(file.raw.phrases.iter().map(|(id, text)| (id.clone(), text.clone())));
    }
    for id in PHRASES {
        if !phrases.contains_key(*id) {
            problems.push(Problem::invalid("law.phrase.missing").with("name", *id));
        }
    }
    phrases
}

/// 16 hexadecimal digits of the SHA-256 of every file that can change a result. Worked cases cannot, nor
/// norms, procedures and the income form, which do not say who has a class.
fn fingerprint(files: &[File]) -> String {
    let mut hash = Sha256::new();
    for file in files
        .iter()
        .filter(|file| !LEAVES_CLASSES.iter().any(|folder| file.path.starts_with(folder)))
    {
        for part in [file.path.as_bytes(), file.text.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let digest = hash.finalize();
    let first: [u8; 8] = digest[..8].try_into().expect("SHA-256 has 32 bytes");
    format!("{:016x}", u64::from_be_bytes(first))
}

/// The citation, or the problem that there is none, that its act is unknown, or that it marks an
/// invented figure outside the specimens.
fn cited(
    file: &File,
    offset: usize,
    what: &str,
    citation: Option<&Citation>,
    sources: &BTreeMap<String, Source>,
    problems: &mut Vec<Problem>,
) -> Option<Citation> {
    let Some(citation) = citation else {
        let problem = Problem::invalid("law.value.no_citation").with("name", what);
        problems.push(file.at(offset, problem));
        return None;
    };
    if !sources.contains_key(&citation.act) {
        let problem = Problem::invalid("law.source.unknown")
            .with("act", citation.act.as_str())
            .with("name", what);
        problems.push(file.at(offset, problem));
    }
    if citation.status == Status::Specimen && file.specimen.is_none() {
        let problem = Problem::refused("law.specimen.refused").with("name", what);
        problems.push(file.at(offset, problem));
    }
    Some(citation.clone())
}

fn twice(file: &File, offset: usize, kind: &str, id: &str) -> Problem {
    let problem = Problem::invalid("law.name.twice").with("kind", kind).with("name", id);
    file.at(offset, problem)
}
