//! What stops the build: words that only half the readers would understand.

#[path = "../build/words.rs"]
mod words;

use std::fs;

/// What the build says to these two files.
fn mistakes(vi: &str, en: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (lang, text) in [("vi", vi), ("en", en)] {
        fs::create_dir(folder.path().join(lang)).unwrap();
        fs::write(folder.path().join(lang).join("desk.ftl"), text).unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    let result = words::generate(folder.path(), out.path());
    assert_eq!(result.is_ok(), out.path().join("words.rs").exists());
    result.err().unwrap_or_default()
}

#[test]
fn whole_words_pass() {
    let none: [&str; 0] = [];
    assert_eq!(mistakes("a = A { $n }\n", "a = { $n ->\n [one] B\n *[other] C\n}\n"), none);
}

#[test]
fn every_mistake_is_named_with_its_file_and_message() {
    for (vi, en, file, message) in [
        ("a = A\nb = B\n", "a = A\n", "vi/desk.ftl", "“b” is missing in words/en"),
        ("a = A\n", "a = A\nb = B\n", "en/desk.ftl", "“b” is missing in words/vi"),
        ("a = { $n }\n", "a = A\n", "en/desk.ftl", "“a” does not use $n"),
        ("a = A\na = B\n", "a = A\n", "vi/desk.ftl", "“a” is already in"),
        ("-a = A\n", "-a = A\n", "vi/desk.ftl", "“-a”: write plain messages"),
        ("a = A\n  .b = B\n", "a = A\n", "vi/desk.ftl", "“a” needs a text and takes no attributes"),
        ("match = A\n", "match = A\n", "vi/desk.ftl", "“match” cannot be a method"),
        ("a = A\n\nb = { $\n", "a = A\n", "vi/desk.ftl:3", ""),
    ] {
        let said = mistakes(vi, en);
        let found = said.iter().any(|line| line.contains(file) && line.contains(message));
        assert!(found, "{vi:?} {en:?}: {said:?}");
    }
}
