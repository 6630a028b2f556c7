//! `/imports…`: from a commune's spreadsheet to the registry, in three pages: the file, its columns,
//! what came of it.

mod list;
mod mapping;
mod one;
mod run;
mod upload;

use access::Verb;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use ground::{ImportId, Problem};
use intake::run::{self as intake_run, Import, State};
use intake::sheet::{Sheet, Upload};
use ui::Words;

use crate::desk::Desk;
use crate::reply::Trouble;
use crate::visitor::Visitor;

/// The largest file taken through the browser, in MiB; larger ones go through the command line.
const LARGEST: usize = 64;

pub(crate) fn routes() -> Router<Desk> {
    // A little more than the file itself: the other fields and what separates them.
    let limit = DefaultBodyLimit::max((LARGEST + 1) << 20);
    Router::new()
        .route("/imports", get(list::show).post(upload::upload).layer(limit))
        .route("/imports/{id}", get(one::show))
        .route("/imports/{id}/mapping", get(mapping::show))
        .route("/imports/{id}/remarks", get(one::remarks_file))
        .route("/imports/{id}/run", post(run::run))
}

/// An import of the visitor's units.
async fn found(visitor: &Visitor, id: &str) -> Result<Import, Trouble> {
    visitor.must(Verb::Import)?;
    let missing = || visitor.trouble(Problem::missing("import.missing"));
    let id: ImportId = id.parse().map_err(|_| missing())?;
    let import = intake_run::find(&visitor.desk.database, id).await;
    let import = import.map_err(|problem| visitor.trouble(problem))?;
    import
        .filter(|import| visitor.actor().covers(import.unit, visitor.desk.units))
        .ok_or_else(missing)
}

/// The kept file of an import, opened away from the threads that serve others.
async fn sheet(visitor: &Visitor, import: &Import) -> Result<Sheet, Problem> {
    let upload = intake_run::upload_of(&visitor.desk.database, import.id).await?;
    let upload = upload.ok_or_else(|| Problem::missing("import.file.not_kept"))?;
    open(upload).await
}

async fn open(upload: Upload) -> Result<Sheet, Problem> {
    let opened = tokio::task::spawn_blocking(move || Sheet::open(&upload, None));
    opened.await.map_err(|error| Problem::internal("import.reader").because(error))?
}

/// How far an import is, in words.
fn state_word(words: &'static Words, import: &Import) -> &'static str {
    match import.state {
        State::Kept => words.imports_state_kept(),
        State::Done if import.dry_run => words.imports_state_tried(),
        State::Done => words.imports_state_done(),
        State::Cancelled => words.imports_state_cancelled(),
        State::Failed => words.imports_state_failed(),
    }
}
