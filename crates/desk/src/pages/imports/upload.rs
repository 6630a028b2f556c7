//! Taking a file in: read as it comes, looked over, kept, and on to its columns.

use access::Verb;
use axum::extract::Multipart;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::http::StatusCode;
use ground::Problem;
use intake::sheet::Upload;
use ui::Form;

use super::list::{Asked, list_page};
use super::{LARGEST, open};
use crate::pages::unit_field;
use crate::reply::{Reply, go, page_with};
use crate::visitor::Visitor;

pub(super) async fn upload(
    visitor: Visitor,
    multipart: Result<Multipart, MultipartRejection>,
) -> Reply {
    visitor.must(Verb::Import)?;
    let unreadable = |error: MultipartRejection| {
        visitor.trouble(Problem::invalid("desk.form.unreadable").because(error))
    };
    let (form, file) =
        read(&visitor, multipart.map_err(unreadable)?).await.map_err(|p| visitor.trouble(p))?;
    let words = visitor.words();
    let Some(file) = file else {
        let problem = Problem::invalid("desk.upload.missing");
        let form = form.wrong("file", words.problem(&problem));
        return page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &list_page(&visitor, form, &Asked::default()).await?,
        );
    };
    let kept = async {
        let unit = unit_field::read(&visitor, form.value("unit")).map_err(|p| ("unit", p))?;
        // A file nobody can read is not kept.
        open(file.clone()).await.map_err(|problem| ("file", problem))?;
        let desk = &visitor.desk;
        let mut moment = desk.moment();
        let kept = async {
            let mut tx = desk.database.begin().await?;
            let (actor, units) = (visitor.actor(), desk.units);
            let id = intake::run::keep(&mut tx, actor, units, &mut moment, &file, unit).await?;
            tx.commit().await?;
            Ok(id)
        };
        kept.await.map_err(|problem: Problem| ("", problem))
    };
    match kept.await {
        Ok(id) => go(&format!("/imports/{id}/mapping"), None),
        Err((field, problem)) if problem.kind == ground::Kind::Internal => {
            tracing::error!(%problem, field, "a file was not kept");
            Err(visitor.trouble(problem))
        }
        Err((field, problem)) => {
            let form = form.wrong(field, words.problem(&problem));
            page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &list_page(&visitor, form, &Asked::default()).await?,
            )
        }
    }
}

/// The fields and the file. The token comes first in our form and is checked before the file is read.
async fn read(
    visitor: &Visitor,
    mut multipart: Multipart,
) -> Result<(Form, Option<Upload>), Problem> {
    let mut form = Form::new();
    let mut file = None;
    while let Some(field) = multipart.next_field().await.map_err(|error| too_large(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            let text = field.text().await.map_err(|error| too_large(&error))?;
            form = form.with(name, text);
            continue;
        }
        visitor.session.check_form(form.value("csrf"))?;
        // Some browsers send the whole path.
        let sent = field.file_name().unwrap_or_default().to_owned();
        let base = sent.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|error| too_large(&error))?;
        if !base.is_empty() {
            file = Some(Upload::from_bytes(&base, bytes.to_vec()));
        }
    }
    visitor.session.check_form(form.value("csrf"))?;
    Ok((form, file))
}

fn too_large(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::invalid("desk.upload.large").with("megabytes", LARGEST);
    }
    Problem::invalid("desk.form.unreadable").because(error.body_text())
}
