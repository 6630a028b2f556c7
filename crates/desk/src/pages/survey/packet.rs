//! What a reviewer's phone takes along: who they are, the form of the day, the households to visit.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use access::Verb;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use axum::response::{IntoResponse as _, Response};
use field::assigned;
use field::form::{Form, province};
use ground::Result;
use serde_json::json;

use super::Refused;
use crate::desk::Desk;
use crate::visitor::Visitor;

/// The packet, or 304 when the phone has it already.
pub(super) async fn packet(
    State(desk): State<Desk>,
    request: Request,
) -> Result<Response, Refused> {
    let (mut parts, _) = request.into_parts();
    let visitor = Visitor::from_request_parts(&mut parts, &desk).await?;
    let text = packed(&visitor).await?;
    let mut mark = DefaultHasher::new();
    text.hash(&mut mark);
    let mark = format!("\"{:016x}\"", mark.finish());
    let known =
        parts.headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == mark.as_bytes());
    let head = [(ETAG, mark.as_str()), (CACHE_CONTROL, "no-store")];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    let kind = [(axum::http::header::CONTENT_TYPE, "application/json")];
    Ok((head, kind, text).into_response())
}

async fn packed(visitor: &Visitor) -> Result<String> {
    let (actor, desk) = (visitor.actor(), &visitor.desk);
    actor.check(Verb::Survey, actor.unit, desk.units)?;
    let today = desk.today();
    let form = Form::of(&desk.law, today, province(actor, desk.units))?;
    let mut tx = desk.database.read().await?;
    let lists = assigned::lists(&mut tx, actor, desk.units, today).await?;
    let packet = json!({
        "account": { "id": visitor.session.account.id, "name": actor.by.name },
        "token": visitor.session.form_token(),
        "version": form.version,
        "until": form.period.to,
        "form": form.xml,
        "households": lists.households,
        "members": lists.members,
    });
    Ok(packet.to_string())
}
