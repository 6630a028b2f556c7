//! `/sign-in` and `/sign-out`.

use access::account::Hashing;
use access::session;
use askama::Template;
use axum::extract::{FromRequestParts as _, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use axum::{Form as Sent, Router};
use ground::{Kind, Problem};
use serde::Deserialize;
use ui::{Form, Frame};

use crate::cookies;
use crate::desk::Desk;
use crate::pages::look::local;
use crate::reply::{Reply, go, page, page_with};
use crate::visitor::{Posted, Reader, Visitor};

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    form: Form,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/sign-in", get(show).post(sign_in)).route("/sign-out", post(sign_out))
}

async fn show(
    State(desk): State<Desk>,
    reader: Reader,
    Query(to): Query<Back>,
    request: axum::extract::Request,
) -> Reply {
    let (mut parts, _) = request.into_parts();
    if Visitor::from_request_parts(&mut parts, &desk).await.is_ok() {
        return go(local(&to.back), None);
    }
    let form = Form::new().with("back", to.back);
    page(&SignInPage { frame: reader.frame(&desk, reader.words().sign_in_title()), form })
}

async fn sign_in(
    State(desk): State<Desk>,
    reader: Reader,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Reply {
    let form = Form::typed(pairs);
    let mut moment = desk.moment();
    let login = form.value("login");
    let password = form.value("password");
    match session::sign_in(&desk.database, &mut moment, Hashing::default(), login, password).await {
        Ok(signed_in) => {
            let seconds = (signed_in.expires_at.0 - moment.now().0) / 1000;
            let cookie =
                cookies::set(cookies::SESSION, &signed_in.token, seconds, desk.secure_cookies);
            with_cookie(go(local(form.value("back")), None)?, &cookie)
        }
        Err(problem) if problem.code.starts_with("access.") => {
            let status = match problem.kind {
                Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let form = form.wrong("", reader.words().problem(&problem));
            let frame = reader.frame(&desk, reader.words().sign_in_title());
            page_with(status, &SignInPage { frame, form })
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn sign_out(Posted { visitor, .. }: Posted) -> Reply {
    let mut moment = visitor.desk.moment();
    session::sign_out(&visitor.desk.database, &mut moment, &visitor.session).await?;
    with_cookie(go("/sign-in", None)?, &cookies::forget(cookies::SESSION))
}

fn with_cookie(reply: axum::response::Response, cookie: &str) -> Reply {
    let mut response = reply.into_response();
    let value = HeaderValue::from_str(cookie)
        .map_err(|error| Problem::internal("desk.page.address").because(error))?;
    response.headers_mut().append(SET_COOKIE, value);
    Ok(response)
}
