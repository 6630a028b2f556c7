//! Posting a village's results, and `/postings/{id}`: the posting for everybody, as long as it runs.

use askama::Template;
use axum::extract::{Path, State};
use ground::PostingId;
use review::posting;
use ui::{Flash, Frame};

use super::meeting::village;
use super::{act, id as read_id};
use crate::desk::Desk;
use crate::reply::{Reply, Trouble, go, page};
use crate::say;
use crate::visitor::{Posted, Reader};

pub(super) async fn post(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let round = read_id(&id, "review.round.missing").map_err(trouble)?;
    let village = village(form.value("village")).map_err(trouble)?;
    let today = visitor.desk.today();
    act!(visitor, posting::post, round, village, today).map_err(trouble)?;
    go(&format!("/rounds/{id}#postings"), Some(Flash::done(visitor.words().round_posted())))
}

#[derive(Template)]
#[template(path = "rounds/posting.html")]
struct PostingPage {
    frame: Frame,
    lead: String,
    rows: Vec<(String, &'static str)>,
    read_head: String,
    read: Vec<String>,
}

pub(super) async fn show(
    State(desk): State<Desk>,
    reader: Reader,
    Path(id): Path<String>,
) -> Reply {
    let words = reader.words();
    let trouble = |problem| Trouble::new(problem, reader.frame(&desk, ""));
    let id: PostingId = read_id(&id, "review.posting.missing").map_err(trouble)?;
    let mut tx = desk.database.read().await.map_err(trouble)?;
    let running = posting::running(&mut tx, id, desk.today()).await;
    let (posting, lines) = running.map_err(trouble)?;
    let unit = desk.units.get(posting.unit).map_or("", |unit| unit.full_name.as_str());
    let village = super::board::village(words, &posting.village);
    let line =
        |line: &posting::Posted| words.posting_read_line(say::class(words, line.class), &line.head);
    page(&PostingPage {
        frame: reader.frame(&desk, words.posting_title()),
        lead: words.posting_lead(posting.from, unit, posting.until, village),
        read_head: words.posting_read_head(unit, village),
        read: lines.iter().map(line).collect(),
        rows: lines.into_iter().map(|line| (line.head, line.class.as_str())).collect(),
    })
}
