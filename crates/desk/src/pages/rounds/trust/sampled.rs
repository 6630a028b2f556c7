//! `/rounds/{id}/sample/{position}`: what a second look on paper found.

use access::Verb;
use axum::extract::Path;
use ground::{Problem, Result, RoundId};
use law::Class;
use review::round::{self, Round};
use review::sample::{self, Drawn};
use ui::{Choice, Crumb, Flash, Form};

use super::below;
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use crate::pages::rounds::{act, again, id as read_id, look};
use crate::reply::{Reply, go};
use crate::say;
use crate::visitor::{Posted, Visitor};

async fn found(visitor: &Visitor, id: &str, position: i64) -> Result<(Round, Drawn)> {
    let id: RoundId = read_id(id, "review.round.missing")?;
    let missing = || Problem::missing("review.sample.missing");
    look!(visitor, |tx, office| {
        let round = round::find(tx, &office, id).await?;
        let (_, _, drawn) = sample::latest(tx, id).await?.ok_or_else(missing)?;
        let one = drawn.into_iter().find(|one| one.position == position);
        Ok((round, one.ok_or_else(missing)?))
    })
}

fn questions(visitor: &Visitor, one: &Drawn) -> Questions {
    let words = visitor.words();
    let classes = [Class::Poor, Class::NearPoor, Class::NotPoor]
        .map(|class| Choice::new(class.as_str(), say::class(words, class)));
    Questions {
        title: words.sample_record(),
        lead: words.sample_record_lead(&one.head),
        fields: vec![
            Field::Date(Named::new("day", words.case_day()).required()),
            Field::Text(Named::new("reviewer", words.sample_second_by()).required()),
            Field::Radios(Named::new("class", words.sample_second()).required(), classes.into()),
            Field::Text(Named::new("note", words.case_note())),
        ],
        action: words.sample_record(),
        to: String::new(),
    }
}

fn trail(visitor: &Visitor, round: &Round) -> Vec<Crumb> {
    let mut trail = below(visitor, round);
    let url = format!("/rounds/{}/sample", round.id);
    trail.push(Crumb::new(visitor.words().sample_title(), url));
    trail
}

pub(in crate::pages::rounds) async fn ask(
    visitor: Visitor,
    Path((id, position)): Path<(String, i64)>,
) -> Reply {
    visitor.must(Verb::Review)?;
    let read = found(&visitor, &id, position).await;
    let (round, one) = read.map_err(|problem| visitor.trouble(problem))?;
    let name = one.reviewer.as_ref().map_or("", |(_, name)| name);
    let form = Form::new().with("reviewer", name);
    shown_below(&visitor, trail(&visitor, &round), 0, questions(&visitor, &one), form)
}

pub(in crate::pages::rounds) async fn save(
    Path((id, position)): Path<(String, i64)>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let read = found(&visitor, &id, position).await;
    let (round, one) = read.map_err(|problem| visitor.trouble(problem))?;
    match recorded(&visitor, &round, position, &form).await {
        Ok(()) => {
            let saved = Flash::done(visitor.words().case_saved());
            go(&format!("/rounds/{id}/sample"), Some(saved))
        }
        Err(wrong) => {
            let asked = questions(&visitor, &one);
            again(&visitor, trail(&visitor, &round), 0, asked, form, wrong)
        }
    }
}

async fn recorded(
    visitor: &Visitor,
    round: &Round,
    position: i64,
    form: &Form,
) -> Result<(), Wrong> {
    let on = day(form)?;
    let class: Class = form.value("class").parse().map_err(Wrong::with("class"))?;
    let (by, note) = (form.value("reviewer"), form.value("note"));
    let done = act!(visitor, sample::record, round.id, position, on, class, by, note);
    done.map_err(|problem| match &*problem.code {
        "review.sample.day" => Wrong::with("day")(problem),
        "review.sample.same" => Wrong::with("reviewer")(problem),
        _ => Wrong::from(problem),
    })
}
