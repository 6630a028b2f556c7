//! The form list, the form, and what goes with it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use ground::Problem;

use super::Door;
use super::caller::Caller;
use super::reply::{Refusal, http_date, xml};
use crate::assigned::{self, HOUSEHOLD, MEMBER};
use crate::form::{FORM, Form, HOUSEHOLDS, MEMBERS, escaped, md5, province};

fn today(door: &Door, caller: &Caller) -> Result<Form, Problem> {
    Form::of(&door.law, door.clock.now().day(), province(&caller.actor, door.units))
}

fn now() -> String {
    http_date(std::time::SystemTime::now())
}

pub(super) async fn list(State(door): State<Door>, caller: Caller) -> Result<Response, Refusal> {
    let form = today(&door, &caller)?;
    let address = escaped(&format!("{}/openrosa/forms/{FORM}", caller.origin));
    let name = escaped(form.name.get(caller.actor.lang));
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xforms xmlns=\"http://openrosa.org/xforms/xformsList\"><xform>\
         <formID>{FORM}</formID><name>{name}</name><version>{}</version>\
         <hash>md5:{}</hash><downloadUrl>{address}</downloadUrl>\
         <manifestUrl>{address}/manifest</manifestUrl></xform></xforms>",
        form.version,
        md5(form.xml.as_bytes())
    );
    Ok(xml(StatusCode::OK, now(), text))
}

pub(super) async fn form(State(door): State<Door>, caller: Caller) -> Result<Response, Refusal> {
    Ok(xml(StatusCode::OK, now(), today(&door, &caller)?.xml))
}

pub(super) async fn manifest(
    State(door): State<Door>,
    caller: Caller,
) -> Result<Response, Refusal> {
    let [households, members] = lists(&door, &caller).await?;
    let file = |name: &str, content: &[u8]| {
        let address = escaped(&format!("{}/openrosa/forms/{FORM}/{name}", caller.origin));
        format!(
            "<mediaFile><filename>{name}</filename><hash>md5:{}</hash>\
             <downloadUrl>{address}</downloadUrl></mediaFile>",
            md5(content)
        )
    };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">{}{}</manifest>",
        file(HOUSEHOLDS, &households),
        file(MEMBERS, &members)
    );
    Ok(xml(StatusCode::OK, now(), text))
}

pub(super) async fn households(
    State(door): State<Door>,
    caller: Caller,
) -> Result<Response, Refusal> {
    let [households, _] = lists(&door, &caller).await?;
    Ok(csv(households))
}

pub(super) async fn members(State(door): State<Door>, caller: Caller) -> Result<Response, Refusal> {
    let [_, members] = lists(&door, &caller).await?;
    Ok(csv(members))
}

fn csv(content: Vec<u8>) -> Response {
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (headers, content).into_response()
}

/// Households and members, as CSV.
async fn lists(door: &Door, caller: &Caller) -> Result<[Vec<u8>; 2], Problem> {
    let today = door.clock.now().day();
    let mut tx = door.database.read().await?;
    let lists = assigned::lists(&mut tx, &caller.actor, door.units, today).await?;
    Ok([assigned::csv(HOUSEHOLD, &lists.households)?, assigned::csv(MEMBER, &lists.members)?])
}
