//! Errors that can be said in the reader's language.

use std::borrow::Cow;
use std::fmt;

/// The result of anything that can go wrong in a way a person should read about.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// What sort of trouble it is; pages and the command line choose status and exit code by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The input is wrong and can be mended by whoever sent it.
    Invalid,
    /// There is no such thing (or it is out of the actor's sight).
    Missing,
    /// The actor may not do this.
    Refused,
    /// Somebody else changed it meanwhile, or it is in a state that does not allow this.
    Conflict,
    /// A part we depend on (database, disk) is not there; trying again may help.
    Unavailable,
    /// A mistake of ours.
    Internal,
}

/// A value that goes into the message.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg {
    /// Text as it is.
    Text(String),
    /// A whole number, formatted for the reader.
    Number(i64),
}

/// Something went wrong, named by a dotted code that has a message in every language.
///
/// The message lives in `crates/ui/words/*/problems.ftl` under the code with `.` and `_` written as `-`;
/// a test fails when one is missing. Arguments must be safe to show to the reader: no national ID
/// numbers, no secrets. [`Problem::because`] keeps technical detail for the log only.
///
/// ```
/// use ground::{Kind, Problem};
/// let problem = Problem::invalid("import.row.no_head").with("row", 17);
/// assert_eq!(problem.kind, Kind::Invalid);
/// assert_eq!(problem.to_string(), "import.row.no_head row=17");
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Problem {
    /// What sort of trouble.
    pub kind: Kind,
    /// Dotted code, `room.subject.what`.
    pub code: Cow<'static, str>,
    /// Values for the message, in order of addition.
    pub args: Vec<(Cow<'static, str>, Arg)>,
    /// Technical cause for the log; never shown on a page.
    pub cause: Option<String>,
}

impl Problem {
    /// A problem of the given kind and code.
    pub fn new(kind: Kind, code: impl Into<Cow<'static, str>>) -> Problem {
        Problem { kind, code: code.into(), args: Vec::new(), cause: None }
    }

    /// Wrong input.
    pub fn invalid(code: &'static str) -> Problem {
        Problem::new(Kind::Invalid, code)
    }

    /// No such thing.
    pub fn missing(code: &'static str) -> Problem {
        Problem::new(Kind::Missing, code)
    }

    /// Not allowed.
    pub fn refused(code: &'static str) -> Problem {
        Problem::new(Kind::Refused, code)
    }

    /// Changed meanwhile, or not in this state.
    pub fn conflict(code: &'static str) -> Problem {
        Problem::new(Kind::Conflict, code)
    }

    /// Something we depend on is away.
    pub fn unavailable(code: &'static str) -> Problem {
        Problem::new(Kind::Unavailable, code)
    }

    /// Our own mistake.
    pub fn internal(code: &'static str) -> Problem {
        Problem::new(Kind::Internal, code)
    }

    /// Adds a value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Problem {
        self.args.push((name.into(), value.into()));
        self
    }

    /// Adds the technical cause, for the log.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Problem {
        self.cause = Some(cause.to_string());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        for (name, value) in &self.args {
            match value {
                Arg::Text(text) => write!(f, " {name}={text:?}")?,
                Arg::Number(number) => write!(f, " {name}={number}")?,
            }
        }
        match &self.cause {
            Some(cause) => write!(f, " ({cause})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Number(number)
    }
}

impl From<i32> for Arg {
    fn from(number: i32) -> Arg {
        Arg::Number(number.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Arg {
        Arg::Number(number as i64)
    }
}

impl From<crate::Day> for Arg {
    fn from(day: crate::Day) -> Arg {
        Arg::Text(day.vietnamese())
    }
}
