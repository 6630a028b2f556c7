//! Documents of the review as PDF, what comes back on paper, and the certificates of a commune.
//!
//! Official papers are Vietnamese, whatever the language of the page they are asked for on.

mod certificates;
mod entry;
mod filing;
mod kept;
mod meeting;
mod official;
mod questions;
mod request;
mod survey;
mod worker;

use ::paper::{Document, Head};
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use ground::{Day, Lang, Problem, Result, UnitId};
use law::{Law, Status};
use ui::Words;

use crate::desk::Desk;
use crate::reply::Reply;
use crate::visitor::Visitor;

pub(crate) use kept::{certificates_at, forget_old, typeset_all};

/// Papers of one decision that a browser waits for, half a second; more are left to a worker.
pub(super) const AT_ONCE: usize = 100;

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/rounds/decisions/{id}/pdf", get(official::decision))
        .route("/rounds/decisions/{id}/certificates", post(kept::ask))
        .route("/rounds/decisions/{id}/certificates/pdf", get(certificates::of_decision))
        .route("/rounds/decisions/{id}/certificates/{job}", get(kept::download))
        .route("/rounds/certificates", get(certificates::list).post(certificates::sign))
        .route("/rounds/certificates/{household}/pdf", get(certificates::of_household))
        .route("/rounds/requests/blank/{form}", get(request::blank))
        .route("/rounds/requests/{id}/form", get(request::form))
        .route("/rounds/requests/{id}/receipt", get(request::receipt))
        .route("/rounds/requests/{id}/refusal", get(request::refusal))
        .route("/rounds/filings/{id}/form", get(filing::form))
        .route("/rounds/filings/{id}/receipt", get(filing::receipt))
        .route("/rounds/filings/{id}/refusal", get(filing::refusal))
        .route("/rounds/workers/{id}/refusal", get(worker::refusal))
        .route("/rounds/{id}/minutes", get(official::blank_minutes))
        .route("/rounds/{id}/questionnaires", get(survey::of_village))
        .route("/rounds/questionnaire", get(survey::one))
        .route("/rounds/meetings/{id}", get(meeting::show))
        .route("/rounds/meetings/{id}/pdf", get(official::minutes))
        .route("/rounds/meetings/{id}/scans", post(meeting::upload))
        .route("/rounds/scans/{id}", get(meeting::scan))
        .route("/rounds/postings/{id}/pdf", get(official::posting))
        .route("/rounds/entry/{household}", get(entry::ask).post(entry::save))
        // A scan and the words around it.
        .layer(axum::extract::DefaultBodyLimit::max((review::scan::LARGEST + 1) << 20))
}

/// All words of official papers.
fn words() -> &'static Words {
    Words::of(Lang::Vi)
}

/// Typesets a document away from the threads that serve others, and shows it.
async fn typeset(visitor: &Visitor, document: Result<Document>) -> Reply {
    typeset_for(&visitor.desk, document).await.map_err(|problem| visitor.trouble(problem))
}

/// The same for somebody without an account.
pub(in crate::pages) async fn typeset_for(
    desk: &Desk,
    document: Result<Document>,
) -> Result<Response> {
    let document = document?;
    let name = document.name();
    let pdf = press(desk, document, |_, _| Ok(())).await?;
    Ok(shown(&format!("{name}.pdf"), PDF, pdf))
}

/// The type of a PDF.
const PDF: &str = "application/pdf";

/// A document as PDF; `step` is told how far it is and may stop it.
async fn press(
    desk: &Desk,
    document: Document,
    step: impl Fn(i64, i64) -> Result<()> + Send + 'static,
) -> Result<Vec<u8>> {
    let press = desk.press;
    let set = tokio::task::spawn_blocking(move || press(&document, &step)).await;
    set.map_err(|error| Problem::internal("paper.unset").because(error)).flatten()
}

/// A file that the browser shows by itself; `name` is plain.
fn shown(name: &str, mime: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("inline; filename=\"{name}\"");
    (
        [(CONTENT_TYPE, mime), (CACHE_CONTROL, "no-store")],
        [(CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response()
}

/// Name of a unit in full, in Vietnamese.
fn unit_name(desk: &Desk, unit: UnitId) -> String {
    desk.units.get(unit).map_or_else(String::new, |unit| unit.full_name.clone())
}

/// The head of a document; one without a day leaves room to write it.
pub(in crate::pages) fn head(desk: &Desk, unit: UnitId, number: &str, day: Option<Day>) -> Head {
    let name = desk.units.get(unit).map_or("", |unit| unit.name.as_str());
    let place = match day {
        Some(day) => format!("{name}, {}", written(day)),
        None => format!("{name}, ngày ..... tháng ..... năm 20....."),
    };
    Head { unit: unit_name(desk, unit), number: number.to_owned(), place }
}

/// A day as documents write it: days below ten and January and February with a zero before them.
fn written(day: Day) -> String {
    let month = day.month();
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// Kinds of legal acts, as their titles begin.
const KINDS: [&str; 4] = ["Quyết định", "Thông tư", "Nghị định", "Luật"];

/// Legal bases from acts that have been seen: `Căn cứ Quyết định số … ngày … của … về …`.
fn bases<'a>(law: &Law, acts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut bases = Vec::new();
    for act in acts {
        let Some(source) = law.source(act).filter(|source| source.status == Status::Verified)
        else {
            continue;
        };
        let title = source.title.get(Lang::Vi);
        let Some(kind) = KINDS.iter().find(|kind| title.starts_with(*kind)) else { continue };
        let signed = source.signed.map(|day| format!(" {}", written(day))).unwrap_or_default();
        let base = format!(
            "Căn cứ {kind} số {}{signed} của {}{}",
            source.number,
            source.issuer.get(Lang::Vi),
            &title[kind.len()..]
        );
        if !bases.contains(&base) {
            bases.push(base);
        }
    }
    bases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_name_only_acts_that_were_seen() {
        let law = Law::builtin().unwrap();
        let bases =
            bases(&law, ["qd-24-2021", "qd-24-2021", "nd-07-2021", "nowhere", "qd-28-2014"]);
        assert_eq!(bases.len(), 2, "{bases:?}");
        assert!(bases[0].starts_with(
            "Căn cứ Quyết định số 24/2021/QĐ-TTg ngày 16 tháng 7 năm 2021 của Thủ tướng Chính phủ về quy trình"
        ));
        assert!(bases[1].contains("ngày 27 tháng 01 năm 2021 của Chính phủ quy định chuẩn nghèo"));
    }
}
