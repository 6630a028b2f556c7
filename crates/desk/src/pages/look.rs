//! `/lang/…` and `/theme/…`: how pages look, kept in cookies.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::routing::get;
use ground::{Lang, Problem};
use serde::Deserialize;
use ui::Theme;

use crate::cookies;
use crate::desk::Desk;
use crate::reply::{Reply, go};

/// A year: a choice of language is not made again every month.
const YEAR: i64 = 365 * 24 * 3600;

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/lang/{lang}", get(lang)).route("/theme/{theme}", get(theme))
}

async fn lang(State(desk): State<Desk>, Path(tag): Path<String>, Query(to): Query<Back>) -> Reply {
    let lang: Lang = tag.parse()?;
    keep(cookies::LANG, lang.tag(), &to.back, desk.secure_cookies)
}

async fn theme(State(desk): State<Desk>, Path(tag): Path<String>, Query(to): Query<Back>) -> Reply {
    keep(cookies::THEME, Theme::of(&tag).tag(), &to.back, desk.secure_cookies)
}

fn keep(name: &str, value: &str, back: &str, secure: bool) -> Reply {
    let mut response = go(local(back), None)?;
    let cookie = cookies::set(name, value, YEAR, secure);
    let cookie = HeaderValue::from_str(&cookie)
        .map_err(|error| Problem::internal("desk.page.address").because(error))?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

/// The address when it lies on this desk, else the first page: nobody is led elsewhere by a link.
pub(crate) fn local(back: &str) -> &str {
    let here = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && !back.contains(char::is_control);
    if here { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn a_link_never_leads_elsewhere() {
        assert_eq!(local("/households?q=a"), "/households?q=a");
        for elsewhere in
            ["https://example.org", "//example.org", "/\\example.org", "", "x", "/a\nb"]
        {
            assert_eq!(local(elsewhere), "/");
        }
    }
}
