//! Long work of the desk, done by the worker of the binary. Filled in below as rooms come in.

use ground::Problem;

/// The code under which cancelled work ends.
pub const CANCELLED: &str = "desk.work.cancelled";

/// A problem as the page of work keeps it: code and arguments, said in the reader's language later.
pub fn problem_json(problem: &Problem) -> String {
    let args: serde_json::Map<String, serde_json::Value> = problem
        .args
        .iter()
        .map(|(name, arg)| {
            let value = match arg {
                ground::Arg::Text(text) => text.as_str().into(),
                ground::Arg::Number(number) => (*number).into(),
            };
            (name.to_string(), value)
        })
        .collect();
    serde_json::json!({ "code": problem.code, "args": args }).to_string()
}
