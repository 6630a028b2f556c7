//! `/imports`: a file to bring in, and the imports so far.

use access::Verb;
use askama::Template;
use ui::{Choice, Form, Frame};

use super::{LARGEST, state_word};
use crate::pages::jobs::when;
use crate::pages::unit_field;
use crate::reply::{Reply, Trouble, page};
use crate::visitor::Visitor;

/// Imports shown.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "imports/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    largest: usize,
    rows: Vec<Row>,
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

pub(super) async fn show(visitor: Visitor) -> Reply {
    visitor.must(Verb::Import)?;
    let form = Form::new().with("unit", unit_field::shown(&visitor, visitor.actor().unit));
    page(&list_page(&visitor, form).await?)
}

pub(super) async fn list_page(visitor: &Visitor, form: Form) -> Result<ListPage, Trouble> {
    let words = visitor.words();
    let desk = &visitor.desk;
    let imports = intake::run::list(&desk.database, visitor.actor(), desk.units, SHOWN).await;
    let imports = imports.map_err(|problem| visitor.trouble(problem))?;
    let rows = imports.into_iter().map(|import| Row {
        url: match import.state {
            intake::run::State::Kept => format!("/imports/{}/mapping", import.id),
            _ => format!("/imports/{}", import.id),
        },
        unit: visitor.unit_name(import.unit),
        when: when(words, import.created_at),
        state: state_word(words, &import),
        counts: (import.state == intake::run::State::Done).then(|| {
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
    })
}
