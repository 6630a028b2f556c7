//! Typesetting: a [`paper::Document`] in, a PDF out.
//!
//! Typst does it inside this process, from the templates in `typ/` and the fonts in `fonts/`; no other file
//! and no network is read. A leaf of the house: the binary alone depends on it.

mod world;

use ground::{Problem, Result};
use paper::Document;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// Typesets a document; a [`paper::Press`].
///
/// # Errors
/// `paper.unset` when a template and its content do not fit, which is a mistake in this crate.
pub fn pdf(document: &Document) -> Result<Vec<u8>> {
    let world = world::Desk::new(document.name(), document.json()?);
    // The tree of tags would take more room than the document itself in a list of thousands.
    let options = PdfOptions { tagged: false, ..PdfOptions::default() };
    let done = typst::compile::<PagedDocument>(&world).output;
    let pdf = done.and_then(|pages| typst_pdf::pdf(&pages, &options));
    // What was remembered of this document serves no other.
    comemo::evict(0);
    pdf.map_err(|wrong| {
        let said: Vec<String> = wrong.iter().map(|one| one.message.to_string()).collect();
        Problem::internal("paper.unset").with("template", document.name()).because(said.join("; "))
    })
}
