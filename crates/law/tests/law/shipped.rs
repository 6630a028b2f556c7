//! The files in `law/`.

use ground::{Day, Lang};
use law::{AnswerType, Law, LoadOptions, Scope, Status, Truth, cases, check};

pub(crate) fn built_in() -> Law {
    Law::builtin().unwrap_or_else(|problems| panic!("{problems:#?}"))
}

pub(crate) fn with_specimens() -> Law {
    let specimens = vec!["vn-2027-cutoff".to_owned(), "scores-2016".to_owned()];
    Law::load(&LoadOptions { folders: Vec::new(), specimens })
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn one_national_standard_is_in_force_on_every_day_from_2016_to_2030() {
    let law = built_in();
    let mut day = Day::new(2016, 1, 1).unwrap();
    while day <= Day::new(2030, 12, 31).unwrap() {
        assert_eq!(law.standards_on(day).len(), 1, "{day}");
        day = day.plus_days(1);
    }
    let id = |y, m, d| law.standards_on(Day::new(y, m, d).unwrap())[0].id();
    assert_eq!(id(2021, 12, 31), "vn-2016");
    assert_eq!(id(2022, 1, 1), "vn-2022");
    assert_eq!(id(2026, 12, 31), "vn-2022");
    assert_eq!(id(2027, 1, 1), "vn-2027");
}

#[test]
fn indicators_come_in_the_order_of_the_official_tables() {
    let law = built_in();
    let codes = |id| -> Vec<&str> {
        law.standard(id).unwrap().indicators().iter().map(|i| i.code.as_str()).collect()
    };
    assert_eq!(codes("vn-2016").len(), 10);
    assert_eq!(
        codes("vn-2022"),
        [
            "employment",
            "dependants",
            "nutrition",
            "health_insurance",
            "adult_education",
            "child_attendance",
            "housing_quality",
            "housing_area",
            "water",
            "toilet",
            "telecom",
            "information_means",
        ]
    );
    assert_eq!(codes("vn-2027")[11], "waste");
    assert!(!codes("vn-2027").contains(&"information_means"));
}

#[test]
fn every_indicator_can_be_marked_by_an_imported_list() {
    let law = built_in();
    for standard in law.standards() {
        for indicator in standard.indicators() {
            let mark = law.questionnaire().find(&format!("stated_{}", indicator.code));
            assert_eq!(mark.unwrap().answer, AnswerType::YesNo, "{}", indicator.code);
        }
    }
}

#[test]
fn every_citation_leads_to_an_act_and_no_specimen_is_loaded_unasked() {
    let law = built_in();
    let report = check(&LoadOptions::default());
    assert!(report.passed(), "{:#?}", report.problems);
    assert!(!report.unverified.is_empty(), "the annexes have not been seen");
    for item in &report.unverified {
        assert_eq!(item.citation.status, Status::Unverified, "{item:?}");
        assert!(law.source(&item.citation.act).is_some());
    }
    assert!(law.score_tables().is_empty(), "no points are built in");
    let cutoff = law.standard("vn-2027").unwrap();
    let cutoff = cutoff.values().iter().find(|value| value.id == "score_cutoff").unwrap();
    assert!(cutoff.figures.is_empty(), "the cut-off of 2027 has not been found");
}

#[test]
fn every_question_is_worded_in_both_languages() {
    let law = built_in();
    for scope in [Scope::Household, Scope::Member] {
        for question in law.questionnaire().questions(scope) {
            assert!(!question.wording.vi.is_empty() && !question.wording.en.is_empty());
            assert!(question.wording.vi != question.wording.en, "{}", question.id);
        }
    }
}

#[test]
fn every_worked_case_comes_out_as_the_jurist_says() {
    for (law, at_least) in [(built_in(), 100), (with_specimens(), 105)] {
        let results = cases::run(&law);
        let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
        for result in &failed {
            eprintln!("{} / {}", result.case, result.standard);
            eprintln!("{:#?}\n{}", result.differences, result.trace);
        }
        assert!(failed.is_empty(), "{} of {} cases fail", failed.len(), results.len());
        assert!(results.len() >= at_least, "{}", results.len());
    }
}

#[test]
fn every_indicator_of_every_standard_is_decided_both_ways_by_some_case() {
    let law = built_in();
    let mut seen = std::collections::BTreeSet::new();
    for case in law.cases() {
        for expectation in &case.expect {
            let standard = law.standard(&expectation.standard).unwrap();
            let explanation = standard.explain(&case.answers, &case.setting, Lang::Vi);
            for indicator in explanation.indicators.iter().filter(|i| i.truth.is_known()) {
                seen.insert((
                    standard.id(),
                    indicator.code.to_owned(),
                    indicator.truth == Truth::True,
                ));
            }
        }
    }
    for standard in law.standards() {
        for indicator in standard.indicators() {
            for truth in [true, false] {
                let wanted = (standard.id(), indicator.code.clone(), truth);
                assert!(seen.contains(&wanted), "{wanted:?} is not in any worked case");
            }
        }
    }
}

#[test]
fn the_fingerprint_tells_laws_apart() {
    let (plain, more) = (built_in(), with_specimens());
    assert_eq!(plain.fingerprint(), built_in().fingerprint());
    assert_ne!(plain.fingerprint(), more.fingerprint());
    assert!(plain.fingerprint().chars().all(|c| c.is_ascii_hexdigit()));
    assert_eq!(plain.fingerprint().len(), 16);
}

#[test]
fn amounts_of_norms_that_were_never_seen_are_left_out() {
    let law = built_in();
    let day = Day::new(2026, 11, 23).unwrap();
    let known: Vec<(&str, Option<i64>)> =
        law.norms().iter().map(|norm| (norm.id.as_str(), norm.yearly(day))).collect();
    assert_eq!(
        known,
        [
            ("electricity", Some(588_000)),
            ("health_insurance_poor", None),
            ("health_insurance_near_poor", None),
        ]
    );
    let unsure = |norm: &law::Norm| norm.amount(day).unwrap().citation.status;
    assert_eq!(unsure(&law.norms()[0]), law::Status::Unverified, "an amount of 2015");
}
