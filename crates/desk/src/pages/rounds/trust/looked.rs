//! `/rounds/{id}/outliers/{case}`: what the second look at one survey found.

use access::Verb;
use axum::extract::Path;
use ground::{CaseId, Problem, Result};
use law::Class;
use review::case::{self, Case};
use review::outlier::{self, Look};
use review::round::Round;
use ui::{Choice, Crumb, Flash, Form};

use super::below;
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use crate::pages::rounds::{act, again, id as read_id, look};
use crate::reply::{Reply, go};
use crate::say;
use crate::visitor::{Posted, Visitor};

async fn found(visitor: &Visitor, id: &str) -> Result<(Round, Case, Look)> {
    let id: CaseId = read_id(id, "review.case.missing")?;
    look!(visitor, |tx, office| {
        let (case, round) = case::find(tx, &office, id).await?;
        let found = outlier::of_case(tx, id).await?;
        Ok((round, case, found.ok_or_else(|| Problem::missing("review.look.missing"))?))
    })
}

fn questions(visitor: &Visitor, case: &Case, asked: &Look) -> Questions {
    let words = visitor.words();
    let classes = [Class::Poor, Class::NearPoor, Class::NotPoor]
        .map(|class| Choice::new(class.as_str(), say::class(words, class)));
    Questions {
        title: words.outliers_record(),
        lead: words.outliers_record_lead(&case.head, &asked.why),
        fields: vec![
            Field::Date(Named::new("day", words.case_day()).required()),
            Field::Text(Named::new("reviewer", words.sample_second_by()).required()),
            Field::Radios(Named::new("class", words.sample_second()).required(), classes.into()),
            Field::Text(Named::new("note", words.case_note())),
        ],
        action: words.outliers_record(),
        to: String::new(),
    }
}

fn trail(visitor: &Visitor, round: &Round) -> Vec<Crumb> {
    let mut trail = below(visitor, round);
    let url = format!("/rounds/{}/outliers", round.id);
    trail.push(Crumb::new(visitor.words().outliers_title(), url));
    trail
}

pub(in crate::pages::rounds) async fn ask(
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
) -> Reply {
    visitor.must(Verb::Review)?;
    let read = found(&visitor, &id).await;
    let (round, case, asked) = read.map_err(|problem| visitor.trouble(problem))?;
    let name = asked.reviewer.as_ref().map_or("", |(_, name)| name);
    let form = Form::new().with("reviewer", name);
    shown_below(&visitor, trail(&visitor, &round), 0, questions(&visitor, &case, &asked), form)
}

pub(in crate::pages::rounds) async fn save(
    Path((_, id)): Path<(String, String)>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let read = found(&visitor, &id).await;
    let (round, case, asked) = read.map_err(|problem| visitor.trouble(problem))?;
    match recorded(&visitor, case.id, &form).await {
        Ok(()) => {
            let saved = Flash::done(visitor.words().case_saved());
            go(&format!("/rounds/{}/outliers", round.id), Some(saved))
        }
        Err(wrong) => {
            let asked = questions(&visitor, &case, &asked);
            again(&visitor, trail(&visitor, &round), 0, asked, form, wrong)
        }
    }
}

async fn recorded(visitor: &Visitor, case: CaseId, form: &Form) -> Result<(), Wrong> {
    let on = day(form)?;
    let class: Class = form.value("class").parse().map_err(Wrong::with("class"))?;
    let (by, note) = (form.value("reviewer"), form.value("note"));
    let done = act!(visitor, outlier::record, case, on, class, by, note);
    done.map_err(|problem| match &*problem.code {
        "review.look.day" => Wrong::with("day")(problem),
        "review.look.same" => Wrong::with("reviewer")(problem),
        _ => Wrong::from(problem),
    })
}
