//! `/imports/{id}/mapping`: which column holds what.

use askama::Template;
use axum::extract::Path;
use ground::Problem;
use intake::mapping::{self, Field, Kind, Mapping, column_name};
use intake::run::Import;
use intake::sheet::Sheet;
use ui::{Choice, Crumb, Form, Frame, Words};

use super::{found, sheet};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

/// Rows of the preview.
const PREVIEW: usize = 20;
/// Sample values shown beside a column.
const SAMPLES: usize = 3;
/// Below this (percent) a proposed field is called unsure.
const SURE: u8 = 80;

#[derive(Template)]
#[template(path = "imports/mapping.html")]
pub(super) struct MappingPage {
    frame: Frame,
    form: Form,
    id: String,
    file: String,
    unit: String,
    remembered: bool,
    persons: bool,
    columns: Vec<Column>,
    fields: Vec<Choice>,
    preview: Vec<(usize, Vec<String>)>,
}

struct Column {
    /// The name of its field in the form.
    name: String,
    letters: String,
    heading: String,
    samples: String,
    unsure: bool,
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let import = found(&visitor, &id).await?;
    let shown = async {
        let sheet = sheet(&visitor, &import).await?;
        let known = match &import.mapping {
            Some(mapping) => Some(mapping.clone()),
            None => mapping::recall(&visitor.desk.database, &sheet.header).await?,
        };
        let form = filled(known.as_ref().unwrap_or(&mapping::propose(&sheet).mapping));
        mapping_page(&visitor, &import, sheet, known.is_some(), form).await
    };
    page(&shown.await.map_err(|problem| visitor.trouble(problem))?)
}

/// The form of a mapping.
fn filled(mapping: &Mapping) -> Form {
    let form = Form::new().with("blank", if mapping.blank_means_no { "yes" } else { "" });
    mapping.columns.iter().enumerate().fold(form, |form, (at, field)| {
        form.with(format!("column-{at}"), field.map_or("", Field::code))
    })
}

/// The mapping of a form, for a sheet of so many columns.
pub(super) fn read(form: &Form, columns: usize) -> Mapping {
    let columns = (0..columns).map(|at| Field::read(form.value(&format!("column-{at}"))));
    Mapping { columns: columns.collect(), blank_means_no: form.value("blank") == "yes" }
}

pub(super) async fn mapping_page(
    visitor: &Visitor,
    import: &Import,
    sheet: Sheet,
    remembered: bool,
    form: Form,
) -> Result<MappingPage, Problem> {
    let words = visitor.words();
    let labels = sheet.header.labels.clone();
    let proposal = mapping::propose(&sheet);
    let kind = read(&form, labels.len()).kind();
    let preview = tokio::task::spawn_blocking(move || sheet.preview(PREVIEW))
        .await
        .map_err(|error| Problem::internal("import.reader").because(error))??;
    let columns = labels.iter().enumerate().map(|(at, heading)| {
        let samples = preview.iter().filter_map(|(_, cells)| cells.get(at));
        let samples: Vec<&str> =
            samples.map(String::as_str).filter(|cell| !cell.is_empty()).take(SAMPLES).collect();
        let proposed = proposal.mapping.columns.get(at).copied().flatten();
        let sure = proposal.sure.get(at).copied().unwrap_or_default();
        Column {
            name: format!("column-{at}"),
            letters: column_name(at),
            heading: heading.clone(),
            samples: samples.join(" · "),
            unsure: !remembered && proposed.is_some() && sure < SURE,
        }
    });
    let columns = columns.collect();
    let frame = visitor.frame(&words.imports_mapping_title(import.file.as_str()));
    Ok(MappingPage {
        frame: Frame { trail: vec![Crumb::new(words.nav_import(), "/imports")], ..frame },
        form,
        id: import.id.to_string(),
        file: import.file.clone(),
        unit: visitor.unit_name(import.unit),
        remembered,
        persons: kind == Kind::Persons,
        columns,
        fields: Field::all().map(|field| Choice::new(field.code(), label(words, field))).collect(),
        preview,
    })
}

/// A field in words.
fn label(words: &Words, field: Field) -> String {
    let code = field.code();
    words.named(&format!("intake.field.{code}")).unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Lang;

    #[test]
    fn every_field_has_a_word_in_both_languages() {
        for lang in Lang::ALL {
            for field in Field::all() {
                assert_ne!(label(Words::of(lang), field), field.code(), "{lang}");
            }
        }
    }

    #[test]
    fn a_mapping_survives_its_form() {
        let columns = vec![Some(Field::HeadName), None, Field::all().last()];
        let mapping = Mapping { columns, blank_means_no: true };
        assert_eq!(read(&filled(&mapping), 3), mapping);
    }
}
