//! `/assets/…`: style, script and pictures, named by their content and kept by browsers for ever.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode, header::IF_NONE_MATCH};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::desk::Desk;

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/assets/{*path}", get(asset))
}

async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ui::assets::get(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let known =
        headers.get(IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == asset.etag.as_bytes());
    if known {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let head = [
        (CONTENT_TYPE, asset.mime.to_owned()),
        (CACHE_CONTROL, ui::assets::CACHE_CONTROL.to_owned()),
        (ETAG, asset.etag.to_string()),
    ];
    (head, asset.bytes).into_response()
}
