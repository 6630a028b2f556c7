//! Starting an import: with the columns just chosen, or, after a dry run, in earnest with the same ones.

use access::Verb;
use axum::extract::Path;
use axum::http::StatusCode;
use ground::{Day, Problem};
use intake::mapping::Mapping;
use intake::run::Import;
use places::Level;
use ui::Form;

use super::mapping::{mapping_page, read};
use super::{found, sheet};
use crate::reply::{Reply, go, page_with};
use crate::visitor::{Posted, Visitor};
use crate::work::{self, ImportInput};

pub(super) async fn run(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let import = found(&visitor, &id).await?;
    let trouble = |problem| visitor.trouble(problem);
    visitor
        .actor()
        .check(Verb::Import, import.unit, visitor.desk.units)
        .map_err(|problem| visitor.trouble(problem))?;
    let words = visitor.words();
    if form.value("mapped") != "yes" {
        let again = Problem::invalid("import.mapping.unreadable");
        let mapping = import.mapping.clone().ok_or_else(|| trouble(again))?;
        let day = day(&form).map_err(trouble)?;
        return start(&visitor, &import, &mapping, day, false).await;
    }
    let sheet = sheet(&visitor, &import).await.map_err(trouble)?;
    let mapping = read(&form, sheet.header.labels.len());
    let commune = visitor.desk.units.get(import.unit).filter(|unit| unit.level == Level::Commune);
    let mut wrong = Vec::new();
    if let Err(problem) = mapping.check(commune.map(|unit| unit.id)) {
        wrong.push(("", problem));
    }
    let day = day(&form).unwrap_or_else(|problem| {
        wrong.push(("day", problem));
        None
    });
    if !wrong.is_empty() {
        let form = wrong
            .iter()
            .fold(form, |form, (field, problem)| form.wrong(*field, words.problem(problem)));
        let page = mapping_page(&visitor, &import, sheet, false, form).await.map_err(trouble)?;
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    start(&visitor, &import, &mapping, day, form.value("run") != "real").await
}

fn day(form: &Form) -> Result<Option<Day>, Problem> {
    let text = form.value("day").trim();
    if text.is_empty() { Ok(None) } else { ui::read_day(text).map(Some) }
}

async fn start(
    visitor: &Visitor,
    import: &Import,
    mapping: &Mapping,
    day: Option<Day>,
    dry_run: bool,
) -> Reply {
    let input = ImportInput {
        import: import.id,
        file: import.file.clone(),
        mapping: mapping.to_json(),
        day,
        dry_run,
    };
    let (desk, actor) = (&visitor.desk, visitor.actor());
    let job = work::ask(desk, actor, work::IMPORT, import.unit, &input).await;
    let job = job.map_err(|problem| visitor.trouble(problem))?;
    go(&format!("/imports/{}?job={job}", import.id), None)
}
