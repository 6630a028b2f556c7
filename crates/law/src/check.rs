//! `chieusau law check`: what is loaded, what is wrong, what is not confirmed, do the cases pass.

use ground::Problem;

use crate::cases::{CaseResult, run};
use crate::{Citation, Law, LoadOptions, Scope, Status};

/// The result of checking the law.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// Fingerprint; empty when loading failed.
    pub fingerprint: String,
    /// Number of files read.
    pub files: usize,
    /// Number of legal acts.
    pub sources: usize,
    /// Number of questions.
    pub questions: usize,
    /// Number of standards.
    pub standards: usize,
    /// Number of score tables.
    pub tables: usize,
    /// Every problem found; the counts are 0 when there is one.
    pub problems: Vec<Problem>,
    /// Everything not confirmed against the gazette.
    pub unverified: Vec<UnverifiedItem>,
    /// Results of the worked cases.
    pub cases: Vec<CaseResult>,
}

/// Something that rests on an unconfirmed or invented source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnverifiedItem {
    /// Standard or table it belongs to.
    pub of: String,
    /// Value, indicator, rule or table.
    pub id: String,
    /// Its citation, with the status.
    pub citation: Citation,
}

impl CheckReport {
    /// Whether the law loads and all cases pass. Unconfirmed figures do not make it fail.
    pub fn passed(&self) -> bool {
        self.problems.is_empty() && self.cases.iter().all(CaseResult::passed)
    }
}

/// Loads the law, lists what is not confirmed and runs the worked cases.
pub fn check(options: &LoadOptions) -> CheckReport {
    let law = match Law::load(options) {
        Ok(law) => law,
        Err(problems) => return CheckReport { problems, ..CheckReport::default() },
    };
    let questionnaire = law.questionnaire();
    let scopes = [Scope::Household, Scope::Member];
    CheckReport {
        fingerprint: law.fingerprint().to_owned(),
        files: law.files,
        sources: law.sources().count(),
        questions: scopes.iter().map(|scope| questionnaire.questions(*scope).len()).sum(),
        standards: law.standards().count(),
        tables: law.score_tables().len(),
        problems: Vec::new(),
        unverified: unverified(&law),
        cases: run(&law),
    }
}

fn unverified(law: &Law) -> Vec<UnverifiedItem> {
    let mut items = Vec::new();
    let mut add = |of: &str, id: &str, citation: &Citation| {
        if citation.status != Status::Verified {
            items.push(UnverifiedItem { of: of.into(), id: id.into(), citation: citation.clone() });
        }
    };
    for standard in law.standards() {
        let of = standard.id();
        add(of, of, standard.citation());
        for value in standard.values() {
            for figure in &value.figures {
                add(of, &value.id, &figure.citation);
            }
        }
        for indicator in standard.indicators() {
            add(of, &indicator.code, &indicator.citation);
        }
        for rule in standard.rules() {
            add(of, &rule.id, &rule.citation);
        }
        if let Some(carry) = &standard.carry_over {
            add(of, "carry_over", &carry.citation);
        }
    }
    for norm in law.norms() {
        add("norms", &norm.id, &norm.citation);
        for amount in &norm.amounts {
            add("norms", &norm.id, &amount.citation);
        }
    }
    for form in &law.income_forms {
        add(&form.id, &form.id, &form.citation);
        for source in &form.sources {
            add(&form.id, &source.id, &source.citation);
        }
    }
    for ceiling in &law.ceilings {
        add("ceilings", &ceiling.id, &ceiling.citation);
        for figure in ceiling.figures() {
            add("ceilings", &ceiling.id, &figure.citation);
        }
    }
    for procedure in law.procedures() {
        let of = &procedure.id;
        add(of, of, &procedure.citation);
        for text in &procedure.steps {
            add(of, &text.name.vi, &text.citation);
        }
        for rule in &procedure.opinions {
            add(of, "opinions", &rule.citation);
        }
        for (limit, figure) in procedure.limits() {
            add(of, limit.as_str(), &figure.citation);
        }
        for (date, cited) in procedure.dates() {
            add(of, date.as_str(), &cited.citation);
        }
    }
    for holiday in law.calendar().holidays() {
        add("holidays", &holiday.name.vi, &holiday.citation);
    }
    for table in law.score_tables() {
        add(&table.id, &table.id, &table.citation);
    }
    for decision in law.score_overrides() {
        add(&decision.block, &decision.region, &decision.citation);
    }
    items
}
