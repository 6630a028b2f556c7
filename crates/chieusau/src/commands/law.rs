//! `chieusau law check`: read every file of law, run the worked cases, check the layouts of tables, and list
//! what is not verified.
//!
//! `chieusau law sql`: a standard as SQL for another engine.

use clap::ArgMatches;
use ground::Problem;
use law::{CheckReport, Law, Status, check};
use measures::sql::{self, Dialect};
use reports::Layouts;
use ui::Words;

use crate::{cli, context, say};

pub(crate) fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    match matches.subcommand().expect("clap asks for a command") {
        ("sql", matches) => print_sql(matches, words),
        (_, matches) => run_check(matches, words),
    }
}

fn print_sql(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let law = Law::load(&context::law_options(matches, &[]))?;
    let id = cli::text(matches, "standard");
    let standard = law.standard(id).ok_or_else(|| {
        let known: Vec<&str> = law.standards().map(law::Standard::id).collect();
        let problem = Problem::missing("chieusau.law.standard").with("standard", id);
        vec![problem.with("known", known.join(", "))]
    })?;
    let dialect: Dialect = cli::text(matches, "dialect").parse().map_err(context::one)?;
    let text = if matches.get_flag("tables") {
        sql::tables(standard, dialect, words.lang()).map_err(context::one)?
    } else if matches.get_flag("measures") {
        sql::figures(standard, dialect)
    } else {
        sql::classify(standard, dialect, words.lang()).map_err(context::one)?
    };
    say::line(text.trim_end());
    Ok(())
}

fn run_check(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
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
