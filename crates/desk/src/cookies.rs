//! The few cookies we use: the session, the language, the theme and one message.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The session's token.
pub(crate) const SESSION: &str = "chieusau_session";
/// The language, `vi` or `en`.
pub(crate) const LANG: &str = "lang";
/// The theme.
pub(crate) const THEME: &str = "theme";
/// The message left by the last action, shown once.
pub(crate) const FLASH: &str = "flash";

/// The value of a cookie that came with the request.
pub(crate) fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|all| all.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then(|| value.to_owned())
        })
}

/// A `Set-Cookie` value. No script reads any of our cookies, and no other site sends them along.
pub(crate) fn set(name: &str, value: &str, seconds: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// A `Set-Cookie` value that removes the cookie.
pub(crate) fn forget(name: &str) -> String {
    format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "a=1; lang=en; lang2=x".parse().unwrap());
        assert_eq!(read(&headers, LANG), Some("en".into()));
        assert_eq!(read(&headers, SESSION), None);
    }
}
