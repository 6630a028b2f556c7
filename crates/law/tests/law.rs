//! The law as shipped: it loads, its worked cases pass, and bad files are refused with file and line.

use law::{Law, LoadOptions, cases, check};

#[test]
fn the_built_in_law_loads() {
    let law = Law::builtin().unwrap_or_else(|problems| panic!("{problems:#?}"));
    let ids: Vec<&str> = law.standards().map(law::Standard::id).collect();
    assert_eq!(ids, ["vn-2016", "vn-2022", "vn-2027"]);
    assert_eq!(law.fingerprint().len(), 16);
    assert!(law.score_tables().is_empty(), "no points are built in");
}

#[test]
fn every_worked_case_comes_out_as_the_jurist_says() {
    let specimens = vec!["vn-2027-cutoff".to_owned(), "scores-2016".to_owned()];
    for specimens in [Vec::new(), specimens] {
        let law = Law::load(&LoadOptions { folders: Vec::new(), specimens })
            .unwrap_or_else(|problems| panic!("{problems:#?}"));
        let results = cases::run(&law);
        let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
        for result in &failed {
            eprintln!(
                "{} / {}\n{:#?}\n{}",
                result.case, result.standard, result.differences, result.trace
            );
        }
        assert!(failed.is_empty(), "{} of {} cases fail", failed.len(), results.len());
        assert!(results.len() >= 25);
    }
    assert!(check(&LoadOptions::default()).passed());
}
