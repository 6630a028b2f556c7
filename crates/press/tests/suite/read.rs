//! What a reader finds in a PDF.

use std::process::{Command, Stdio};

use paper::Document;

/// The text of a document as `pdftotext` reads it off the pages, without the spaces that lay it out.
///
/// # Panics
/// When `pdftotext` (poppler-utils, see `cargo xtask set-up`) is not there.
pub(crate) fn text(document: &Document) -> String {
    let file = file(document);
    let read = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(file.path())
        .arg("-")
        .stderr(Stdio::inherit())
        .output()
        .expect("pdftotext of poppler-utils is installed");
    assert!(read.status.success());
    let text = String::from_utf8(read.stdout).unwrap();
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = text.lines().map(line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// How many pages it has.
pub(crate) fn pages(document: &Document) -> usize {
    let file = file(document);
    let info = Command::new("pdfinfo").arg(file.path()).output().expect("pdfinfo is installed");
    let info = String::from_utf8(info.stdout).unwrap();
    let pages = info.lines().find_map(|line| line.strip_prefix("Pages:"));
    pages.expect("pdfinfo counts pages").trim().parse().unwrap()
}

fn file(document: &Document) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    std::fs::write(file.path(), press::pdf(document, &|_, _| Ok(())).unwrap()).unwrap();
    if let Ok(folder) = std::env::var("CHIEUSAU_TEST_PAPERS") {
        // To look at: every document of the samples as a file.
        let name = format!("{document:?}");
        let name = name.split('(').next().unwrap_or("document");
        std::fs::copy(file.path(), std::path::Path::new(&folder).join(format!("{name}.pdf")))
            .unwrap();
    }
    file
}
