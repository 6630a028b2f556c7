//! The form list, the form, and what goes with it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use ground::Problem;

use super::caller::Caller;
use super::reply::{Refusal, http_date, xml};
use super::{Door, assigned};
use crate::form::{FORM, Form, HOUSEHOLDS, escaped, md5};

fn today(door: &Door, caller: &Caller) -> Result<Form, Problem> {
    Form::of(&door.law, door.clock.now().day(), caller.province(door))
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
    let csv = csv(&door, &caller).await?;
    let address = escaped(&format!("{}/openrosa/forms/{FORM}/{HOUSEHOLDS}", caller.origin));
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\"><mediaFile>\
         <filename>{HOUSEHOLDS}</filename><hash>md5:{}</hash>\
         <downloadUrl>{address}</downloadUrl></mediaFile></manifest>",
        md5(&csv)
    );
    Ok(xml(StatusCode::OK, now(), text))
}

pub(super) async fn households(
    State(door): State<Door>,
    caller: Caller,
) -> Result<Response, Refusal> {
    let csv = csv(&door, &caller).await?;
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((headers, csv).into_response())
}

async fn csv(door: &Door, caller: &Caller) -> Result<Vec<u8>, Problem> {
    let today = door.clock.now().day();
    let mut tx = door.database.read().await?;
    assigned::households(&mut tx, &caller.actor, door.units, today).await
}
