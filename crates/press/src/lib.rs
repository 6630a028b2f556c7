//! Typesetting: a [`paper::Document`] in, a PDF out.
//!
//! Typst does it inside this process, from the templates in `typ/` and the fonts in `fonts/`; no other file
//! and no network is read. A leaf of the house: the binary alone depends on it.

mod world;

use ground::{Problem, Result};
use paper::{Certificates, Document, Step};
use typst::diag::SourceResult;
use typst::ecow::EcoVec;
use typst::model::DocumentInfo;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// Certificates that are typeset in one go. Between two such lots somebody may stop the press.
const LOT: usize = 25;

/// Typesets a document; a [`paper::Press`].
///
/// # Errors
/// `paper.unset` when a template and its content do not fit, which is a mistake in this crate; the problem of
/// `step`.
pub fn pdf(document: &Document, step: Step<'_>) -> Result<Vec<u8>> {
    let pages = match document {
        Document::Certificates(all) if all.papers.len() > LOT => in_lots(all, step),
        _ => typeset(document),
    }?;
    // The tree of tags would take more room than the document itself in a list of thousands.
    let options = PdfOptions { tagged: false, ..PdfOptions::default() };
    said(document, typst_pdf::pdf(&pages, &options))
}

/// Every certificate begins a page of its own: the pages of one lot follow those of the lot before.
fn in_lots(all: &Certificates, step: Step<'_>) -> Result<PagedDocument> {
    let (mut pages, mut info) = (EcoVec::new(), DocumentInfo::default());
    let whole = all.papers.len();
    for (at, papers) in all.papers.chunks(LOT).enumerate() {
        step((at * LOT) as i64, whole as i64)?;
        let lot = Certificates {
            unit: all.unit.clone(),
            indicators: all.indicators.clone(),
            years: all.years.clone(),
            papers: papers.to_vec(),
        };
        let mut set = typeset(&Document::Certificates(lot))?;
        pages.extend(set.pages().iter().cloned());
        std::mem::swap(&mut info, set.info_mut());
    }
    step(whole as i64, whole as i64)?;
    Ok(PagedDocument::new(pages, info))
}

fn typeset(document: &Document) -> Result<PagedDocument> {
    let world = world::Desk::new(document.name(), document.json()?);
    let done = typst::compile::<PagedDocument>(&world).output;
    // What was remembered of this document serves no other.
    comemo::evict(0);
    said(document, done)
}

fn said<T>(document: &Document, done: SourceResult<T>) -> Result<T> {
    done.map_err(|wrong| {
        let said: Vec<String> = wrong.iter().map(|one| one.message.to_string()).collect();
        Problem::internal("paper.unset").with("template", document.name()).because(said.join("; "))
    })
}
