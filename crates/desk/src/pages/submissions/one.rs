//! One form received: as it came, its photos, and taking it again.

use access::Verb;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use field::submission::{self, Setup};
use ground::Problem;
use ui::Flash;
use uuid::Uuid;

use crate::reply::{Reply, go};
use crate::visitor::{Posted, Visitor};

/// The form as it came, for support.
pub(super) async fn form(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let found = async {
        let mut tx = visitor.desk.database.read().await?;
        submission::one(&mut tx, visitor.actor(), visitor.desk.units, read(&id)?).await
    };
    let (_, xml) = found.await.map_err(|problem| visitor.trouble(problem))?;
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((headers, xml).into_response())
}

/// A photo or signature.
pub(super) async fn file(visitor: Visitor, Path((id, name)): Path<(String, String)>) -> Reply {
    let found = async {
        let mut tx = visitor.desk.database.read().await?;
        let id = read(&id)?;
        submission::one(&mut tx, visitor.actor(), visitor.desk.units, id).await?;
        submission::file(&mut tx, id, &name).await
    };
    let file = found.await.map_err(|problem| visitor.trouble(problem))?;
    let headers = [(CONTENT_TYPE, file.media), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((headers, file.content).into_response())
}

/// Takes it again after a repair.
pub(super) async fn take(Path(id): Path<String>, Posted { visitor, .. }: Posted) -> Reply {
    visitor.must(Verb::Survey)?;
    let desk = &visitor.desk;
    let setup = Setup { database: &desk.database, law: &desk.law, units: desk.units };
    let mut moment = desk.moment();
    let taken =
        async { submission::take_again(setup, visitor.actor(), &mut moment, read(&id)?).await };
    let flash = match taken.await {
        Ok(_) => Flash::done(visitor.words().submissions_done()),
        Err(problem) => return Err(visitor.trouble(problem)),
    };
    go("/submissions", Some(flash))
}

fn read(id: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(id).map_err(|_| Problem::missing("field.submission.missing"))
}
