//! Whoever calls: name and password with every request.

use access::{Actor, Verb};
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ground::Problem;

use super::Door;
use super::reply::{Refusal, Unknown};

/// Somebody who may survey, and the address by which they found us.
pub(super) struct Caller {
    pub(super) actor: Actor,
    /// `https://host`, for the addresses that the lists give.
    pub(super) origin: String,
}

impl FromRequestParts<Door> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Caller, Refusal> {
        let (login, password) = credentials(parts).ok_or(Refusal::Unknown(Unknown::Nobody))?;
        let mut moment = door.clock.moment();
        let account = door
            .devices
            .prove(&door.database, &mut moment, door.hashing, &login, &password)
            .await
            .map_err(|problem| match &*problem.code {
                "access.sign_in.wrong" => Refusal::Unknown(Unknown::Wrong(problem)),
                _ => Refusal::Problem(problem),
            })?;
        let actor = account.actor();
        if !actor.may(Verb::Survey) {
            return Err(Refusal::Problem(
                Problem::refused("access.refused.verb")
                    .with("verb", Verb::Survey.as_str())
                    .with("role", actor.role.as_str()),
            ));
        }
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let scheme = if door.secure { "https" } else { "http" };
        Ok(Caller { actor, origin: format!("{scheme}://{host}") })
    }
}

fn credentials(parts: &Parts) -> Option<(String, String)> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (login, password) = text.split_once(':')?;
    Some((login.to_owned(), password.to_owned()))
}
