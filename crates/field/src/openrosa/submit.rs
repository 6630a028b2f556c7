//! Submissions, whole or in parts.

use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;
use axum::http::header::{HeaderName, LOCATION};
use axum::response::{IntoResponse, Response};
use ground::Problem;
use ui::Words;

use super::caller::Caller;
use super::reply::{Refusal, http_date, message};
use super::{Door, LARGEST};
use crate::submission::{Attachment, Delivery, State as Became};

const ACCEPTS: HeaderName = HeaderName::from_static("x-openrosa-accept-content-length");

/// The part that holds the form.
const FORM_PART: &str = "xml_submission_file";

/// The largest form, in bytes; a household of sixty members has about a tenth of it.
const LARGEST_FORM: usize = 2 * 1024 * 1024;

/// The most attachments in one delivery.
const MOST_FILES: usize = 50;

/// Whether submissions are taken here, and how large. `GET` answers the same, without harm.
pub(super) async fn head(State(_): State<Door>, caller: Caller) -> Response {
    let date = http_date(std::time::SystemTime::now());
    let mut response = message(StatusCode::NO_CONTENT, date, "");
    let address = format!("{}/openrosa/submission", caller.origin);
    if let Ok(address) = address.parse() {
        response.headers_mut().insert(LOCATION, address);
    }
    response.headers_mut().insert(ACCEPTS, LARGEST.into());
    response
}

/// Takes a delivery; answers 201 only when it is durable.
pub(super) async fn post(
    State(door): State<Door>,
    caller: Caller,
    parts: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Refusal> {
    let parts = parts.map_err(|error| Problem::invalid("field.submission.parts").because(error))?;
    let delivery = delivery(parts).await?;
    let became = door.inbox.receive(&caller.actor, delivery).await?;
    let words = Words::of(caller.actor.lang);
    let text = match became {
        Became::Taken => words.field_received(),
        Became::Waiting => words.field_received_part(),
        Became::Trouble => words.field_received_trouble(),
    };
    let date = http_date(std::time::SystemTime::now());
    let mut response = message(StatusCode::CREATED, date, text);
    response.headers_mut().insert(ACCEPTS, LARGEST.into());
    Ok(response.into_response())
}

/// Reads what a phone sends at once: the form and some or all of its attachments.
///
/// # Errors
/// `field.submission.large`, `.many`, `.file_name`, `.no_form`, `.parts`.
pub async fn delivery(mut parts: Multipart) -> Result<Delivery, Problem> {
    let mut delivery = Delivery::default();
    let mut form = None;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let media = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let content = Vec::from(part.bytes().await.map_err(broken)?);
        if name == FORM_PART {
            if content.len() > LARGEST_FORM {
                return Err(Problem::invalid("field.submission.large")
                    .with("limit", LARGEST_FORM / 1024 / 1024));
            }
            form = Some(content);
        } else if let Some(file) = file {
            if delivery.files.len() >= MOST_FILES {
                return Err(Problem::invalid("field.submission.many").with("limit", MOST_FILES));
            }
            let name = plain(file)?;
            delivery.files.push(Attachment { name, media: known(&media), content });
        }
        // Other parts are the client's own marks, such as that more is to come.
    }
    delivery.xml = form.ok_or_else(|| Problem::invalid("field.submission.no_form"))?;
    Ok(delivery)
}

/// A file's bare name. It never becomes a path here, but it is shown and sent out again.
fn plain(name: String) -> Result<String, Problem> {
    let bad = |c: char| c.is_control() || "/\\:\"<>|?*".contains(c);
    if name.is_empty() || name.len() > 200 || name.starts_with('.') || name.contains(bad) {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
        return Err(Problem::invalid("field.submission.file_name").with("name", shown));
    }
    Ok(name)
}

/// The kinds of pictures and sounds that browsers show without running anything; all else is bytes.
fn known(media: &str) -> String {
    let known = ["image/jpeg", "image/png", "image/webp", "image/gif", "audio/mpeg", "video/mp4"];
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if known.contains(&media.as_str()) { media } else { "application/octet-stream".to_owned() }
}

fn broken(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::invalid("field.submission.large").with("limit", LARGEST / 1024 / 1024);
    }
    Problem::invalid("field.submission.parts").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_paths_are_refused() {
        for bad in ["../x.jpg", "a/b.jpg", "a\\b", ".hidden", "", "a\0b", "C:x"] {
            assert_eq!(plain(bad.into()).unwrap_err().code, "field.submission.file_name", "{bad}");
        }
        assert_eq!(plain("1718000000000.jpg".into()).unwrap(), "1718000000000.jpg");
        assert_eq!(plain("ảnh nhà.jpg".into()).unwrap(), "ảnh nhà.jpg");
        assert_eq!(known("text/html"), "application/octet-stream");
        assert_eq!(known("image/JPEG; q=1"), "image/jpeg");
    }
}
