//! Taking what the page sends.

use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, FromRequestParts as _, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use field::openrosa::delivery;
use ground::Problem;
use serde_json::json;

use super::{Refused, answer};
use crate::desk::Desk;
use crate::visitor::Visitor;

/// The header with the session's token, which no page of another site can know.
const TOKEN: &str = "x-form-token";

/// Takes a delivery; answers 201 only when it is durable.
pub(super) async fn submission(
    State(desk): State<Desk>,
    request: Request,
) -> Result<Response, Refused> {
    let (mut parts, body) = request.into_parts();
    let visitor = Visitor::from_request_parts(&mut parts, &desk).await?;
    let token = parts.headers.get(TOKEN).and_then(|token| token.to_str().ok()).unwrap_or_default();
    // A token of an earlier session: whoever signed in again asks for the lists and gets the new one.
    if visitor.session.check_form(token).is_err() {
        let problem = Problem::refused("desk.survey.sign_in");
        return Err(Refused(problem, StatusCode::UNAUTHORIZED));
    }
    let parts = Multipart::from_request(Request::from_parts(parts, body), &()).await;
    let parts = parts.map_err(|error| Problem::invalid("field.submission.parts").because(error))?;
    let delivery = delivery(parts).await?;
    let became = desk.inbox.receive(visitor.actor(), delivery).await?;
    Ok(answer(StatusCode::CREATED, &json!({ "state": became.as_str() })))
}
