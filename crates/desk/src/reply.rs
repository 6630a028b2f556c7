//! Answers: a page, a file, a way back with a message, or a problem said in the reader's language.

use askama::Template;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use ground::{Arg, Kind, Problem};
use ui::{Flash, Frame};

use crate::flash;

/// What a handler returns: an answer, or a problem together with the frame to show it in.
pub(crate) type Reply = Result<Response, Trouble>;

/// A problem on its way to the reader. Boxed: most answers are none.
pub(crate) struct Trouble(Box<(Problem, Option<Frame>)>);

impl Trouble {
    /// A problem shown in this frame.
    pub(crate) fn new(problem: Problem, frame: Frame) -> Trouble {
        Trouble(Box::new((problem, Some(frame))))
    }
}

impl Trouble {
    /// What is wrong, for an answer that is no page.
    pub(crate) fn problem(self) -> Problem {
        self.0.0
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Trouble {
        Trouble(Box::new((problem, None)))
    }
}

/// A rendered page.
pub(crate) fn page(template: &impl Template) -> Reply {
    page_with(StatusCode::OK, template)
}

/// A rendered page with a status of its own: 422 for a form that came back with errors.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Reply {
    // Most pages fit; growing step by step would copy them over and over.
    let mut html = String::with_capacity(64 << 10);
    template
        .render_into(&mut html)
        .map_err(|error| Problem::internal("desk.page.unrendered").because(error))?;
    Ok((status, [(CACHE_CONTROL, "no-store")], Html(html)).into_response())
}

/// To another page after an action, leaving a message there. 303, so that reloading sends nothing twice.
pub(crate) fn go(to: &str, flash: Option<Flash>) -> Reply {
    let location = HeaderValue::from_str(to)
        .map_err(|error| Problem::internal("desk.page.address").because(error))?;
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response();
    if let Some(flash) = flash {
        flash::leave(&mut response, &flash);
    }
    Ok(response)
}

/// A file to keep. `name` may hold Vietnamese letters.
#[expect(clippy::unnecessary_wraps, reason = "handlers return it as their answer")]
pub(crate) fn file(name: &str, mime: &'static str, bytes: Vec<u8>) -> Reply {
    let plain: String = ground::fold(name).replace(' ', "-");
    let (_, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let plain = plain.trim_end_matches(extension).trim_end_matches('-').to_owned();
    let disposition = format!(
        "attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{}",
        ui::link(name, &[]).replace('/', "-")
    );
    let encoded: String = disposition.chars().filter(char::is_ascii).collect();
    Ok((
        [(CONTENT_TYPE, mime), (CACHE_CONTROL, "no-store")],
        [(CONTENT_DISPOSITION, encoded)],
        bytes,
    )
        .into_response())
}

/// Lines of text as CSV that spreadsheets read as text: quoted, in UTF-8 with its mark, and without cells
/// that a spreadsheet would take for a formula.
pub(crate) fn csv(lines: &[Vec<String>]) -> Vec<u8> {
    let cell = |text: &String| {
        let formula = text.starts_with(['=', '+', '-', '@']) && text.parse::<f64>().is_err();
        let safe = if formula { format!("'{text}") } else { text.clone() };
        format!("\"{}\"", safe.replace('"', "\"\""))
    };
    let line = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    format!("\u{feff}{}", lines.iter().map(line).collect::<String>()).into_bytes()
}

/// The HTTP status of a problem.
pub(crate) fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Missing => StatusCode::NOT_FOUND,
        Kind::Refused => StatusCode::FORBIDDEN,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    text: String,
    code: String,
}

#[derive(Template)]
#[template(path = "problem_plain.html")]
struct PlainProblemPage {
    frame: Frame,
    text: String,
    code: String,
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage {
    frame: Frame,
    done: i64,
    whole: i64,
}

/// The page of those who wait for the first snapshot: how far it is, and the way back to what was asked.
fn waiting(problem: &Problem, frame: Frame) -> Response {
    let number = |wanted: &str| match problem.args.iter().find(|(name, _)| name == wanted) {
        Some((_, Arg::Number(number))) => *number,
        _ => 0,
    };
    let frame = Frame { title: frame.words.waiting_title().to_owned(), ..frame };
    let html = WaitingPage { frame, done: number("done"), whole: number("of").max(1) }.render();
    let head = [(CACHE_CONTROL, "no-store"), (RETRY_AFTER, "3")];
    let html = html.unwrap_or_else(|_| code_only(problem));
    (StatusCode::SERVICE_UNAVAILABLE, head, Html(html)).into_response()
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (problem, frame) = *self.0;
        if problem.code == snapshots::MAKING
            && let Some(frame) = frame
        {
            return waiting(&problem, frame);
        }
        if matches!(problem.kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(%problem, "a page ended in a problem");
        }
        let status = status(problem.kind);
        let code = problem.code.to_string();
        let frame = frame.unwrap_or_else(|| Frame::new(ground::Lang::Vi, "", "/"));
        let text = frame.problem(&problem);
        let title = frame.words.problem_title().to_owned();
        let frame = Frame { title, ..frame };
        let html = if frame.account.is_some() {
            ProblemPage { frame, text, code }.render()
        } else {
            PlainProblemPage { frame, text, code }.render()
        };
        (status, [(CACHE_CONTROL, "no-store")], Html(html.unwrap_or_else(|_| code_only(&problem))))
            .into_response()
    }
}

fn code_only(problem: &Problem) -> String {
    problem.code.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_formulas() {
        let lines = [vec!["=1+1".to_owned(), "a \"b\", c".to_owned(), "-2.5".to_owned()]];
        let text = String::from_utf8(csv(&lines)).unwrap();
        assert_eq!(text, "\u{feff}\"'=1+1\",\"a \"\"b\"\", c\",\"-2.5\"\r\n");
    }
}
