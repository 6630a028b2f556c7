//! `/rounds/meetings/{id}`: a meeting that was held, its minutes to print, and the signed ones as scanned.

use access::Verb;
use askama::Template;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use ground::{MeetingId, Problem, Result};
use review::meeting;
use review::scan::{self, LARGEST};
use ui::{Flash, Form, Frame};

use super::super::{act, board, id as read_id, look, trail_to, words as said};
use super::shown;
use crate::pages::jobs::when;
use crate::reply::{Reply, go, page_with};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "rounds/meeting.html")]
struct MeetingPage {
    frame: Frame,
    url: String,
    form: Form,
    facts: Vec<(&'static str, String)>,
    votes: Vec<VoteRow>,
    scans: Vec<ScanRow>,
    may_upload: bool,
    hint: String,
}

struct VoteRow {
    case: String,
    head: String,
    before: &'static str,
    class: Option<&'static str>,
    agree: i64,
    disagree: i64,
}

struct ScanRow {
    url: String,
    name: String,
    said: String,
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    shown_page(&visitor, &id, Form::new()).await
}

async fn shown_page(visitor: &Visitor, id: &str, form: Form) -> Reply {
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let built = built(visitor, id, form).await;
    page_with(status, &built.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str, form: Form) -> Result<MeetingPage> {
    let id: MeetingId = read_id(id, "review.meeting.missing")?;
    let (meeting, round, votes, scans) = look!(visitor, |tx, office| {
        let (meeting, round) = meeting::find(tx, &office, id).await?;
        (meeting, round, meeting::voted(tx, id).await?, scan::of_meeting(tx, id).await?)
    });
    let words = visitor.words();
    let village = votes.first().map_or("", |vote| vote.village.as_str());
    let frame = visitor.frame(&words.meeting_title(board::village(words, village)));
    let up = format!("/rounds/{}", round.id);
    let vote = |vote: meeting::Voted| VoteRow {
        case: format!("/rounds/cases/{}", vote.case),
        head: vote.head,
        before: vote.before.as_str(),
        class: vote.class.map(law::Class::as_str),
        agree: vote.agree,
        disagree: vote.disagree,
    };
    let row = |scan: scan::Scan| ScanRow {
        url: format!("/rounds/scans/{}", scan.id.simple()),
        said: words.scan_kept(scan.by.as_str(), scan.size / 1024, when(words, scan.at)),
        name: scan.name,
    };
    let actor = visitor.actor();
    Ok(MeetingPage {
        url: format!("/rounds/meetings/{id}"),
        form,
        facts: vec![
            (words.meeting_day(), meeting.day.vietnamese()),
            (words.meeting_chair(), meeting.chair),
            (words.meeting_secretary(), meeting.secretary),
            (words.meeting_attendance(), words.number(meeting.attendance)),
        ],
        votes: votes.into_iter().map(vote).collect(),
        scans: scans.into_iter().map(row).collect(),
        may_upload: actor.may(Verb::Review) && actor.covers(round.unit, visitor.desk.units),
        hint: words.scan_hint(LARGEST),
        frame: Frame { trail: trail_to(visitor, &said::when(words, round.when), up), ..frame },
    })
}

pub(super) async fn upload(
    visitor: Visitor,
    Path(id): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Reply {
    match kept(&visitor, &id, multipart).await {
        Ok(()) => {
            let saved = Flash::done(visitor.words().scan_saved());
            go(&format!("/rounds/meetings/{id}"), Some(saved))
        }
        Err(problem) if problem.kind == ground::Kind::Invalid => {
            let form = Form::new().wrong("file", visitor.words().problem(&problem));
            shown_page(&visitor, &id, form).await
        }
        Err(problem) => Err(visitor.trouble(problem)),
    }
}

async fn kept(
    visitor: &Visitor,
    id: &str,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<()> {
    let meeting: MeetingId = read_id(id, "review.meeting.missing")?;
    let unreadable = |error| Problem::invalid("desk.form.unreadable").because(error);
    let mut multipart = multipart.map_err(unreadable)?;
    let mut token = String::new();
    while let Some(field) = multipart.next_field().await.map_err(|error| too_large(&error))? {
        if field.name() != Some("file") {
            token = field.text().await.map_err(|error| too_large(&error))?;
            continue;
        }
        // The token comes first in our form and is checked before the file is read.
        visitor.session.check_form(&token)?;
        // Some browsers send the whole path.
        let sent = field.file_name().unwrap_or_default().to_owned();
        let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(|error| too_large(&error))?.to_vec();
        return act!(visitor, scan::keep, meeting, &name, content).map(drop);
    }
    Err(Problem::invalid("review.scan.empty"))
}

fn too_large(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::invalid("review.scan.large").with("megabytes", LARGEST);
    }
    Problem::invalid("desk.form.unreadable").because(error.body_text())
}

pub(super) async fn scan(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let found = async {
        let id = id.parse().map_err(|_| Problem::missing("review.scan.missing"))?;
        look!(visitor, |tx, office| scan::find(tx, &office, id).await)
    };
    let (scan, content) = found.await.map_err(|problem: Problem| visitor.trouble(problem))?;
    let (name, media) = match scan.media.as_str() {
        "application/pdf" => ("bien-ban.pdf", "application/pdf"),
        "image/png" => ("bien-ban.png", "image/png"),
        _ => ("bien-ban.jpg", "image/jpeg"),
    };
    Ok(shown(name, media, content))
}
