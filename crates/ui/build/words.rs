//! Reads the Fluent files, compares the two languages, writes `words.rs`, `vi.ftl` and `en.ftl`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

const LANGS: [&str; 2] = ["vi", "en"];

/// Method names that Rust keeps for itself, and those of `Words`.
const TAKEN: &[&str] = &[
    "as", "break", "const", "continue", "crate", "else", "enum", "false", "fn", "for", "if",
    "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self",
    "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while",
    "async", "await", "dyn", "final", "override", "try", "yield", "lang", "of", "problem", "knows",
    "say", "day", "number",
];

struct Message {
    file: PathBuf,
    variables: BTreeSet<String>,
    /// The whole text when nothing in it has to be filled in.
    plain: Option<String>,
}

type Messages = BTreeMap<String, Message>;

/// Writes everything, or returns every mistake found.
pub(crate) fn generate(folder: &Path, out: &Path) -> Result<(), Vec<String>> {
    let mut mistakes = Vec::new();
    let [vi, en] = LANGS.map(|lang| {
        let (messages, source) = read(&folder.join(lang), &mut mistakes);
        fs::write(out.join(format!("{lang}.ftl")), source).expect("OUT_DIR is writable");
        messages
    });
    compare(&vi, &en, "en", &mut mistakes);
    compare(&en, &vi, "vi", &mut mistakes);
    for (id, message) in vi.iter().filter(|(id, message)| {
        !is_problem(message) && TAKEN.contains(&id.replace('-', "_").as_str())
    }) {
        mistakes.push(format!(
            "{}: “{id}” cannot be a method; name it otherwise",
            message.file.display()
        ));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    fs::write(out.join("words.rs"), methods(&vi, &en)).expect("OUT_DIR is writable");
    Ok(())
}

/// The files of a folder, sorted, so that the result does not depend on the disk.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<_> = listing.map(|entry| entry.expect("readable folder").path()).collect();
    files.sort();
    files
}

/// Messages about problems are looked up by code at run time and get no method.
fn is_problem(message: &Message) -> bool {
    let name = message.file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("problems-")
}

fn read(folder: &Path, mistakes: &mut Vec<String>) -> (Messages, String) {
    let (mut messages, mut all) = (Messages::new(), String::new());
    for file in
        files(folder).into_iter().filter(|file| file.extension().is_some_and(|e| e == "ftl"))
    {
        let name = file.display().to_string();
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{name}: {e}"));
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let line = text[..error.pos.start.min(text.len())].lines().count();
                mistakes.push(format!("{name}:{line}: {error}"));
            }
            resource
        });
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Term(term) => {
                    mistakes.push(format!(
                        "{name}: “-{}”: write plain messages, not terms",
                        term.id.name
                    ));
                    continue;
                }
                _ => continue,
            };
            let id = message.id.name.to_owned();
            let (Some(value), true) = (&message.value, message.attributes.is_empty()) else {
                mistakes.push(format!("{name}: “{id}” needs a text and takes no attributes"));
                continue;
            };
            let mut variables = BTreeSet::new();
            let plain = walk(value, &mut variables);
            let message = Message { file: file.clone(), variables, plain };
            if let Some(earlier) = messages.insert(id.clone(), message) {
                mistakes.push(format!("{name}: “{id}” is already in {}", earlier.file.display()));
            }
        }
        all.push_str(&text);
        all.push_str("\n\n");
    }
    (messages, all)
}

/// Collects variables; gives the text when it is plain.
fn walk(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) -> Option<String> {
    let mut plain = Some(String::new());
    for element in &pattern.elements {
        let text = match element {
            PatternElement::TextElement { value } => Some((*value).into()),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => walk_inline(inline, variables),
                Expression::Select { selector, variants } => {
                    walk_inline(selector, variables);
                    for variant in variants {
                        walk(&variant.value, variables);
                    }
                    None
                }
            },
        };
        plain = plain.zip(text).map(|(sofar, text)| sofar + &text);
    }
    plain
}

fn walk_inline<'a>(
    inline: &InlineExpression<&'a str>,
    variables: &mut BTreeSet<String>,
) -> Option<std::borrow::Cow<'a, str>> {
    match inline {
        InlineExpression::StringLiteral { value } => Some(unescape_unicode_to_string(value)),
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
            None
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                walk_inline(argument, variables);
            }
            None
        }
        _ => None,
    }
}

fn compare(here: &Messages, there: &Messages, other: &str, mistakes: &mut Vec<String>) {
    for (id, message) in here {
        let file = message.file.display();
        match there.get(id) {
            None => mistakes.push(format!("{file}: “{id}” is missing in words/{other}")),
            Some(twin) => {
                for variable in message.variables.difference(&twin.variables) {
                    let twin = twin.file.display();
                    mistakes
                        .push(format!("{twin}: “{id}” does not use ${variable}, as {file} does"));
                }
            }
        }
    }
}

fn methods(vi: &Messages, en: &Messages) -> String {
    let mut out = String::from("impl Words {\n");
    for (id, message) in vi.iter().filter(|(_, message)| !is_problem(message)) {
        let method = match (&message.plain, &en[id].plain) {
            (Some(vi), Some(en)) => plain_method(id, vi, en),
            _ => filled_method(id, &message.variables),
        };
        out.push_str(&method);
    }
    out + "}\n"
}

/// Nothing to fill in: the text itself, no look-up.
fn plain_method(id: &str, vi: &str, en: &str) -> String {
    let method = id.replace('-', "_");
    format!(
        "#[doc = {vi:?}]\n\
         #[must_use]\n\
         pub fn {method}(&self) -> &'static str {{\n\
         [{vi:?}, {en:?}][self.lang as usize]\n\
         }}\n"
    )
}

fn filled_method(id: &str, variables: &BTreeSet<String>) -> String {
    let method = id.replace('-', "_");
    let (mut parameters, mut arguments) = (String::new(), String::new());
    for variable in variables {
        let name = variable.replace('-', "_");
        write!(parameters, ", {name}: impl Value").expect("a String takes any text");
        write!(arguments, "({variable:?}, {name}.value(self.lang)), ")
            .expect("a String takes any text");
    }
    format!(
        "#[doc = \"The message `{id}`, filled in.\"]\n\
         pub fn {method}(&self{parameters}) -> String {{\n\
         self.say({id:?}, [{arguments}])\n\
         }}\n"
    )
}
