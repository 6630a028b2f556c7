//! The message that an action leaves for the page after it, in a cookie, shown once.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::middleware::Next;
use axum::response::Response;
use ui::{Flash, FlashKind};

use crate::cookies;

/// Leaves a message with an answer.
pub(crate) fn leave(response: &mut Response, flash: &Flash) {
    append(response, &cookies::set(cookies::FLASH, &written(flash), 60, false));
}

/// The page that shows a message takes its cookie away; what is no page leaves it for the next one.
pub(crate) async fn shown_once(request: Request, next: Next) -> Response {
    let shown = cookies::read(request.headers(), cookies::FLASH).is_some();
    let mut response = next.run(request).await;
    let mime = response.headers().get(CONTENT_TYPE);
    if shown && mime.is_some_and(|mime| mime.as_bytes().starts_with(b"text/html")) {
        append(&mut response, &cookies::forget(cookies::FLASH));
    }
    response
}

fn append(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// The message as a cookie keeps it: kind, then the text in hexadecimal, which needs no escaping.
fn written(flash: &Flash) -> String {
    let kind = match flash.kind {
        FlashKind::Done => 'd',
        FlashKind::Note => 'n',
        FlashKind::Wrong => 'w',
    };
    std::iter::once(kind.to_string())
        .chain(flash.text.bytes().take(1_500).map(|byte| format!("{byte:02x}")))
        .collect()
}

/// Reads what [`leave`] left.
pub(crate) fn read(cookie: &str) -> Option<Flash> {
    let kind = match cookie.chars().next()? {
        'd' => FlashKind::Done,
        'n' => FlashKind::Note,
        'w' => FlashKind::Wrong,
        _ => return None,
    };
    let hex = cookie.get(1..)?;
    let bytes: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok())
        .collect();
    Some(Flash { kind, text: String::from_utf8_lossy(&bytes?).into_owned() })
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::header::COOKIE;
    use axum::response::Html;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn a_page_takes_the_message_away_and_a_file_does_not() {
        let router = Router::new()
            .route("/page", get(async || Html("Đã lưu")))
            .route("/file", get(async || "Đã lưu"))
            .layer(axum::middleware::from_fn(shown_once));
        let taken = async |path: &str, cookie: &str| {
            let request = Request::get(path).header(COOKIE, cookie).body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            response.headers().get(SET_COOKIE).map(|value| value.to_str().unwrap().to_owned())
        };
        let gone = taken("/page", "lang=vi; flash=d4c").await.unwrap();
        assert!(gone.starts_with("flash=;") && gone.contains("Max-Age=0"), "{gone}");
        assert_eq!(taken("/page", "lang=vi").await, None);
        assert_eq!(taken("/file", "flash=d4c").await, None);
    }

    #[test]
    fn a_message_survives_its_cookie() {
        let left = Flash::done("Đã lưu; xong 100 %");
        assert_eq!(read(&written(&left)), Some(left));
        assert_eq!(read("x00"), None);
    }
}
