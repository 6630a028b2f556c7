//! The page and everything it consists of.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use ground::{Lang, Problem};
use serde_json::{Map, Value, json};
use ui::Words;

use crate::desk::Desk;
use crate::reply::Reply;

/// Where the page lies.
const PAGE: &str = "/survey";

/// The engine's parser is WebAssembly, held in the script; photos are shown from the phone's memory.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; connect-src 'self' data:; worker-src 'self'; manifest-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// May be kept, but is asked for anew: the worker holds what works without network.
const FRESH: &str = "no-cache";

#[derive(Template)]
#[template(path = "survey/page.html")]
struct Page {
    words: &'static Words,
    demonstration: bool,
    /// Words in both languages, and where the licences are read: as the page's script takes them.
    data: String,
}

/// The page, the same for everybody.
pub(super) async fn page(State(desk): State<Desk>) -> Reply {
    let headers = [(CACHE_CONTROL, FRESH), (CONTENT_SECURITY_POLICY, POLICY)];
    Ok((headers, Html(rendered(&desk)?)).into_response())
}

fn rendered(desk: &Desk) -> Result<String, Problem> {
    let words = Words::of(Lang::Vi);
    let page = Page { words, demonstration: desk.demonstration, data: data() };
    page.render().map_err(|error| Problem::internal("desk.page.unrendered").because(error))
}

fn data() -> String {
    let of = |lang| -> Value {
        let all = Words::of(lang).beginning("survey-").into_iter();
        all.map(|(name, text)| (name.to_owned(), Value::from(text))).collect::<Map<_, _>>().into()
    };
    let words = json!({ "vi": of(Lang::Vi), "en": of(Lang::En) });
    let data = json!({ "words": words, "licences": file_url(web::licences()) });
    // Within a script element only this could be mistaken for its end.
    data.to_string().replace('<', "\\u003c")
}

fn file_url(name: &str) -> String {
    format!("{PAGE}/files/{name}")
}

/// Script, style or licences, as small as the browser can take them.
pub(super) async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = web::file(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let brotli = accepted.unwrap_or_default().split(',').any(|one| one.trim().starts_with("br"));
    let (encoding, bytes) = if brotli { ("br", file.brotli) } else { ("gzip", file.gzip) };
    let head = [
        (CONTENT_TYPE, file.mime),
        (CONTENT_ENCODING, encoding),
        (VARY, "accept-encoding"),
        (CACHE_CONTROL, ui::assets::CACHE_CONTROL),
    ];
    (head, bytes).into_response()
}

/// The worker; its version is a mark of all that it keeps.
pub(super) async fn worker(State(desk): State<Desk>) -> Reply {
    let keep = [
        PAGE.to_owned(),
        file_url(web::script()),
        file_url(web::style()),
        file_url(web::licences()),
        ui::asset_url("app.css"),
        ui::asset_url("icon.svg"),
        format!("{PAGE}/manifest.webmanifest"),
    ];
    let mut mark = DefaultHasher::new();
    (rendered(&desk)?, &keep).hash(&mut mark);
    let text = web::worker(&format!("{:016x}", mark.finish()), PAGE, &keep);
    Ok(([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, FRESH)], text)
        .into_response())
}

/// By which the page is installed on a phone's first screen.
pub(super) async fn manifest() -> Response {
    let words = Words::of(Lang::Vi);
    let icon = ui::asset_url("icon.svg");
    let body = json!({
        "id": PAGE,
        "name": words.survey_title(),
        "short_name": words.product(),
        "lang": "vi",
        "start_url": PAGE,
        "scope": PAGE,
        "display": "standalone",
        "background_color": "#fdfdfb",
        "theme_color": "#0b5d5e",
        "icons": [{ "src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
    });
    let head = [(CONTENT_TYPE, "application/manifest+json"), (CACHE_CONTROL, FRESH)];
    (head, body.to_string()).into_response()
}
