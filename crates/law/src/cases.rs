//! Worked cases: households with the result that a jurist says they must have.

use crate::{Answers, Class, Law, Setting, Truth};
use ground::{Day, Lang};

/// One worked case.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Who worked it out.
    pub author: String,
    /// Where it comes from, when it is not made up.
    pub source: Option<String>,
    /// Where and when.
    pub setting: Setting,
    /// Specimens it needs; the case is skipped where they are not loaded.
    pub specimens: Vec<String>,
    /// Specimens that would change it; the case is skipped where they are loaded.
    pub without: Vec<String>,
    /// Skipped where a table of points is in force on its day: there form B1 decides, not a stated income.
    pub without_points: bool,
    /// The household.
    pub answers: Answers,
    /// What must come out.
    pub expect: Vec<Expectation>,
}

/// The expected result under one standard. What is not said is not compared.
#[derive(Clone, PartialEq, Debug)]
pub struct Expectation {
    /// Id of the standard.
    pub standard: String,
    /// The class.
    pub class: Class,
    /// Id of the rule that must fire.
    pub rule: Option<String>,
    /// Whether income is low.
    pub income_low: Option<Truth>,
    /// The score of form B1.
    pub income_score: Option<i64>,
    /// Codes of exactly the deprived indicators.
    pub deprived: Option<Vec<String>>,
    /// Codes of exactly the unknown indicators.
    pub unknown: Option<Vec<String>>,
    /// Smallest and largest number of deprivations.
    pub count: Option<[u8; 2]>,
    /// Whether the class rests on something not confirmed.
    pub unverified: Option<bool>,
    /// Ids of exactly the caveats.
    pub caveats: Option<Vec<String>>,
}

/// What became of one case under one standard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseResult {
    /// Name of the case.
    pub case: String,
    /// Id of the standard.
    pub standard: String,
    /// What differs from the expectation; empty when the case passes.
    pub differences: Vec<String>,
    /// The explanation as text, in Vietnamese.
    pub trace: String,
}

impl CaseResult {
    /// Whether everything expected came out.
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Runs every worked case that is meant for the specimens loaded.
pub fn run(law: &Law) -> Vec<CaseResult> {
    law.cases()
        .iter()
        .filter(|case| case.specimens.iter().all(|name| law.specimens().contains(name)))
        .filter(|case| !case.without.iter().any(|name| law.specimens().contains(name)))
        .filter(|case| !(case.without_points && points_on(law, case.setting.day)))
        .flat_map(|case| case.expect.iter().map(|expectation| one(law, case, expectation)))
        .collect()
}

fn points_on(law: &Law, day: Day) -> bool {
    law.score_tables().iter().any(|table| table.period.contains(day))
}

fn one(law: &Law, case: &Case, expected: &Expectation) -> CaseResult {
    let standard =
        law.standard(&expected.standard).expect("the loader refuses cases of unknown standards");
    let explanation = standard.explain(&case.answers, &case.setting, Lang::Vi);
    let found = &explanation.evaluation;
    let fast = standard.evaluate(&case.answers, &case.setting);
    let mut differences = Vec::new();
    let mut compare = |what: &str, expected: String, found: String| {
        if expected != found {
            differences.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    compare("explain and evaluate", format!("{fast:?}"), format!("{found:?}"));
    compare("class", expected.class.as_str().into(), found.class.as_str().into());
    if let Some(rule) = &expected.rule {
        let fired = explanation.rule.as_ref().map_or("none", |rule| rule.id);
        compare("rule", rule.clone(), fired.to_owned());
    }
    if let Some(low) = expected.income_low {
        compare("income_low", low.as_str().into(), found.income_low.as_str().into());
    }
    if let Some(score) = expected.income_score {
        compare("income_score", format!("{:?}", Some(score)), format!("{:?}", found.income_score));
    }
    let codes = |wanted: Truth| -> String {
        let of = explanation.indicators.iter().filter(|indicator| indicator.truth == wanted);
        sorted(of.map(|indicator| indicator.code.to_owned()).collect())
    };
    if let Some(deprived) = &expected.deprived {
        compare("deprived", sorted(deprived.clone()), codes(Truth::True));
    }
    if let Some(unknown) = &expected.unknown {
        compare("unknown", sorted(unknown.clone()), codes(Truth::Unknown));
    }
    if let Some(count) = expected.count {
        compare("count", format!("{count:?}"), format!("{:?}", [found.low, found.high]));
    }
    if let Some(unverified) = expected.unverified {
        compare("unverified", unverified.to_string(), found.unverified.to_string());
    }
    if let Some(caveats) = &expected.caveats {
        let found = explanation.caveats.iter().map(|caveat| caveat.id.to_owned()).collect();
        compare("caveats", sorted(caveats.clone()), sorted(found));
    }
    CaseResult {
        case: case.name.clone(),
        standard: expected.standard.clone(),
        differences,
        trace: explanation.text(),
    }
}

fn sorted(mut codes: Vec<String>) -> String {
    codes.sort();
    codes.join(", ")
}
