//! What commands print: results to standard output, everything else to standard error.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use ground::{Kind, Problem};
use ui::Words;

/// A line of the result.
pub(crate) fn line(text: impl AsRef<str>) {
    // A reader that went away (`| head`) is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{}", text.as_ref());
}

/// A note beside the result.
pub(crate) fn note(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// Every problem in the reader's words; the technical cause of those that are not the reader's doing.
pub(crate) fn problems(words: &Words, problems: &[Problem]) {
    for problem in problems {
        note(words.problem(problem));
        if matches!(problem.kind, Kind::Internal | Kind::Unavailable) {
            note(format!("  [{problem}]"));
        }
    }
}

/// A line of progress that rewrites itself on a terminal and stays silent elsewhere.
pub(crate) struct Progress {
    words: &'static Words,
    shown: Option<Instant>,
}

impl Progress {
    /// Nothing shown yet.
    pub(crate) fn new(words: &'static Words) -> Progress {
        Progress { words, shown: None }
    }

    /// Shows how far it is, at most five times a second.
    pub(crate) fn show(&mut self, done: i64, total: i64) {
        let recent = self.shown.is_some_and(|shown| shown.elapsed() < Duration::from_millis(200));
        if !std::io::stderr().is_terminal() || (recent && done < total) {
            return;
        }
        self.shown = Some(Instant::now());
        let lang = self.words.lang();
        let text =
            self.words.cli_progress(ground::integer(lang, done), ground::integer(lang, total));
        let _ = write!(std::io::stderr(), "\r{text}   ");
        if done >= total {
            let _ = writeln!(std::io::stderr());
        }
    }
}
