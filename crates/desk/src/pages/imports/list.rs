//! `/imports?after=`: a file to bring in, and the imports so far.

use access::Verb;
use askama::Template;
use axum::extract::Query;
use ground::Result;
use intake::run::{self as intake_run, Shown, State};
use serde::Deserialize;
use store::feed::Wanted;
use ui::{Choice, Form, Frame, Pager, link};

use super::{LARGEST, state_word};
use crate::pages::jobs::when;
use crate::pages::unit_field;
use crate::reply::{Reply, Trouble, page};
use crate::visitor::Visitor;

/// Imports on one page.
const LINES: usize = 50;

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
}

#[derive(Template)]
#[template(path = "imports/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    largest: usize,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    url: String,
    file: String,
    unit: String,
    when: String,
    who: String,
    state: &'static str,
    /// Accepted and changed, rejected, warned; none before anything was read.
    counts: Option<[String; 3]>,
}

pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Import)?;
    let form = Form::new().with("unit", unit_field::shown(&visitor, visitor.actor().unit));
    page(&list_page(&visitor, form, &asked).await?)
}

/// The page with the form as given.
pub(super) async fn list_page(
    visitor: &Visitor,
    form: Form,
    asked: &Asked,
) -> Result<ListPage, Trouble> {
    listed(visitor, form, asked).await.map_err(|problem| visitor.trouble(problem))
}

async fn listed(visitor: &Visitor, form: Form, asked: &Asked) -> Result<ListPage> {
    let words = visitor.words();
    let desk = &visitor.desk;
    let reach = visitor.actor().reach(desk.units);
    let after = if asked.after.is_empty() { None } else { Some(asked.after.parse()?) };
    let ask = Wanted { units: reach.as_deref(), after, ..Wanted::latest(LINES) };
    let found = intake_run::latest(&mut desk.database.read().await?, ask, Shown::All).await?;
    let rows = found.lines.into_iter().map(|import| Row {
        url: match import.state {
            State::Kept => format!("/imports/{}/mapping", import.id),
            _ => format!("/imports/{}", import.id),
        },
        unit: visitor.unit_name(import.unit),
        when: when(words, import.created_at),
        state: state_word(words, &import),
        counts: (import.state == State::Done).then(|| {
            let counts = import.counts;
            [counts.accepted + counts.changed, counts.rejected, counts.warned]
                .map(|count| words.number(count))
        }),
        file: import.file,
        who: import.created_by,
    });
    Ok(ListPage {
        frame: visitor.frame(words.nav_import()),
        form,
        units: unit_field::choices(visitor),
        largest: LARGEST,
        rows: rows.collect(),
        pager: Pager {
            rows: String::new(),
            page: String::new(),
            // Newer imports come in at the top; whoever goes back begins there.
            previous: after.map(|_| "/imports".to_owned()),
            next: found.next.map(|next| link("/imports", &[("after", &next.to_string())])),
        },
    })
}
