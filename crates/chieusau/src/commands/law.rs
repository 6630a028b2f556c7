//! `chieusau law check`: read every file of law, run the worked cases, check the layouts of tables, list what is not verified.

use clap::ArgMatches;
use ground::Problem;
use law::{CheckReport, Law, Status, check};
use reports::Layouts;
use ui::Words;

use crate::{context, say};

pub(crate) fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let (_, matches) = matches.subcommand().expect("clap asks for a command");
    let options = context::law_options(matches, &[]);
    let report = check(&options);
    if !report.problems.is_empty() {
        say::note(words.cli_law_unsound(report.problems.len() as i64));
        return Err(report.problems);
    }
    // Layouts of tables lie in the same folders and cite the same acts.
    Layouts::load(&Law::load(&options)?, &options.folders)?;
    unverified(&report, words);
    failed(&report, words);
    let counts = [report.cases.len(), report.questions, report.standards, report.unverified.len()];
    let [cases, questions, standards, unverified] = counts.map(|count| count as i64);
    say::line(words.cli_law_fingerprint(report.fingerprint.as_str()));
    if !report.passed() {
        return Err(vec![Problem::invalid("chieusau.law.cases")]);
    }
    say::line(words.cli_law_sound(cases, questions, standards, unverified));
    Ok(())
}

fn unverified(report: &CheckReport, words: &Words) {
    for item in &report.unverified {
        let mark = if item.citation.status == Status::Specimen {
            words.specimen()
        } else {
            words.unverified()
        };
        say::line(format!(
            "  {} · {} — {} {} ({mark})",
            item.of, item.id, item.citation.act, item.citation.article
        ));
    }
}

fn failed(report: &CheckReport, words: &Words) {
    for case in report.cases.iter().filter(|case| !case.passed()) {
        say::note(words.cli_case_failed(format!("{} · {}", case.case, case.standard)));
        case.differences.iter().for_each(|difference| say::note(format!("  {difference}")));
        say::note(&case.trace);
    }
}
