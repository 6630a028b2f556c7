//! Answers as OpenRosa words them.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, DATE, HeaderName, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use ground::{Kind, Lang, Problem};
use ui::Words;

use crate::form::escaped;

const VERSION: HeaderName = HeaderName::from_static("x-openrosa-version");

/// XML with the headers that every OpenRosa answer carries.
pub(super) fn xml(status: StatusCode, date: String, text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/xml; charset=utf-8".to_owned()),
        (VERSION, "1.0".to_owned()),
        (DATE, date),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (status, headers, text).into_response()
}

/// A message to the person who holds the phone, in both languages: the client does not say which it is in.
pub(super) fn message(status: StatusCode, date: String, text: &str) -> Response {
    let text = format!(
        "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\">\
         <message nature=\"\">{}</message></OpenRosaResponse>",
        escaped(text)
    );
    xml(status, date, text)
}

/// Why a request is not served.
pub(super) enum Refusal {
    /// It does not say, or does not prove, who calls.
    Unknown(Unknown),
    /// Anything else.
    Problem(Problem),
}

pub(super) enum Unknown {
    /// No name was given; clients ask once without.
    Nobody,
    /// Name or password are wrong.
    Wrong(Problem),
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        Refusal::Problem(problem)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let date = http_date(std::time::SystemTime::now());
        match self {
            Refusal::Unknown(unknown) => {
                let text = match unknown {
                    Unknown::Nobody => both(|words| words.field_sign_in().to_owned()),
                    Unknown::Wrong(problem) => both(|words| words.problem(&problem)),
                };
                let mut response = message(StatusCode::UNAUTHORIZED, date, &text);
                let ask = "Basic realm=\"Chieu Sau\", charset=\"UTF-8\"";
                let ask = ask.parse().expect("plain ASCII");
                response.headers_mut().insert(WWW_AUTHENTICATE, ask);
                response
            }
            Refusal::Problem(problem) => {
                if matches!(problem.kind, Kind::Internal | Kind::Unavailable) {
                    tracing::error!(%problem, "a phone's request ended in a problem");
                }
                message(status(&problem), date, &both(|words| words.problem(&problem)))
            }
        }
    }
}

fn both(text: impl Fn(&'static Words) -> String) -> String {
    format!("{} / {}", text(Words::of(Lang::Vi)), text(Words::of(Lang::En)))
}

fn status(problem: &Problem) -> StatusCode {
    match (problem.kind, &*problem.code) {
        (_, "field.submission.large") => StatusCode::PAYLOAD_TOO_LARGE,
        (Kind::Invalid, _) => StatusCode::BAD_REQUEST,
        (Kind::Missing, _) => StatusCode::NOT_FOUND,
        (Kind::Refused, _) => StatusCode::FORBIDDEN,
        (Kind::Conflict, _) => StatusCode::CONFLICT,
        (Kind::Unavailable, _) => StatusCode::SERVICE_UNAVAILABLE,
        (Kind::Internal, _) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The moment as HTTP writes it (RFC 9110): OpenRosa clients compare it with the phone's clock.
pub(super) fn http_date(now: std::time::SystemTime) -> String {
    let seconds = now.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, rest) = ((seconds / 86_400) as i64, seconds % 86_400);
    let day = ground::Day::new(1970, 1, 1)
        .map_or_else(|| unreachable!("a day"), |first| first.plus_days(days));
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7) as usize];
    let month =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            [day.month() as usize - 1];
    format!(
        "{weekday}, {:02} {month} {} {:02}:{:02}:{:02} GMT",
        day.day(),
        day.year(),
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn the_date_is_written_as_http_wants_it() {
        let at = UNIX_EPOCH + Duration::from_secs(784_111_777);
        assert_eq!(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
