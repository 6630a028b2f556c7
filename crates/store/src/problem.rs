//! Problems as the database keeps them: a code and its values, said in the reader's language when
//! somebody reads them.

use ground::{Arg, Kind, Problem};
use serde_json::{Map, Value, json};

/// A problem as one text, `{"code", "args"}`.
pub fn to_json(problem: &Problem) -> String {
    json!({ "code": problem.code, "args": object(problem) }).to_string()
}

/// The values alone, a JSON object, where the code has a column of its own.
pub fn args_json(problem: &Problem) -> String {
    Value::Object(object(problem)).to_string()
}

/// Reads [`to_json`]; `None` when the text is something else. The sort of trouble is not kept.
pub fn of_json(text: &str) -> Option<Problem> {
    let said: Value = serde_json::from_str(text).ok()?;
    with_args(said["code"].as_str()?.to_owned(), said["args"].as_object()?)
}

/// Reads a code and [`args_json`]; `None` when the values are something else.
pub fn of_args(code: String, args: &str) -> Option<Problem> {
    with_args(code, &serde_json::from_str(args).ok()?)
}

fn object(problem: &Problem) -> Map<String, Value> {
    let value = |arg: &Arg| match arg {
        Arg::Text(text) => Value::from(text.as_str()),
        Arg::Number(number) => Value::from(*number),
    };
    problem.args.iter().map(|(name, arg)| (name.to_string(), value(arg))).collect()
}

fn with_args(code: String, args: &Map<String, Value>) -> Option<Problem> {
    let mut problem = Problem::new(Kind::Invalid, code);
    for (name, value) in args {
        let arg = match value {
            Value::String(text) => Arg::Text(text.clone()),
            number => Arg::Number(number.as_i64()?),
        };
        problem.args.push((name.clone().into(), arg));
    }
    Some(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_arg() -> impl Strategy<Value = Arg> {
        prop_oneof![".*".prop_map(Arg::Text), any::<i64>().prop_map(Arg::Number)]
    }

    proptest! {
        #[test]
        fn a_problem_survives_being_kept(
            args in proptest::collection::btree_map("[a-z]{1,6}", any_arg(), 0..4)
        ) {
            let mut problem = Problem::invalid("a.b");
            problem.args.extend(args.into_iter().map(|(name, arg)| (name.into(), arg)));
            prop_assert_eq!(of_json(&to_json(&problem)), Some(problem.clone()));
            prop_assert_eq!(of_args("a.b".to_owned(), &args_json(&problem)), Some(problem));
        }
    }

    #[test]
    fn what_is_no_problem_is_not_read_as_one() {
        for text in [
            "",
            "not JSON",
            "{}",
            r#"{"code":"a","args":"{}"}"#,
            r#"{"code":"a","args":{"n":1.5}}"#,
        ] {
            assert_eq!(of_json(text), None, "{text}");
        }
        assert_eq!(of_args("a".to_owned(), "[]"), None);
    }
}
