//! Submissions (phiếu gửi về): filled-in forms, kept unchanged, and the visits they became.

mod actions;
mod model;
mod read;
mod statements;
mod xml;

use ground::{Arg, Kind, Problem};

pub use actions::{Setup, receive, take_again};
pub use model::{Attachment, Delivery, State, Submission};
pub use read::{file, files, latest, one};
pub(crate) use statements::STATEMENTS;

/// A problem as it is kept: code and arguments, said in the reader's language later.
fn problem_json(problem: &Problem) -> String {
    let args = problem.args.iter().map(|(name, arg)| {
        let value = match arg {
            Arg::Text(text) => serde_json::Value::from(text.as_str()),
            Arg::Number(number) => (*number).into(),
        };
        (name.to_string(), value)
    });
    let args: serde_json::Map<_, _> = args.collect();
    serde_json::json!({ "code": problem.code, "args": args }).to_string()
}

/// Reads [`problem_json`] back.
fn problem_of(text: &str) -> Problem {
    let said: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let code = said["code"].as_str().unwrap_or("field.submission.unreadable").to_owned();
    let mut problem = Problem::new(Kind::Invalid, code);
    for (name, value) in said["args"].as_object().into_iter().flatten() {
        let arg = match value {
            serde_json::Value::String(text) => Arg::Text(text.clone()),
            number => Arg::Number(number.as_i64().unwrap_or_default()),
        };
        problem.args.push((name.clone().into(), arg));
    }
    problem
}
