//! What is wrong with a command line, in the reader's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use ui::Words;

use crate::cli;

/// The reason, what may have been meant, and where to read more; `None` when clap was only asked for help
/// or for its version.
pub(crate) fn said(error: &Error, arguments: &[String], words: &'static Words) -> Option<String> {
    let one = |kind| texts(error, kind).into_iter().next().unwrap_or_default();
    let argument = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    let reason = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => words.cli_error_unknown_argument(argument),
        ErrorKind::InvalidSubcommand => {
            words.cli_error_unknown_command(one(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => {
            words.cli_error_missing_command(texts(error, ContextKind::ValidSubcommand).join(", "))
        }
        ErrorKind::MissingRequiredArgument => {
            words.cli_error_missing_argument(texts(error, ContextKind::InvalidArg).join(", "))
        }
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::NoEquals
            if value.is_empty() =>
        {
            words.cli_error_missing_value(argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words.cli_error_invalid_value(argument, value)
        }
        ErrorKind::TooManyValues => words.cli_error_extra_value(argument, value),
        ErrorKind::ArgumentConflict => words.cli_error_conflict(argument),
        ErrorKind::InvalidUtf8 => words.cli_error_encoding().to_owned(),
        _ => words.cli_error_other().to_owned(),
    };
    let mut lines = vec![reason];
    let possible = texts(error, ContextKind::ValidValue);
    if !possible.is_empty() {
        lines.push(words.cli_error_possible(possible.join(", ")));
    }
    let suggested =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    // Of several the most alike comes last.
    if let Some(meant) = suggested.into_iter().find_map(|kind| texts(error, kind).pop()) {
        lines.push(words.cli_error_suggested(meant));
    }
    lines.push(words.cli_error_help(command(arguments, words)));
    Some(lines.join("\n"))
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

/// The command that was meant, as far as its names were right: `chieusau report`.
fn command(arguments: &[String], words: &'static Words) -> String {
    let mut whole = cli::command(words);
    let mut names = vec!["chieusau".to_owned()];
    for argument in arguments {
        let Some(below) = whole.find_subcommand(argument).cloned() else { continue };
        names.push(argument.clone());
        whole = below;
    }
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use ground::Lang;

    use super::*;

    fn said_of(line: &str, words: &'static Words) -> Option<String> {
        let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let error = cli::command(words).try_get_matches_from(&arguments).unwrap_err();
        said(&error, &arguments, words)
    }

    #[test]
    fn mistakes_are_told_in_both_languages() {
        for lang in Lang::ALL {
            let words = Words::of(lang);
            let mut told = String::new();
            for line in [
                "chieusau nhap danh-sach.xlsx",
                "chieusau reprot 1",
                "chieusau serve --listne 127.0.0.1:1",
                "chieusau serve --listen",
                "chieusau import",
                "chieusau import a.csv b.csv",
                "chieusau report 1",
                "chieusau report mot --unit 25",
                "chieusau report 1 --unit 25 --level xa",
                "chieusau report 1 --unit 25 --level communes",
                "chieusau report 1 --unit 25 --unit 17",
                "chieusau law",
                "chieusau user",
                "chieusau units Lac --lang fr",
            ] {
                writeln!(told, "$ {line}\n{}\n", said_of(line, words).unwrap()).unwrap();
            }
            insta::assert_snapshot!(format!("mistakes_{lang}"), told);
        }
    }

    #[test]
    fn help_and_version_are_no_mistakes() {
        let words = Words::of(Lang::Vi);
        for line in ["chieusau", "chieusau --help", "chieusau report --help", "chieusau --version"]
        {
            assert_eq!(said_of(line, words), None, "{line}");
        }
    }
}
