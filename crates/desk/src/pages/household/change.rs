//! Correcting what is recorded of a household, with the reason.

use axum::extract::Path;
use registry::ethnicity::NAMES;
use registry::household::{self, Detail, Particulars};
use ui::{Choice, Flash, Form};

use super::form::{Field, Named, Questions, Wrong, again, ask as asked, given, seen};
use crate::reply::{Reply, go};
use crate::visitor::{Posted, Visitor};

pub(super) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
    asked(&visitor, &id, questions, filled).await
}

pub(super) async fn save(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    match done(&visitor, &id, &form).await {
        Ok(()) => {
            go(&format!("/households/{id}"), Some(Flash::done(visitor.words().change_saved())))
        }
        Err(wrong) => again(&visitor, &id, questions, form, wrong).await,
    }
}

fn questions(visitor: &Visitor, _: &Detail) -> Questions {
    let words = visitor.words();
    Questions {
        title: words.change_correct(),
        lead: words.change_correct_lead().to_owned(),
        fields: vec![
            Field::Text(Named::new("name", words.head_of_household()).required()),
            Field::Text(Named::new("code", words.household_code())),
            Field::Text(Named::new("village", words.village()).hint(words.village_hint())),
            Field::Text(Named::new("address", words.address())),
            Field::Select(Named::new("ethnicity", words.ethnicity()), ethnicities()),
            reason(visitor),
        ],
        action: words.save(),
        to: String::new(),
    }
}

fn filled(detail: &Detail) -> Form {
    let h = &detail.household;
    Form::new()
        .with("name", &*h.head)
        .with("code", h.code.clone().unwrap_or_default())
        .with("village", detail.village.clone().unwrap_or_default())
        .with("address", h.address.clone().unwrap_or_default())
        .with("ethnicity", h.ethnicity.clone().unwrap_or_default())
}

async fn done(visitor: &Visitor, id: &str, form: &Form) -> Result<(), Wrong> {
    let desk = &visitor.desk;
    let corrected = Particulars {
        head: form.value("name").to_owned(),
        code: given(form, "code").map(str::to_owned),
        village: given(form, "village").map(str::to_owned),
        address: given(form, "address").map(str::to_owned),
        ethnicity: given(form, "ethnicity").map(str::to_owned),
    };
    let (seen, why) = (seen(id, form)?, form.value("reason"));
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    household::correct(&mut tx, actor, desk.units, &mut moment, seen, &corrected, why).await?;
    Ok(tx.commit().await?)
}

/// The official names of the ethnic groups.
pub(super) fn ethnicities() -> Vec<Choice> {
    NAMES.map(|name| Choice::new(name, name)).into()
}

/// Why something is corrected.
pub(super) fn reason(visitor: &Visitor) -> Field {
    let words = visitor.words();
    Field::Text(
        Named::new("reason", words.change_reason()).hint(words.change_reason_hint()).required(),
    )
}

/// What else should be noted of an event.
pub(super) fn remark(visitor: &Visitor) -> Field {
    Field::Text(Named::new("remark", visitor.words().change_remark()))
}
